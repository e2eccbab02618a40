"""Conditions are a small typed tree."""

import pytest
from pydantic import TypeAdapter

from loyalty.rules.conditions import (
    AllOf,
    Condition,
    Conditions,
    FirstOrder,
    Hours,
    Not,
    Subtotal,
    Window,
    flatten,
    required,
)
from tests.rules.shop import codes, offered, only, program, refusals

CONDITION = TypeAdapter(Condition)


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "all", "conditions": [{"kind": "first_order"}]},
        {"kind": "any", "conditions": [{"kind": "first_order"}]},
        {"kind": "not", "condition": {"kind": "first_order"}},
        {"kind": "subtotal", "minimum": 100, "of": {"skus": ["A"]}, "base": "list"},
        {"kind": "quantity", "minimum": 2, "base": "running"},
        {"kind": "first_order"},
        {"kind": "tier", "any": ["gold"]},
        {"kind": "attribute", "name": "city", "any": ["武汉"]},
        {"kind": "channel", "any": ["app", "web"]},
        {"kind": "window", "start": "2024-11-11"},
        {"kind": "window", "end": "2024-11-11T20:00:00+08:00"},
        {"kind": "weekday", "any": ["monday"]},
        {"kind": "month_day", "any": [8, 18, 28]},
        {"kind": "hours", "start": "22:00", "end": "02:00"},
        {"kind": "birthday", "span": "month"},
        {"kind": "code", "any": ["SAVE10"]},
        {"kind": "distinct", "minimum": 3, "of": {"brands": ["x"]}},
        {"kind": "nth_order", "any": [2, 3]},
        {"kind": "nth_order", "every": 5},
        {"kind": "days_since_joined", "at_most": 30},
        {"kind": "days_since_last_order", "at_least": 90},
        {"kind": "store", "any": ["Bund"]},
        {"kind": "payment_method", "any": ["wallet"]},
        {"kind": "shipping_method", "any": ["pickup"]},
        {"kind": "region", "any": ["CN/Shanghai"]},
        {"kind": "recurrence", "start": "2024-02-29", "rule": "FREQ=YEARLY;COUNT=3"},
    ],
    ids=lambda given: given["kind"],
)
def test_every_kind_reads_and_writes_itself(given):
    condition = CONDITION.validate_python(given)
    assert condition.kind == given["kind"]
    assert hash(condition)
    assert CONDITION.validate_python(CONDITION.dump_python(condition)) == condition


def test_one_condition_may_stand_without_a_list():
    one = TypeAdapter(Conditions).validate_python({"kind": "first_order"})
    assert one == (FirstOrder(kind="first_order"),)


def test_a_window_needs_an_edge():
    problem = only(refusals({"offers": [offered(when={"kind": "window"})]}))
    assert problem.code == "window_without_edge"
    assert Window(kind="window", end="2024-01-01").start is None


def test_hours_count_minutes_of_the_day_and_may_run_over_midnight():
    night = Hours(kind="hours", start="22:30", end="24:00")
    assert (night.start_minute, night.end_minute) == (22 * 60 + 30, 24 * 60)


def test_a_tree_is_flattened_in_document_order():
    first, money = FirstOrder(kind="first_order"), Subtotal(kind="subtotal", minimum=1)
    tree = AllOf(kind="all", conditions=(Not(kind="not", condition=first), money))
    assert flatten((tree,)) == (tree, tree.conditions[0], first, money)


def test_an_empty_group_is_refused():
    found = refusals({"offers": [offered(when={"kind": "all", "conditions": []})]})
    assert codes(found) == [("list_empty", "offers[0].when.conditions")]


def test_conditions_nest():
    deep = {"kind": "not", "condition": {"kind": "any", "conditions": [{"kind": "first_order"}]}}
    assert len(flatten(program(offers=[offered(when=deep)]).offers[0].when)) == 3


def test_of_an_all_each_condition_is_required_of_an_any_only_itself():
    inner = {
        "kind": "all",
        "conditions": [{"kind": "quantity", "minimum": 2}, {"kind": "subtotal", "minimum": 5}],
    }
    either = {"kind": "any", "conditions": [{"kind": "first_order"}, {"kind": "channel", "any": ["app"]}]}
    whole = {"kind": "all", "conditions": [{"kind": "channel", "any": ["app"]}, inner, either]}
    tree = program(offers=[offered(when=whole)]).offers[0].when
    assert [one.kind for one in required(tree)] == ["channel", "quantity", "subtotal", "any"]
