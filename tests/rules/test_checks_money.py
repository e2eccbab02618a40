"""Amounts fit the currency, points their wallet."""

import pytest

from tests.rules.shop import BASE_RULE, codes, offered, only, program, refusals, tiered

HALF = "0.5"
STEPS = {"kind": "steps", "measure": "subtotal", "cap": HALF, "steps": [{"from": HALF, "amount": HALF}]}


@pytest.mark.parametrize(
    ("sections", "paths"),
    [
        (
            {"tiers": [tiered(levels=[{"id": "a", "minimum": "1.5", "free_shipping_from": HALF}])]},
            ["tiers[0].levels[0].minimum", "tiers[0].levels[0].free_shipping_from"],
        ),
        (
            {"tiers": [tiered(levels=[{"id": "a", "minimum": 1, "retain": HALF}])]},
            ["tiers[0].levels[0].retain"],
        ),
        ({"points": {"rules": [BASE_RULE | {"per": HALF}]}}, ["points.rules[0].per"]),
        (
            {"points": {"redeem": {"points": 100, "worth": 1, "max_amount": HALF}}},
            ["points.redeem.max_amount"],
        ),
        (
            {"budgets": [{"id": "a", "amount": HALF, "per_hour": HALF}]},
            ["budgets[0].amount", "budgets[0].per_hour"],
        ),
        (
            {"offers": [offered(when={"kind": "subtotal", "minimum": HALF})]},
            ["offers[0].when[0].minimum"],
        ),
        ({"offers": [offered({"kind": "percent", "percent": 5, "cap": HALF})]}, ["offers[0].benefit.cap"]),
        ({"offers": [offered({"kind": "amount", "amount": HALF})]}, ["offers[0].benefit.amount"]),
        (
            {"offers": [offered({"kind": "per_each", "amount": HALF, "every": HALF})]},
            ["offers[0].benefit.amount", "offers[0].benefit.every"],
        ),
        (
            {"offers": [offered(STEPS)]},
            [
                "offers[0].benefit.cap",
                "offers[0].benefit.steps[0].amount",
                "offers[0].benefit.steps[0].from",
            ],
        ),
        (
            {"offers": [offered({"kind": "member_price", "prices": {"A.1": HALF, "b": HALF}})]},
            ['offers[0].benefit.prices["A.1"]', "offers[0].benefit.prices.b"],
        ),
        ({"offers": [offered({"kind": "free_shipping", "amount": HALF})]}, ["offers[0].benefit.amount"]),
    ],
)
def test_an_amount_has_no_more_decimals_than_the_currency(sections, paths):
    found = refusals(sections | {"currency": "JPY"})
    assert [problem.path for problem in found] == paths
    assert {problem.code for problem in found} == {"amount_decimals"}
    assert program(**sections, currency="KWD")


def test_minimums_that_are_no_money_are_no_amounts():
    credit = {"of": "orders", "window": {"kind": "lifetime"}}
    assert program(tiers=[tiered(credit=credit, levels=[{"id": "a", "minimum": 3}])], currency="JPY")
    by_piece = {"kind": "steps", "measure": "quantity", "steps": [{"from": 2, "percent": 10}]}
    assert program(offers=[offered(by_piece)], currency="JPY")


def test_an_amount_beyond_reckoning_is_refused_in_its_currency():
    sections = {"budgets": [{"id": "a", "amount": "9999999999999"}]}
    problem = only(refusals(sections))
    assert (problem.code, problem.path) == ("amount_too_large", "budgets[0].amount")
    assert "10995116277.75" in problem.mend


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ({"rules": [BASE_RULE | {"points": HALF}]}, "points.rules[0].points"),
        ({"caps": [{"id": "a", "per": "day", "points": HALF}]}, "points.caps[0].points"),
        ({"redeem": {"points": HALF, "worth": 1}}, "points.redeem.points"),
        ({"redeem": {"points": 1, "worth": 1, "minimum_points": HALF}}, "points.redeem.minimum_points"),
        ({"redeem": {"points": 1, "worth": 1, "step_points": HALF}}, "points.redeem.step_points"),
    ],
)
def test_points_have_no_more_decimals_than_the_wallet(points, path):
    assert codes(refusals({"points": points})) == [("points_decimals", path)]
    assert program(points=points | {"decimals": 1})


def test_points_beyond_reckoning_are_refused():
    caps = {"decimals": 4, "caps": [{"id": "a", "per": "day", "points": 10**9}]}
    problem = only(refusals({"points": caps}))
    assert (problem.code, problem.path) == ("points_too_many", "points.caps[0].points")
    assert "109951162" in problem.mend
