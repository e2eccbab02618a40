"""Spans of days and numbers of orders: each has an edge, and can hold."""

import pytest

from loyalty.rules.conditions_history import NthOrder
from tests.rules.shop import offered, only, refusals


def refused(when):
    return only(refusals({"offers": [offered(when=when)]})).code


@pytest.mark.parametrize("kind", ["days_since_joined", "days_since_last_order"])
def test_a_span_of_days_has_an_edge_and_may_be_met(kind):
    assert refused({"kind": kind}) == "days_without_edge"
    assert refused({"kind": kind, "at_least": 8, "at_most": 7}) == "days_empty"
    assert refused({"kind": kind, "at_least": -1}) == "too_small"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "nth_order_needs_one"),
        ({"any": []}, "nth_order_needs_one"),
        ({"any": [2], "every": 3}, "nth_order_needs_one"),
        ({"any": [0]}, "too_small"),
        ({"every": 1}, "too_small"),
    ],
)
def test_an_order_has_a_number_from_a_list_or_a_rhythm(fields, code):
    assert refused({"kind": "nth_order"} | fields) == code
    assert NthOrder(kind="nth_order", any=(1,)).every is None
