"""Earn rules of two kinds, multipliers and caps."""

from decimal import Decimal

from loyalty.rules.earning import PerAmount, Proportional
from tests.rules.shop import only, program, refusals


def test_whole_steps_and_proportions_are_two_kinds_of_rules():  # edge 1
    steps = {"id": "a", "kind": "per_amount", "points": 10, "per": 2}
    share = {"id": "b", "kind": "proportional", "rate": "0.000001"}
    first, second = program(points={"rules": [steps, share]}).points.rules
    assert isinstance(first, PerAmount)
    assert isinstance(second, Proportional)
    assert (first.basis, second.rounding) == ("net", "down")
    assert second.rate == Decimal("0.000001")


def test_a_rule_that_earns_nothing_is_refused():
    problem = only(refusals({"points": {"rules": [{"id": "a", "kind": "proportional", "rate": 0}]}}))
    assert problem.code == "must_be_above"


def test_more_rules_than_there_are_bits_are_refused():
    rules = [{"id": f"r{i}", "kind": "proportional", "rate": "0.01"} for i in range(32)]
    problem = only(refusals({"points": {"rules": rules}}))
    assert (problem.code, problem.path) == ("list_too_long", "points.rules")


def test_more_multipliers_than_there_are_bits_are_refused():
    raisers = [{"id": f"m{i}", "factor": 2} for i in range(32)]
    assert only(refusals({"points": {"multipliers": raisers}})).code == "list_too_long"


def test_caps_clip_unless_told():
    caps = [{"id": "c", "per": "holdings", "points": 100}]
    assert program(points={"caps": caps}).points.caps[0].over == "clip"
