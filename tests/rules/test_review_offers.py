"""Doubts about single offers and budgets."""

import pytest

from loyalty.rules.review_offers import review_budgets, review_offers
from tests.rules.shop import codes, offered, program

ONCE = [{"per": "member", "uses": 1}]


def found(benefit=None, **fields):
    return codes(tuple(review_offers(program(offers=[offered(benefit, **({"limits": ONCE} | fields))]))))


def steps(*rungs, measure="subtotal", **fields):
    return {"kind": "steps", "measure": measure, "steps": list(rungs), **fields}


@pytest.mark.parametrize(
    "benefit",
    [
        {"kind": "percent", "percent": 10},
        steps({"from": 100, "amount": 5}, {"from": 200, "percent": 5}),
    ],
)
def test_a_percentage_without_a_cap_is_doubted(benefit):
    assert found(benefit) == [("no_cap", "offers[0].benefit")]
    assert found(benefit | {"cap": 20}) == []


@pytest.mark.parametrize(
    "benefit",
    [
        {"kind": "percent", "percent": 0},
        {"kind": "percent", "percent": 5, "cap": 0},
        {"kind": "amount", "amount": 0},
        {"kind": "per_each", "amount": 0, "every": 5},
        steps({"from": 1, "amount": 0}, {"from": 2, "percent": 0}),
        steps({"from": 10, "amount": 1}, cap=0),
        {"kind": "member_price", "percent": 0},
        {"kind": "free_shipping", "amount": 0},
    ],
)
def test_an_offer_that_takes_nothing_off_is_doubted_and_nothing_else(benefit):  # edge 80
    assert found(benefit, limits=[]) == [("gives_nothing", "offers[0].benefit")]


@pytest.mark.parametrize(
    ("benefit", "when"),
    [
        ({"kind": "amount", "amount": 10}, []),
        ({"kind": "amount", "amount": 10}, [{"kind": "subtotal", "minimum": 10}]),
        ({"kind": "per_each", "amount": 10, "every": 10}, []),
        (steps({"from": 20, "percent": 1}, {"from": 30, "amount": 30}, cap=5), []),
    ],
)
def test_an_offer_that_can_make_an_order_free_is_doubted(benefit, when):
    assert found(benefit, when=when) == [("takes_everything", "offers[0].benefit")]


@pytest.mark.parametrize(
    ("benefit", "when"),
    [
        (
            {"kind": "amount", "amount": 10},
            [{"kind": "all", "conditions": [{"kind": "subtotal", "minimum": 11}]}],
        ),
        ({"kind": "amount", "amount": 10, "each": "unit"}, []),
        ({"kind": "per_each", "amount": 9, "every": 10}, []),
        (steps({"from": 20, "amount": 30}), [{"kind": "subtotal", "minimum": 31}]),
        (steps({"from": 2, "amount": 30}, measure="quantity"), []),
    ],
)
def test_an_offer_that_leaves_something_to_pay_is_left_alone(benefit, when):
    assert found(benefit, when=when) == []


def test_a_step_that_gives_no_more_than_the_one_before_is_doubted():
    ladder = [{"from": 100, "amount": 10}, {"from": 200, "amount": 10}, {"from": 300, "percent": 9}]
    ladder += [{"from": 400, "percent": 8}, {"from": 500, "percent": 10}]
    assert found(steps(*ladder, cap=90)) == [
        ("step_gives_less", "offers[0].benefit.steps[1]"),
        ("step_gives_less", "offers[0].benefit.steps[3]"),
    ]


def test_an_offer_without_a_member_limit_is_doubted_unless_it_is_once_by_nature():
    capped = {"kind": "percent", "percent": 10, "cap": 5}
    told = [("no_member_limit", "offers[0]")]
    assert found(capped, limits=[]) == told
    assert found(capped, limits=[{"per": "program", "uses": 5}]) == told
    assert found(capped, limits=[], when={"kind": "first_order"}) == []
    assert found({"kind": "member_price", "percent": 10}, limits=[]) == []
    assert found({"kind": "free_shipping"}, limits=[]) == []


def test_a_member_limit_above_the_programs_is_doubted():
    capped = {"kind": "percent", "percent": 10, "cap": 5}
    limits = [{"per": "member", "uses": 3}, {"per": "program", "uses": 2}]
    assert found(capped, limits=limits) == [("limit_above_program", "offers[0].limits[1].uses")]
    assert found(capped, limits=[limits[0], limits[1] | {"each": "day"}]) == []


def test_two_offers_behind_one_code_are_doubted():  # edge 65
    one = offered(
        {"kind": "percent", "percent": 5, "cap": 5}, limits=ONCE, when={"kind": "code", "any": ["SAVE-10"]}
    )
    two = one | {"id": "b", "when": {"kind": "code", "any": ["save10", "new"]}}
    assert codes(tuple(review_offers(program(offers=[one, two])))) == [("code_shared", "offers[1].when")]


@pytest.mark.parametrize(
    ("benefit", "one"),
    [
        ({"kind": "percent", "percent": 10, "cap": 20}, 20),
        ({"kind": "amount", "amount": 20}, 20),
        ({"kind": "per_each", "amount": 20, "every": 100}, 20),
        (steps({"from": 100, "amount": 20}, {"from": 200, "amount": 50}), 20),
        (steps({"from": 100, "percent": 10}, cap=20), 20),
        ({"kind": "free_shipping", "amount": 20}, 20),
        ({"kind": "member_price", "percent": 10}, 0),
        ({"kind": "percent", "percent": 10}, 0),
        ({"kind": "free_shipping"}, 0),
    ],
)
def test_a_budget_covers_at_least_one_redemption(benefit, one):  # edge 70
    offer = offered(benefit, budget="b")
    for amount in (one, max(one - 1, 0)):
        shop = program(budgets=[{"id": "b", "amount": amount}], offers=[offer])
        told = [("budget_below_redemption", "budgets[0].amount")] if amount < one else []
        assert codes(tuple(review_budgets(shop))) == told


def test_a_budget_that_no_offer_names_is_doubted():
    shop = program(budgets=[{"id": "b", "amount": 5}], offers=[offered()])
    assert codes(tuple(review_budgets(shop))) == [("budget_unused", "budgets[0]")]
