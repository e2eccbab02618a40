"""An order cancelled before it is shipped: as if it had not been placed."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import IdempotencyConflict, OrderClosed, UnknownOrder
from loyalty.store.tables import ACCOUNT, BUDGET, PLACED_ORDER, QUOTA, REDEMPTION
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

LATER = START + timedelta(hours=1)


def test_a_cancelled_order_gives_everything_back(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("310"), order_id="o0", member="ann", at=START)
        before = shop.figures(session, "ann", at=LATER)
        shop.place(session, cart("200"), order_id="o1", member="ann", at=START)
        back = shop.cancel(session, "o1", at=LATER)
        assert (back.points_restored, back.taken_base, back.returned_minor) == (300, 197, 19700)
        assert back.figures == before
        assert shop.cancel(session, "o1", at=LATER) == back
    assert [row["state"] for row in rows(engine, PLACED_ORDER, shop)] == ["placed", "cancelled"]


def test_a_cancelled_first_order_leaves_the_next_one_first(engine):  # edge 84
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100"), order_id="o1", member="ann", at=START)
        shop.cancel(session, "o1", at=LATER)
        again = shop.place(session, cart("100"), order_id="o2", member="ann", at=LATER)
        assert again.quote.applied == ("first",)
    assert [(row["used"], row["held"]) for row in rows(engine, QUOTA, shop)] == [(1, 0)]
    assert [row["spent_minor"] for row in rows(engine, BUDGET, shop)] == [1000]
    told = rows(engine, REDEMPTION, shop, "order_id", "state")
    assert [tuple(row.values()) for row in told] == [("o1", "given_back"), ("o2", "live")]


def test_the_last_order_is_the_one_that_is_left(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for n in range(3):
            shop.place(session, cart("50"), order_id=f"o{n}", member="ann", at=START + timedelta(days=n))
    seen = []
    for order in ("o1", "o2", "o0"):
        with Session(engine) as session, session.begin():
            shop.cancel(session, order, at=START + timedelta(days=4))
        seen.append(rows(engine, ACCOUNT, shop)[0]["last_order_us"])
    placed = {row["order_id"]: row["placed_us"] for row in rows(engine, PLACED_ORDER, shop)}
    assert seen == [placed["o2"], placed["o0"], None]


def test_nothing_of_a_cancelled_order_can_be_returned_or_placed_again(engine):  # edge 48
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("100"), order_id="o1", member="ann", at=START)
        back = shop.cancel(session, "o1", at=LATER)
        # the same requests answer as they first did, and book nothing; another cart is another request
        assert shop.place(session, cart("100"), order_id="o1", member="ann", at=LATER) == placed
        assert shop.cancel(session, "o1", at=LATER) == back
        with pytest.raises(IdempotencyConflict):
            shop.place(session, cart("90"), order_id="o1", member="ann", at=LATER)
        assert shop.figures(session, "ann", at=LATER).booked == 0
        with pytest.raises(OrderClosed):
            shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        with pytest.raises(UnknownOrder):
            shop.cancel(session, "o9", at=LATER)
        new = shop.place(session, cart("90"), order_id="o2", member="ann", at=LATER, replaces="o1")
        assert new.quote.applied == ("first",)


def test_a_guests_order_can_be_cancelled(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100"), order_id="o1", at=START)
        back = shop.cancel(session, "o1", at=LATER)
        assert (back.cash_minor, back.figures) == (10000, None)
