"""Points that wait for a delivery: dated when it becomes known, lapsed when it comes too late."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import AlreadyDelivered, OrderClosed
from loyalty.facts.ledger import EntryKind
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

MONTH = {"kind": "rolling", "months": 1, "round_up": "none"}
PENDING = {"days": 7, "after": "delivered"}
POINTS = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "expiry": MONTH, "pending": PENDING}


def till(**sections):
    return Till(**({"points": POINTS} | sections))


def patient(days):
    return POINTS | {"pending": PENDING | {"timeout_days": days}}


def moved(shop):
    return [(entry.kind, entry.points, shop.shown(entry.at_us)) for entry in shop.entries]


def test_points_wait_until_the_delivery_is_known_and_are_dated_by_it():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    assert (shop.points("2030-01-01"), shop.pending("2030-01-01")) == (0, 10)
    shop.mature("A1", delivered="2024-05-04", at="2024-05-05")
    assert moved(shop) == [(EntryKind.MATURED, 10, "2024-05-11T00:00:00")]
    assert (shop.points("2024-05-10T23:59"), shop.points("2024-05-11")) == (0, 10)
    assert shop.expiries() == ["2024-06-11T00:00:00"]


def test_an_order_that_is_never_delivered_brings_nothing_after_its_time():  # edge 16
    shop = till(points=patient(30))
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    assert shop.advance("2024-05-30T23:59").booked == 10
    assert shop.advance("2024-05-31").booked == 0
    shop.mature("A1", delivered="2024-05-30", at="2024-06-01")
    assert moved(shop) == []
    assert shop.standing.placed[0].awards[0].expired == 10


def test_a_delivery_that_is_known_to_come_too_late_brings_nothing_either():  # edge 16
    shop = till(points=patient(30))
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=30)
    assert shop.expiries() == ["2024-05-31T00:00:00"]
    shop.spend("A2", "2024-05-01", "10.00", delivered_days=None)
    shop.mature("A2", delivered="2024-05-31", at="2024-05-30")
    assert moved(shop) == []
    assert shop.advance("2024-05-31").booked == 0


def test_a_delivery_in_time_brings_the_points():
    shop = till(points=patient(30))
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=29)
    shop.spend("A2", "2024-05-01", "10.00", delivered_days=None)
    shop.mature("A2", delivered="2024-05-30", at="2024-05-30")
    assert shop.points("2024-06-06") == 20


def test_matured_points_repay_a_debt_and_may_end_at_once():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=0)
    shop.spend("A2", "2024-05-20", "0.10", points="max", delivered_days=0)
    shop.give_back("A1", "2024-05-21")
    shop.spend("A3", "2024-05-22", "30.00", delivered_days=None)
    shop.mature("A3", delivered="2024-05-23", at="2024-07-30")
    assert [(kind, points) for kind, points, _at in moved(shop)] == [
        (EntryKind.MATURED, 30),
        (EntryKind.DEBT_REPAID, 10),
        (EntryKind.EXPIRED, 20),
    ]


def test_what_came_back_before_the_delivery_does_not_mature():
    shop = till()
    shop.buy("A1", "2024-05-01", line("a", "10.00"), line("b", "20.00"), delivered_days=None)
    shop.give_back("A1", "2024-05-02", {"b": 1})
    shop.mature("A1", delivered="2024-05-03", at="2024-05-03")
    assert moved(shop) == [(EntryKind.MATURED, 10, "2024-05-10T00:00:00")]
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    shop.give_back("A1", "2024-05-02")
    shop.mature("A1", delivered="2024-05-03", at="2024-05-03")
    assert shop.entries == ()


def test_a_delivery_is_booked_once():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    shop.mature("A1", delivered="2024-05-03", at="2024-05-03")
    with pytest.raises(AlreadyDelivered):
        shop.mature("A1", delivered="2024-05-03", at="2024-05-03")
    shop.cancel("A1", "2024-05-04")
    with pytest.raises(OrderClosed):
        shop.mature("A1", delivered="2024-05-03", at="2024-05-04")


def test_where_points_do_not_wait_a_delivery_moves_nothing():
    shop = till(points=POINTS | {"pending": None})
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    before = shop.standing.lots
    shop.mature("A1", delivered="2024-05-03", at="2024-05-03")
    assert (shop.standing.lots, shop.entries) == (before, ())


def test_the_order_of_a_guest_may_be_delivered():
    shop = till(guest=True)
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    shop.mature("A1", delivered="2024-05-03", at="2024-05-03")
    assert shop.standing.placed[0].terms.delivered == shop.us("2024-05-03")


LEVELS = [
    {"id": "silver", "minimum": 0},
    {"id": "gold", "minimum": 30, "expiry": {"kind": "rolling", "months": 6, "round_up": "none"}},
]


def growth(window):
    credit = {"of": "spend", "counts_at": "matured", "window": window}
    return {"id": "growth", "credit": credit, "term": {"kind": "months", "months": 2}, "levels": LEVELS}


@given(
    st.sampled_from(({"kind": "rolling", "months": 1}, {"kind": "calendar_year"}, {"kind": "lifetime"})),
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 60)), min_size=1, max_size=4),
    st.booleans(),
)
def test_a_delivery_told_later_makes_no_difference(window, orders, held):
    one, other = (till(points=patient(5), tiers=[growth(window)]) for _ in range(2))
    for number, (days, price) in enumerate(orders):
        at, delivered = f"2024-05-0{number + 1}T10:00", f"2024-05-{number + 1 + days:02}T10:00"
        one.spend(f"A{number}", at, f"{price}.00", delivered_days=days)
        if held:
            lock = other.lock(f"A{number}", at, line("a", f"{price}.00"), delivered_days=None)
            other.pay(lock, at)
        else:
            other.spend(f"A{number}", at, f"{price}.00", delivered_days=None)
        other.mature(f"A{number}", delivered=delivered, at=at)
    assert one.advance("2024-05-20") == other.advance("2024-05-20")
