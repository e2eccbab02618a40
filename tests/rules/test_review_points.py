"""Doubts about points."""

import pytest

from loyalty.rules.review_points import review_points
from tests.rules.shop import BASE_RULE, codes, program

REDEEM = {"points": 100, "worth": 1}
SOUND = {"rules": [BASE_RULE], "redeem": REDEEM}


def found(**fields):
    return codes(tuple(review_points(program(points=SOUND | fields))))


def test_a_sound_policy_and_none_at_all_raise_no_doubts():
    assert found() == []
    assert list(review_points(program())) == []


def test_points_that_nothing_earns_or_nobody_can_spend_are_doubted():
    assert found(rules=[]) == [("points_without_rules", "points.rules")]
    assert found(redeem=None) == [("points_not_spendable", "points")]


@pytest.mark.parametrize(
    ("redeem", "caps", "path"),
    [
        ({"minimum_points": 500}, [("holdings", 400)], "points.redeem"),
        ({"step_points": 500}, [("ever", 400)], "points.redeem"),
        ({"max_percent": 0}, [], "points.redeem.max_percent"),
        ({"max_amount": "0.99"}, [], "points.redeem.max_amount"),
    ],
)
def test_points_that_can_never_be_spent_are_told(redeem, caps, path):
    limits = [{"id": per, "per": per, "points": points} for per, points in caps]
    assert found(redeem=REDEEM | redeem, caps=limits) == [("points_never_spendable", path)]


def test_points_that_can_just_be_spent_are_left_alone():
    caps = [{"id": "c", "per": "holdings", "points": 500}, {"id": "d", "per": "day", "points": 5}]
    assert found(redeem=REDEEM | {"minimum_points": 500, "max_amount": 1, "max_percent": 1}, caps=caps) == []


def test_giving_back_half_of_what_is_paid_is_doubted():
    assert found(rules=[BASE_RULE | {"points": 50}]) == [("points_worth_much", "points.redeem")]
    assert found(rules=[BASE_RULE | {"points": 49}]) == []


def test_earning_on_the_list_price_is_doubted_where_points_are_money():
    listed = [BASE_RULE | {"basis": "list"}]
    assert found(rules=listed) == [("earns_on_list_price", "points.rules[0].basis")]
    assert found(rules=listed, redeem=None) == [("points_not_spendable", "points")]


def test_an_action_that_earns_without_limit_is_doubted():
    daily = {"id": "daily", "action": "check_in", "points": 5}
    assert found(actions=[daily]) == [("action_unlimited", "points.actions[0]")]
    assert found(actions=[daily | {"at_most": [{"times": 1}]}], rules=[]) == []


def test_a_cap_at_zero_is_doubted():
    told = found(caps=[{"id": "c", "per": "day", "points": 0}])
    assert told == [("cap_at_zero", "points.caps[0].points")]


def test_rounding_up_is_doubted():
    cash = {"id": "cash", "kind": "proportional", "rate": "0.1"}
    rules = [BASE_RULE, cash | {"rounding": "up"}, cash | {"id": "more"}]
    assert found(rounding="up", rules=rules) == [
        ("rounds_points_up", "points.rounding"),
        ("rounds_points_up", "points.rules[1].rounding"),
    ]


def test_points_that_may_end_while_they_wait_are_doubted():
    same_year = {"kind": "fixed", "month": 12, "day": 31, "years_after": 0}
    assert found(pending={"days": 7}, expiry=same_year) == [("pending_may_outlive", "points.expiry")]
    assert found(pending={"days": 7}, expiry=same_year | {"years_after": 1}) == []
    assert found(pending={"days": 7}) == []
