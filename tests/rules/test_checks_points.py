"""Points give back less than was paid, in whole coins, and outlive their waiting."""

import pytest

from loyalty.rules.checks_points import expiries
from tests.rules.shop import BASE_RULE, codes, offered, only, program, refusals, tiered

REDEEM = {"points": 100, "worth": 1}


def test_points_that_give_back_all_that_was_paid_are_refused():
    points = {
        "rules": [BASE_RULE | {"points": 50}],
        "redeem": REDEEM,
        "multipliers": [{"id": "a", "factor": 2}],
    }
    problem = only(refusals({"points": points}))
    assert (problem.code, problem.path) == ("returns_more_than_paid", "points.redeem")
    assert "100 %" in problem.what
    assert "100%" in problem.what_zh


def test_points_just_below_are_taken():
    assert program(points={"rules": [BASE_RULE | {"points": 99}], "redeem": REDEEM})


def test_figures_that_do_not_end_are_rounded_up_for_reading():
    points = {"rules": [BASE_RULE | {"points": 4, "per": 3}], "redeem": {"points": 1, "worth": 1}}
    assert "133.3334 %" in only(refusals({"points": points})).what


def test_an_award_beyond_reckoning_is_refused():
    points = {
        "decimals": 4,
        "rules": [BASE_RULE | {"points": 10}],
        "multipliers": [{"id": "a", "factor": 1000}],
    }
    assert codes(refusals({"points": points})) == [("award_too_large", "points.rules")]


def test_a_step_of_points_is_worth_whole_coins():
    redeem = REDEEM | {"step_points": 50}
    problem = only(refusals({"currency": "JPY", "points": {"redeem": redeem}}))
    assert (problem.code, problem.path) == ("step_worth_not_whole", "points.redeem.step_points")
    assert "0.5 JPY" in problem.what
    assert program(points={"redeem": redeem})


@pytest.mark.parametrize(
    ("expiry", "days"),
    [
        ({"kind": "rolling", "days": 30, "from": "earning"}, 30),
        ({"kind": "rolling", "months": 1, "from": "earning"}, 28),
        ({"kind": "inactivity", "months": 1}, 28),
        ({"kind": "fixed", "month": 6, "day": 30, "years_after": 0}, 366),
    ],
)
def test_waiting_ends_before_the_points_do(expiry, days):
    problem = only(refusals({"points": {"expiry": expiry, "pending": {"days": days}}}))
    assert (problem.code, problem.path) == ("pending_outlives_points", "points.expiry")
    assert program(points={"expiry": expiry, "pending": {"days": days - 1}})
    assert program(points={"expiry": expiry})


def test_policies_of_single_rules_and_levels_are_compared_with_waiting_too():  # edge 28
    short = {"kind": "rolling", "days": 5, "from": "earning"}
    level = {"id": "a", "minimum": 1, "expiry": short}
    points = {"rules": [BASE_RULE | {"expiry": short}], "pending": {"days": 7}}
    found = refusals({"points": points, "tiers": [tiered(levels=[level, {"id": "b", "minimum": 2}])]})
    assert codes(found) == [
        ("pending_outlives_points", "points.rules[0].expiry"),
        ("pending_outlives_points", "tiers[0].levels[0].expiry"),
    ]
    shop = program(points={"rules": [BASE_RULE | {"expiry": short}]}, tiers=[tiered(levels=[level])])
    assert len(list(expiries(shop, shop.points))) == 3


@pytest.mark.parametrize(
    ("whole", "single"),
    [
        ({"kind": "inactivity", "months": 6}, {"kind": "never"}),
        ({"kind": "never"}, {"kind": "inactivity", "months": 6}),
    ],
)
def test_expiry_by_inactivity_is_not_mixed(whole, single):
    found = refusals({"points": {"expiry": whole, "rules": [BASE_RULE | {"expiry": single}]}})
    assert [problem.code for problem in found] == ["inactivity_mixed"]
    assert program(
        points={"expiry": whole if whole["kind"] == "inactivity" else single, "rules": [BASE_RULE]}
    )


def test_only_a_few_multipliers_may_be_multiplied():
    raisers = [{"id": f"m{number}", "factor": 2} for number in range(4)]
    levels = [{"id": "a", "minimum": 1, "multiplier": 2}]
    points = {"combine": "multiply", "multipliers": raisers}
    assert program(points=points)
    found = refusals({"points": points, "tiers": [tiered(levels=levels)]})
    assert codes(found) == [("too_many_products", "points.combine")]
    assert program(points=points | {"combine": "highest"}, tiers=[tiered(levels=levels)])


def test_a_program_without_points_needs_no_points():
    assert program().points is None


def test_offers_cannot_give_points_of_a_programme_without_any():
    extra = offered({"kind": "points", "points": 5})
    problem = only(refusals({"offers": [extra]}))
    assert (problem.code, problem.path) == ("no_points_to_give", "offers[0].benefit")


@pytest.mark.parametrize("field", ["points", "multiplier"])
def test_an_order_keeps_so_many_offers_with_points_apart(field):
    benefit = {"kind": "points", field: 1}
    offers = [offered(benefit, id=f"o{number}") for number in range(32)]
    problem = only(refusals({"points": {}, "offers": offers}))
    assert (problem.code, problem.path) == ("too_many_give_points", "offers[31].benefit")
    assert program(points={}, offers=offers[:31])


def test_multipliers_of_offers_count_among_those_that_are_multiplied():
    offers = [offered({"kind": "points", "multiplier": 2}, id=f"o{number}") for number in range(5)]
    problem = only(refusals({"points": {"combine": "multiply"}, "offers": offers}))
    assert problem.code == "too_many_products"
