"""The points policy as rows: exact rates, one denominator, expiries named once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import ProgramInvalid
from loyalty.kernels import codes
from loyalty.plan import lower
from loyalty.plan.points import FACTOR_MAX
from loyalty.rules.document import load_program
from tests.engine.till import HEAD

BASE = {"id": "base", "kind": "per_amount", "points": 1, "per": "1.00"}
CASH = {"id": "cash", "kind": "proportional", "rate": "0.05"}
ROLLING = {"kind": "rolling", "months": 12}
FIXED = {"kind": "fixed", "month": 12, "day": 31, "years_after": 1}


def made(*, head=None, tiers=(), **points):
    return lower(load_program(HEAD | (head or {}) | {"tiers": list(tiers), "points": points}))


def settings(**points):
    return made(**points).settings()


def test_without_a_policy_nothing_is_earned_or_spent_and_nothing_expires():
    plan = lower(load_program(HEAD))
    row = plan.settings()
    assert (row.earns, row.redeem, row.rules, row.factor_den, row.groups) == (0, 0, 0, 1, 1)
    assert plan.tables["expiries"][row.expiry].kind == codes.EXPIRY_NEVER


def test_a_policy_without_rules_earns_nothing():
    assert settings().earns == 0
    assert settings(rules=[BASE]).earns == 1


def test_whole_steps_carry_points_and_minor_units():  # edge 1
    rule = BASE | {"points": 10, "per": "2.00", "basis": "list", "include_shipping": True}
    row = made(rules=[rule], decimals=1, rounding="up").tables["rules"][0]
    assert (row.kind, row.points, row.per, row.rounding) == (codes.PER_AMOUNT, 100, 200, 2)
    assert (row.basis, row.shipping, row.selector) == (codes.BASIS_LIST, 1, codes.NONE)


@pytest.mark.parametrize(
    ("currency", "decimals", "exact"),
    [("CNY", 0, Fraction(5, 10_000)), ("JPY", 0, Fraction(5, 100)), ("KWD", 2, Fraction(5, 1_000))],
)
def test_a_rate_is_an_exact_ratio_of_smallest_units(currency, decimals, exact):  # edge 1
    row = made(head={"currency": currency}, rules=[CASH | {"rounding": "half_up"}], decimals=decimals)
    rule = row.tables["rules"][0]
    assert (rule.kind, Fraction(rule.num, rule.den), rule.rounding) == (codes.PROPORTIONAL, exact, 0)
    assert (rule.basis, rule.shipping) == (codes.BASIS_NET, 0)


def rule(rule_id, points, priority=0):
    return BASE | {"id": rule_id, "points": points, "priority": priority}


RULES = [rule("c", 1, 5), rule("b", 3), rule("a", 3, 1), CASH | {"id": "d", "rate": "4"}]


@pytest.mark.parametrize(
    ("overlap", "order", "code"),
    [
        ("max", [4, 3, 3, 1], codes.OVERLAP_MAX),
        ("first", [1, 3, 3, 4], codes.OVERLAP_MAX),
        ("sum", [1, 3, 3, 4], codes.OVERLAP_SUM),
    ],
)
def test_the_richest_rule_comes_first_or_the_one_of_highest_priority(overlap, order, code):  # edge 5
    plan = made(rules=RULES, on_overlap=overlap)
    assert [one.points or one.num * 100 // one.den for one in plan.tables["rules"]] == order
    assert plan.settings().overlap == code


@pytest.mark.parametrize(
    ("combine", "code", "den"),
    [
        ("add_bonuses", codes.COMBINE_ADD, 20),
        ("highest", codes.COMBINE_HIGHEST, 20),
        ("multiply", codes.COMBINE_MULTIPLY, 40),
    ],
)
def test_factors_stand_over_one_denominator(combine, code, den):  # edge 9
    levels = [{"id": "plain", "minimum": 0}, {"id": "gold", "minimum": 5, "multiplier": "1.25"}]
    credit = {"of": "orders", "window": {"kind": "lifetime"}}
    tiers = [{"id": "growth", "credit": credit, "term": {"kind": "forever"}, "levels": levels}]
    multipliers = [{"id": "a", "factor": "1.2"}, {"id": "b", "factor": "2.5", "of": {"skus": ["TEA"]}}]
    plan = made(tiers=tiers, rules=[BASE], multipliers=multipliers, combine=combine)
    assert (plan.settings().combine, plan.settings().factor_den) == (code, den)
    assert [Fraction(one.factor, den) for one in plan.tables["multipliers"]] == [
        Fraction(6, 5),
        Fraction(5, 2),
    ]
    assert [(one.num, one.den) for one in plan.tables["multipliers"]] == [(6, 5), (5, 2)]
    assert [one.selector for one in plan.tables["multipliers"]] == [codes.NONE, 0]
    assert [Fraction(one.factor, den) for one in plan.tables["levels"]] == [1, Fraction(5, 4)]


FACTORS = st.integers(10_000, 99_999).map(lambda number: f"{number // 10_000}.{number % 10_000:04d}")


@given(st.lists(FACTORS, max_size=3), st.sampled_from(("add_bonuses", "multiply", "highest")))
def test_a_programme_is_lowered_exactly_or_refused(factors, combine):
    multipliers = [{"id": f"m{place}", "factor": factor} for place, factor in enumerate(factors)]
    try:
        plan = made(rules=[BASE], multipliers=multipliers, combine=combine)
    except ProgramInvalid as error:
        (problem,) = error.fields["problems"]
        assert (problem.code, problem.path) == ("multipliers_too_fine", "points.multipliers")
        return
    rows = zip(plan.tables["multipliers"], factors, strict=True)
    assert all(Fraction(one.factor, plan.settings().factor_den) == Fraction(factor) for one, factor in rows)
    assert plan.settings().factor_den <= FACTOR_MAX


@pytest.mark.parametrize(
    ("factors", "combine"), [(("1.0001", "1.0003"), "multiply"), (("999.9999",), "highest")]
)
def test_factors_too_fine_to_stay_exact_are_refused_in_both_languages(factors, combine):
    multipliers = [{"id": f"m{place}", "factor": factor} for place, factor in enumerate(factors)]
    with pytest.raises(ProgramInvalid) as refused:
        made(rules=[BASE], multipliers=multipliers, combine=combine)
    assert "decimals" in refused.value.text("en")
    assert "倍率" in refused.value.text("zh")


def test_caps_count_in_smallest_units_and_have_counters_of_their_own():
    spans = ("order", "day", "week", "month", "year", "ever", "holdings")
    caps = [{"id": f"c-{span}", "per": span, "points": 50} for span in spans]
    caps[1]["over"] = "reject"
    plan = made(rules=[BASE], caps=caps, decimals=2)
    rows = plan.tables["caps"]
    assert [one.per for one in rows] == [
        codes.ORDER,
        codes.DAY,
        codes.WEEK,
        codes.MONTH,
        codes.YEAR,
        codes.EVER,
        codes.HOLDINGS,
    ]
    assert [one.over for one in rows] == [codes.CLIP, codes.REJECT, *[codes.CLIP] * 5]
    assert {one.points_max for one in rows} == {5_000}
    assert plan.own == tuple(f"cap/c-{span}/{span}" for span in spans)
    assert [one.slot for one in rows] == list(range(7))


@pytest.mark.parametrize(
    ("listed", "flags"),
    [({}, 3), ({"extended_by": ["earn"]}, 1), ({"extended_by": ["spend", "spend"]}, 2)],
)
def test_inactivity_names_what_extends_it(listed, flags):  # edge 25
    row = settings(rules=[BASE], expiry={"kind": "inactivity", "months": 18} | listed)
    assert (row.inactivity_months, row.extended_by) == (18, flags)


def test_rules_of_one_expiry_share_a_group_and_equal_policies_a_row():  # edge 28
    rules = [
        BASE,
        rule("fixed", 9) | {"expiry": FIXED},
        rule("same", 8) | {"expiry": FIXED},
        rule("other", 7) | {"expiry": ROLLING},
    ]
    levels = [{"id": "gold", "minimum": 0, "expiry": FIXED}, {"id": "top", "minimum": 9}]
    credit = {"of": "orders", "window": {"kind": "lifetime"}}
    tiers = [{"id": "growth", "credit": credit, "term": {"kind": "forever"}, "levels": levels}]
    plan = made(tiers=tiers, rules=rules)
    assert [one.group for one in plan.tables["rules"]] == [1, 1, 2, 0]
    assert plan.settings().groups == 3
    assert plan.tables["groups"][0].expiry == codes.NONE
    stamped = plan.tables["levels"][0].expiry
    assert stamped == plan.tables["groups"][1].expiry
    assert plan.tables["levels"][1].expiry == codes.NONE
    assert len(plan.tables["expiries"]) == 3


@pytest.mark.parametrize(
    ("pending", "fields"),
    [
        ({}, (0, 0, 0, 0)),
        ({"pending": {"days": 7}}, (1, 7, codes.AFTER_PAID, 0)),
        ({"pending": {"days": 7, "after": "delivered"}}, (1, 7, codes.AFTER_DELIVERED, 0)),
        (
            {"pending": {"days": 7, "after": "delivered", "timeout_days": 30}},
            (1, 7, codes.AFTER_DELIVERED, 30),
        ),
    ],
)
def test_waiting_points_wait_from_payment_or_delivery(pending, fields):
    row = settings(rules=[BASE], **pending)
    assert (row.pending, row.pending_days, row.pending_after, row.pending_timeout) == fields


@pytest.mark.parametrize(
    ("on_return", "fields"),
    [
        ({}, (codes.ALLOW_DEBT, 0)),
        ({"shortfall": "to_zero", "grace_days": 30}, (codes.TO_ZERO, 30)),
        ({"shortfall": "pending_only"}, (codes.PENDING_ONLY, 0)),
    ],
)
def test_what_returns_may_take_is_a_setting(on_return, fields):
    row = settings(rules=[BASE], on_return=on_return)
    assert (row.shortfall, row.grace_days) == fields


def test_points_as_money_by_default_take_everything_in_steps_of_their_rate():
    row = settings(redeem={"points": 100, "worth": "1.00"})
    assert (row.redeem, row.step_points, row.step_minor) == (1, 100, 100)
    assert (row.redeem_points_min, row.redeem_ppm, row.redeem_minor_max) == (0, 1_000_000, codes.NONE)
    assert (row.redeem_selector, row.redeem_shipping) == (codes.NONE, 0)


def test_points_as_money_within_every_bound():
    redeem = {
        "points": 100,
        "worth": "1.00",
        "step_points": 250,
        "minimum_points": 1000,
        "max_percent": "33.3",
        "max_amount": 50,
        "of": {"skus": ["TEA"]},
        "cover_shipping": True,
    }
    row = settings(redeem=redeem, decimals=1)
    assert (row.step_points, row.step_minor, row.redeem_points_min) == (2_500, 250, 10_000)
    assert (row.redeem_ppm, row.redeem_minor_max, row.redeem_selector, row.redeem_shipping) == (
        333_000,
        5_000,
        0,
        1,
    )
