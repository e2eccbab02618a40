"""Many of one verb at once: each is booked or refused by itself, and is the same as a single one."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.errors import (
    BadReference,
    IdempotencyConflict,
    OverReturn,
    QuoteStale,
    UnknownMember,
    UnknownOrder,
)
from loyalty.live import (
    CancelItem,
    DeliveryItem,
    HoldItem,
    MemberItem,
    OrderItem,
    RefundItem,
    ReturnItem,
)
from tests.live.shops import PROGRAM, START, cart, open_shop

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


def test_an_order_of_many_is_accepted_and_delivered_as_one_alone(engine):
    waiting = PROGRAM.replace("  redeem:", "  pending: {{days: 2, after: delivered}}\n  redeem:")
    shop = open_shop(engine, "ann", document=waiting)
    with Session(engine) as session, session.begin():
        seen = shop.quote(session, cart("99"), member="ann", at=START)
        told = {"member": "ann", "at": START, "delivered": timedelta(days=1)}
        items = [
            OrderItem(cart=cart("99"), order_id="o1", accept=seen, **told),
            OrderItem(cart=cart("99"), order_id="o2", accept=seen, **told),
        ]
        placed, stale = shop.place_many(session, items)
        assert isinstance(stale, QuoteStale)
        assert (placed.quote, placed.figures.pending) == (seen, 89)
        assert shop.figures(session, "ann", at=START + timedelta(days=3)).available == 89


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


def test_money_given_back_on_many_orders_is_what_it_is_on_each(engine):
    together, alone = open_shop(engine, "ann"), open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for shop in (together, alone):
            shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
        items = [
            RefundItem(order_id="o1", return_id="r1", amount="20", line_ids=("1",), at=LATER),
            RefundItem(order_id="o1", return_id="r2", amount="900", at=LATER),
            RefundItem(order_id="o1", return_id="r3", amount="30", at=LATER),
        ]
        first, refused, last = together.refund_many(session, items)
        assert isinstance(refused, OverReturn)
        once = alone.refund_amount(session, "o1", "20", return_id="r1", line_ids=("1",), at=LATER)
        again = alone.refund_amount(session, "o1", "30", return_id="r3", at=LATER)
    assert (first.figures, last.figures) == (once.figures, again.figures)


def test_many_orders_are_held_cancelled_and_delivered(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        held = shop.hold_many(
            session,
            [
                HoldItem(cart=cart("50"), order_id="h1", member="ann", at=START),
                HoldItem(cart=cart("50"), order_id="h2", member="nobody", at=START),
            ],
        )
        assert held[0].order_id == "h1"
        assert isinstance(held[1], UnknownMember)
        for number, member in enumerate(("ann", "bob")):
            shop.place(session, cart("60"), order_id=f"o{number}", member=member, at=START)
        known, unknown = shop.mature_many(
            session, [DeliveryItem(order_id="o0", at=LATER), DeliveryItem(order_id="none", at=LATER)]
        )
        assert known.order_id == "o0"
        assert isinstance(unknown, UnknownOrder)
        gone, closed = shop.cancel_many(session, [CancelItem(order_id="o1", at=LATER)] * 2)
        assert gone == closed
        assert gone.figures.booked == 0


def test_many_members_are_enrolled_as_one_is(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        items = [
            MemberItem(member="bob", joined_at=START, identities={"phone": "1"}),
            MemberItem(member="", joined_at=START),
            MemberItem(member="cem", joined_at=START, attributes={"city": "Lu"}, birthday=(2, 29)),
        ]
        bob, refused, cem = shop.members.enrol_many(session, items)
        assert (bob.id, cem.birthday, cem.attributes) == ("bob", (2, 29), {"city": "Lu"})
        assert isinstance(refused, BadReference)
        assert shop.members.find(session, "phone", "1") == ["bob"]
