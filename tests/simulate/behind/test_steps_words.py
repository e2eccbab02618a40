"""Steps are said in both languages at once, with the programme's own figures."""

from loyalty.simulate.behind.steps_words import Voice, tier_steps
from tests.engine.till import ONE_FOR_ONE, Till
from tests.simulate.worked_order import GOLD


def voice(**sections):
    return Voice(Till(**sections).program)


def test_a_step_speaks_both_languages():
    step = voice().step("paid", None, lambda say: say(f"Pay {say.money(1250)}.", f"付 {say.money(1250)}。"))
    assert (step.en, step.zh) == ("Pay ¥12.50.", "付 ¥12.50。")


def test_points_are_said_with_the_wallets_decimals():
    fine = {"points": {"decimals": 2, "rules": [ONE_FOR_ONE]}}
    step = voice(**fine).step("earned", None, lambda say: say.points(1250))
    assert (step.en, step.zh) == ("12.50 points", "12.5积分")


def test_factors_and_units_are_said_exactly():
    step = voice().step("rule", None, lambda say: f"{say.factor(5, 4)} {say.units(1)} {say.both(['a', 'b'])}")
    assert (step.en, step.zh) == ("1.25× 1 unit a and b", "1.25倍 1件 a和b")


def standing_after(metric, **levels):
    track = GOLD | {"credit": {"of": metric, "window": {"kind": "lifetime"}}}
    till = Till(tiers=[track | levels], points={"rules": [ONE_FOR_ONE]})
    till.spend("A", "2026-01-01", "20.00")
    return till


def tier(till, before=("basic",)):
    (step,) = tier_steps(Voice(till.program), before, till.standing)
    return step


def test_tier_credit_is_said_in_what_it_counts():
    assert tier(standing_after("spend")).en == "Growth: basic, unchanged; tier credit is ¥20.00."
    assert tier(standing_after("orders")).en == "Growth: basic, unchanged; tier credit is 1 order."
    assert tier(standing_after("base_points")).zh == "成长等级：basic，等级不变；当前成长值 20积分。"


def test_below_the_first_level_has_a_name_too():
    till = standing_after("spend", levels=[{"id": "high", "minimum": 500}])
    assert tier(till, (None,)).en == "Growth: below the first level, unchanged; tier credit is ¥20.00."
    assert tier(till, (None,)).zh.startswith("成长等级：未达最低等级，等级不变")
