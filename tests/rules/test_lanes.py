"""Lanes have a rule and a scope; the default ones are those of most shops."""

import pytest

from loyalty.rules.lanes import DEFAULT_LANES, Lane
from tests.rules.shop import program


def test_the_default_lanes_stand_where_none_are_named():
    assert [lane.id for lane in program().lanes] == ["item", "order", "platform", "coupon", "shipping"]
    assert program().lanes == DEFAULT_LANES


@pytest.mark.parametrize(
    ("own", "rule", "scope"),
    [("item", "best_of", "line"), ("item", "all", "order"), ("order", "best_of", "order")],
)
def test_only_a_best_of_item_lane_picks_by_line_unless_told(own, rule, scope):
    lane = Lane.model_validate({"id": own, "rule": rule})
    assert lane.scope == scope
    assert lane.by_line is (scope == "line")


def test_a_budget_clips_unless_told():
    assert program(budgets=[{"id": "b", "amount": 5}]).budgets[0].over == "clip"
