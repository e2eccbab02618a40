"""Offers, lanes and budgets in words."""

import pytest

from loyalty.rules.sentences import describe
from loyalty.rules.sentences_offers import (
    benefit_words,
    budget_sentence,
    class_sentence,
    lane_sentence,
    limit_words,
    offer_sentence,
)
from loyalty.rules.tongue import Tongue
from tests.rules.shop import offered, program

TEA = {"of": {"categories": ["茶叶"]}}


def both(make, shop):
    return make(Tongue.of(shop, "en")), make(Tongue.of(shop, "zh"))


def sentences(benefit, **fields):
    shop = program(offers=[offered(benefit, **fields)], budgets=[{"id": "b", "amount": 5}])
    return both(lambda tongue: offer_sentence(shop.offers[0], tongue), shop)


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [
        (
            ["card", "flash"],
            "Class sale: combines with card and flash; an order gets one of it.",
            "优惠类别 sale：可与card和flash叠加，不与其他类别叠加；同类每单只取一项。",
        ),
        (
            ["card", "sale"],
            "Class sale: combines with card; several of it combine.",
            "优惠类别 sale：可与card叠加，不与其他类别叠加；同类可叠加。",
        ),
        (
            [],
            "Class sale: combines with no other class; an order gets one of it.",
            "优惠类别 sale：不与其他类别叠加；同类每单只取一项。",
        ),
    ],
)
def test_a_class_says_with_which_it_combines(names, english, chinese):
    table = [{"id": "sale", "combines_with": names}, {"id": "card"}, {"id": "flash"}]
    shop = program(classes=table)
    assert both(lambda tongue: class_sentence(shop.classes[0], tongue), shop) == (english, chinese)
    assert english in describe(shop)


def test_an_offer_says_its_class():
    shop = program(
        classes=[{"id": "sale"}], offers=[offered({"kind": "amount", "amount": 5}, **{"class": "sale"})]
    )
    english, chinese = both(lambda tongue: offer_sentence(shop.offers[0], tongue), shop)
    assert "of the class sale" in english
    assert "属于优惠类别 sale" in chinese


@pytest.mark.parametrize(
    ("benefit", "english", "chinese"),
    [
        ({"kind": "percent", "percent": 10, "cap": 20}, "10% off, at most ¥20", "立减10%，最多减20元"),
        ({"kind": "percent", "percent": "12.5", **TEA}, "12.5% off 茶叶", "茶叶立减12.5%"),
        ({"kind": "amount", "amount": 10}, "¥10 off", "立减10元"),
        ({"kind": "amount", "amount": 10, **TEA}, "¥10 off 茶叶", "茶叶立减10元"),
        ({"kind": "amount", "amount": 10, "each": "line"}, "¥10 off each line", "每行减10元"),
        ({"kind": "amount", "amount": 1, "each": "unit", **TEA}, "¥1 off each unit of 茶叶", "茶叶每件减1元"),
        (
            {"kind": "per_each", "amount": 10, "every": 100, "times_max": 3},
            "¥10 off for each full ¥100 spent, at most 3 times",
            "每满100元减10元，最多减3次",
        ),
        (
            {"kind": "per_each", "amount": 10, "every": 100, **TEA},
            "¥10 off for each full ¥100 spent on 茶叶, without limit",
            "茶叶每满100元减10元，上不封顶",
        ),
        (
            {
                "kind": "steps",
                "measure": "subtotal",
                "steps": [{"from": 100, "amount": 10}, {"from": 200, "percent": 15}],
                "cap": 50,
            },
            "¥10 off from ¥100, 15% off from ¥200, at most ¥50",
            "满100元减10元，满200元减15%，最多减50元",
        ),
        (
            {"kind": "steps", "measure": "quantity", "steps": [{"from": 1, "percent": 5}], **TEA},
            "5% off from 1 unit on 茶叶",
            "满1件减5%（限茶叶）",
        ),
        ({"kind": "member_price", "percent": 5, **TEA}, "member price: 5% off 茶叶", "茶叶会员价减5%"),
        (
            {"kind": "member_price", "prices": {"B": 8, "A": "9.9"}},
            "member prices: A ¥9.90 and B ¥8",
            "会员价：A 9.9元和B 8元",
        ),
        ({"kind": "free_shipping"}, "free shipping", "免运费"),
        ({"kind": "free_shipping", "amount": 5}, "up to ¥5 off shipping", "运费最多减5元"),
    ],
)
def test_every_benefit_has_its_words(benefit, english, chinese):
    shop = program(offers=[offered(benefit)])
    assert both(lambda tongue: benefit_words(shop.offers[0].benefit, tongue), shop) == (english, chinese)


def test_a_first_order_offer_reads_as_shops_write_it():
    told = sentences({"kind": "percent", "percent": 10, "cap": "20.00"}, when={"kind": "first_order"})
    assert told == ("On the first order: 10% off, at most ¥20.", "首单立减10%，最多减20元。")


def test_an_offer_says_everything_that_is_set():
    english, chinese = sentences(
        {"kind": "amount", "amount": 1, "each": "unit"},
        name="Tea days",
        name_zh="茶叶节",
        limits=[{"per": "member", "uses": 1}, {"per": "program", "uses": 1000, "each": "day"}],
        budget="b",
        stack=True,
        threshold_base="list",
        benefit_base="after_items",
        funded_by={"shop": 50, "brand": 50},
    )
    assert english == (
        "Tea days: ¥1 off each unit; once per member, 1,000 times a day in all; on top of the best offer of "
        "a line; thresholds count the list price, percentages are of the price after item offers; out of the "
        "budget b; paid by brand 50% and shop 50%."
    )
    assert chinese == (
        "茶叶节：每件减1元；每人限1次，每天共限1000次；可与该商品的最优优惠叠加；门槛按原价计算，"
        "折扣按单品优惠后的价格计算；从预算 b 支出；品牌承担50%，店铺承担50%。"
    )


@pytest.mark.parametrize(
    ("limit", "english", "chinese"),
    [
        ({"per": "member", "uses": 1}, "once per member", "每人限1次"),
        ({"per": "member", "uses": 2, "each": "month"}, "twice per member a month", "每人每月限2次"),
        ({"per": "identity", "uses": 1}, "once per identity", "同一身份限1次"),
        ({"per": "identity", "uses": 3, "each": "day"}, "3 times per identity a day", "同一身份每天限3次"),
        ({"per": "program", "uses": 1000}, "1,000 times in all", "共限1000次"),
        ({"per": "program", "uses": 3, "each": "week"}, "3 times a week in all", "每周共限3次"),
    ],
)
def test_limits_are_said_as_on_a_poster(limit, english, chinese):
    shop = program(offers=[offered(limits=[limit])])
    assert both(lambda tongue: limit_words(shop.offers[0].limits[0], tongue), shop) == (english, chinese)


@pytest.mark.parametrize(
    ("lane", "english", "chinese"),
    [
        ({"rule": "all"}, "Lane x: all offers apply, one after the other.", "叠加层级 x：优惠依次全部生效。"),
        (
            {"rule": "best_of"},
            "Lane x: the best offer of the order applies.",
            "叠加层级 x：整单取最优的一项。",
        ),
        (
            {"rule": "best_of", "scope": "line"},
            "Lane x: on each line the best offer applies.",
            "叠加层级 x：每行商品取最优的一项。",
        ),
        (
            {"rule": "exclusive"},
            "Lane x: only the first offer that fits applies.",
            "叠加层级 x：只取优先级最高的一项。",
        ),
    ],
)
def test_lanes_say_how_their_offers_go_together(lane, english, chinese):
    shop = program(lanes=[{"id": "x", **lane}])
    assert both(lambda tongue: lane_sentence(shop.lanes[0], tongue), shop) == (english, chinese)


@pytest.mark.parametrize(
    ("over", "english", "chinese"),
    [
        (
            "clip",
            "Budget b: ¥5 in all, the last order gets the rest.",
            "预算 b：共5元，最后一单用完剩余部分。",
        ),
        (
            "reject",
            "Budget b: ¥5 in all, what does not fit is refused.",
            "预算 b：共5元，余额不足的订单不享受。",
        ),
    ],
)
def test_budgets_say_what_happens_at_their_end(over, english, chinese):  # edge 70
    shop = program(budgets=[{"id": "b", "amount": 5, "over": over}])
    assert both(lambda tongue: budget_sentence(shop.budgets[0], tongue), shop) == (english, chinese)


@pytest.mark.parametrize(
    "when",
    [
        {"kind": "birthday", "span": "week"},
        {"kind": "all", "conditions": [{"kind": "birthday", "span": "week"}]},
    ],
)
def test_a_birthday_offer_says_that_it_is_once_a_year(when):  # edge 85
    assert sentences({"kind": "amount", "amount": 10}, when=when) == (
        "In the birthday week: ¥10 off; once per calendar year.",
        "生日当周，立减10元；每个自然年限1次。",
    )


def test_a_birthday_that_is_one_of_several_ways_is_not_once_a_year():
    either = {"kind": "any", "conditions": [{"kind": "birthday", "span": "day"}, {"kind": "first_order"}]}
    assert "calendar year" not in sentences({"kind": "amount", "amount": 10}, when=either)[0]


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        ({"lane": "coupon"}, "in the lane coupon", "属于叠加层级 coupon"),
        ({"priority": -5}, "priority -5", "优先级-5"),
        ({"rounding": "half_even"}, "rounded half to even", "四舍六入五成双"),
        ({"lane": "item", "rounding_unit": "sum"}, "rounded on the sum", "按合计取整"),
        ({"lane": "item", "rounding_unit": "unit"}, "rounded unit by unit", "按每件取整"),
        ({"per": "seller"}, "for the goods of each seller apart", "按卖家分别计算"),
        (
            {"test": True, "when": {"kind": "attribute", "name": "staff", "any": ["yes"]}},
            "a test",
            "测试活动",
        ),
        ({"spread_by": "quantity"}, "spread over lines by number of units", "按件数分摊"),
        ({"remainder": "last_line"}, "the last line takes the odd cents", "尾差归最后一行"),
        ({"remainder": "first_line"}, "the first line takes the odd cents", "尾差归第一行"),
    ],
)
def test_whatever_is_not_as_usual_is_said(fields, english, chinese):
    said = sentences({"kind": "percent", "percent": 10}, **fields)
    assert english in said[0]
    assert chinese in said[1]


def test_what_is_as_usual_is_not_said():
    assert sentences({"kind": "member_price", "percent": 10}) == ("Member price: 10% off.", "会员价减10%。")
