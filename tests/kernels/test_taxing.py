"""Tax in earn rules: what is paid counts with its tax or without, whatever prices hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.order import Tender
from loyalty.kernels import codes
from loyalty.kernels.taxing import counted, tax_of
from tests.engine.till import ONE_FOR_ONE, Till, line

DAY = "2024-01-05"


def shop(**rule):
    return Till(points={"rules": [ONE_FOR_ONE | {"per": "0.01"} | rule]})


def earned(till, *lines, **cart):
    return till.quote(DAY, *lines, **cart).points_earned


@given(st.integers(0, 2**40), st.integers(1, 1_000_000))
def test_tax_in_a_price_and_on_top_of_the_price_without_it_agree(amount, rate):
    inside = tax_of(amount, -rate)
    assert -amount <= inside <= 0
    assert abs(tax_of(amount + inside, rate) + inside) <= 1
    assert counted(amount, inside, codes.TAX_WITHOUT) == amount + inside
    assert counted(amount, inside, codes.TAX_WITH) == counted(amount, inside, codes.TAX_AS_PRICED) == amount


def test_nothing_taxed_is_counted_as_it_is():
    assert tax_of(100, 0) == 0
    assert counted(100, 13, codes.TAX_WITHOUT) == 100
    assert counted(100, 13, codes.TAX_WITH) == 113


@pytest.mark.parametrize(
    ("tax", "included", "on_top"),
    [("as_priced", 11300, 10000), ("without", 10000, 10000), ("with", 11300, 11300)],
)
def test_a_rule_says_whether_tax_earns(tax, included, on_top):  # edge 3
    till = shop(tax=tax)
    assert earned(till, line("a", "113.00", tax_rate=13)) == included
    assert earned(till, line("a", "100.00", tax_rate=13), prices_include_tax=False) == on_top


def test_without_tax_is_what_the_quote_says_line_by_line():
    till = shop(tax="without")
    lines = [line("a", "9.99", tax_rate=13), line("b", "0.07", 3, tax_rate="8.25"), line("c", 5)]
    quoted = till.quote(DAY, *lines)
    assert quoted.points_earned == sum(one.net_minor - one.tax_minor for one in quoted.lines)


def test_what_tenders_pay_earns_no_tax_either():
    till = shop(tax="without")
    paid = {"tenders": (Tender(name="card", amount="56.50"),)}
    assert earned(till, line("a", "113.00", tax_rate=13), **paid) == 5000


def test_the_fee_counts_with_its_own_tax_and_once():
    rules = [ONE_FOR_ONE | {"per": "0.01", "include_shipping": True, "tax": "without"}]
    till = Till(points={"rules": rules})
    cart = {"shipping_fee": "10.60", "shipping_tax_rate": 6}
    assert earned(till, line("a", 5, tax_rate=0), **cart) == 1500
    two = [rules[0], rules[0] | {"id": "second", "of": {"skus": ["B"]}}]
    assert earned(Till(points={"rules": two}), line("a", 5), line("b", 5), **cart) == 2000


def test_list_prices_count_without_their_tax():
    assert earned(shop(tax="without", basis="list"), line("a", 100, list_price=226, tax_rate=13)) == 20000


def test_the_award_of_what_remains_is_without_tax_too():
    till = Till(points={"rules": [ONE_FOR_ONE | {"per": "0.01", "tax": "without", "include_shipping": True}]})
    cart = {"shipping_fee": "10.60", "shipping_tax_rate": 6}
    till.buy("1", DAY, line("a", "11.30", 2, tax_rate=13), line("b", 5), **cart)
    assert till.standing.booked == 2000 + 500 + 1000
    assert till.give_back("1", DAY, {"a": 1}).taken_base == 1000
    assert till.give_back("1", DAY, {"a": 1, "b": 1}).taken_base == 2500
