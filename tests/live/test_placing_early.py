"""Orders whose returns came before them."""

import json
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import run
from loyalty.store.tables import EARLY_RETURN, OUTBOX
from tests.live.shops import START, cart, open_shop

LATER = START + timedelta(days=1)


def test_a_return_that_came_before_its_order_is_booked_with_it(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        assert shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=LATER).waits
        placed = shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
        assert placed.returned_early == ("r1",)
        shop.place(session, cart("100", "50"), order_id="o2", member="bob", at=START)
        back = shop.return_items(session, "o2", {"2": 1}, return_id="r1", at=LATER)
        assert placed.figures == back.figures
        assert shop.figures(session, "ann", at=LATER) == shop.figures(session, "bob", at=LATER)
        again = shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
        assert again == placed
        assert shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=LATER).waits


def test_several_returns_wait_for_one_order_in_the_order_of_their_instants(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.refund_amount(session, "o1", "10", return_id="r1", at=LATER)
        shop.return_items(session, "o1", {"2": 1}, return_id="r2", at=START)
        placed = shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
    assert placed.returned_early == ("r2", "r1")


def test_an_early_return_of_more_than_the_order_has_is_told_and_the_order_stands(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o1", {"1": 5}, return_id="r1", at=START)
        placed = shop.place(session, cart("100"), order_id="o1", member="ann", at=START)
        assert (placed.returned_early, placed.figures.booked) == ((), 90)
        told = session.scalars(
            sa.select(OUTBOX.c.payload).where(
                OUTBOX.c.program_key == shop.program_key, OUTBOX.c.topic == "order.return_refused"
            )
        ).one()
        assert json.loads(told) == {"order_id": "o1", "return_id": "r1", "code": "over_return"}


def test_a_guests_early_return_is_booked_without_an_account(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
        placed = shop.place(session, cart("100"), order_id="o1", at=START)
        assert (placed.returned_early, placed.figures) == (("r1",), None)


@pytest.mark.parametrize("first", ["order", "return"])
def test_a_return_and_its_order_at_the_same_time_always_meet(engine, first):
    shop = open_shop(engine, "ann")

    def order(session):
        shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)

    def back(session):
        shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=LATER)

    ahead, behind = (order, back) if first == "order" else (back, order)

    def slow(session):
        ahead(session)
        other.start()
        other.join(0.3)

    other = threading.Thread(target=run, args=(lambda: Session(engine), behind))
    run(lambda: Session(engine), slow, attempts=1)
    other.join()
    with Session(engine) as session, session.begin():
        waiting = sa.select(sa.func.count()).where(EARLY_RETURN.c.program_key == shop.program_key)
        assert session.scalar(waiting) == 0
        assert shop.figures(session, "ann", at=LATER).booked == 93
