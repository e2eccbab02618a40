"""What selectors take: goods by article, category, brand, seller, attribute and price."""

import pytest

from loyalty.money import currency
from loyalty.plan.eligibility import (
    Goods,
    ancestors,
    taker,
)
from loyalty.rules.selectors import Selector

TEA = Goods("TEA", "drinks/tea/green", "Lu", (("size", "L"), ("organic", "yes")))
BARE = Goods("X")


@pytest.mark.parametrize(
    ("asked", "tea", "bare"),
    [
        ({}, True, True),
        ({"skus": ["TEA", "CUP"]}, True, False),
        ({"skus": ["tea"]}, False, False),
        ({"categories": ["drinks"]}, True, False),
        ({"categories": ["drinks/tea"]}, True, False),
        ({"categories": ["drinks/te"]}, False, False),
        ({"categories": ["drinks/tea/green/new"]}, False, False),
        ({"brands": ["Lu"]}, True, False),
        ({"attributes": {"size": ["M", "L"]}}, True, False),
        ({"attributes": {"size": ["L"], "organic": ["no"]}}, False, False),
        ({"skus": ["TEA"], "brands": ["Mi"]}, False, False),
        ({"except_skus": ["TEA"]}, False, True),
        ({"except_categories": ["drinks"]}, False, True),
        ({"except_categories": ["drinks/coffee"]}, True, True),
        ({"except_brands": ["Lu"]}, False, True),
        ({"except_attributes": {"size": ["S", "L"]}}, False, True),
        ({"except_attributes": {"size": ["S"], "organic": ["yes"]}}, False, True),
        ({"except_attributes": {"size": ["S"], "colour": ["L"]}}, True, True),
        ({"categories": ["drinks"], "except_skus": ["CUP"]}, True, False),
        ({"categories": ["drinks"], "except_brands": ["Lu"]}, False, False),
    ],
)
def test_a_selector_needs_one_entry_of_every_list_less_the_exceptions(asked, tea, bare):
    takes = taker(Selector.model_validate(asked), currency("CNY"))
    assert (takes(TEA), takes(BARE)) == (tea, bare)


@pytest.mark.parametrize(
    ("asked", "price", "expected"),
    [
        ({"price_from": 10}, (1000, 1000, 1), True),
        ({"price_from": 10}, (999, 1000, 1), False),
        ({"price_from": "3.33"}, (1000, 1000, 3), True),
        ({"price_from": "3.34"}, (1000, 1000, 3), False),
        ({"price_below": "3.34"}, (1000, 1000, 3), True),
        ({"price_below": 10}, (2000, 2000, 2), False),
        ({"price_from": 10, "price_below": 20}, (1500, 1500, 1), True),
        ({"price_from": 10, "price_below": 20, "skus": ["A"]}, (1500, 1500, 1), False),
        ({"at_list_price": True}, (1000, 1000, 1), True),
        ({"at_list_price": True}, (1001, 1000, 1), True),
        ({"at_list_price": True}, (999, 1000, 1), False),
        ({"at_list_price": True}, None, False),
    ],
)
def test_a_selector_may_ask_what_a_unit_costs(asked, price, expected):
    takes = taker(Selector.model_validate(asked), currency("CNY"))
    assert takes(TEA._replace(price=price)) is expected


def test_a_selector_may_ask_who_sells():
    one, other = TEA._replace(seller="one"), TEA._replace(seller="other")
    for asked in ({"sellers": ["one"]}, {"except_sellers": ["other"], "skus": ["TEA"]}):
        takes = taker(Selector.model_validate(asked), currency("CNY"))
        assert (takes(one), takes(other)) == (True, False)


def test_the_ancestors_of_a_path_end_with_itself():
    assert ancestors("a/b/c") == ("a", "a/b", "a/b/c")
    assert ancestors(None) == ()
    for path in ("/a/b/c", "a/b/c/", "a//b/c"):
        assert ancestors(path) == ancestors("a/b/c")
    assert ancestors("/") == ()
