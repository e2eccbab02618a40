"""A checkout in the host's session: a quote, a hold of thirty minutes, a placed order."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import BadReference
from loyalty.live import Loyalty, OrderItem
from loyalty.when import FixedClock
from tests.live.shops import START, cart, open_shop


def test_a_hold_lasts_half_an_hour_unless_told(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        held = shop.hold(session, cart("50"), order_id="o1", member="ann", at=START)
        longer = shop.hold(
            session, cart("50"), order_id="o2", member="ann", at=START, ends_at=START + timedelta(hours=2)
        )
    assert held.ends_at == START + timedelta(minutes=30)
    assert longer.ends_at == START + timedelta(hours=2)


def test_the_clock_says_when_nobody_does(engine):
    opened = open_shop(engine, "ann")
    shop = Loyalty(opened.program_key, clock=FixedClock(START + timedelta(days=3)))
    with Session(engine) as session, session.begin():
        quoted = shop.quote(session, cart("50"), member="ann")
        placed = shop.place(session, cart("50"), order_id="o1", member="ann", accept=quoted.id)
        assert shop.figures(session, "ann") == placed.figures


def test_many_orders_are_booked_in_the_order_given(engine):
    shop = open_shop(engine, "ann")
    items = [OrderItem(cart=cart("50"), order_id=f"o{n}", member="ann", at=START) for n in range(3)]
    with Session(engine) as session, session.begin():
        told = shop.place_many(session, items)
    assert [one.quote.applied for one in told] == [("first",), (), ()]


def test_an_order_needs_a_name_that_can_be_kept(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin(), pytest.raises(BadReference):
        shop.place(session, cart("50"), order_id="a\nb", member="ann", at=START)
