"""`release_on_full_return`, live: uses, budget and the first order come back with all goods."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.store.tables import BUDGET, QUOTA, REDEMPTION
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

DAY = timedelta(days=1)
RELEASING = PROGRAM.replace(
    "uses: 3}}]", "uses: 1}}, {{per: program, each: day, uses: 1}}]\n    release_on_full_return: true"
)
STAYING = RELEASING.replace("release_on_full_return: true", "release_on_full_return: false")


def counted(engine, shop):
    """Uses by counter, live redemptions, money spent; `verify` finds that they agree."""
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
    uses = [row["used"] for row in rows(engine, QUOTA, shop)]
    live = [row["offer_id"] for row in rows(engine, REDEMPTION, shop) if row["state"] == "live"]
    return sum(uses), live, [row["spent_minor"] for row in rows(engine, BUDGET, shop)]


def place(shop, session, name, *amounts, member="ann", days=0):
    return shop.place(session, cart(*amounts), order_id=name, member=member, at=START + days * DAY)


def give_back(shop, session, name, line="1", days=1):
    return shop.return_items(session, name, {line: 1}, return_id=f"{name}-{line}", at=START + days * DAY)


def test_when_all_goods_are_back_the_offer_has_not_been_used(engine):  # edge 84
    shop = open_shop(engine, "ann", "bob", document=RELEASING)
    with Session(engine) as session, session.begin():
        assert place(shop, session, "o1", "60", "50").quote.applied == ("first",)
        assert place(shop, session, "b1", "60", member="bob").quote.applied == ()
    assert counted(engine, shop) == (2, ["first"], [1000])
    with Session(engine) as session, session.begin():
        give_back(shop, session, "o1", "1")
    assert counted(engine, shop) == (2, ["first"], [1000])
    with Session(engine) as session, session.begin():
        give_back(shop, session, "o1", "2")
    assert counted(engine, shop) == (0, [], [0])
    with Session(engine) as session, session.begin():
        assert place(shop, session, "o2", "60", days=2).quote.applied == ("first",)
    assert counted(engine, shop)[1:] == (["first"], [1000])


def test_by_default_all_stays_used(engine):  # edge 84
    shop = open_shop(engine, "ann", document=STAYING)
    with Session(engine) as session, session.begin():
        place(shop, session, "o1", "60")
        give_back(shop, session, "o1")
        assert place(shop, session, "o2", "60", days=2).quote.applied == ()
    assert counted(engine, shop) == (2, ["first"], [1000])


@pytest.mark.parametrize("again", [True, False])
def test_cancelling_after_the_return_gives_nothing_back_twice(engine, again):
    shop = open_shop(engine, "ann", document=RELEASING)
    with Session(engine) as session, session.begin():
        place(shop, session, "o1", "60")
        give_back(shop, session, "o1")
        if again:
            place(shop, session, "o2", "60", days=2)
        shop.cancel(session, "o1", at=START + 3 * DAY)
        third = shop.quote(session, cart("60"), member="ann", at=START + 4 * DAY)
        assert third.applied == (() if again else ("first",))
    assert counted(engine, shop)[1:] == ((["first"], [1000]) if again else ([], [0]))


def test_a_second_order_meanwhile_has_used_the_first_order_up(engine):  # edge 84
    shop = open_shop(engine, "ann", document=RELEASING)
    with Session(engine) as session, session.begin():
        place(shop, session, "o1", "60")
        place(shop, session, "o2", "60", days=1)
        give_back(shop, session, "o1", days=2)
        assert shop.quote(session, cart("60"), member="ann", at=START + 3 * DAY).applied == ()
    assert counted(engine, shop) == (0, [], [0])


def test_a_person_known_by_a_phone_may_have_the_first_order_again(engine):  # edge 84
    shop = open_shop(engine, document=RELEASING)
    with Session(engine) as session, session.begin():
        for name in ("ann", "bob"):
            shop.members.enrol(session, name, joined_at=START, identities={"phone": "1"})
        place(shop, session, "o1", "60")
        assert shop.quote(session, cart("60"), member="bob", at=START + DAY).applied == ()
        give_back(shop, session, "o1")
        assert place(shop, session, "b1", "60", member="bob", days=2).quote.applied == ("first",)
    assert counted(engine, shop)[1:] == (["first"], [1000])


def test_a_held_order_gives_back_what_it_captured(engine):
    shop = open_shop(engine, "ann", document=RELEASING)
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("60"), order_id="o1", member="ann", at=START)
        place(shop, session, "o1", "60")
        give_back(shop, session, "o1")
    assert counted(engine, shop) == (0, [], [0])


def test_guests_give_back_what_all_share(engine):
    document = RELEASING.replace("when: [{{kind: first_order}}]", "when: []").replace(
        "{{per: member, uses: 1}}, ", ""
    )
    shop = open_shop(engine, document=document)
    with Session(engine) as session, session.begin():
        assert place(shop, session, "g1", "60", member=None).quote.applied == ("first",)
        give_back(shop, session, "g1")
    assert counted(engine, shop) == (0, [], [0])
