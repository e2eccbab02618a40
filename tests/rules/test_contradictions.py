"""Conditions that can never hold are found, and only those."""

from datetime import UTC, datetime

import pytest

from loyalty.rules.contradictions import Scene, never, together
from tests.rules.shop import offered, program, tiered

FIRST = {"kind": "first_order"}
GOLD, MEMBER = {"kind": "tier", "any": ["gold"]}, {"kind": "tier", "any": ["member"]}
PAID = tiered(id="paid", levels=[{"id": "plus", "minimum": 1}])
NOW = datetime(2024, 6, 1, tzinfo=UTC)


def found(*when, now=None):
    shop = program(tiers=[tiered(), PAID], offers=[offered(when=list(when))])
    problem = never(shop.offers[0].when, "when", Scene.of(shop, now))
    return problem and (problem.code, problem.path)


def window(start=None, end=None):
    edges = {"start": start, "end": end}
    return {"kind": "window"} | {name: edge for name, edge in edges.items() if edge}


def days(**edges):
    return {"kind": "days_since_joined"} | edges


def daily(start):
    return {"kind": "recurrence", "start": start, "rule": "FREQ=DAILY;COUNT=2"}


@pytest.mark.parametrize(
    ("when", "code", "path"),
    [
        ([window("2024-11-12", "2024-11-11")], "window_empty", "when[0]"),
        ([window("2024-11-11", "2024-11-11")], "window_empty", "when[0]"),
        ([window("2024-11-11T08:00", "2024-11-11T00:00Z")], "window_empty", "when[0]"),
        ([window("2024-11-12"), FIRST, window(end="2024-11-11")], "never_true", "when[2]"),
        ([GOLD, MEMBER], "never_true", "when[1]"),
        ([{"kind": "all", "conditions": [GOLD, MEMBER]}], "never_true", "when[0].conditions[1]"),
        ([{"kind": "channel", "any": ["app"]}, {"kind": "channel", "any": ["web"]}], "never_true", "when[1]"),
        (
            [{"kind": "weekday", "any": ["monday"]}, {"kind": "weekday", "any": ["friday"]}],
            "never_true",
            "when[1]",
        ),
        ([{"kind": "month_day", "any": [1]}, {"kind": "month_day", "any": [2]}], "never_true", "when[1]"),
        (
            [
                {"kind": "attribute", "name": "city", "any": ["a"]},
                {"kind": "attribute", "name": "city", "any": ["b"]},
            ],
            "never_true",
            "when[1]",
        ),
        ([FIRST, {"kind": "not", "condition": FIRST}], "never_true", "when[1]"),
        ([{"kind": "store", "any": ["a"]}, {"kind": "store", "any": ["b"]}], "never_true", "when[1]"),
        ([FIRST, {"kind": "nth_order", "any": [2, 3]}], "never_true", "when[1]"),
        ([FIRST, {"kind": "days_since_last_order", "at_least": 1}], "never_true", "when[1]"),
        ([days(at_most=7), FIRST, days(at_least=8)], "never_true", "when[2]"),
        ([days(at_least=8), days(at_least=1, at_most=7)], "never_true", "when[1]"),
        ([daily("2024-01-01"), daily("2024-01-03")], "never_true", "when[1]"),
        (
            [
                {
                    "kind": "any",
                    "conditions": [
                        window("2025-01-01", "2024-01-01"),
                        {"kind": "all", "conditions": [GOLD, MEMBER]},
                    ],
                }
            ],
            "window_empty",
            "when[0].conditions[0]",
        ),
    ],
)
def test_what_excludes_itself_is_found(when, code, path):
    assert found(*when) == (code, path)


@pytest.mark.parametrize(
    "when",
    [
        [],
        [window("2024-11-11", "2024-11-12")],
        [window("2024-11-11"), window("2024-11-10")],
        [GOLD, {"kind": "tier", "any": ["gold", "member"]}],
        [GOLD, {"kind": "tier", "any": ["plus"]}],
        [{"kind": "tier", "any": ["gold", "plus"]}, MEMBER],
        [{"kind": "attribute", "name": "a", "any": ["x"]}, {"kind": "attribute", "name": "b", "any": ["y"]}],
        [{"kind": "any", "conditions": [window("2025-01-01", "2024-01-01"), FIRST]}],
        [FIRST, {"kind": "not", "condition": GOLD}],
        [{"kind": "code", "any": ["A"]}, {"kind": "code", "any": ["B"]}],
        [{"kind": "region", "any": ["CN"]}, {"kind": "region", "any": ["CN/Shanghai"]}],
        [FIRST, {"kind": "nth_order", "any": [1]}],
        [FIRST, {"kind": "nth_order", "every": 2}],
        [FIRST, days(at_least=1)],
        [days(at_most=7), days(at_least=7)],
        [days(at_least=1), days(at_least=7), {"kind": "days_since_last_order", "at_most": 0}],
        [daily("2024-01-01"), daily("2024-01-02")],
    ],
)
def test_what_may_hold_is_left_alone(when):
    assert found(*when, now=NOW) is None


def test_a_window_that_is_over_is_found_only_with_a_present():
    over = window(end="2024-06-01T08:00:00")
    assert found(over) is None
    assert found(FIRST, over, now=NOW) == ("window_past", "when[1].end")
    assert found(window(end="2024-06-01T08:00:01"), now=NOW) is None


def test_conditions_that_hold_together_are_those_outside_any_and_not():
    shop = program(
        offers=[offered(when={"kind": "all", "conditions": [FIRST, {"kind": "all", "conditions": [FIRST]}]})]
    )
    assert [path for path, _ in together(shop.offers[0].when[0], "w")] == [
        "w.conditions[0]",
        "w.conditions[1].conditions[0]",
    ]
