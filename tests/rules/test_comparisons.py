"""Benefits that never save less than another."""

import pytest

from loyalty.rules.comparisons import saves_at_least
from tests.rules.shop import offered, program

TEN = {"kind": "percent", "percent": 10}
TEA = {"of": {"categories": ["tea"]}}


def beats(first, second, one=None, other=None):
    shop = program(offers=[offered(first, **(one or {})), offered(second, id="b", **(other or {}))])
    return saves_at_least(*shop.offers)


def steps(*rungs, measure="subtotal", **fields):
    listed = [{"from": start, kind: value} for start, kind, value in rungs]
    return {"kind": "steps", "measure": measure, "steps": listed, **fields}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (TEN, TEN | {"percent": 9}),
        (TEN, TEN | {"cap": 5}),
        (TEN | {"cap": 6}, TEN | {"cap": 5}),
        (TEN | {"units_max": 2}, TEN | {"units_max": 2, "percent": 9}),
        ({"kind": "amount", "amount": 10}, {"kind": "amount", "amount": 9}),
        ({"kind": "per_each", "amount": 2, "every": 9}, {"kind": "per_each", "amount": 1, "every": 9}),
        (
            {"kind": "per_each", "amount": 2, "every": 9},
            {"kind": "per_each", "amount": 2, "every": 9, "times_max": 4},
        ),
        ({"kind": "free_shipping"}, {"kind": "free_shipping", "amount": 9}),
        ({"kind": "free_shipping", "amount": 10}, {"kind": "free_shipping", "amount": 9}),
        (steps((100, "amount", 10)), steps((100, "amount", 9))),
        (steps((90, "amount", 10), (200, "amount", 20)), steps((100, "amount", 10), (200, "amount", 20))),
        (steps((2, "percent", 10), measure="quantity"), steps((3, "percent", 10), measure="quantity")),
        (steps((100, "percent", 10)), steps((100, "percent", 10), cap=5)),
    ],
)
def test_the_better_one_never_saves_less(better, worse):
    assert beats(better, worse)
    assert beats(better, better)
    assert not beats(worse, better)


@pytest.mark.parametrize(
    ("first", "second", "one", "other"),
    [
        (TEN, TEN | TEA, {}, {}),
        (TEN, TEN | {"percent": 9}, {}, {"rounding": "up"}),
        (TEN, TEN | {"percent": 9}, {}, {"benefit_base": "list"}),
        (TEN, {"kind": "amount", "amount": 1}, {}, {}),
        (TEN, {"kind": "free_shipping"}, {}, {}),
        ({"kind": "amount", "amount": 9}, {"kind": "amount", "amount": 1, "each": "unit"}, {}, {}),
        (
            {"kind": "per_each", "amount": 2, "every": 9},
            {"kind": "per_each", "amount": 1, "every": 3},
            {},
            {},
        ),
        (steps((100, "amount", 10)), steps((50, "amount", 1)), {}, {}),
        (steps((100, "amount", 10), (200, "amount", 5)), steps((150, "amount", 6)), {}, {}),
        (steps((100, "amount", 10)), steps((100, "percent", 1)), {}, {}),
        (
            {"kind": "member_price", "prices": {"A": 1}},
            {"kind": "member_price", "prices": {"A": 1}},
            {},
            {},
        ),
    ],
)
def test_what_is_not_certain_is_not_said(first, second, one, other):
    assert not beats(first, second, one, other)
