"""The price of an order: lanes, then points as money, then shipping."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty import CartLine
from tests.engine.till import ONE_FOR_ONE, Till, line

HUNDRED = {"points": 100, "worth": "1.00"}


def rich(points=6000, redeem=None, **sections):
    """A member who holds so many points."""
    till = Till(points={"rules": [ONE_FOR_ONE], "redeem": HUNDRED | (redeem or {})}, **sections)
    till.spend("before", "2024-01-01", points)
    return till


def paid_by(till, *lines, **cart):
    return till.quote("2024-01-05", *lines, **({"points": "max"} | cart))


def test_points_pay_in_whole_steps():
    quoted = paid_by(rich(), line("a", "12.34"))
    assert (quoted.points_spent, quoted.points_minor, quoted.to_pay_minor) == (1200, 1200, 34)
    assert paid_by(rich(points=250), line("a", "12.34")).points_spent == 200


def test_a_step_may_differ_from_what_the_worth_is_stated_in():
    quoted = paid_by(rich(redeem={"step_points": 50}), line("a", "0.75"))
    assert (quoted.points_spent, quoted.points_minor) == (50, 50)


def test_the_minimum_is_another_figure_than_the_step():  # edge 49
    till = rich(points=400, redeem={"minimum_points": 500})
    assert paid_by(till, line("a", "50.00")).points_max == 0
    till = rich(points=600, redeem={"minimum_points": 500})
    assert paid_by(till, line("a", "50.00")).points_spent == 600
    assert paid_by(till, line("a", "50.00"), points=400).points_spent == 0
    assert paid_by(till, line("a", "4.00")).points_spent == 0


def test_at_most_a_percent_of_the_goods_after_offers_or_a_sum():
    offers = [{"id": "cut", "benefit": {"kind": "amount", "amount": 10}}]
    till = rich(redeem={"max_percent": 20}, offers=offers)
    assert paid_by(till, line("a", "110.00")).points_minor == 2000
    till = rich(redeem={"max_amount": 15})
    assert paid_by(till, line("a", "110.00")).points_minor == 1500


def test_only_some_goods_may_be_paid_with_points_and_not_below_their_floors():
    till = rich(redeem={"of": {"except_skus": ["X"]}})
    quoted = paid_by(till, line("a", "10.00"), line("x", "90.00"))
    assert [one.points_minor for one in quoted.lines] == [1000, 0]
    quoted = paid_by(rich(), line("a", "10.00", floor_price="8.00"), line("b", "10.00"))
    assert [one.points_minor for one in quoted.lines] == [200, 1000]


def test_shipping_is_paid_with_points_only_if_said():
    assert paid_by(rich(), line("a", "10.00"), shipping_fee=5).to_pay_minor == 500
    till = rich(redeem={"cover_shipping": True})
    quoted = paid_by(till, line("a", "10.00"), shipping_fee=5)
    assert (quoted.points_minor, quoted.to_pay_minor, quoted.lines[0].points_minor) == (1500, 0, 1000)


def test_a_member_may_ask_for_less_or_none():
    till = rich()
    quoted = paid_by(till, line("a", "50.00"), points=1250)
    assert (quoted.points_spent, quoted.points_max) == (1200, 5000)
    assert paid_by(till, line("a", "50.00"), points="none").points_spent == 0
    assert paid_by(till, line("a", "50.00"), points=99_999).points_spent == 5000


def test_who_owes_points_has_none_to_spend():
    till = rich(points=1000)
    till.spend("pay", "2024-01-02", "10.00", points="max")
    till.give_back("before", "2024-01-03")
    assert till.standing.debt == 1000
    till.spend("more", "2024-01-04", "1500.00")
    assert (till.standing.debt, paid_by(till, line("a", "50.00")).points_max) == (0, 500)


def test_guests_and_programmes_without_a_rate_spend_nothing():
    guest = Till(guest=True, points={"rules": [ONE_FOR_ONE], "redeem": HUNDRED})
    assert paid_by(guest, line("a", "50.00")).points_max == 0
    assert paid_by(Till(), line("a", "50.00")).points_max == 0


def test_points_with_decimals_are_spent_in_their_smallest_unit():  # edge 52
    policy = {"decimals": 2, "rules": [ONE_FOR_ONE], "redeem": {"points": "0.50", "worth": "0.01"}}
    till = Till(points=policy)
    till.spend("o1", "2024-01-01", "3.00")
    quoted = paid_by(till, line("a", "9.00"))
    assert (quoted.points_spent, quoted.points_minor) == (300, 6)


def test_money_without_minor_units_is_spread_in_whole_units():
    yen = Till(
        head={"currency": "JPY", "time_zone": "Asia/Tokyo"},
        offers=[{"id": "ten", "benefit": {"kind": "percent", "percent": 10}}],
    )
    quoted = yen.quote("2024-01-05", line("a", "105"), line("b", "100"))
    assert [one.discount_minor for one in quoted.lines] == [11, 10]


PRICES = st.integers(0, 500_000).map(lambda minor: f"{minor // 100}.{minor % 100:02}")
LINES = st.lists(st.tuples(PRICES, st.integers(1, 5), PRICES), min_size=1, max_size=6)
BUSY = {
    "offers": [
        {"id": "item", "lane": "item", "benefit": {"kind": "percent", "percent": "12.5", "cap": 300}},
        {
            "id": "unit",
            "benefit": {"kind": "amount", "amount": "1.11", "each": "unit", "of": {"skus": ["A"]}},
        },
        {"id": "steps", "benefit": {"kind": "per_each", "amount": "7.77", "every": 50}},
        {"id": "cut", "spread_by": "quantity", "benefit": {"kind": "amount", "amount": "33.33"}},
        {"id": "last", "remainder": "last_line", "benefit": {"kind": "percent", "percent": "3.3333"}},
    ],
    "points": {"rules": [ONE_FOR_ONE], "redeem": {"points": 1, "worth": "0.01", "max_percent": 50}},
}


@given(LINES)
def test_lines_make_the_order_and_none_goes_below_its_floor(drawn):
    till = Till(**BUSY)
    till.spend("before", "2024-01-01", "2000.00")
    lines = [
        line("abcdef"[place], price, units, floor_price=floor)
        for place, (price, units, floor) in enumerate(drawn)
    ]
    quoted = paid_by(till, *lines)
    assert sum(one.discount_minor for one in quoted.lines) == quoted.discount_minor
    assert sum(one.amount_minor for one in quoted.adjustments) == quoted.discount_minor
    assert sum(one.points_minor for one in quoted.lines) == quoted.points_minor
    assert sum(one.net_minor for one in quoted.lines) == quoted.to_pay_minor
    for one, (_price, units, floor) in zip(quoted.lines, drawn, strict=True):
        least = min(int(floor.replace(".", "")) * units, one.amount_minor)
        assert least <= one.net_minor <= one.amount_minor
        assert one.amount_minor - one.discount_minor - one.points_minor == one.net_minor


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_no_total(drawn, chance):
    till = Till(**BUSY)
    till.spend("before", "2024-01-01", "2000.00")
    lines = [
        line("abcdef"[place], price, units, floor_price=floor)
        for place, (price, units, floor) in enumerate(drawn)
    ]
    shuffled = lines[:]
    chance.shuffle(shuffled)
    one, other = paid_by(till, *lines), paid_by(till, *shuffled)
    for name in ("discount_minor", "points_spent", "to_pay_minor", "base_points", "bonus_points"):
        assert getattr(one, name) == getattr(other, name)


@pytest.mark.parametrize("fields", [{"unit_price": "10995116277.75"}, {"amount": "10995116277.75"}])
def test_the_largest_order_is_priced_exactly(fields):
    till = Till(offers=[{"id": "p", "benefit": {"kind": "percent", "percent": "99.9999"}}])
    quoted = till.quote("2024-01-05", CartLine(id="a", sku="A", **fields))
    assert quoted.goods_minor == 2**40 - 1
    off = ((2**40 - 1) * 999_999 * 2 + 1_000_000) // 2_000_000
    assert quoted.to_pay_minor == 2**40 - 1 - off
