"""Doubts about selectors."""

import pytest

from loyalty.rules.review_goods import review_goods, selectors
from tests.rules.shop import BASE_RULE, codes, offered, program, tiered

NOTHING = {"skus": ["A"], "except_skus": ["A", "B"]}


def found(of):
    return codes(tuple(review_goods(program(offers=[offered({"kind": "percent", "percent": 5, "of": of})]))))


@pytest.mark.parametrize(
    "of",
    [
        NOTHING,
        {"brands": ["x"], "except_brands": ["x"]},
        {"sellers": ["x"], "except_sellers": ["x"]},
        {"attributes": {"a": ["x"], "b": ["y"]}, "except_attributes": {"b": ["y", "z"]}},
        {"categories": ["food/tea", "food/tea/green"], "except_categories": ["food"]},
    ],
)
def test_goods_that_are_all_excluded_again_are_found(of):
    assert found(of) == [("selects_nothing", "offers[0].benefit.of")]


@pytest.mark.parametrize(
    "of",
    [
        {"skus": ["A", "C"], "except_skus": ["A"]},
        {"attributes": {"a": ["x", "y"]}, "except_attributes": {"a": ["x"], "b": ["y"]}},
        {"categories": ["food"], "except_categories": ["food/tea"]},
        {"categories": ["foods"], "except_categories": ["food"]},
        {"except_brands": ["x"]},
    ],
)
def test_goods_of_which_some_are_left_are_fine(of):
    assert found(of) == []


def test_every_selector_of_a_programme_is_looked_at():
    tea = {"of": NOTHING}
    shop = program(
        tiers=[
            tiered(
                levels=[
                    {"id": "m", "minimum": 0},
                    {"id": "g", "minimum": 1, "member_price": {"percent": 5, **tea}},
                ]
            )
        ],
        points={
            "rules": [BASE_RULE | tea],
            "multipliers": [
                {"id": "m", "factor": 2, **tea, "when": {"kind": "quantity", "minimum": 2, **tea}}
            ],
            "redeem": {"points": 100, "worth": 1, **tea},
        },
        offers=[
            offered({"kind": "percent", "percent": 5, **tea}, when={"kind": "subtotal", "minimum": 5, **tea}),
            offered({"kind": "free_shipping"}, id="b"),
        ],
    )
    paths = [path for path, _ in selectors(shop)]
    assert [path for _, path in codes(tuple(review_goods(shop)))] == paths
    assert set(paths) == {
        "tiers[0].levels[1].member_price.of",
        "points.rules[0].of",
        "points.multipliers[0].of",
        "points.multipliers[0].when[0].of",
        "points.redeem.of",
        "offers[0].when[0].of",
        "offers[0].benefit.of",
    }


@pytest.mark.parametrize(
    ("of", "unused"),
    [({"skus": ["A"]}, ["B"]), ({"except_skus": ["A"]}, ["A"]), ({}, []), ({"skus": ["A", "B"]}, [])],
)
def test_prices_of_goods_that_are_not_selected_are_found(of, unused):
    prices = {"kind": "member_price", "prices": {"A": 1, "B": 2}, "of": of}
    told = [("price_never_used", f"offers[0].benefit.prices.{sku}") for sku in unused]
    assert codes(tuple(review_goods(program(offers=[offered(prices)])))) == told
