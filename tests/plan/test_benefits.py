"""Benefits as fields of an offer's row."""

import pytest

from loyalty.kernels import codes
from loyalty.plan import lower
from tests.rules.shop import offered, program

APART = {"unit_use": "apart", "allocate": "reward"}


def lowered(benefit, **fields):
    return lower(program(offers=[offered(benefit, **fields)])).tables["offers"][0]


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [
        (
            {"kind": "percent", "percent": 50, "units_max": 1, "take": "cheapest"},
            {"kind": codes.PERCENT, "ppm": 500_000, "units_max": 1, "take": codes.TAKE_CHEAPEST},
        ),
        ({"kind": "percent", "percent": 50}, {"units_max": codes.NONE, "cap": codes.NONE}),
        ({"kind": "fixed_price", "price": "9.90"}, {"kind": codes.FIXED_PRICE, "amount": 990}),
        (
            {"kind": "nth_item", "nth": 3, "percent": 100},
            {"kind": codes.BUY_GET, "buy": 2, "get": 1, "times_max": codes.NONE, "selector": codes.NONE},
        ),
        (
            {
                "kind": "buy_get",
                "buy": 2,
                "get": 3,
                "times_max": 4,
                "unit_use": "apart",
                "allocate": "reward",
            },
            {"buy": 2, "get": 3, "times_max": 4, "ppm": 1_000_000, "unit_use": 1, "allocate": 1},
        ),
        (
            {"kind": "buy_get", "buy": 1, "get": 1, "of": {"skus": ["A"]}, "get_of": {"skus": ["B"]}},
            {"selector": 0, "get_selector": 1},
        ),
        (
            {"kind": "buy_get", "buy": 1, "get": 1, "of": {"skus": ["A"]}, "get_of": {}},
            {"selector": 0, "get_selector": codes.NONE},
        ),
        (
            {"kind": "nth_item", "nth": 2, "percent": 50, "of": {"skus": ["A"]}},
            {"selector": 0, "get_selector": 0},
        ),
        (
            {"kind": "bundle", "units": 3, "price": 20, "times_max": 2},
            {"kind": codes.BUNDLE, "buy": 3, "get": 0, "amount": 2000, "times_max": 2},
        ),
        ({"kind": "gift", "skus": ["G"]}, {"kind": codes.GIFT, "selector": codes.NONE}),
        ({"kind": "free_shipping"}, {"ppm": 1_000_000, "amount": codes.NONE}),
        ({"kind": "free_shipping", "percent": 50, "amount": 5}, {"ppm": 500_000, "amount": 500}),
        ({"kind": "per_each", "amount": 1, "every": 10}, {"every": 1000, "times_max": codes.NONE}),
    ],
)
def test_a_benefit_becomes_a_row(benefit, expected):
    row = lowered(benefit).as_dict()
    assert {name: row[name] for name in expected} == expected


def test_steps_lie_in_a_table_of_their_own():
    steps = [{"from": 100, "amount": 5}, {"from": 200, "percent": 10}]
    plan = lower(program(offers=[offered({"kind": "steps", "measure": "subtotal", "steps": steps})]))
    rows = [(one.start, one.amount, one.ppm) for one in plan.tables["steps"]]
    assert rows == [(10000, 500, 0), (20000, 0, 100_000)]


def test_groups_and_exclusive_offers_are_ranked_by_priority():
    offers = [
        offered(id="low", group="g"),
        offered(id="high", group="g", priority=2),
        offered(id="alone", exclusive=True),
        offered(id="free"),
    ]
    groups = [{"id": "unused", "rule": "best"}, {"id": "first"}, {"id": "g", "rule": "best"}]
    plan = lower(program(offers=offers, groups=groups))
    names = [plan.offers[one.offer].id for one in plan.tables["ranked"]]
    assert names == ["alone", "high", "low"]
    assert [(one.start, one.count) for one in plan.tables["choices"]] == [(1, 2)]
    assert (plan.settings().exclusives, plan.settings().choices, plan.settings().rivals) == (1, 1, 3)


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [
        (
            {"kind": "member_price", "percent": 5},
            {"kind": codes.PERCENT, "ppm": 50_000, "units_max": codes.NONE},
        ),
        ({"kind": "member_price", "prices": {"A": "9.9"}}, {"kind": codes.PRICE_LIST, "prices": 0}),
        (
            {"kind": "amount", "amount": 3, "each": "unit", "units_max": 2},
            {"kind": codes.AMOUNT, "each": codes.EACH_UNIT, "amount": 300, "units_max": 2},
        ),
        (
            {"kind": "nth_item", "nth": 2, "percent": 50, "take": "cheapest", "times_max": 3},
            {"take": codes.TAKE_CHEAPEST, "times_max": 3, "unit_use": codes.USE_ONCE},
        ),
        (
            {"kind": "buy_get", "buy": 1, "get": 1},
            {"allocate": codes.ALLOCATE_SET, "get_selector": codes.NONE},
        ),
    ],
)
def test_prices_and_units_become_a_row(benefit, expected):
    row = lowered(benefit).as_dict()
    assert {name: row[name] for name in expected} == expected


def test_an_offer_knows_the_classes_it_clashes_with():
    table = [{"id": "sale", "combines_with": ["sale", "card"]}, {"id": "card", "combines_with": ["sale"]}]
    offers = [
        {"id": one, "benefit": {"kind": "amount", "amount": 1}} | own
        for one, own in (("a", {"class": "sale"}), ("b", {"class": "card"}), ("c", {}))
    ]
    rows = lower(program(offers=offers, classes=table)).tables["offers"]
    assert [(row.class_bit, row.clashes) for row in rows] == [(1, 0), (2, 2), (0, 0)]
