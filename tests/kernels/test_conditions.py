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


KINDS = {"kind": "distinct", "minimum": 3}


def test_different_articles_are_counted_once_each_and_say_what_is_short():
    assert decision(KINDS, line("a", 1), line("b", 1), line("c", 1)).applied
    few = decision(KINDS, line("a", 1, 9), line("b", 1), line("c", 1, sku="A"))
    assert (few.reason, few.short_by) == (Reason.TOO_FEW_DIFFERENT, 1)
    assert reason(KINDS, *(line(name, 1) for name in "abcdef")) is Reason.NONE


def test_different_articles_are_those_of_the_selected_goods():
    tea = KINDS | {"minimum": 2, "of": {"categories": ["tea"]}}
    lines = (line("a", 1, category="tea"), line("b", 1), line("c", 1, sku="B", category="tea"))
    assert reason(tea, *lines) is Reason.NONE, "the line that is not tea does not hide the one that is"
    assert decision(tea, *lines[:2]).short_by == 1
    assert decision(tea, lines[1]).short_by == 2


def test_an_order_has_its_number_counted_from_one():
    offers = [
        {"id": "some", "when": {"kind": "nth_order", "any": [2, 4]}, "benefit": TEN},
        {"id": "each", "when": {"kind": "nth_order", "every": 3}, "benefit": TEN},
    ]
    till = Till(offers=offers)
    applied = [till.spend(f"o{number}", "2024-01-05", 100).applied for number in range(1, 7)]
    assert applied == [(), ("some",), ("each",), ("some",), (), ("each",)]
    refused = till.quote("2024-01-05", line("a", "100.00")).decisions
    assert {one.reason for one in refused} == {Reason.WRONG_ORDER_NUMBER}


def after(edges, last, at, *, zone="Asia/Shanghai"):
    """What becomes of an offer so long after the last order."""
    offers = [{"id": "o", "when": {"kind": "days_since_last_order"} | edges, "benefit": TEN}]
    till = Till(offers=offers, head={"time_zone": zone})
    if last is not None:
        till.spend("o1", last, 100)
    return till.quote(at, line("a", "100.00")).decisions[0].reason


@pytest.mark.parametrize(
    ("edges", "last", "at", "held"),
    [
        ({"at_least": 1}, "2024-01-05T23:59:59", "2024-01-06T00:00", True),
        ({"at_least": 1}, "2024-01-05T00:00", "2024-01-05T23:59:59", False),
        ({"at_most": 0}, "2024-01-05T00:00", "2024-01-05T23:59:59", True),
        ({"at_most": 0}, "2024-01-05T23:59:59", "2024-01-06T00:00", False),
        ({"at_least": 366, "at_most": 366}, "2024-01-01", "2025-01-01", True),
        ({"at_least": 1, "at_most": 1}, "2024-02-29T12:00", "2024-03-01", True),
        ({"at_most": 36_500}, None, "2024-01-05", False),
        ({"at_least": 0}, None, "2024-01-05", False),
    ],
)
def test_days_since_the_last_order_are_those_of_the_calendar(edges, last, at, held):
    wanted = Reason.NONE if held else Reason.WRONG_DAYS_SINCE_LAST_ORDER
    assert after(edges, last, at) is wanted


def test_a_short_day_in_spring_is_a_day():  # edge 21
    asked = {"at_least": 1, "at_most": 1}
    for at in ("2024-03-31T23:30", "2024-03-31T00:30"):
        assert after(asked, "2024-03-30T23:59", at, zone="Europe/London") is Reason.NONE


def test_the_opposite_of_a_pause_holds_before_the_first_order():
    pause = {"kind": "not", "condition": {"kind": "days_since_last_order", "at_least": 30}}
    till = Till(offers=[{"id": "o", "when": pause, "benefit": TEN}])
    assert till.spend("o1", "2024-01-05", 100).applied == ("o",)
    assert till.quote("2024-02-05", line("a", 100)).decisions[0].reason is Reason.CONDITION


@pytest.mark.parametrize(
    "when",
    [
        {"kind": "nth_order", "any": [1]},
        {"kind": "days_since_joined", "at_least": 0},
        {"kind": "days_since_last_order", "at_least": 0},
    ],
)
def test_a_guest_has_no_history(when):
    assert reason(when, who={"guest": True}) is Reason.MEMBER_REQUIRED


def test_a_guest_earns_nothing_where_days_are_asked():
    rule = {"id": "r", "kind": "per_amount", "points": 1, "per": 1}
    rule |= {"when": {"kind": "days_since_last_order", "at_least": 1}}
    till = Till(points={"rules": [rule]}, guest=True)
    assert till.quote("2024-01-05", line("a", 100)).points_earned == 0
