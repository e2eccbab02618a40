"""Conditions: what each asks of the order and the member, how they combine, and which one is told."""

import pytest

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line

TEN = {"kind": "amount", "amount": 10}
APP = {"kind": "channel", "any": ["app"]}
OVER = {"kind": "subtotal", "minimum": 100}
THREE = {"kind": "quantity", "minimum": 3}


def decision(when, *lines, at="2024-01-05", who=None, **cart):
    till = Till(offers=[{"id": "o", "when": when, "benefit": TEN}], **(who or {}))
    return till.quote(at, *(lines or (line("a", "100.00"),)), **cart).decisions[0]


def reason(when, *lines, **facts):
    return decision(when, *lines, **facts).reason


def test_a_minimum_is_reached_exactly_and_says_what_is_short():
    assert decision(OVER, line("a", "100.00")).applied
    short = decision(OVER, line("a", "50.00"), line("b", "49.99"))
    assert (short.reason, short.short_by) == (Reason.BELOW_MINIMUM, 1)


def test_a_number_of_units_says_what_is_short():
    assert decision(THREE, line("a", "1.00", 2), line("b", "1.00")).applied
    few = decision(THREE, line("a", "1.00"))
    assert (few.reason, few.short_by) == (Reason.TOO_FEW, 2)


def test_minimums_of_some_goods_count_those_only():
    food = {"categories": ["food"]}
    lines = (line("a", "60.00", category="food/tea"), line("b", "60.00"))
    assert reason(OVER | {"of": food}, *lines) is Reason.BELOW_MINIMUM
    assert reason({"kind": "subtotal", "minimum": 60, "of": food}, *lines) is Reason.NONE
    assert reason({"kind": "quantity", "minimum": 2, "of": food}, *lines) is Reason.TOO_FEW


def test_a_minimum_may_name_its_own_base():
    goods = line("a", "90.00", list_price="100.00")
    assert reason(OVER, goods) is Reason.BELOW_MINIMUM
    assert reason(OVER | {"base": "list"}, goods) is Reason.NONE


def test_all_must_hold_and_the_first_that_fails_is_told():
    assert reason([APP, OVER], channel="app") is Reason.NONE
    assert reason([APP, OVER], line("a", "1.00"), channel="web") is Reason.WRONG_CHANNEL
    assert reason([OVER, APP], line("a", "1.00"), channel="web") is Reason.BELOW_MINIMUM
    both = {"kind": "all", "conditions": [APP, THREE]}
    assert reason([OVER, both], channel="app") is Reason.TOO_FEW


def test_any_one_is_enough_and_the_last_tried_is_told():
    either = {"kind": "any", "conditions": [OVER, THREE]}
    assert reason(either, line("a", "1.00", 3)) is Reason.NONE
    assert reason(either, line("a", "100.00")) is Reason.NONE
    assert reason(either, line("a", "1.00")) is Reason.TOO_FEW


def test_not_turns_a_condition_round_and_says_no_more_than_that():
    assert reason({"kind": "not", "condition": OVER}, line("a", "99.99")) is Reason.NONE
    refused = decision({"kind": "not", "condition": OVER}, line("a", "100.00"))
    assert (refused.reason, refused.short_by) == (Reason.CONDITION, 0)
    assert reason({"kind": "not", "condition": {"kind": "not", "condition": OVER}}) is Reason.NONE


def test_trees_of_all_any_and_not_with_and_without_history():
    inner = {"kind": "all", "conditions": [APP, OVER]}
    neither = {"kind": "not", "condition": {"kind": "any", "conditions": [inner, THREE]}}
    assert reason(neither, channel="app") is Reason.CONDITION
    assert reason(neither, channel="web") is Reason.NONE
    assert reason(neither, line("a", "1.00", 3), channel="web") is Reason.CONDITION
    plain = {"kind": "not", "condition": {"kind": "any", "conditions": [APP, {"kind": "code", "any": ["X"]}]}}
    assert reason(plain, channel="app") is Reason.CONDITION
    assert reason(plain, channel="web") is Reason.NONE


def test_the_first_order_is_the_one_with_no_placed_order_before_it():  # edge 84
    till = Till(offers=[{"id": "o", "when": {"kind": "first_order"}, "benefit": TEN}])
    assert till.quote("2024-01-05", line("a", "100.00")).applied == ("o",)
    till.spend("o1", "2024-01-05", 0)  # a zero total counts, and so does an order without the offer
    refused = till.quote("2024-01-05", line("a", "100.00")).decisions[0]
    assert refused.reason is Reason.NOT_FIRST_ORDER


def test_a_fully_returned_first_order_stays_the_first():  # edge 84
    till = Till(offers=[{"id": "o", "when": {"kind": "first_order"}, "benefit": TEN}])
    till.spend("o1", "2024-01-05", "100.00")
    till.give_back("o1", "2024-01-05")
    assert till.quote("2024-01-06", line("a", "100.00")).decisions[0].reason is Reason.NOT_FIRST_ORDER


@pytest.mark.parametrize(
    "when",
    [
        {"kind": "first_order"},
        {"kind": "tier", "any": ["low"]},
        {"kind": "attribute", "name": "city", "any": ["x"]},
        {"kind": "birthday", "span": "day"},
        {"kind": "not", "condition": {"kind": "first_order"}},
    ],
)
def test_a_guest_meets_nothing_that_asks_about_a_member(when):  # edge 66
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "low", "minimum": 0}],
    }
    assert reason(when, who={"guest": True, "tiers": [track]}) is Reason.MEMBER_REQUIRED


def test_a_guest_may_use_what_needs_no_member():
    assert decision([APP, OVER], who={"guest": True}, channel="app").applied


def test_a_level_before_the_order_is_asked_for():
    levels = [{"id": name, "minimum": minimum} for name, minimum in (("low", 0), ("mid", 100), ("top", 500))]
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": levels,
    }
    offers = [
        {"id": "in", "when": {"kind": "tier", "any": ["mid", "top"]}, "benefit": TEN},
        {"id": "out", "when": {"kind": "not", "condition": {"kind": "tier", "any": ["mid"]}}, "benefit": TEN},
    ]
    till = Till(tiers=[track], offers=offers)
    first = till.spend("o1", "2024-01-05", "200.00")
    assert (first.applied, first.decisions[0].reason) == (("out",), Reason.WRONG_TIER)
    second = till.quote("2024-01-05", line("a", "100.00"))
    assert (second.applied, second.decisions[1].reason) == (("in",), Reason.WRONG_TIER)
