"""A member as staff look them up: what a quote at the same instant would see."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import UnknownMember
from loyalty.live import Actor
from tests.live.shops import START, cart, open_shop
from tests.live.test_giving import GIVING

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


def test_who_is_no_member_is_not_found(engine):
    shop = open_shop(engine)
    with Session(engine) as session, pytest.raises(UnknownMember):
        shop.members.profile(session, "ann")
