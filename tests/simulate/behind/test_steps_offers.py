"""Offers in the arithmetic of an order: what each was counted on, and why it took less or nothing."""

from typing import Any

import pytest

from loyalty.simulate.behind.steps_offers import rule_of
from loyalty.simulate.figures.outcome_steps import Step
from tests.engine.till import Till, line
from tests.simulate.worked_order import GOLD, told

GOODS = (line("a", "100.00"), line("b", "50.00", 2))


def offered(*offers: dict[str, Any], **sections: Any) -> dict[str | None, Step]:
    """The steps of the offers on one order of 200.00, by their ids."""
    lines = sections.pop("lines", GOODS)
    till = Till(offers=list(offers), **sections)
    steps = told(till, *lines, shipping_fee="8.00")
    return {one.subject: one for one in steps if one.step in {"offer", "refused"}}


def one(benefit: dict[str, Any], **fields: Any) -> Step:
    """The step of one offer with this benefit."""
    return offered({"id": "x", "benefit": benefit} | fields)["x"]


@pytest.mark.parametrize(
    ("benefit", "en", "zh"),
    [
        (
            {"kind": "percent", "percent": 10},
            "counted on ¥200.00 of goods left by the offers before it; takes ¥20.00",
            "计算基数为商品金额 ¥200.00（前序优惠后）；优惠 ¥20.00",
        ),
        (
            {"kind": "steps", "measure": "quantity", "steps": [{"from": 3, "percent": 10}]},
            "counted on 3 units; takes ¥20.00",
            "计算基数 3件；优惠 ¥20.00",
        ),
        (
            {"kind": "steps", "measure": "subtotal", "steps": [{"from": 150, "amount": 9}]},
            "counted on ¥200.00 of goods after item offers; takes ¥9.00",
            "计算基数为商品金额 ¥200.00（单品优惠后）；优惠 ¥9.00",
        ),
        (
            {"kind": "amount", "amount": 7, "each": "unit"},
            "off ¥200.00 of goods left by the offers before it; takes ¥21.00",
            "用于商品金额 ¥200.00（前序优惠后）；优惠 ¥21.00",
        ),
        (
            {"kind": "member_price", "prices": {"A": 90}},
            "counted on ¥200.00 of goods left by the offers before it; takes ¥10.00",
            "计算基数为商品金额 ¥200.00（前序优惠后）；优惠 ¥10.00",
        ),
        ({"kind": "free_shipping", "amount": 5}, "of a fee of ¥8.00; takes ¥5.00", "运费 ¥8.00；优惠 ¥5.00"),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_each_benefit_says_what_it_was_counted_on(benefit, en, zh):
    step = one(benefit)
    assert step.en.endswith(f"{en} off.")
    assert step.zh.endswith(f"{zh}。")


def test_a_cap_says_what_it_cut():
    step = one({"kind": "percent", "percent": 50, "cap": 30})
    assert "¥100.00 is cut to the cap of ¥30.00; takes ¥30.00 off." in step.en
    assert "按规则应减 ¥100.00，封顶 ¥30.00" in step.zh


def test_a_budget_says_what_was_left():
    budgets = [{"id": "purse", "amount": 6}]
    offer = {"id": "x", "benefit": {"kind": "percent", "percent": 50}, "budget": "purse"}
    step = offered(offer, budgets=budgets)["x"]
    assert "its budget has ¥6.00 left; takes ¥6.00 off." in step.en
    assert "预算仅余 ¥6.00" in step.zh


def test_an_offer_that_is_best_on_some_lines_names_them():
    whole = {"id": "x", "lane": "item", "benefit": {"kind": "percent", "percent": 10}}
    better = {"id": "y", "lane": "item", "benefit": {"kind": "percent", "percent": 20, "of": {"skus": ["A"]}}}
    steps = offered(whole, better)
    assert "it is the best offer on line 2 only; takes ¥10.00 off." in steps["x"].en
    assert "仅在第 2 行为最优优惠" in steps["x"].zh


def test_minimums_of_money_and_units_are_told_with_what_was_reached():
    when = [{"kind": "subtotal", "minimum": 150}, {"kind": "quantity", "minimum": 3}]
    step = one({"kind": "percent", "percent": 10}, when=when)
    assert "minimum ¥150.00, reached ¥200.00; minimum 3 units, reached 3 units" in step.en
    assert "门槛 ¥150.00，已达 ¥200.00；门槛 3件，已达 3件" in step.zh
    different = one({"kind": "percent", "percent": 10}, when=[{"kind": "distinct", "minimum": 2}])
    assert "minimum 2 articles, reached" in different.en
    assert "门槛 2种，已达" in different.zh


def test_a_refused_offer_says_why_and_what_was_short():
    step = one(
        {"kind": "percent", "percent": 10}, when=[{"kind": "subtotal", "minimum": 250}], name="Ten off"
    )
    assert (step.step, step.amount_minor, step.lines) == ("refused", None, ())
    assert step.en == (
        "Ten off (lane order) is not applied. The goods come to less than its minimum. ¥50.00 more would do."
    )
    assert step.zh == "Ten off（叠加层级 order）未生效：商品金额未达到门槛。还差 ¥50.00。"


def test_a_refused_offer_lists_all_that_spoke_against_it():
    short = [{"kind": "subtotal", "minimum": 250}, {"kind": "quantity", "minimum": 5}]
    step = one({"kind": "percent", "percent": 10}, when=short)
    assert step.en.endswith("¥50.00 more would do. There are too few units of its goods. 2 more would do.")
    assert step.zh.endswith("还差 ¥50.00。商品件数未达到门槛。还差 2 件。")


def amount(name: str, off: int, **fields: Any) -> dict[str, Any]:
    return {"id": name, "name": name.title(), "benefit": {"kind": "amount", "amount": off}} | fields


@pytest.mark.parametrize(
    ("fields", "sections", "why"),
    [
        ({"group": "g"}, {"groups": [{"id": "g", "rule": "first"}]}, "Another offer of its group applies."),
        ({"group": "g"}, {"groups": [{"id": "g", "rule": "best"}]}, "Another offer of its group applies."),
        (
            {},
            {"lanes": [{"id": "order", "rule": "exclusive"}]},
            "An exclusive offer of its lane came first.",
        ),
        ({}, {"lanes": [{"id": "order", "rule": "best_of"}]}, "Another offer of its lane saves more."),
    ],
    ids=["group first", "group best", "lane exclusive", "lane best"],
)
def test_an_offer_kept_out_by_another_names_it(fields, sections, why):
    better = amount("dear", 9, priority=1, lane="order", **fields)
    step = offered(better, amount("less", 3, lane="order", **fields), **sections)["less"]
    assert step.en.endswith(f"is not applied. {why} Applied instead: Dear.")
    assert step.zh.endswith("已生效的是“Dear”。")


def test_an_offer_kept_out_by_an_exclusive_one_names_it():
    steps = offered(amount("alone", 9, exclusive=True), amount("less", 3))
    assert steps["less"].en.endswith("no other beside it. Applied instead: Alone.")
    assert steps["alone"].step == "offer"


def test_an_offer_on_top_of_the_best_one_is_not_named_instead():
    by_line = {"lane": "item"}
    ten, more = (
        {"id": name, "benefit": {"kind": "percent", "percent": part}} | by_line
        for name, part in (("ten", 10), ("more", 20))
    )
    top = {"id": "top", "stack": True, "benefit": {"kind": "percent", "percent": 5}} | by_line
    assert offered(ten, more, top)["ten"].en.endswith("Applied instead: more.")


def test_a_gift_takes_nothing_off_and_says_so():
    step = one({"kind": "gift", "skus": ["CUP"], "quantity": 2})
    assert step.en.endswith("2 units of CUP as a gift; 2 units on top; nothing comes off.")
    assert step.zh.endswith("另赠 2件；不减金额。")
    assert (step.amount_minor, step.lines) == (0, ())


def test_a_tiers_own_benefits_are_rules_too():
    program = Till(tiers=[GOLD]).program
    offer, price = rule_of(program, "growth.gold.price")
    assert (offer, price.kind) == (None, "member_price")
    assert rule_of(program, "growth.gold.shipping")[1].kind == "free_shipping"
    with pytest.raises(KeyError):
        rule_of(program, "growth.basic.price")


def test_an_offer_for_each_seller_says_what_each_reached():
    every = {"kind": "per_each", "amount": 10, "every": 100}
    shop = {"id": "x", "name": "Shop", "benefit": every, "per": "seller"}
    lines = [line("a", 100, seller="s"), line("b", 90, seller="t"), line("c", 110, seller="s")]
    step = offered(shop, lines=lines)["x"]
    assert "seller of line 1 and 3: counted on ¥210.00 of goods after item offers, ¥20.00" in step.en
    assert "seller of line 2: nothing; takes ¥20.00 off." in step.en


def test_a_gift_of_each_seller_says_whose_it_is():
    when = {"kind": "subtotal", "minimum": 100}
    shop = {"id": "x", "benefit": {"kind": "gift", "skus": ["MUG"]}, "when": when, "per": "seller"}
    lines = [line("a", 60, seller="s"), line("b", 90, seller="t"), line("c", 50, seller="s")]
    step = offered(shop, lines=lines)["x"]
    assert "seller of line 1 and 3: minimum ¥100.00, reached ¥110.00, 1 unit on top" in step.en
    assert "seller of line 2: nothing" in step.en
    assert "第 1和3 行的卖家：门槛 ¥100.00，已达 ¥110.00，另赠 1件" in step.zh
    assert "第 1和3 行的卖家" in step.zh
    assert "第 2 行的卖家：不享受" in step.zh
