"""Conditions in words."""

import pytest

from loyalty.rules.sentences_conditions import ordinal, said, under
from loyalty.rules.tongue import Tongue
from tests.rules.shop import offered, program, tiered

FIRST = {"kind": "first_order"}


def told(*when):
    shop = program(tiers=[tiered()], offers=[offered(when=list(when))])
    return shop.offers[0].when, Tongue.of(shop, "en"), Tongue.of(shop, "zh")


@pytest.mark.parametrize(
    ("condition", "english", "chinese"),
    [
        (FIRST, "on the first order", "首单"),
        ({"kind": "subtotal", "minimum": 100}, "from ¥100", "满100元"),
        (
            {"kind": "subtotal", "minimum": "9.9", "of": {"categories": ["tea"]}, "base": "list"},
            "from ¥9.90 on tea at list price",
            "满9.9元（限tea）（按原价）",
        ),
        ({"kind": "quantity", "minimum": 1}, "from 1 unit", "满1件"),
        (
            {"kind": "quantity", "minimum": 3, "base": "after_items"},
            "from 3 units after item offers",
            "满3件（按单品优惠后）",
        ),
        (
            {"kind": "quantity", "minimum": 3, "base": "running"},
            "from 3 units after earlier offers",
            "满3件（按已优惠后）",
        ),
        (
            {"kind": "distinct", "minimum": 3, "of": {"categories": ["tea"]}},
            "from 3 different articles on tea",
            "满3种商品（限tea）",
        ),
        ({"kind": "distinct", "minimum": 1}, "from 1 different article", "满1种商品"),
        ({"kind": "nth_order", "any": [2, 3]}, "on the 2nd or 3rd order", "第2单或第3单"),
        ({"kind": "nth_order", "every": 10}, "on every 10th order", "每第10单"),
        ({"kind": "days_since_joined", "at_most": 30}, "at most 30 days after joining", "入会最多30天"),
        ({"kind": "days_since_joined", "at_least": 1}, "at least 1 day after joining", "入会至少1天"),
        (
            {"kind": "days_since_last_order", "at_least": 90, "at_most": 180},
            "90 to 180 days after the last order",
            "距上次下单90至180天",
        ),
        (
            {"kind": "days_since_last_order", "at_most": 0},
            "at most 0 days after the last order",
            "距上次下单最多0天",
        ),
        ({"kind": "store", "any": ["Bund"]}, "in the store Bund", "在门店Bund下单"),
        ({"kind": "payment_method", "any": ["a", "b"]}, "paid by a or b", "使用a或b支付"),
        ({"kind": "shipping_method", "any": ["pickup"]}, "shipped by pickup", "通过pickup配送"),
        ({"kind": "region", "any": ["CN/Shanghai"]}, "to CN/Shanghai", "收货地区为CN/Shanghai"),
        (
            {"kind": "recurrence", "start": "2024-01-01", "rule": "FREQ=MONTHLY;BYDAY=3FR;COUNT=12"},
            "on 12 days from 2024-01-01 on by the rule FREQ=MONTHLY;BYDAY=3FR;COUNT=12",
            "自2024-01-01起按规则FREQ=MONTHLY;BYDAY=3FR;COUNT=12的12天",
        ),
        ({"kind": "code", "any": ["A", "B"]}, "with the code A or B", "凭券码A或B"),
        ({"kind": "tier", "any": ["gold"]}, "for gold", "gold会员"),
        ({"kind": "attribute", "name": "city", "any": ["a"]}, "for members whose city is a", "city为a的会员"),
        ({"kind": "channel", "any": ["app"]}, "through app", "通过app下单"),
        ({"kind": "birthday", "span": "day"}, "on the birthday", "生日当天"),
        ({"kind": "birthday", "span": "week"}, "in the birthday week", "生日当周"),
        ({"kind": "birthday", "span": "month"}, "in the birthday month", "生日当月"),
        ({"kind": "weekday", "any": ["monday", "sunday"]}, "on Monday or Sunday", "周一或周日"),
        ({"kind": "month_day", "any": [8, 18, 28]}, "on day 8, 18 or 28 of the month", "每月8、18或28日"),
        ({"kind": "hours", "start": "09:00", "end": "24:00"}, "from 09:00 to 24:00", "09:00至24:00"),
        (
            {"kind": "hours", "start": "22:00", "end": "02:00"},
            "from 22:00 to next day 02:00",
            "22:00至次日02:00",
        ),
        ({"kind": "window", "start": "2024-11-11"}, "from 2024-11-11 on", "2024-11-11起"),
        (
            {"kind": "window", "end": "2024-11-12T10:00"},
            "before 2024-11-12 10:00:00",
            "2024-11-12 10:00:00前",
        ),
        (
            {"kind": "window", "start": "2024-11-11", "end": "2024-11-12"},
            "from 2024-11-11 until before 2024-11-12",
            "2024-11-11起至2024-11-12前",
        ),
        ({"kind": "not", "condition": FIRST}, "unless on the first order", "除“首单”以外"),
        (
            {"kind": "any", "conditions": [FIRST, {"kind": "birthday", "span": "day"}]},
            "on the first order or on the birthday",
            "首单或生日当天",
        ),
        (
            {"kind": "all", "conditions": [FIRST, {"kind": "channel", "any": ["app"]}]},
            "on the first order, through app",
            "首单，通过app下单",
        ),
    ],
)
def test_every_condition_has_its_words(condition, english, chinese):
    when, en, zh = told(condition)
    assert said(when[0], en) == english
    assert said(when[0], zh) == chinese


def test_chinese_puts_the_threshold_right_before_what_is_given():
    when, en, zh = told({"kind": "subtotal", "minimum": 100}, {"kind": "channel", "any": ["app"]}, FIRST)
    assert under(when, zh, gives="立减10元") == "通过app下单，满100元，首单立减10元"
    assert under(when, zh, gives="得1积分", off=False) == "满100元，通过app下单，首单，得1积分"
    assert under(when, en, gives="¥10 off") == "from ¥100, through app, on the first order: ¥10 off"


def test_without_a_threshold_a_comma_parts_condition_and_gift():
    when, _, zh = told({"kind": "channel", "any": ["app"]})
    assert under(when, zh, gives="免运费") == "通过app下单，免运费"
    assert under((), zh, gives="免运费") == "免运费"


@pytest.mark.parametrize(
    ("number", "said_so"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
        (1_002, "1,002nd"),
    ],
)
def test_numbers_of_orders_have_their_endings(number, said_so):
    assert ordinal(number) == said_so
