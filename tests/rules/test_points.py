"""The points policy and its defaults."""

from decimal import Decimal

from tests.rules.shop import only, program, refusals


def test_a_policy_without_fields_has_the_defaults():
    points = program(points={}).points
    assert (points.decimals, points.on_overlap, points.combine, points.rounding) == (
        0,
        "max",
        "add_bonuses",
        "down",
    )
    assert points.expiry.kind == "never"
    assert points.on_return.shortfall == "allow_debt"
    assert points.redeem is None


def test_points_are_spent_in_the_portions_their_worth_is_stated_in():
    redeem = program(points={"redeem": {"points": 100, "worth": 1}}).points.redeem
    assert redeem.step_points == Decimal(100)
    assert redeem.minimum_points == Decimal(0)


def test_a_wallet_has_at_most_four_decimals():  # edge 52
    assert only(refusals({"points": {"decimals": 5}})).code == "too_large"


def test_points_worth_nothing_are_refused():
    assert only(refusals({"points": {"redeem": {"points": 100, "worth": 0}}})).code == "must_be_above"


def test_waiting_takes_at_least_a_day():
    assert only(refusals({"points": {"pending": {"days": 0}}})).code == "too_small"


def test_only_what_waits_for_delivery_can_wait_too_long():
    problem = only(refusals({"points": {"pending": {"days": 7, "timeout_days": 30}}}))
    assert (problem.code, problem.path) == ("timeout_needs_delivery", "points.pending")
    waits = {"days": 7, "after": "delivered", "timeout_days": 30}
    assert program(points={"pending": waits}).points.pending.timeout_days == 30
