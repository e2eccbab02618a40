"""Doubts about single offers and budgets."""

import pytest

from loyalty.rules.review_offers import review_budgets, review_classes, review_offers
from tests.rules.shop import codes, offered, program

ONCE = [{"per": "member", "uses": 1}]


def found(benefit=None, **fields):
    shop = program(points={}, offers=[offered(benefit, **({"limits": ONCE} | fields))])
    return codes(tuple(review_offers(shop)))


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
        {"kind": "member_price", "prices": {}},
        {"kind": "free_shipping", "amount": 0},
        {"kind": "points", "multiplier": 1},
    ],
)
def test_an_offer_that_takes_nothing_off_is_doubted_and_nothing_else(benefit):  # edge 80
    assert found(benefit, limits=[]) == [("gives_nothing", "offers[0].benefit")]


@pytest.mark.parametrize(
    ("benefit", "when"),
    [
        ({"kind": "amount", "amount": 10}, []),
        ({"kind": "amount", "amount": 10}, [{"kind": "subtotal", "minimum": 10}]),
        ({"kind": "per_each", "amount": 10, "every": 10, "times_max": 3}, []),
        (steps({"from": 20, "percent": 1}, {"from": 30, "amount": 30}, cap=30), []),
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
        ({"kind": "per_each", "amount": 9, "every": 10, "times_max": 3}, []),
        (steps({"from": 20, "amount": 30}), [{"kind": "subtotal", "minimum": 31}]),
        (steps({"from": 20, "amount": 30}, cap=19), []),
        ({"kind": "percent", "percent": 100, "cap": 5}, [{"kind": "subtotal", "minimum": 6}]),
        (steps({"from": 2, "amount": 30}, measure="quantity"), []),
    ],
)
def test_an_offer_that_leaves_something_to_pay_is_left_alone(benefit, when):
    assert found(benefit, when=when) == []


@pytest.mark.parametrize(
    "benefit",
    [
        {"kind": "percent", "percent": 100, "cap": 5},
        {"kind": "member_price", "percent": 100},
        {"kind": "member_price", "prices": {"TEA": 5, "CUP": 0}},
        {"kind": "fixed_price", "price": 0},
        {"kind": "bundle", "units": 2, "price": 0},
    ],
)
def test_an_offer_that_gives_goods_away_is_doubted(benefit):
    assert found(benefit) == [("all_of_it", "offers[0].benefit")]


def test_steps_of_a_hundred_percent_are_doubted():
    told = [("no_cap", "offers[0].benefit"), ("all_of_it", "offers[0].benefit")]
    assert found(steps({"from": 3, "percent": 100}, measure="quantity")) == told


def test_an_amount_for_each_full_sum_without_end_is_doubted():
    each = {"kind": "per_each", "amount": 1, "every": 10}
    assert found(each) == [("no_times_max", "offers[0].benefit")]
    assert found(each | {"times_max": 9}) == []


@pytest.mark.parametrize(
    ("benefit", "doubted"),
    [
        ({"kind": "percent", "percent": 10, "cap": 5}, True),
        ({"kind": "member_price", "percent": 10}, True),
        (steps({"from": 2, "percent": 5}, measure="quantity", cap=9), True),
        (steps({"from": 9, "amount": 5}), False),
        ({"kind": "amount", "amount": 1, "each": "unit"}, False),
        ({"kind": "member_price", "prices": {"A": 1}}, False),
    ],
)
def test_shares_of_money_rounded_up_are_doubted(benefit, doubted):
    told = [("rounds_offers_up", "offers[0].rounding")] if doubted else []
    assert found(benefit, rounding="up") == told


def test_a_step_behind_the_cap_is_doubted():
    ladder = [{"from": 100, "amount": 10}, {"from": 200, "amount": 20}, {"from": 300, "amount": 30}]
    assert found(steps(*ladder, cap=20)) == [("step_above_cap", "offers[0].benefit.steps[2]")]
    assert found(steps(*ladder, cap=21)) == []


def test_a_step_that_gives_no_more_than_the_one_before_is_doubted():
    ladder = [{"from": 100, "amount": 10}, {"from": 200, "amount": 10}, {"from": 300, "percent": 9}]
    ladder += [{"from": 400, "percent": 8}, {"from": 500, "percent": 10}]
    assert found(steps(*ladder, cap=90)) == [
        ("step_gives_less", "offers[0].benefit.steps[1]"),
        ("step_gives_less", "offers[0].benefit.steps[3]"),
    ]


@pytest.mark.parametrize(
    ("benefit", "one"),
    [
        ({"kind": "percent", "percent": 10, "cap": 20}, 20),
        ({"kind": "percent", "percent": 10, "cap": 20, "units_max": 1}, 20),
        ({"kind": "amount", "amount": 20}, 20),
        ({"kind": "per_each", "amount": 20, "every": 100}, 20),
        (steps({"from": 100, "amount": 20}, {"from": 200, "amount": 50}), 20),
        (steps({"from": 100, "percent": 10}, cap=20), 20),
        (steps({"from": 100, "percent": 10}), 10),
        ({"kind": "free_shipping", "amount": 20}, 20),
        ({"kind": "member_price", "percent": 10}, 0),
        ({"kind": "percent", "percent": 10}, 0),
        ({"kind": "free_shipping"}, 0),
    ],
)
def test_a_budget_covers_at_least_one_redemption(benefit, one):  # edge 70
    offer = offered(benefit, budget="b")
    for amount in (one or 1, max(one - 1, 1)):
        shop = program(budgets=[{"id": "b", "amount": amount}], offers=[offer])
        told = [("budget_below_redemption", "budgets[0].amount")] if amount < one else []
        assert codes(tuple(review_budgets(shop))) == told


@pytest.mark.parametrize(
    ("benefit", "one"),
    [
        ({"kind": "percent", "percent": 10}, 25),
        ({"kind": "percent", "percent": 10, "cap": 20}, 20),
        ({"kind": "per_each", "amount": 20, "every": 100}, 40),
        ({"kind": "per_each", "amount": 20, "every": 100, "times_max": 1}, 20),
        (steps({"from": 100, "amount": 20}, {"from": 200, "amount": 50}), 50),
        (steps({"from": 100, "percent": 10}), 25),
        (steps({"from": 2, "percent": 10}, measure="quantity"), 25),
    ],
)
def test_one_redemption_is_reckoned_at_the_offers_own_minimum(benefit, one):
    offer = offered(benefit, budget="b", when={"kind": "subtotal", "minimum": 250})
    for amount in (one, one - 1):
        shop = program(budgets=[{"id": "b", "amount": amount}], offers=[offer])
        told = [("budget_below_redemption", "budgets[0].amount")] if amount < one else []
        assert codes(tuple(review_budgets(shop))) == told


def test_a_budget_of_nothing_is_doubted_whatever_its_offers_give():
    for benefit in ({"kind": "percent", "percent": 10}, {"kind": "amount", "amount": 5}):
        shop = program(budgets=[{"id": "b", "amount": 0}], offers=[offered(benefit, budget="b")])
        assert codes(tuple(review_budgets(shop))) == [("budget_empty", "budgets[0].amount")]


def test_a_budget_that_no_offer_names_is_doubted():
    shop = program(budgets=[{"id": "b", "amount": 5}], offers=[offered()])
    assert codes(tuple(review_budgets(shop))) == [("budget_unused", "budgets[0]")]


def test_classes_of_which_only_one_says_that_they_combine_are_a_doubt():
    table = [
        {"id": "sale", "combines_with": ["sale", "card", "flash"]},
        {"id": "card", "combines_with": ["sale"]},
        {"id": "flash"},
    ]
    found = list(review_classes(program(classes=table)))
    assert [(one.code, one.path) for one in found] == [("class_one_sided", "classes[0].combines_with[2]")]


def test_a_test_offer_is_told_as_long_as_it_is_there():
    when = [{"kind": "attribute", "name": "staff", "any": ["yes"]}]
    tried = offered({"kind": "gift", "skus": ["A"]}, when=when, test=True, limits=ONCE)
    assert codes(tuple(review_offers(program(offers=[tried])))) == [("test_offer", "offers[0].test")]
