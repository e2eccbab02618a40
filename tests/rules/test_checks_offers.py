"""Offers fit their lanes, and their steps, limits and conditions make sense."""

import pytest

from tests.rules.shop import BASE_RULE, codes, offered, only, program, refusals, tiered

STEPS = {"kind": "steps", "measure": "subtotal"}


def test_the_shipping_lane_is_the_last_one():
    lanes = [{"id": "shipping", "rule": "all"}, {"id": "order", "rule": "all"}]
    assert codes(refusals({"lanes": lanes})) == [("shipping_lane_not_last", "lanes[0]")]


def test_the_shipping_lane_cannot_pick_by_line():
    lanes = [{"id": "shipping", "rule": "best_of", "scope": "line"}]
    assert codes(refusals({"lanes": lanes})) == [("shipping_by_line", "lanes[0].scope")]


@pytest.mark.parametrize("rule", ["all", "exclusive"])
def test_only_a_best_of_lane_picks_by_line(rule):
    lanes = [{"id": "item", "rule": rule, "scope": "line"}]
    assert codes(refusals({"lanes": lanes})) == [("scope_needs_best_of", "lanes[0].scope")]


def test_only_free_shipping_lives_in_the_shipping_lane_and_nowhere_else():
    assert codes(refusals({"offers": [offered(lane="shipping")]})) == [
        ("benefit_not_for_shipping", "offers[0].lane")
    ]
    found = refusals({"offers": [offered({"kind": "free_shipping"}, lane="order")]})
    assert codes(found) == [("shipping_benefit_elsewhere", "offers[0].lane")]


@pytest.mark.parametrize(
    "benefit",
    [
        {"kind": "amount", "amount": 5},
        {"kind": "per_each", "amount": 1, "every": 10},
        STEPS | {"steps": [{"from": 1, "amount": 1}]},
    ],
    ids=lambda benefit: benefit["kind"],
)
def test_benefits_on_the_whole_order_are_not_picked_by_line(benefit):
    found = refusals({"offers": [offered(benefit, lane="item")]})
    assert codes(found) == [("benefit_not_by_line", "offers[0].benefit")]


def test_stacking_and_rounding_by_line_belong_to_lanes_that_pick_by_line():
    found = refusals({"offers": [offered(stack=True, rounding_unit="unit")]})
    assert codes(found) == [
        ("stack_needs_line_lane", "offers[0].stack"),
        ("rounding_needs_line_lane", "offers[0].rounding_unit"),
    ]
    by_unit = {"kind": "amount", "amount": 5, "each": "unit"}
    assert program(offers=[offered(by_unit, stack=True, rounding_unit="unit")])


def test_the_shipping_fee_is_no_sellers():
    found = only(refusals({"offers": [offered({"kind": "free_shipping"}, per="seller")]}))
    assert (found.code, found.path) == ("shipping_not_per_seller", "offers[0].per")
    assert "belongs to no seller" in found.what
    assert "不属于任何卖家" in found.what_zh


@pytest.mark.parametrize("benefit", [{"kind": "gift", "skus": ["A"]}, {"kind": "points", "points": 5}])
def test_gifts_and_points_are_given_for_each_seller(benefit):
    assert program(offers=[offered(benefit, per="seller")], points={}).offers[0].per == "seller"


def test_an_offer_for_each_seller_is_not_picked_by_line():
    half = {"kind": "nth_item", "nth": 2, "percent": 50}
    found = refusals({"offers": [offered(half, per="seller")]})
    assert codes(found) == [("per_seller_by_line", "offers[0].per")]
    assert program(offers=[offered(half, per="seller", stack=True)])
    assert program(offers=[offered(half, per="seller", lane="order")])


@pytest.mark.parametrize("second", [100, 99])
def test_steps_ascend(second):
    steps = [{"from": 100, "amount": 10}, {"from": second, "amount": 20}]
    found = refusals({"offers": [offered(STEPS | {"steps": steps})]})
    assert codes(found) == [("steps_not_ascending", "offers[0].benefit.steps[1].from")]


def test_steps_by_quantity_begin_at_whole_units():
    steps = {"kind": "steps", "measure": "quantity", "steps": [{"from": "1.5", "amount": 10}]}
    assert codes(refusals({"offers": [offered(steps)]})) == [("not_whole", "offers[0].benefit.steps[0].from")]


def test_two_limits_of_the_same_reach_are_one_too_many():
    limit = {"per": "member", "uses": 1, "each": "day"}
    found = refusals({"offers": [offered(limits=[limit, limit | {"uses": 2}])]})
    assert codes(found) == [("limit_repeated", "offers[0].limits[1]")]
    assert program(offers=[offered(limits=[limit, limit | {"each": "week"}])])


def test_hours_without_time_between_are_refused():
    when = {"kind": "hours", "start": "10:00", "end": "10:00"}
    assert codes(refusals({"offers": [offered(when=when)]})) == [("hours_empty", "offers[0].when[0]")]
    assert program(offers=[offered(when=when | {"end": "09:00"})])


def test_a_code_needs_letters_or_digits():  # edge 65
    found = refusals({"offers": [offered(when={"kind": "code", "any": ["OK", "- -"]})]})
    assert codes(found) == [("code_empty", "offers[0].when[0].any[1]")]


@pytest.mark.parametrize("edge", ["start", "end"])
def test_a_window_lies_in_the_years_that_can_be_reckoned_with(edge):
    for text in ("1969-12-31", "2101-01-01", "9999-12-31T23:59:59-12:00"):
        problem = only(refusals({"offers": [offered(when={"kind": "window", edge: text})]}))
        assert (problem.code, problem.path) == ("time_out_of_range", f"offers[0].when[0].{edge}")


@pytest.mark.parametrize("kind", ["subtotal", "quantity"])
def test_a_base_has_no_meaning_where_points_are_earned(kind):
    when = {"kind": kind, "minimum": 1, "base": "list"}
    found = refusals({"points": {"rules": [BASE_RULE | {"when": when}]}})
    assert codes(found) == [("base_in_earning", "points.rules[0].when[0].base")]
    assert program(offers=[offered(when=when)])
    assert program(points={"rules": [BASE_RULE | {"when": {"kind": kind, "minimum": 1}}]})


GOLD = {"kind": "tier", "any": ["gold"]}
STAFF = {"kind": "attribute", "name": "staff", "any": ["yes"]}
APP = {"kind": "channel", "any": ["app"]}


@pytest.mark.parametrize(
    ("when", "named"),
    [
        ((), False),
        ((APP,), False),
        (({"kind": "code", "any": ["TRY"]},), False),
        ((STAFF,), True),
        ((APP, GOLD), True),
        (({"kind": "all", "conditions": [APP, STAFF]},), True),
        (({"kind": "any", "conditions": [STAFF, GOLD]},), True),
        (({"kind": "any", "conditions": [STAFF, APP]},), False),
        (({"kind": "not", "condition": STAFF},), False),
    ],
)
def test_a_test_offer_names_the_members_it_is_for(when, named):
    tested = offered(when=list(when), test=True)
    tiers = [tiered(levels=[{"id": "gold", "minimum": 1}])]
    if named:
        assert program(offers=[tested], tiers=tiers).offers[0].test
    else:
        problem = only(refusals({"offers": [tested], "tiers": tiers}))
        assert (problem.code, problem.path) == ("test_needs_audience", "offers[0].test")
        assert "names no members" in problem.what
        assert "没有限定会员" in problem.what_zh
