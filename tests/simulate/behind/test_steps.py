"""The arithmetic of one order, told step by step: the worked order of a shop, sentence by sentence."""

from datetime import timedelta

import pytest

from loyalty.engine import settle
from loyalty.facts.member import Guest
from loyalty.simulate.behind.steps import PAID_BY, Scene, account
from loyalty.simulate.figures.outcome_steps import Step
from tests.engine.till import ONE_FOR_ONE, Till, line
from tests.simulate.worked_order import GOLD, GOODS, POINTS, told, worked


@pytest.fixture(scope="module")
def order() -> tuple[Step, ...]:
    return told(worked(), *GOODS, shipping_fee="12.00")


def test_the_worked_order_is_told_with_what_each_step_moves_and_leaves(order):
    assert [(one.step, one.subject, one.amount_minor, one.left_minor) for one in order] == [
        ("goods", None, 398_00, 398_00),
        ("shipping", None, 12_00, 410_00),
        ("offer", "growth.gold.price", -20_00, 390_00),
        ("offer", "half", -49_50, 340_50),
        ("offer", "each", -30_00, 310_50),
        ("offer", "coupon", -25_00, 285_50),
        ("offer", "growth.gold.shipping", -12_00, 273_50),
        ("points", None, -54_00, 219_50),
        ("paid", None, 219_50, 219_50),
        ("rule", "base", None, None),
        ("earned", None, None, None),
        ("tier", "growth", None, None),
    ]


def test_every_step_is_split_over_the_lines_as_the_worked_order_has_it(order):
    split = {one.subject or one.step: [part.amount_minor for part in one.lines] for one in order}
    assert split["each"] == [-16_44, -13_56]
    assert split["coupon"] == [-13_70, -11_30]
    assert split["points"] == [-29_59, -24_41]
    assert split["paid"] == [120_27, 99_23]
    assert [(part.line, part.sku, part.units) for part in order[0].lines] == [(1, "A", 1), (2, "B", 2)]


def test_a_person_can_follow_the_sentences(order):
    said = {one.subject or one.step: one.en for one in order}
    assert said["growth.gold.price"] == (
        "Gold price (lane item): member price: 10% off the SKU A; counted on ¥200.00 of goods left by the "
        "offers before it; takes ¥20.00 off."
    )
    assert said["each"] == (
        "10 off each 100 (lane order): ¥10 off for each full ¥100 spent, at most 3 times; counted on ¥328.50 "
        "of goods after item offers; takes ¥30.00 off."
    )
    assert said["coupon"] == (
        "coupon (lane coupon): ¥25 off; minimum ¥300.00, reached ¥328.50; off ¥298.50 of goods left by the "
        "offers before it; takes ¥25.00 off."
    )
    assert said["points"] == (
        "Points as money (100 points pay ¥1; in steps of 100 points; at most 20% of the goods): 6,000 points "
        "available, at most 5,400 points on this order; 5,400 points pay ¥54.00."
    )
    assert said["base"] == (
        "1 point for each full ¥1 spent. On ¥219.50: 219 points, and 109 points more by the tier (1.5×)."
    )
    assert said["earned"] == "Earned: 328 points: 219 points base, 109 points bonus."
    assert said["growth"] == "Growth: Gold, unchanged; tier credit is ¥6,219.50."


def test_the_same_is_said_in_chinese(order):
    said = {one.subject or one.step: one.text("zh") for one in order}
    assert said["goods"] == "商品按测算起点价合计 ¥398.00。"
    assert said["each"] == (
        "每满100减10（叠加层级 order）：每满100元减10元，最多减3次；"
        "计算基数为商品金额 ¥328.50（单品优惠后）；优惠 ¥30.00。"
    )
    assert said["points"] == (
        "积分抵现（100积分抵1元；每次以100积分为单位；最多抵商品金额的20%）：可用6000积分，"
        "本单最多可用5400积分；使用5400积分，抵 ¥54.00。"
    )
    assert said["paid"] == "应付 ¥219.50。"
    assert said["growth"] == "成长等级：金卡，等级不变；当前成长值 ¥6,219.50。"


def test_what_moves_money_adds_up_to_what_is_paid(order):
    (paid,) = (one.amount_minor for one in order if one.step == "paid")
    assert sum(one.amount_minor for one in order if one.step in PAID_BY) == paid


def test_points_that_are_kept_are_told_as_kept():
    (points,) = (one for one in told(worked(), *GOODS, points="none") if one.step == "points")
    assert (points.amount_minor, points.points) == (0, 0)
    assert points.en.endswith("at most 5,400 points on this order; none are spent.")


def test_a_guest_is_told_of_no_points_and_no_tier():
    till = worked()
    till.who = Guest()
    kinds = [one.step for one in told(till, *GOODS)]
    assert {"points", "rule", "earned", "tier", "due"} & set(kinds) == set()
    assert kinds.count("refused") == 2


def test_without_points_nothing_is_said_of_them():
    till = Till(tiers=[GOLD])
    kinds = [one.step for one in told(till, line("a", 10))]
    assert kinds == ["goods", "refused", "refused", "paid", "tier"]


def test_caps_are_named_where_they_cut():
    caps = [{"id": "day", "per": "order", "points": 100}]
    (earned,) = (one for one in told(worked(points=POINTS | {"caps": caps}), *GOODS) if one.step == "earned")
    assert earned.points == 100
    assert earned.en == "Earned: 100 points of 408 points: caps leave no room for more."
    assert earned.zh == "共得100积分（应得408积分，超出上限部分不计）。"


def test_multipliers_are_named_beside_the_tier():
    day = [{"id": "day", "name": "Member day", "name_zh": "会员日", "factor": 2}]
    steps = told(worked(points=POINTS | {"multipliers": day}), *GOODS)
    (rule,) = (one for one in steps if one.step == "rule")
    assert rule.en.endswith("and 328 points more by the tier (1.5×) and Member day (2×).")
    assert "另因会员等级（1.5倍）和会员日（2倍）多得" in rule.zh


def test_points_that_offers_add_are_told_with_the_offer():
    offers = [
        {"id": "tea", "name_zh": "茶", "benefit": {"kind": "points", "points": 50}},
        {"id": "day", "name": "Tea day", "name_zh": "茶日", "benefit": {"kind": "points", "multiplier": 2}},
    ]
    steps = told(Till(points={"rules": [ONE_FOR_ONE]}, offers=offers), line("a", 10))
    said = {(one.step, one.subject): one for one in steps}
    assert said["offer", "tea"].en == (
        "tea (lane order): 50 points on top; counted on ¥10.00 of goods left by the offers before it; "
        "takes ¥0.00 off."
    )
    assert said["rule", "tea"].en == "tea: 50 points on top."
    assert said["rule", "tea"].zh == "茶：额外50积分。"
    assert said["rule", "base"].en.endswith("10 points, and 10 points more by Tea day (2×).")
    assert said["earned", None].points == 70


def test_a_rule_that_counts_the_fee_says_so():
    rules = [ONE_FOR_ONE | {"include_shipping": True}]
    steps = told(Till(points={"rules": rules}), line("a", 10), shipping_fee=5)
    (rule,) = (one for one in steps if one.step == "rule")
    assert "On ¥10.00 and ¥5.00 shipping: 15 points." in rule.en


def test_points_that_ended_before_the_order_are_told_first():
    till = Till(points={"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "days": 30}})
    till.spend("old", "2026-01-01", "55.00")
    (due,) = (one for one in told(till, line("a", 10)) if one.step == "due")
    assert (due.points, due.en) == (-55, "55 points had expired by then.")


def test_an_order_that_rises_a_level_says_from_where_to_where():
    till = Till(tiers=[GOLD])
    (tier,) = (one for one in told(till, line("a", "1000.00")) if one.step == "tier")
    assert tier.en == "Growth: from basic to Gold; tier credit is ¥1,000.00."
    assert tier.zh == "成长等级：由basic变为金卡；当前成长值 ¥1,000.00。"


def test_the_account_settles_as_the_engine_does():
    till = worked()
    scene = Scene(
        cart=till.cart(GOODS, {}),
        who=till.who,
        order_id="told",
        at=till.at("2026-05-04"),
        delivered=timedelta(days=2),
        standing=till.standing,
        shared=till.shared,
    )
    same = settle(
        till.plan,
        scene.cart,
        who=till.who,
        order_id="told",
        at=scene.at,
        standing=till.standing,
        shared=till.shared,
        delivered=scene.delivered,
    )
    assert account(till.plan, scene).settlement == same
