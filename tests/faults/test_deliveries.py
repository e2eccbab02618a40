"""Messages come twice, at once, changed, and in any order: what is booked is the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import IdempotencyConflict
from loyalty.live import run
from tests.faults.share import ORDERS_EACH, tell
from tests.live.shops import START, cart, open_shop

LATER = START + timedelta(days=1)


def test_all_orders_of_the_events_of_an_order_book_the_same(engine):
    members = [f"m{n}" for n in range(120)][::ORDERS_EACH]
    shop = open_shop(engine, *members)
    events = (
        lambda session, name: shop.place(
            session, cart("100", "50", "30"), order_id=name, member=name, at=START
        ),
        lambda session, name: shop.return_items(session, name, {"1": 1}, return_id="r1", at=LATER),
        lambda session, name: shop.return_items(session, name, {"2": 1}, return_id="r2", at=LATER),
        lambda session, name: shop.refund_amount(
            session, name, "10", return_id="r3", line_ids=("3",), at=LATER
        ),
        lambda session, name: shop.return_items(session, name, {"1": 1}, return_id="r1", at=LATER),
    )
    found = set()
    for name, order in zip(members, list(permutations(events))[::ORDERS_EACH], strict=True):
        with Session(engine) as session, session.begin():
            for event in order:
                event(session, name)
            now = shop.figures(session, name, at=LATER)
            # the first three orders alone have the offer of which there are three
            found.add((name in members[:3], now.booked, now.debt))
    assert len(found) == 2, found
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
    tell("events of an order in any order", engine, runs=len(members))


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_order_at_once_is_booked_once(engine, times):
    shop = open_shop(engine, "ann")

    def post(_):
        return run(
            lambda: Session(engine),
            lambda session: shop.place(session, cart("99"), order_id="o1", member="ann", at=START),
            attempts=9,
        )

    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(post, range(times)))
    assert all(one == answers[0] for one in answers)
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).booked == 89
        assert shop.verify(session) == ()
    tell("the same at once", engine, runs=1, acknowledged=times)


def test_of_different_orders_under_one_id_at_once_one_is_booked(engine):
    shop = open_shop(engine, "ann")

    def post(amount):
        try:
            run(
                lambda: Session(engine),
                lambda session: shop.place(session, cart(amount), order_id="o1", member="ann", at=START),
                attempts=9,
            )
        except IdempotencyConflict:
            return 0
        return int(amount) - 10

    with ThreadPoolExecutor(3) as pool:
        booked = list(pool.map(post, ["50", "60", "70"]))
    assert sum(one > 0 for one in booked) == 1
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).booked == sum(booked)
