"""Points that wait for a delivery: they get their dates when it is known, or lapse when it never is."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import AlreadyDelivered, UnknownOrder
from tests.faults.books import faults_of
from tests.live.shops import PROGRAM, START, cart, open_shop

WAITING = PROGRAM.replace("  expiry:", "  pending: {{days: 7, after: delivered}}\n  expiry:")
LAPSING = PROGRAM.replace(
    "  expiry:", "  pending: {{days: 7, after: delivered, timeout_days: 60}}\n  expiry:"
)
DAY = timedelta(days=1)


def test_points_wait_until_the_delivery_is_known(engine):
    shop = open_shop(engine, "ann", document=WAITING)
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        assert (placed.figures.pending, placed.figures.available) == (100, 0)
        assert shop.figures(session, "ann", at=START + 300 * DAY).pending == 100
        done = shop.mature(session, "o1", delivered_at=START + 3 * DAY, at=START + 4 * DAY)
        assert (done.figures.pending, done.figures.available) == (100, 0)
        assert shop.figures(session, "ann", at=START + 10 * DAY).available == 100
        assert shop.mature(session, "o1", delivered_at=START + 3 * DAY, at=START + 4 * DAY) == done
        late = shop.place(session, cart("110"), order_id="o2", member="ann", at=START + 20 * DAY)
        assert late.figures.pending == 109
        again = shop.mature(session, "o2", delivered_at=START + 21 * DAY, at=START + 40 * DAY)
        assert (again.figures.pending, again.figures.available) == (0, again.figures.booked)
    assert faults_of(engine, shop) == []


def test_points_that_wait_too_long_lapse(engine):  # edge 16
    shop = open_shop(engine, "ann", document=LAPSING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        assert shop.figures(session, "ann", at=START + 59 * DAY).booked == 100
        assert shop.figures(session, "ann", at=START + 62 * DAY).booked == 0
        done = shop.mature(session, "o1", delivered_at=START + 61 * DAY, at=START + 62 * DAY)
        assert done.figures.booked == 0
    assert faults_of(engine, shop) == []


def test_points_of_an_order_that_was_held_wait_for_its_delivery_too(engine):
    shop = open_shop(engine, "ann", document=WAITING)
    with Session(engine) as session, session.begin():
        for order, delivered in (("o1", None), ("o2", 2 * DAY)):
            shop.hold(session, cart("110"), order_id=order, member="ann", at=START)
            shop.place(session, cart("110"), order_id=order, member="ann", at=START, delivered=delivered)
        first, second = 100, 110
        assert shop.figures(session, "ann", at=START + 30 * DAY).available == second
        done = shop.mature(session, "o1", delivered_at=START + 3 * DAY, at=START + 30 * DAY)
        assert done.figures.available == first + second
        with pytest.raises(AlreadyDelivered):
            shop.mature(session, "o2", at=START + 30 * DAY)
    assert faults_of(engine, shop) == []


def test_a_delivery_known_when_the_order_is_placed_needs_no_word(engine):
    shop = open_shop(engine, "ann", document=WAITING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START, delivered=2 * DAY)
        assert shop.figures(session, "ann", at=START + 9 * DAY).available == 100
        with pytest.raises(AlreadyDelivered):
            shop.mature(session, "o1", at=START + 3 * DAY)
        with pytest.raises(UnknownOrder):
            shop.mature(session, "o9", at=START)


def test_an_order_cancelled_while_its_points_wait_leaves_none(engine):  # edge 15
    shop = open_shop(engine, "ann", document=WAITING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        back = shop.cancel(session, "o1", at=START + DAY)
        assert (back.figures.pending, back.figures.booked, back.figures.debt) == (0, 0, 0)
    assert faults_of(engine, shop) == []
