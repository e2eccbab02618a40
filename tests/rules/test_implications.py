"""Conditions that hold whenever others do."""

import pytest

from loyalty.rules.implications import implies
from tests.rules.shop import offered, program, tiered

FIRST = {"kind": "first_order"}
TEA = {"of": {"categories": ["tea"]}}


def days_joined(**edges):
    return {"kind": "days_since_joined"} | edges


def daily(count):
    return {"kind": "recurrence", "start": "2024-01-01", "rule": f"FREQ=DAILY;COUNT={count}"}


def holds(given, wanted):
    shop = program(tiers=[tiered()], offers=[offered(when=given), offered(id="b", when=wanted)])
    return implies(shop.offers[0].when, shop.offers[1].when, shop.zone)


def window(start=None, end=None):
    return {"kind": "window"} | {name: edge for name, edge in (("start", start), ("end", end)) if edge}


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ([FIRST], []),
        ([FIRST, {"kind": "channel", "any": ["app"]}], [FIRST]),
        ([{"kind": "subtotal", "minimum": 200}], [{"kind": "subtotal", "minimum": 100}]),
        ([{"kind": "quantity", "minimum": 3, **TEA}], [{"kind": "quantity", "minimum": 2, **TEA}]),
        ([{"kind": "channel", "any": ["app"]}], [{"kind": "channel", "any": ["web", "app"]}]),
        ([{"kind": "tier", "any": ["gold"]}], [{"kind": "tier", "any": ["member", "gold"]}]),
        ([{"kind": "weekday", "any": ["monday"]}], [{"kind": "weekday", "any": ["monday", "friday"]}]),
        ([{"kind": "month_day", "any": [8]}], [{"kind": "month_day", "any": [8, 18]}]),
        ([{"kind": "code", "any": ["save-10"]}], [{"kind": "code", "any": ["SAVE10", "x"]}]),
        (
            [{"kind": "attribute", "name": "city", "any": ["a"]}],
            [{"kind": "attribute", "name": "city", "any": ["a", "b"]}],
        ),
        ([window("2024-11-11", "2024-11-12")], [window("2024-11-01", "2024-11-12")]),
        ([window("2024-11-11", "2024-11-12")], [window(end="2024-11-12T00:00")]),
        ([{"kind": "all", "conditions": [FIRST, window("2024-11-11")]}], [window("2024-11-11")]),
        ([{"kind": "distinct", "minimum": 3, **TEA}], [{"kind": "distinct", "minimum": 2, **TEA}]),
        ([FIRST], [{"kind": "nth_order", "any": [1, 2]}]),
        ([{"kind": "nth_order", "any": [2]}], [{"kind": "nth_order", "any": [2, 3]}]),
        ([{"kind": "nth_order", "any": [6, 9]}], [{"kind": "nth_order", "every": 3}]),
        ([{"kind": "nth_order", "every": 6}], [{"kind": "nth_order", "every": 3}]),
        ([days_joined(at_least=8, at_most=20)], [days_joined(at_least=7, at_most=30)]),
        ([days_joined(at_least=8, at_most=20)], [days_joined(at_most=20)]),
        ([days_joined(at_least=8)], [days_joined(at_least=7)]),
        (
            [{"kind": "days_since_last_order", "at_least": 90}],
            [{"kind": "days_since_last_order", "at_least": 60}],
        ),
        ([{"kind": "store", "any": ["a"]}], [{"kind": "store", "any": ["a", "b"]}]),
        ([{"kind": "payment_method", "any": ["a"]}], [{"kind": "payment_method", "any": ["a", "b"]}]),
        ([{"kind": "shipping_method", "any": ["a"]}], [{"kind": "shipping_method", "any": ["a", "b"]}]),
        (
            [{"kind": "region", "any": ["CN/Shanghai/Pudong", "CN/Beijing"]}],
            [{"kind": "region", "any": ["CN/Shanghai", "CN/Beijing", "HK"]}],
        ),
        ([daily(3)], [daily(4)]),
    ],
)
def test_the_narrow_one_implies_the_wide_one_and_not_the_other_way_round(narrow, wide):
    assert holds(narrow, wide)
    assert holds(narrow, narrow)
    assert not holds(wide, narrow)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([{"kind": "distinct", "minimum": 3}], [{"kind": "distinct", "minimum": 2, **TEA}]),
        ([{"kind": "nth_order", "every": 2}], [{"kind": "nth_order", "any": [2, 4]}]),
        ([{"kind": "region", "any": ["CN/Shanghaix"]}], [{"kind": "region", "any": ["CN/Shanghai"]}]),
        ([days_joined(at_least=8)], [{"kind": "days_since_last_order", "at_least": 8}]),
        ([{"kind": "subtotal", "minimum": 200}], [{"kind": "subtotal", "minimum": 100, **TEA}]),
        ([{"kind": "subtotal", "minimum": 200, "base": "list"}], [{"kind": "subtotal", "minimum": 100}]),
        ([{"kind": "any", "conditions": [FIRST]}], [FIRST]),
        ([window("2024-11-11")], [window("2024-11-01", "2024-11-30")]),
        (
            [{"kind": "attribute", "name": "a", "any": ["x"]}],
            [{"kind": "attribute", "name": "b", "any": ["x"]}],
        ),
        (
            [{"kind": "hours", "start": "10:00", "end": "11:00"}],
            [{"kind": "hours", "start": "09:00", "end": "12:00"}],
        ),
    ],
)
def test_what_is_not_certain_is_not_said(given, wanted):
    assert not holds(given, wanted)
