"""The labels of benefits are those a comparison uses."""

import pytest

from loyalty.rules.diff import diff
from loyalty.rules.wording_diff import CHOICES, LABELS
from loyalty.rules.wording_diff_benefits import BENEFIT_CHOICES, BENEFIT_LABELS
from tests.rules.shop import offered, program


def test_every_label_and_choice_of_a_benefit_is_used():
    assert BENEFIT_LABELS.items() <= LABELS.items()
    assert BENEFIT_CHOICES.items() <= CHOICES.items()


ONCE, APART = "“cannot be used again”", "“bought and given ones are counted apart”"
BUY = {"kind": "buy_get", "buy": 2, "get": 1}


@pytest.mark.parametrize(
    ("old", "new", "english", "chinese"),
    [
        (
            BUY,
            BUY | {"times_max": 2},
            "`a`: times at most 2, where there was none.",
            "`a`：新增最多次数：2。",
        ),
        (
            BUY,
            BUY | {"take": "cheapest"},
            "`a`: which units are given: “the cheapest units” instead of “the dearest units”.",
            "`a`：优惠哪些商品由“最贵的商品”改为“最便宜的商品”。",
        ),
        (
            BUY,
            BUY | {"allocate": "reward"},
            "`a`: discount stands on: “on the units given” instead of “spread over all units of the set”.",
            "`a`：优惠分摊方式由“分摊到整组商品”改为“只记在优惠商品上”。",
        ),
        (
            BUY | {"unit_use": "apart"},
            BUY,
            f"`a`: units of earlier offers: {ONCE} instead of {APART}.",
            "`a`：已参加其他优惠的商品由“购买与优惠分别计算”改为“不可重复使用”。",
        ),
        (
            {"kind": "bundle", "units": 3, "price": 20},
            {"kind": "bundle", "units": 3, "price": "19.5"},
            "`a`: price together ¥19.50 instead of ¥20.",
            "`a`：组合价格由20元改为19.5元。",
        ),
        (
            {"kind": "gift", "skus": ["A"]},
            {"kind": "gift", "skus": ["A", "B"]},
            "`a`: one of these goods: “A or B” instead of “A”.",
            "`a`：赠品范围由“A”改为“A或B”。",
        ),
        (
            {"kind": "nth_item", "nth": 2, "percent": 50},
            {"kind": "nth_item", "nth": 3, "percent": 50},
            "`a`: every so many units 3 instead of 2.",
            "`a`：每几件由2改为3。",
        ),
    ],
)
def test_a_changed_benefit_is_told_by_its_labels(old, new, english, chinese):
    (change,) = diff(program(offers=[offered(old)]), program(offers=[offered(new)])).changes
    assert (change.what, change.what_zh) == (english, chinese)
