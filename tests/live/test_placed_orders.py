"""A placed order is locked behind its member, and read as its record is now."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import UnknownOrder
from loyalty.live.placed_orders import lock_order
from tests.live.shops import START, cart, open_shop


def locked(session, shop, order_id):
    with shop.desk.working(session, "x", START) as work:
        return lock_order(work, shop.desk.plans, order_id, START)


def test_an_order_comes_with_its_member_and_what_of_its_award_expired(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50"), order_id="o2", member="ann", at=START + timedelta(days=500))
        order = locked(session, shop, "o1")
    assert order.who.id == "ann"
    assert [award.expired for award in order.record.awards] == [100]
    assert order.standing.placed == (order.record,)
    assert order.standing.orders == 2


def test_a_guests_order_has_no_member(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", at=START)
        order = locked(session, shop, "o1")
        assert (order.loaded, order.standing.placed) == (None, (order.record,))
        with pytest.raises(UnknownOrder):
            locked(session, shop, "o9")
