"""What tenders pay: at most what is left, over goods and fee in proportion, floors or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.order import Tender
from loyalty.kernels.rows import blank, row
from loyalty.kernels.tenders import pay_by_tender, shipping_left, shipping_paid
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

DAY = "2024-01-05"


def shop(**sections):
    return Till(**({"points": {"rules": [ONE_FOR_ONE]}} | sections))


def stored(amount):
    return {"tenders": (Tender(name="stored_value", amount=amount),)}


def on_lines(quoted):
    return [one.tendered_minor for one in quoted.lines]


def test_a_tender_is_spread_over_goods_and_fee_by_what_is_left_to_pay():
    quoted = shop().quote(DAY, line("a", "120.27"), line("b", "99.23"), shipping_fee="12.00", **stored(100))
    assert (on_lines(quoted), quoted.shipping_tendered_minor) == ([5195, 4287], 518)  # of 231.50
    assert quoted.to_pay_minor == 23150 - 10000


def test_offers_points_and_shipping_offers_come_before_tenders():
    till = shop(
        offers=[
            {"id": "cut", "benefit": {"kind": "amount", "amount": 20}},
            {"id": "ship", "benefit": {"kind": "free_shipping", "amount": 5}},
        ],
        points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH | {"cover_shipping": True, "max_percent": 10}},
    )
    till.spend("o", "2024-01-01", "1020.00", shipping_fee="5.00")
    quoted = till.quote(DAY, line("a", "100.00"), shipping_fee="15.00", points="max", **stored("500.00"))
    assert (quoted.lines[0].net_minor, quoted.points_minor) == (8000 - 900, 900)
    assert (on_lines(quoted), quoted.shipping_tendered_minor, quoted.to_pay_minor) == ([7100], 1000, 0)


def test_stored_value_keeps_its_excess_and_a_coupon_does_not():  # edge 75
    till = shop(offers=[{"id": "cut", "benefit": {"kind": "amount", "amount": 500}}])
    assert till.quote(DAY, line("a", "80.00"), **stored(60)).tendered_minor == 0
    assert shop().quote(DAY, line("a", "80.00"), **stored(500)).tenders == (("stored_value", 8000),)
    paid = shop().quote(DAY, line("a", "80.00"), line("b", 0), shipping_fee="3.00", **stored("999"))
    assert (on_lines(paid), paid.shipping_tendered_minor, paid.to_pay_minor) == ([8000, 0], 300, 0)


def test_a_floor_price_does_not_hold_a_payment_back():
    quoted = shop().quote(DAY, line("a", 80, floor_price=80), line("b", 20), **stored(50))
    assert on_lines(quoted) == [4000, 1000]


def test_what_a_tender_pays_earns_nothing_on_goods_or_shipping():  # edge 3 # edge 4
    till = shop(points={"rules": [ONE_FOR_ONE | {"include_shipping": True}]})
    goods = (line("a", "80.00"), line("b", "10.00"))
    assert till.quote(DAY, *goods, shipping_fee="10.00").base_points == 100
    assert till.quote(DAY, *goods, shipping_fee="10.00", **stored("45.00")).base_points == 55
    assert till.quote(DAY, *goods, shipping_fee="10.00", **stored("100.00")).base_points == 0


def test_minimums_of_earning_count_what_earns_and_those_of_offers_the_goods():
    spend = {"kind": "subtotal", "minimum": 100}
    twice = {"id": "twice", "factor": 2, "when": spend}
    till = shop(
        points={"rules": [ONE_FOR_ONE], "multipliers": [twice]},
        offers=[{"id": "cut", "when": spend, "benefit": {"kind": "amount", "amount": 10}}],
    )
    assert till.quote(DAY, line("a", 120)).points_earned == 220
    part = till.quote(DAY, line("a", 120), **stored(20))
    assert (part.applied, part.points_earned) == (("cut",), 90)


def test_a_rule_on_list_prices_looks_past_tenders():
    till = shop(points={"rules": [ONE_FOR_ONE | {"basis": "list"}]})
    assert till.quote(DAY, line("a", 50), **stored(50)).base_points == 50


def test_tier_credit_by_spend_counts_stored_value_and_points_do_not():
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "low", "minimum": 0}],
    }
    till = shop(tiers=[track], points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH})
    till.spend("o", "2024-01-01", 1000)
    till.spend("p", DAY, 100, points=1000, **stored(50))
    assert [credit.amount for credit in till.standing.credits[0]] == [100_000, 9_000]
    till.give_back("p", DAY)
    assert [credit.amount for credit in till.standing.credits[0]] == [100_000, 0]


def test_a_bench_that_was_used_before_says_nothing_of_an_order_without_tenders():
    work = [row("work", net=500, tendered=77, basis=1), row("work", net=9)]
    quote = [row("quote", gross=500, tendered=5, shipping_tendered=6, paid=7)]
    pay_by_tender(0, 1, [row("orders")], work, quote)
    assert (work[0].tendered, work[0].basis) == (0, 500)
    assert (quote[0].tendered, quote[0].shipping_tendered, quote[0].paid) == (0, 0, 500)


def test_an_order_that_costs_nothing_takes_no_tender():
    work, quote = blank("work", 2), blank("quote", 1)
    pay_by_tender(0, 1, [row("orders", tendered=100)], work, quote)
    assert (quote[0].tendered, work[0].tendered) == (0, 0)


def test_what_is_left_of_the_fee_and_what_of_it_counts_for_points():
    fields = {
        "gross": 1000,
        "off": 100,
        "paid": 850,
        "points_minor": 80,
        "shipping": 600,
        "shipping_off": 200,
    }
    quote = [row("quote", **fields, shipping_tendered=70)]
    assert (shipping_left(quote), shipping_paid(quote)) == (600 - 200 - 30, 600 - 200 - 30 - 70)


LINES = st.lists(
    st.tuples(st.integers(0, 9000).map(lambda minor: f"{minor // 100}.{minor % 100:02}"), st.integers(1, 4)),
    min_size=1,
    max_size=40,
)
BUSY = {
    "offers": [
        {"id": "part", "benefit": {"kind": "percent", "percent": "12.5"}},
        {"id": "ship", "benefit": {"kind": "free_shipping", "amount": "1.50"}},
    ],
    "points": {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH | {"max_percent": 30, "cover_shipping": True}},
}


@pytest.mark.parametrize("fee", ["0", "9.99"])
@given(lines=LINES, tender=st.integers(0, 100_000).map(lambda minor: f"{minor // 100}.{minor % 100:02}"))
def test_the_parts_make_what_was_accepted_and_what_is_left_is_cash(fee, lines, tender):
    till = Till(**BUSY)
    till.spend("before", "2024-01-01", "100.00")
    goods = [line(f"l{place}", price, units) for place, (price, units) in enumerate(lines)]
    plain = till.quote(DAY, *goods, points="max", shipping_fee=fee)
    quoted = till.quote(DAY, *goods, points="max", shipping_fee=fee, **stored(tender))
    accepted = min(int(tender.replace(".", "")), plain.to_pay_minor)
    assert quoted.tendered_minor == accepted
    assert sum(on_lines(quoted)) + quoted.shipping_tendered_minor == accepted
    assert quoted.to_pay_minor == plain.to_pay_minor - accepted >= 0
    assert all(0 <= one.tendered_minor <= one.net_minor for one in quoted.lines)
    assert [one.net_minor for one in quoted.lines] == [one.net_minor for one in plain.lines]
    assert quoted.base_points <= plain.base_points
