"""Which tender gives how much, and the tax in an order or on top of it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine.paying import first_come, tax_of
from loyalty.facts.order import Tender
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

NOON = "2024-05-06T12:00"


def shop(**sections):
    return Till(**({"points": {"rules": [ONE_FOR_ONE]}} | sections))


def stored(amount, name="stored_value"):
    return Tender(name=name, amount=amount)


def taxes(quoted):
    return [one.tax_minor for one in quoted.lines]


def test_the_first_tender_is_used_up_first():
    offered = [("gift_card", 3000), ("nothing", 0), ("stored_value", 5000), ("other", 100)]
    assert [one.amount_minor for one in first_come(offered, 4500)] == [3000, 0, 1500, 0]
    assert first_come([], 0) == ()


def test_several_tenders_pay_as_one_does_and_each_is_told_in_the_order_given():
    both = (stored("30.00", "gift_card"), stored("50.00"))
    told = shop().quote(NOON, line("a", "60.00"), line("b", "10.00"), tenders=both)
    assert told.tenders == (("gift_card", 3000), ("stored_value", 4000))
    one = shop().quote(NOON, line("a", "60.00"), line("b", "10.00"), tenders=(stored("80.00"),))
    assert (told.lines, told.to_pay_minor) == (one.lines, 0)


def test_a_tender_of_nothing_changes_nothing():
    till = shop()
    goods = (line("a", "60.00", tax_rate=13), line("b", "10.01"))
    plain = till.quote(NOON, *goods, shipping_fee="5.00")
    none = till.quote(NOON, *goods, shipping_fee="5.00", tenders=(stored(0),))
    assert none.tenders == (("stored_value", 0),)
    assert replace(none, tenders=(), cart_content=plain.cart_content) == plain


def test_tenders_are_part_of_what_makes_carts_equal():
    quotes = [shop().quote(NOON, line("a", 9), tenders=(stored(amount),)) for amount in ("1", "1.00", "2")]
    hashes = [one.cart_hash for one in quotes]
    assert hashes[0] == hashes[1] != hashes[2]
    assert hashes[0] != shop().quote(NOON, line("a", 9)).cart_hash


def test_tax_is_read_off_prices_that_include_it_at_each_lines_rate():
    goods = (line("a", "113.00", tax_rate=13), line("b", "10.00", tax_rate="6"), line("c", "5.00"))
    told = shop().quote(NOON, *goods, shipping_fee="10.90", shipping_tax_rate=Decimal(9))
    assert (taxes(told), told.shipping_tax_minor) == ([1300, 57, 0], 90)
    assert (told.tax_minor, told.to_pay_minor) == (1447, 13890)


def test_tax_comes_on_top_of_prices_that_do_not_include_it():
    goods = (line("a", "100.00", tax_rate=13), line("b", "10.05", tax_rate="10"))
    told = shop().quote(NOON, *goods, shipping_fee="1.00", shipping_tax_rate=9, prices_include_tax=False)
    assert (taxes(told), told.shipping_tax_minor) == ([1300, 101], 9)  # 1.005 rounds half up
    assert (told.tax_minor, told.to_pay_minor) == (1410, 11105 + 1410)
    assert told.base_points == 110  # on goods without tax


def test_offers_lower_what_is_taxed_and_tenders_do_not():
    till = shop(
        offers=[
            {"id": "half", "benefit": {"kind": "percent", "percent": 50}},
            {"id": "ship", "benefit": {"kind": "free_shipping", "amount": 10}},
        ]
    )
    paying = {"shipping_fee": "20.90", "shipping_tax_rate": 9, "tenders": (stored(50),)}
    told = till.quote(NOON, line("a", "226.00", tax_rate=13), **paying)
    assert (taxes(told), told.shipping_tax_minor) == ([1300], 90)


@pytest.mark.parametrize(
    ("points_are", "goods", "fee"), [("discount", 11300 - 5650, 1130 - 565), ("tender", 11300, 1130)]
)
def test_points_lower_what_is_taxed_unless_they_are_a_tender(points_are, goods, fee):
    redeem = CENT_EACH | {"cover_shipping": True, "points_are": points_are}
    till = shop(points={"rules": [ONE_FOR_ONE], "redeem": redeem})
    till.spend("o", "2024-01-01", 20_000)
    rates = {"shipping_fee": "11.30", "shipping_tax_rate": 13}
    told = till.quote(NOON, line("a", "113.00", tax_rate=13), points=5650, **rates)
    assert (taxes(told), told.shipping_tax_minor) == ([tax_of(goods, 130_000, included=True)], 130)
    till = shop(points={"rules": [ONE_FOR_ONE], "redeem": redeem})
    till.spend("o", "2024-01-01", 20_000)
    dear = till.quote(NOON, line("a", "113.00", tax_rate=13), points=11300 + 565, **rates)
    assert dear.shipping_tax_minor == tax_of(fee, 130_000, included=True)
    assert taxes(dear) == [1300 if points_are == "tender" else 0]
    assert (dear.to_pay_minor, dear.points_minor) == (565, 11865)


def test_points_that_are_a_tender_earn_nothing_either_and_are_no_discount():
    policy = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH | {"points_are": "tender"}}
    till = shop(points=policy)
    till.spend("o", "2024-01-01", 100)
    told = till.quote(NOON, line("a", "10.00"), points=100, tenders=(stored(4),))
    assert (told.discount_minor, told.points_minor, told.tenders) == (0, 100, (("stored_value", 400),))
    assert (told.base_points, told.to_pay_minor) == (5, 500)


def test_what_tenders_have_left_pays_the_tax_on_top():
    rates = {"shipping_tax_rate": 10, "shipping_fee": "10.00", "prices_include_tax": False}
    goods = line("a", "100.00", tax_rate=10)
    some = shop().quote(NOON, goods, **rates, tenders=(stored(100), stored(15, "gift_card")))
    assert (some.tendered_minor, some.tax_tendered_minor, some.to_pay_minor) == (11500, 500, 600)
    assert sum(one.tendered_minor for one in some.lines) + some.shipping_tendered_minor == 11000
    much = shop().quote(NOON, goods, **rates, tenders=(stored(100), stored(900, "gift_card")))
    assert (much.tenders[1].amount_minor, much.tax_tendered_minor, much.to_pay_minor) == (2100, 1100, 0)
    few = shop().quote(NOON, goods, **rates, tenders=(stored(109),))
    assert (few.tendered_minor, few.tax_tendered_minor, few.to_pay_minor) == (10900, 0, 100 + 1100)


def test_tax_inside_prices_is_paid_with_them():
    told = shop().quote(NOON, line("a", "113.00", tax_rate=13), tenders=(stored(999),))
    assert (told.tendered_minor, told.tax_tendered_minor, told.tax_minor) == (11300, 0, 1300)


@given(st.integers(0, 2**40), st.integers(0, 1_000_000), st.booleans())
def test_tax_is_the_exact_share_rounded_half_up(taxed, ppm, included):
    exact = Fraction(taxed * ppm, 1_000_000 + ppm if included else 1_000_000)
    assert tax_of(taxed, ppm, included=included) == (2 * exact + 1) // 2
