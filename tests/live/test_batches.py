"""Many orders or returns at once: each is booked or refused by itself, and is the same as a single one."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.errors import IdempotencyConflict, OverReturn, UnknownMember
from loyalty.live import OrderItem, ReturnItem
from tests.live.shops import START, cart, open_shop

LATER = START + timedelta(days=1)


def test_orders_placed_together_are_what_they_would_be_one_by_one(engine):
    together, alone = open_shop(engine, "ann", "bob"), open_shop(engine, "ann", "bob")
    orders = [("o1", "ann", "99"), ("o2", "bob", "50"), ("o3", "ann", "600")]
    with Session(engine) as session, session.begin():
        items = [OrderItem(cart=cart(sum_), order_id=o, member=m, at=START) for o, m, sum_ in orders]
        many = together.place_many(session, items)
        single = [alone.place(session, cart(s), order_id=o, member=m, at=START) for o, m, s in orders]
    assert [(one.quote.lines, one.entries, one.figures) for one in many] == [
        (one.quote.lines, one.entries, one.figures) for one in single
    ]


def test_an_order_that_is_refused_leaves_the_others_alone(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        items = [
            OrderItem(cart=cart("99"), order_id="o1", member="ann", at=START),
            OrderItem(cart=cart("99"), order_id="o2", member="nobody", at=START),
            OrderItem(cart=cart("98"), order_id="o1", member="ann", at=START),
            OrderItem(cart=cart("50"), order_id="o3", member="ann", at=START),
        ]
        first, unknown, other, last = shop.place_many(session, items)
        assert isinstance(unknown, UnknownMember)
        assert isinstance(other, IdempotencyConflict)
        assert (first.figures.booked, last.figures.booked) == (89, 139)
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).booked == 139


def test_a_return_that_is_refused_leaves_the_others_alone(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
        items = [
            ReturnItem(order_id="o1", return_id="r1", units={"2": 1}, at=LATER),
            ReturnItem(order_id="o1", return_id="r2", units={"2": 1}, at=LATER),
            ReturnItem(order_id="o1", return_id="r3", units={"1": 1}, at=LATER),
        ]
        first, refused, last = shop.return_many(session, items)
        assert isinstance(refused, OverReturn)
        assert (first.figures.booked, last.figures.booked) == (93, 0)
