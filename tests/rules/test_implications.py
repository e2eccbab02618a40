"""Conditions that hold whenever others do."""

import pytest

from loyalty.rules.implications import implies
from tests.rules.shop import offered, program, tiered

FIRST = {"kind": "first_order"}
TEA = {"of": {"categories": ["tea"]}}


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
    ],
)
def test_the_narrow_one_implies_the_wide_one_and_not_the_other_way_round(narrow, wide):
    assert holds(narrow, wide)
    assert holds(narrow, narrow)
    assert not holds(wide, narrow)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
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
