"""Sets of units in words."""

import pytest

from loyalty.rules.sentences_sets import set_words
from loyalty.rules.tongue import Tongue
from tests.rules.shop import offered, program

TEA = {"categories": ["茶叶"]}
CUP = {"skus": ["CUP"]}
APART = (
    "buy 1 unit, get 1 unit of the SKU CUP 30% off, "
    "units bought and units given are counted apart from those of other offers"
)


def words(benefit):
    shop = program(offers=[offered(benefit)])
    return tuple(set_words(shop.offers[0].benefit, Tongue.of(shop, name)) for name in ("en", "zh"))


@pytest.mark.parametrize(
    ("benefit", "english", "chinese"),
    [
        (
            {"kind": "nth_item", "nth": 2, "percent": 50, "times_max": 1},
            "every 2nd unit 50% off, at most 1 time",
            "每第2件减50%，最多1次",
        ),
        (
            {"kind": "nth_item", "nth": 3, "percent": 100, "take": "cheapest", "allocate": "reward"},
            "every 3rd unit 100% off, the cheapest units, off the units given alone",
            "每第3件减100%，优惠最便宜的商品，优惠只记在优惠商品上",
        ),
        (
            {"kind": "buy_get", "buy": 2, "get": 1, "of": TEA},
            "buy 2 units of 茶叶, get 1 unit free",
            "茶叶买2件，1件免费",
        ),
        (
            {"kind": "buy_get", "buy": 1, "get": 1, "percent": 30, "get_of": CUP, "unit_use": "apart"},
            APART,
            "买1件，CUP1件减30%，购买件与优惠件分别计算",
        ),
        (
            {"kind": "buy_get", "buy": 1, "get": 1, "of": CUP, "get_of": {}},
            "buy 1 unit of the SKU CUP, get 1 unit of any goods free",
            "CUP买1件，任意商品1件免费",
        ),
        (
            {"kind": "bundle", "units": 3, "price": 20, "of": TEA, "times_max": 2},
            "3 units of 茶叶 for ¥20, at most 2 times",
            "茶叶3件一口价20元，最多2次",
        ),
    ],
)
def test_a_set_in_both_languages(benefit, english, chinese):
    assert words(benefit) == (english, chinese)


@pytest.mark.parametrize(
    ("nth", "said"), [(4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (113, "113th")]
)
def test_ordinals(nth, said):
    assert words({"kind": "nth_item", "nth": nth, "percent": 50})[0].startswith(f"every {said} unit")
