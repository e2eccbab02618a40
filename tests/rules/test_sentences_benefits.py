"""Benefits in words."""

import pytest

from loyalty.rules.sentences_benefits import benefit_words, step_words
from loyalty.rules.tongue import Tongue
from tests.rules.shop import offered, program


def words(benefit):
    shop = program(points={}, offers=[offered(benefit)])
    return tuple(benefit_words(shop.offers[0].benefit, Tongue.of(shop, name)) for name in ("en", "zh"))


@pytest.mark.parametrize(
    ("benefit", "english", "chinese"),
    [
        (
            {"kind": "percent", "percent": 50, "units_max": 1, "take": "cheapest", "cap": 9},
            "50% off, for the cheapest 1 unit at most, at most ¥9",
            "立减50%，限最便宜的1件，最多减9元",
        ),
        (
            {"kind": "amount", "amount": 3, "each": "unit", "units_max": 2},
            "¥3 off each unit, for the dearest 2 units at most",
            "每件减3元，限最贵的2件",
        ),
        ({"kind": "fixed_price", "price": 9}, "¥9 for each unit", "每件9元"),
        (
            {"kind": "fixed_price", "price": 9, "units_max": 2, "of": {"skus": ["A"]}},
            "¥9 for each unit of the SKU A, for the dearest 2 units at most",
            "A每件9元，限最贵的2件",
        ),
        ({"kind": "points", "points": 100}, "100 points on top", "额外赠送100积分"),
        (
            {"kind": "points", "multiplier": "1.5", "of": {"categories": ["tea"]}},
            "1.5 times the points on tea",
            "积分1.5倍（限tea）",
        ),
        ({"kind": "gift", "skus": ["MUG"]}, "1 unit of MUG as a gift", "赠送1件MUG"),
        (
            {"kind": "gift", "skus": ["MUG", "CUP"], "quantity": 2},
            "2 units of MUG or CUP as a gift",
            "赠送2件MUG或CUP",
        ),
        ({"kind": "free_shipping"}, "free shipping", "免运费"),
        ({"kind": "free_shipping", "percent": 50}, "50% off shipping", "运费减50%"),
        (
            {"kind": "free_shipping", "percent": 50, "amount": 5},
            "50% off shipping, at most ¥5",
            "运费减50%，最多减5元",
        ),
        ({"kind": "bundle", "units": 3, "price": 20}, "3 units for ¥20", "3件一口价20元"),
    ],
)
def test_a_benefit_in_both_languages(benefit, english, chinese):
    assert words(benefit) == (english, chinese)


def test_a_step_of_pieces():
    steps = {"kind": "steps", "measure": "quantity", "steps": [{"from": 2, "percent": 10}]}
    shop = program(offers=[offered(steps)])
    rung = shop.offers[0].benefit.steps[0]
    assert step_words(rung, "quantity", Tongue.of(shop, "en")) == "10% off from 2 units"


@pytest.mark.parametrize(
    ("benefit", "english", "chinese"),
    [
        ({"kind": "amount", "amount": 5}, "¥5 off", "立减5元"),
        ({"kind": "amount", "amount": 5, "each": "line"}, "¥5 off each line", "每行减5元"),
        (
            {"kind": "steps", "measure": "quantity", "steps": [{"from": 2, "percent": 10}], "cap": 9},
            "10% off from 2 units, at most ¥9",
            "满2件减10%，最多减9元",
        ),
        (
            {"kind": "per_each", "amount": 1, "every": 9},
            "¥1 off for each full ¥9 spent, without limit",
            "每满9元减1元，上不封顶",
        ),
        (
            {"kind": "per_each", "amount": 1, "every": 9, "times_max": 1, "of": {"skus": ["A"]}},
            "¥1 off for each full ¥9 spent on the SKU A, at most 1 time",
            "A每满9元减1元，最多减1次",
        ),
        ({"kind": "member_price", "percent": 5}, "member price: 5% off", "会员价减5%"),
        ({"kind": "member_price", "prices": {"A": 9}}, "member prices: A ¥9", "会员价：A 9元"),
        ({"kind": "free_shipping", "amount": 5}, "up to ¥5 off shipping", "运费最多减5元"),
        ({"kind": "nth_item", "nth": 2, "percent": 50}, "every 2nd unit 50% off", "每第2件减50%"),
    ],
)
def test_the_other_benefits_in_both_languages(benefit, english, chinese):
    assert words(benefit) == (english, chinese)


def test_a_step_of_money():
    steps = {"kind": "steps", "measure": "subtotal", "steps": [{"from": 200, "amount": 10}]}
    shop = program(offers=[offered(steps)])
    rung = shop.offers[0].benefit.steps[0]
    assert step_words(rung, "subtotal", Tongue.of(shop, "zh")) == "满200元减10元"
