"""Goods in words."""

import pytest

from loyalty.rules.selectors import Selector
from loyalty.rules.sentences_goods import goods, on
from loyalty.rules.tongue import Tongue
from tests.rules.shop import program

ENGLISH, CHINESE = Tongue.of(program(), "en"), Tongue.of(program(), "zh")


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        ({}, "", ""),
        ({"categories": ["tea", "toys"]}, "tea and toys", "tea和toys"),
        ({"brands": ["acme"]}, "the brand acme", "acme品牌"),
        ({"skus": ["A", "B"]}, "the SKUs A and B", "A和B"),
        ({"brands": ["a", "b"], "skus": ["A"]}, "the brands a and b with the SKU A", "a和b品牌且A"),
        ({"attributes": {"colour": ["red", "blue"]}}, "colour red or blue", "colour为red或blue"),
        ({"sellers": ["s"]}, "the seller s", "卖家 s"),
        ({"categories": ["tea"], "sellers": ["s", "t"]}, "tea with the sellers s and t", "tea且卖家 s和t"),
        ({"price_from": 10}, "goods priced from ¥10", "单价不低于10元的商品"),
        (
            {"categories": ["tea"], "price_from": 10, "price_below": "20.5"},
            "tea priced from ¥10 and below ¥20.50",
            "tea且单价不低于10元且低于20.5元",
        ),
        ({"at_list_price": True}, "goods at list price", "按原价销售的商品"),
        (
            {"skus": ["A"], "price_below": 5, "at_list_price": True},
            "the SKU A priced below ¥5 and at list price",
            "A且单价低于5元且按原价销售",
        ),
        ({"except_sellers": ["s", "t"]}, "all goods except the seller s or t", "全部商品（卖家 s或t除外）"),
        ({"except_skus": ["A"], "except_brands": ["x"]}, "all goods except x and A", "全部商品（x和A除外）"),
        (
            {"except_attributes": {"colour": ["red"], "size": ["s", "m"]}},
            "all goods except colour red and size s or m",
            "全部商品（colour为red和size为s或m除外）",
        ),
        (
            {"categories": ["tea"], "brands": ["acme"], "except_categories": ["tea/green"]},
            "tea with the brand acme except tea/green",
            "tea且acme品牌（tea/green除外）",
        ),
    ],
)
def test_goods_are_named_by_what_selects_them(fields, english, chinese):
    of = Selector.model_validate(fields)
    assert goods(of, ENGLISH) == english
    assert goods(of, CHINESE) == chinese


def test_goods_as_an_addition():
    of = Selector(categories=("tea",))
    assert (on(of, ENGLISH), on(of, CHINESE)) == (" on tea", "（限tea）")
    assert (on(Selector(), ENGLISH), on(Selector(), CHINESE)) == ("", "")


def test_exceptions_stand_beside_the_goods_without_brackets_in_brackets():
    assert on(Selector(except_skus=("A",)), CHINESE) == "（A除外）"
    both = Selector(categories=("tea",), except_skus=("A",))
    assert on(both, CHINESE) == "（限tea，A除外）"
    assert on(both, ENGLISH) == " on tea except A"
