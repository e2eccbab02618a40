"""Gifts of a rise that a return or a cancellation undoes, live: unused ones are void, used ones stay."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.live import Actor
from loyalty.store.tables import HELD_COUPON
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.live.test_giving import topics

HOUR = timedelta(hours=1)
RISING = (
    PROGRAM
    + """
  - id: held
    benefit: {{kind: amount, amount: "5"}}
    coupon: {{}}
issuances:
  - id: risen
    on: {{kind: tier_entry, levels: [silver, gold]}}
    gives:
      - {{kind: coupon, offer: held, valid_days: 9}}
      - {{kind: points, points: 300, valid_days: 9}}
"""
)
EVE = Actor("eve", frozenset({"editor", "approver"}))
PLAIN = {"points": "none", "coupons": "none"}


@pytest.fixture
def shop(engine):
    return open_shop(engine, "ann", document=RISING)


def place(shop, session, name, amount, hours, member="ann", **fields):
    asked = cart(amount, **PLAIN | fields)
    return shop.place(session, asked, order_id=name, member=member, at=START + hours * HOUR)


def give_back(shop, session, name, hours):
    return shop.return_items(session, name, {"1": 1}, return_id=f"r-{name}", at=START + hours * HOUR)


def rise(shop, session, **fields):
    """Ann rises with o1, and is given what a rise gives; o2 is after it."""
    place(shop, session, "o1", "150", 1)
    return place(shop, session, "o2", "40", 2, **fields)


def coupons(shop, session, hours=9, member="ann"):
    found = shop.coupons.held(session, member, at=START + hours * HOUR)
    return [one.state for one in found]


def undone(told):
    return [
        (len(one.coupons), len(one.coupons_kept), one.points, one.points_kept) for one in told.gifts_undone
    ]


def test_unused_gifts_are_void_and_told_and_the_books_add_up(engine, shop):  # edge 58
    with Session(engine) as session, session.begin():
        assert rise(shop, session).figures.booked == 140 + 300 + 40
        back = give_back(shop, session, "o1", 3)
        assert (back.figures.booked, back.figures.debt, back.figures.tiers) == (40, 0, {"growth": None})
        assert undone(back) == [(1, 0, 300, 0)]
        assert (back.taken_base, back.taken_bonus) == (140, 0)
        assert coupons(shop, session) == ["void"]
        (gift,) = topics(session, shop, "issuance.undone")
        assert (gift["member"], gift["order_id"], gift["issuance"]) == ("ann", "o1", "risen")
        assert (gift["cycle"], gift["points"], gift["coupons"]) == (
            "silver:2024",
            300,
            list(back.gifts_undone[0].coupons)
        )  # fmt: skip
        assert give_back(shop, session, "o1", 3) == back
        moved = shop.history(session, "ann")
        taken = [(one.points, one.cause, one.verb) for one in moved if one.kind == "taken_back"]
        assert taken == [(-300, "undone:risen:silver:2024", "return"), (-140, None, "return")]
        assert shop.verify(session) == ()


def test_the_voided_coupon_names_the_order_and_is_taken_by_nobody(engine, shop):
    with Session(engine) as session, session.begin():
        rise(shop, session)
        give_back(shop, session, "o1", 3)
        found = session.execute(
            sa.select(HELD_COUPON.c.state, HELD_COUPON.c.order_id).where(
                HELD_COUPON.c.program_key == shop.program_key
            )
        ).one()
        assert tuple(found) == ("void", "o1")
        assert place(shop, session, "o3", "50", 4, coupons="best").quote.applied == ()


def test_what_was_used_stays_used_and_its_cycle_is_not_given_again(engine, shop):  # edge 58, edge 59
    with Session(engine) as session, session.begin():
        used = rise(shop, session, coupons="best", points=100)
        assert used.quote.applied == ("held",)
        back = give_back(shop, session, "o1", 3)
        assert undone(back) == [(0, 1, 200, 100)]
        assert (back.figures.booked, back.figures.debt) == (34, 0)
        place(shop, session, "o3", "150", 4)
        place(shop, session, "o4", "10", 5)
        assert coupons(shop, session) == ["used"]
        assert len(topics(session, shop, "issuance.given")) == 1
        assert shop.verify(session) == ()


def test_a_rise_after_all_was_void_gives_again_also_at_the_same_instant(engine, shop):  # edge 59
    with Session(engine) as session, session.begin():
        for name in ("o1", "o2", "o3"):
            place(shop, session, name, "150", 1)
            back = give_back(shop, session, name, 1)
            assert undone(back) == [(1, 0, 300, 0)]
        place(shop, session, "o4", "150", 2)
        last = place(shop, session, "o5", "10", 3)
        assert last.figures.booked == 150 + 300 + 10
        assert coupons(shop, session) == ["void", "open"]
        assert shop.verify(session) == ()


def test_a_cancellation_undoes_as_a_return_does(engine, shop):
    with Session(engine) as session, session.begin():
        rise(shop, session)
        done = shop.cancel(session, "o1", at=START + 3 * HOUR)
        assert (undone(done), done.figures.booked) == ([(1, 0, 300, 0)], 40)
        assert coupons(shop, session) == ["void"]
        guest = shop.place(session, cart("9"), order_id="g", at=START)
        assert shop.cancel(session, guest.order_id, at=START).gifts_undone == ()
        assert shop.verify(session) == ()


def test_a_refund_of_money_alone_undoes_too(engine, shop):
    with Session(engine) as session, session.begin():
        rise(shop, session)
        back = shop.refund_amount(session, "o1", "110", return_id="r", at=START + 3 * HOUR)
        assert undone(back) == [(1, 0, 300, 0)]


def test_a_level_that_stays_keeps_its_gift(engine):  # edge 58
    keeping = RISING.replace("levels:\n      -", "on_return: keep\n    levels:\n      -")
    kept = open_shop(engine, "ann", document=keeping)
    with Session(engine) as session, session.begin():
        rise(kept, session)
        back = give_back(kept, session, "o1", 3)
        assert (undone(back), back.figures.tiers) == ([], {"growth": "silver"})
        assert coupons(kept, session) == ["open"]
        assert kept.verify(session) == ()


def test_who_still_stands_on_the_level_by_hand_keeps_its_gift(engine, shop):  # edge 63
    with Session(engine) as session, session.begin():
        rise(shop, session)
        shop.tiers.grant(
            session, "ann", "silver", actor=EVE, reason="kind", key="k", at=START + 2 * HOUR,
            until=START + timedelta(days=90),
        )  # fmt: skip
        assert undone(give_back(shop, session, "o1", 3)) == []


@pytest.mark.parametrize("paid", [True, False])
def test_a_coupon_in_an_open_checkout_stays_with_its_order_and_ends_when_it_is_let_go(engine, shop, paid):
    with Session(engine) as session, session.begin():
        rise(shop, session)
        asked = cart("30", **PLAIN | {"coupons": "best", "points": 100})
        shop.hold(session, asked, order_id="h", member="ann", at=START + 3 * HOUR)
        back = give_back(shop, session, "o1", 3)
        assert undone(back) == [(0, 1, 200, 100)]
        assert coupons(shop, session, 3) == ["locked"]
        if paid:
            placed = shop.place(session, asked, order_id="h", member="ann", at=START + 3 * HOUR)
            assert placed.quote.applied == ("held",)
            assert coupons(shop, session) == ["used"]
        else:
            shop.release(session, "h", at=START + 3 * HOUR)
            assert coupons(shop, session) == ["ended"]
        assert shop.verify(session) == ()


def test_a_coupon_used_by_what_comes_back_is_held_again_and_void(engine):
    """The order that used the gift is the one whose return undoes the rise to the next level."""
    shop = open_shop(engine, "ann", document=RISING)
    with Session(engine) as session, session.begin():
        place(shop, session, "o1", "150", 1)
        place(shop, session, "o2", "400", 2, coupons="best")  # uses silver's coupon, and rises
        place(shop, session, "o3", "10", 3)
        back = give_back(shop, session, "o2", 4)
        assert undone(back) == [(1, 0, 300, 0)]
        assert back.gifts_undone[0].cycle == "gold:2024"
        assert sorted(coupons(shop, session)) == ["open", "void"]
        assert shop.verify(session) == ()


def test_a_coupon_that_staff_made_void_counts_as_gone(engine, shop):
    with Session(engine) as session, session.begin():
        rise(shop, session, coupons="best")
        shop.coupons.void_offer(session, "held", actor="eve", reason="wrong", key="v")
        shop.return_items(session, "o2", {"1": 1}, return_id="r2", at=START + 3 * HOUR)
        back = give_back(shop, session, "o1", 3)
        assert undone(back) == [(0, 1, 300, 0)]
        assert coupons(shop, session) == ["void"]
        assert shop.verify(session) == ()


def test_gifts_of_a_blocked_member_are_void_too(engine, shop):
    with Session(engine) as session, session.begin():
        rise(shop, session)
        shop.members.block(session, "ann", actor=EVE, reason="fraud")
        assert undone(give_back(shop, session, "o1", 4)) == [(1, 0, 300, 0)]


def test_the_gift_of_a_member_who_was_merged_is_void_with_the_level_of_both(engine):  # edge 51
    shop = open_shop(engine, "ann", "bob", document=RISING)
    with Session(engine) as session, session.begin():
        place(shop, session, "b1", "150", 1, member="bob")
        place(shop, session, "b2", "9", 2, member="bob")
        shop.members.merge(session, "bob", into="ann", actor=EVE, reason="one", at=START + 3 * HOUR)
        back = give_back(shop, session, "b1", 4)
        assert (undone(back), back.figures.booked) == ([(1, 0, 300, 0)], 9)
        assert coupons(shop, session) == ["void"]
        assert shop.verify(session) == ()


def test_a_return_under_a_later_version_undoes_what_an_earlier_one_gave(engine, shop):
    with Session(engine) as session, session.begin():
        rise(shop, session)
        later = RISING.split("issuances:", 1)[0].replace('amount: "5"', 'amount: "6"')
        program = load_program(later.format(key=shop.program_key))
        shop.publish(session, program, author="ann", at=START + 3 * HOUR)
        assert undone(give_back(shop, session, "o1", 4)) == [(1, 0, 300, 0)]
