"""The most that points give back is an exact bound."""

from fractions import Fraction

import pytest
from hypothesis import given

from loyalty.rules.giveback import give_back, highest_factor, tier_factors
from tests.rules.shop import BASE_RULE, program, tiered
from tests.rules.strategies import programs

RULES = [BASE_RULE, {"id": "cash", "kind": "proportional", "rate": "0.5"}]
RAISERS = [{"id": "a", "factor": 2}, {"id": "b", "factor": 3}, {"id": "c", "factor": 1}]
REDEEM = {"points": 100, "worth": 1}


@pytest.mark.parametrize(("overlap", "rate"), [("max", 1), ("first", 1), ("sum", Fraction(3, 2))])
def test_overlapping_rules_count_as_the_policy_says(overlap, rate):  # edge 5
    shop = program(points={"rules": RULES, "on_overlap": overlap})
    assert give_back(shop, shop.points).rate == rate


@pytest.mark.parametrize(("combine", "factor"), [("add_bonuses", 4), ("multiply", 6), ("highest", 3)])
def test_multipliers_combine_as_the_policy_says(combine, factor):  # edge 8
    shop = program(points={"rules": RULES, "multipliers": RAISERS, "combine": combine})
    assert highest_factor(shop.points, []) == factor


def test_without_multipliers_the_factor_is_one():
    for combine in ("add_bonuses", "multiply", "highest"):
        assert highest_factor(program(points={"combine": combine}).points, []) == 1


def test_the_best_level_of_each_track_counts():
    levels = [{"id": "a", "minimum": 1, "multiplier": 2}, {"id": "b", "minimum": 2, "multiplier": "1.5"}]
    shop = program(tiers=[tiered(levels=levels), tiered(id="bare", levels=[{"id": "c", "minimum": 1}])])
    assert tier_factors(shop) == [2]


def test_offers_that_multiply_count_too():
    double = {"id": "a", "benefit": {"kind": "points", "multiplier": 3}}
    shop = program(points={"rules": RULES, "multipliers": RAISERS}, offers=[double])
    assert give_back(shop, shop.points).factor == 6


def test_the_share_is_rate_times_factor_times_worth():
    shop = program(points={"rules": RULES, "multipliers": RAISERS[:1], "redeem": REDEEM})
    assert give_back(shop, shop.points).share == Fraction(2, 100)


def test_points_that_nothing_earns_or_nobody_can_spend_give_nothing_back():
    for points in ({"redeem": REDEEM}, {"rules": RULES}):
        shop = program(points=points)
        assert give_back(shop, shop.points).share == 0


@given(programs())
def test_no_program_gives_back_what_was_paid(drawn):
    if drawn.points is not None:
        assert give_back(drawn, drawn.points).share < 1
