"""The units of an offer in words, read off real quotes; the figures in them make what comes off."""

from typing import Any

import pytest

from loyalty.simulate.figures.outcome_steps import Step
from tests.engine.till import Till, line
from tests.simulate.worked_order import told

GOODS = (line("a", "100.00", 3), line("b", "50.00", 2), line("c", "10.00", 5, floor_price="9.00"))


def one(benefit: dict[str, Any], **fields: Any) -> Step:
    """The step of one offer with this benefit."""
    till = Till(offers=[{"id": "x", "benefit": benefit} | fields])
    (step,) = [each for each in told(till, *GOODS) if each.subject == "x"]
    assert step.amount_minor == sum(each.amount_minor for each in step.lines)
    return step


@pytest.mark.parametrize(
    ("benefit", "en", "zh"),
    [
        (
            {"kind": "buy_get", "buy": 2, "get": 1},
            (
                "3 sets: line 1 (2 bought, 1 given), line 2 (2 bought) and line 3 (2 bought, 2 given); "
                "the units given come to ¥120.00, 100% of which is ¥120.00; "
                "spread over all units of the sets by price: "
                "¥86.25 off line 1, ¥28.75 off line 2 and ¥5.00 off line 3; takes ¥120.00 off."
            ),
            (
                "共3组：第 1 行（购买2件、优惠1件）、第 2 行（购买2件）和第 3 行（购买2件、优惠2件）；"
                "优惠件合计 ¥120.00，其100%为 ¥120.00；按价格分摊到各组全部商品："
                "第 1 行减 ¥86.25、第 2 行减 ¥28.75和第 3 行减 ¥5.00；优惠 ¥120.00。"
            ),
        ),
        (
            {"kind": "buy_get", "buy": 3, "get": 1, "percent": 50, "allocate": "reward"},
            (
                "2 sets: line 1 (3 bought), line 2 (1 bought, 1 given) and line 3 (2 bought, 1 given); "
                "the units given come to ¥60.00, 50% of which is ¥30.00; "
                "spread over the units given by price: ¥25.00 off line 2 and ¥5.00 off line 3; "
                "takes ¥30.00 off."
            ),
            (
                "共2组：第 1 行（购买3件）、第 2 行（购买1件、优惠1件）和第 3 行（购买2件、优惠1件）；"
                "优惠件合计 ¥60.00，其50%为 ¥30.00；按价格分摊到优惠件："
                "第 2 行减 ¥25.00和第 3 行减 ¥5.00；优惠 ¥30.00。"
            ),
        ),
        (
            {"kind": "bundle", "units": 2, "price": 60},
            (
                "2 sets: line 1 (3 units) and line 2 (1 unit); they come to ¥350.00, ¥230.00 more than "
                "2 × ¥60.00; spread over all units of the sets by price: "
                "¥197.14 off line 1 and ¥32.86 off line 2; takes ¥230.00 off."
            ),
            (
                "共2组：第 1 行（3件）和第 2 行（1件）；合计 ¥350.00，比 2 × ¥60.00 多 ¥230.00；"
                "按价格分摊到各组全部商品：第 1 行减 ¥197.14和第 2 行减 ¥32.86；优惠 ¥230.00。"
            ),
        ),
    ],
    ids=["buy_get", "reward", "bundle"],
)
def test_sets_say_their_units_what_came_off_and_how_it_was_spread(benefit, en, zh):
    step = one(benefit, lane="order")
    assert step.en.endswith(en)
    assert step.zh.endswith(zh)


def test_what_floors_hold_back_is_said_and_one_line_bears_all():
    half = {"kind": "nth_item", "nth": 2, "percent": 50, "of": {"skus": ["C"]}}
    step = one(half, lane="order")
    assert step.en.endswith(
        "2 sets: line 3 (2 bought, 2 given); the units given come to ¥20.00, 50% of which is ¥10.00; "
        "only ¥5.00 of that is left to come off; takes ¥5.00 off."
    )
    assert "其50%为 ¥10.00；可减金额仅余 ¥5.00；优惠 ¥5.00" in step.zh


@pytest.mark.parametrize(
    ("benefit", "en", "zh"),
    [
        (
            {"kind": "fixed_price", "price": 40},
            (
                "5 units taken: line 1 (3 for ¥300.00) and line 2 (2 for ¥100.00); they come to ¥400.00, "
                "¥200.00 more than 5 × ¥40.00; ¥180.00 off line 1 and ¥20.00 off line 2; takes ¥200.00 off."
            ),
            (
                "参与5件：第 1 行（3件，¥300.00）和第 2 行（2件，¥100.00）；合计 ¥400.00，"
                "比 5 × ¥40.00 多 ¥200.00；第 1 行减 ¥180.00和第 2 行减 ¥20.00；优惠 ¥200.00。"
            ),
        ),
        (
            {"kind": "amount", "each": "unit", "amount": 7, "units_max": 4},
            (
                "4 units taken: line 1 (3 for ¥300.00) and line 2 (1 for ¥50.00); at most ¥7.00 off each is "
                "¥28.00; ¥21.00 off line 1 and ¥7.00 off line 2; takes ¥28.00 off."
            ),
            "每件最多减 ¥7.00，共 ¥28.00；第 1 行减 ¥21.00和第 2 行减 ¥7.00；优惠 ¥28.00。",
        ),
        (
            {"kind": "percent", "percent": 15, "units_max": 2, "take": "dearest"},
            (
                "2 units taken: line 1 (2 for ¥200.00); they come to ¥200.00, 15% of which, rounded line by "
                "line, is ¥30.00; takes ¥30.00 off."
            ),
            "参与2件：第 1 行（2件，¥200.00）；合计 ¥200.00，其15%（逐行取整）为 ¥30.00；优惠 ¥30.00。",
        ),
    ],
    ids=["price", "amount", "percent"],
)
def test_units_taken_one_by_one_say_what_they_come_to(benefit, en, zh):
    step = one(benefit, lane="item")
    assert step.en.endswith(en)
    assert step.zh.endswith(zh)


def test_a_benefit_on_all_its_goods_says_nothing_of_units():
    assert "taken" not in one({"kind": "percent", "percent": 10}).en
