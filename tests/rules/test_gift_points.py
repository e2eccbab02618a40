"""Points of an offer are worth less than the smallest order that gets them."""

import pytest

from loyalty.errors import ProgramInvalid
from tests.rules.shop import BASE_RULE, codes, offered, only, program, refusals

REDEEM = {"points": 100, "worth": 1}
PLACE = "offers[0].benefit.points"


def spent(minimum, **fields):
    return {"kind": "subtotal", "minimum": minimum, **fields}


def given(points, *when, **fields):
    return offered({"kind": "points", "points": points}, when=list(when), **fields)


def found(offer, **policy):
    try:
        program(points={"redeem": REDEEM} | policy, offers=[offer])
    except ProgramInvalid as refused:
        return codes(refused.problems)
    return []


@pytest.mark.parametrize(
    ("points", "when", "refused"),
    [
        (100, (), True),
        (1, (), True),
        (1_000, (spent(10),), True),
        (999, (spent(10),), False),
        (999, (spent(10, base="list"),), True),
        (999, (spent(10, base="running"),), False),
        (999, ({"kind": "all", "conditions": [spent(5), spent(10)]},), False),
        (999, ({"kind": "any", "conditions": [spent(50), spent(10)]},), True),
    ],
)
def test_points_worth_the_smallest_order_that_gets_them_are_refused(points, when, refused):
    assert found(given(points, *when)) == ([("gift_points_above_order", PLACE)] if refused else [])


def test_what_the_rules_give_back_beside_them_counts():
    half = {"rules": [BASE_RULE | {"points": 50}]}
    assert found(given(499, spent(10)), **half) == []
    assert found(given(500, spent(10)), **half) == [("gift_points_above_order", PLACE)]


def test_a_cap_holds_them_back():
    cap = {"id": "c", "per": "order", "points": 999}
    assert found(given(5_000, spent(10)), caps=[cap]) == []
    assert found(given(5_000, spent(10)), caps=[cap | {"points": 1_000}]) != []
    assert found(given(5_000), caps=[cap | {"points": 0}]) == []


def test_points_that_buy_nothing_and_multipliers_are_not_meant():
    assert program(points={}, offers=[given(5_000)])
    assert program(points={"redeem": REDEEM}, offers=[offered({"kind": "points", "multiplier": 2})])
    assert codes(refusals({"offers": [given(5_000)]})) == [("no_points_to_give", "offers[0].benefit")]


def test_list_prices_as_the_base_of_all_thresholds_say_nothing_of_what_is_paid():
    assert found(given(999, spent(10), threshold_base="list")) == [("gift_points_above_order", PLACE)]


def test_the_error_says_what_comes_back_and_how_to_mend_it():
    policy = {"points": {"redeem": REDEEM, "rules": [BASE_RULE | {"points": 50}]}}
    problem = only(refusals(policy | {"offers": [given(600, spent(10))]}))
    assert "600 points from 10 on, and 11 CNY comes back" in problem.what
    assert "more than 12," in problem.mend
    assert "满 10 即可获得 600 积分，返还 11 CNY" in problem.what_zh
    assert "高于 12" in problem.mend_zh
    bare = only(refusals(policy | {"offers": [given(1)]}))
    assert "however small it is" in bare.what
    assert "无论多小都可" in bare.what_zh
