"""A member as staff look them up: what a quote at the same instant would see."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import UnknownMember
from loyalty.live import Actor
from tests.live.shops import START, cart, open_shop
from tests.live.test_giving import GIVING
from tests.live.test_identity_limits import PROGRAM, known

DAY = timedelta(days=1)
LIMITED = (
    PROGRAM.replace("uses: 1", "uses: 5")
    + """  - id: other
    benefit: {{kind: amount, amount: "1"}}
    limits: [{{per: member, uses: 4, each: day}}, {{per: program, uses: 9}}]
"""
)
MARCH = datetime(2024, 3, 1, 4, tzinfo=UTC)
KIM = Actor("kim", roles=frozenset({"editor", "approver", "admin"}))


def test_figures_levels_lots_coupons_and_orders_stand_together(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150", "20"), order_id="o1", member="ann", at=START)
        shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=START)
        found = shop.members.profile(session, "ann", at=START)
        assert found.figures == shop.figures(session, "ann", at=START)
        assert found.levels == shop.tiers.levels(session, "ann", at=START)
    assert (found.member.id, found.state, found.program.key) == ("ann", "active", shop.program_key)
    assert sum(lot.left for lot in found.lots) == found.figures.booked
    assert found.ends_next == (found.figures.booked, found.lots[0].ends_at)
    assert all(lot.ends_at is not None for lot in found.lots)
    (order,) = found.orders
    assert (order.order_id, order.state, order.returns, order.placed_at) == ("o1", "placed", 1, START)
    assert order.offers == (("first", 10_00),)


def test_a_coupon_that_is_due_is_held_before_anything_books_it(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        assert shop.coupons.held(session, "ann", at=MARCH) == ()
        (due,) = shop.members.profile(session, "ann", at=MARCH).coupons[-1:]
        assert (due.offer_id, due.state, due.member) == ("held", "open", "ann")
        shop.place(session, cart("50"), order_id="o1", member="ann", at=MARCH)
        after = {one.id: one for one in shop.members.profile(session, "ann", at=MARCH).coupons}
    assert after[due.id].state == "used"
    assert (after[due.id].starts_at, after[due.id].ends_at) == (due.starts_at, due.ends_at)
    assert after[due.id].name == due.name


def test_whoever_is_blocked_can_still_be_looked_up(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.members.block(session, "ann", actor=KIM, reason="phone stolen")
        assert shop.members.profile(session, "ann").state == "blocked"


def uses(shop, session, member, at=START):
    return {one.limit: (one.used, one.uses_max) for one in shop.members.profile(session, member, at=at).uses}


def test_uses_of_the_members_limits_are_those_that_an_order_meets(engine):
    shop = known(engine, document=LIMITED)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        shop.hold(session, cart("99"), order_id="o2", member="ann", at=START)
        own, together = "gift/member/ever", "gift/identity/ever"
        assert uses(shop, session, "ann") == {own: (2, 5), together: (2, 5), "other/member/day": (2, 4)}
        assert uses(shop, session, "bob") == {own: (0, 5), together: (2, 5), "other/member/day": (0, 4)}
        late = START + DAY
        assert uses(shop, session, "ann", late) == {own: (1, 5), together: (1, 5), "other/member/day": (0, 4)}
        assert uses(shop, session, "bob", late)[together] == (1, 5)


def test_a_hold_that_ran_out_holds_nothing_of_who_is_looked_up(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("510"), order_id="o1", member="ann", at=START)
        shop.hold(session, cart("10"), order_id="o2", member="ann", at=START)
        for at in (START, START + DAY):
            found = shop.members.profile(session, "ann", at=at)
            assert found.figures == shop.figures(session, "ann", at=at)
        assert (found.figures.held, sum(lot.left for lot in found.lots)) == (0, found.figures.booked)


def test_who_is_no_member_is_not_found(engine):
    shop = open_shop(engine)
    with Session(engine) as session, pytest.raises(UnknownMember):
        shop.members.profile(session, "ann")
