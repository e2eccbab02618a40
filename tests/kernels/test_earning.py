"""How an order becomes points: rules, bases, overlaps and multipliers, each rounded once."""

from itertools import permutations

import pytest

from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

FOOD = {"categories": ["food"]}


def earning(*rules, **policy):
    return Till(points={"rules": list(rules) or [ONE_FOR_ONE]} | policy)


def earned(till, *lines, at="2024-01-05", **cart):
    quoted = till.quote(at, *lines, **cart)
    return quoted.base_points, quoted.bonus_points


def test_whole_steps_and_proportion_are_two_rules():  # edge 1
    steps = {"id": "steps", "kind": "per_amount", "points": 10, "per": "2.00"}
    share = {"id": "share", "kind": "proportional", "rate": 5}
    assert earned(earning(steps), line("a", "7.00")) == (30, 0)
    assert earned(earning(share), line("a", "7.00")) == (35, 0)


def test_a_rule_rounds_once_on_the_order():  # edge 2
    lines = (line("a", "0.99"), line("b", "0.99"), line("c", "0.99"))
    assert earned(earning(), *lines) == (2, 0)
    assert earned(earning({"id": "p", "kind": "proportional", "rate": 1}), *lines) == (2, 0)


@pytest.mark.parametrize(("rounding", "points"), [("down", 1), ("up", 2), ("half_up", 2), ("half_even", 2)])
def test_a_proportion_is_rounded_as_its_rule_says(rounding, points):
    rule = {"id": "p", "kind": "proportional", "rate": "0.5", "rounding": rounding}
    assert earned(earning(rule), line("a", "3.00")) == (points, 0)


def test_what_is_paid_for_goods_earns_and_nothing_else():  # edge 3
    till = Till(
        points={"rules": [ONE_FOR_ONE]},
        offers=[{"id": "ten", "benefit": {"kind": "percent", "percent": 10}}],
    )
    assert earned(till, line("a", "100.00"), shipping_fee="20.00") == (90, 0)


def test_what_points_pay_earns_nothing():  # edge 4
    till = earning(redeem=CENT_EACH)
    till.spend("o1", "2024-01-01", "500.00")
    assert earned(till, line("a", "20.00"), points="max") == (15, 0)


def test_shipping_and_list_price_earn_where_the_rule_says_so():
    rule = ONE_FOR_ONE | {"include_shipping": True}
    assert earned(earning(rule), line("a", "100.00"), shipping_fee="20.00") == (120, 0)
    listed = ONE_FOR_ONE | {"basis": "list"}
    assert earned(earning(listed), line("a", "70.00", list_price="100.00")) == (100, 0)


def test_the_fee_is_earned_on_once_and_only_beside_goods_of_the_rule():
    food = {"id": "food", "kind": "per_amount", "points": 2, "per": 1, "of": FOOD, "include_shipping": True}
    rest = ONE_FOR_ONE | {"include_shipping": True}
    till = earning(food, rest)
    assert earned(till, line("a", "10.00"), shipping_fee="5.00") == (15, 0)
    assert earned(till, line("a", "10.00", category="food"), shipping_fee="5.00") == (30, 0)
    both = earning(food, rest, on_overlap="sum")
    assert earned(both, line("a", "10.00", category="food"), shipping_fee="5.00") == (45, 0)


def test_two_rules_on_one_line():  # edge 5
    rich = {"id": "rich", "kind": "per_amount", "points": 3, "per": 2, "of": FOOD}
    poor = ONE_FOR_ONE | {"priority": 9}
    goods = (line("a", "10.00", category="food/fruit"), line("b", "10.00"))
    assert earned(earning(rich, poor), *goods) == (25, 0)
    assert earned(earning(rich, poor, on_overlap="first"), *goods) == (20, 0)
    assert earned(earning(rich, poor, on_overlap="sum"), *goods) == (35, 0)


def test_equal_rules_go_by_priority_then_id():  # edges 5, 6
    one = {"id": "b", "kind": "per_amount", "points": 1, "per": 1, "expiry": {"kind": "rolling", "days": 1}}
    two = one | {"id": "a", "expiry": {"kind": "rolling", "days": 2}}
    for rules, end in (((one, two), "2024-01-08"), ((one | {"priority": 1}, two), "2024-01-07")):
        till = earning(*rules)
        till.spend("o1", "2024-01-05T12:00", "10.00")
        assert till.expiries() == [f"{end}T00:00:00"]


@pytest.mark.parametrize(("policy", "points"), [("max", 30), ("sum", 60), ("first", 10)])
def test_which_rule_was_written_first_never_matters(policy, points):  # edge 6
    rules = [
        {"id": "b", "kind": "per_amount", "points": 3, "per": 1},
        {"id": "a", "kind": "per_amount", "points": 1, "per": 1, "priority": 5},
        {"id": "c", "kind": "per_amount", "points": 2, "per": 1},
    ]
    for order in permutations(rules):
        assert earned(earning(*order, on_overlap=policy), line("a", "10.00")) == (points, 0)


@pytest.mark.parametrize(("policy", "bonus"), [("add_bonuses", 30), ("multiply", 50), ("highest", 20)])
def test_which_multiplier_was_written_first_never_matters(policy, bonus):  # edge 6
    raisers = [{"id": "double", "factor": 2}, {"id": "treble", "factor": 3}]
    for order in permutations(raisers):
        till = earning(ONE_FOR_ONE, multipliers=list(order), combine=policy)
        assert earned(till, line("a", "10.00")) == (10, bonus)


def test_a_rule_whose_condition_fails_leaves_its_lines_to_the_next():
    app = {
        "id": "app",
        "kind": "per_amount",
        "points": 5,
        "per": 1,
        "when": {"kind": "channel", "any": ["app"]},
    }
    till = earning(app, ONE_FOR_ONE)
    assert earned(till, line("a", "10.00"), channel="app") == (50, 0)
    assert earned(till, line("a", "10.00"), channel="web") == (10, 0)


def test_conditions_of_earning_are_judged_on_what_is_paid():
    over = ONE_FOR_ONE | {"when": {"kind": "subtotal", "minimum": 100}}
    till = Till(
        points={"rules": [over]},
        offers=[{"id": "cut", "benefit": {"kind": "amount", "amount": 1}}],
    )
    assert earned(till, line("a", "100.99")) == (0, 0)
    assert earned(till, line("a", "101.00")) == (100, 0)


def test_three_times_is_the_total_and_base_and_bonus_are_told_apart():  # edge 7
    till = earning(multipliers=[{"id": "m", "factor": 3}])
    assert earned(till, line("a", "5.00")) == (5, 10)


@pytest.mark.parametrize(("combine", "total"), [("add_bonuses", 40), ("multiply", 60), ("highest", 30)])
def test_twice_and_three_times_together(combine, total):  # edge 8
    till = earning(multipliers=[{"id": "a", "factor": 2}, {"id": "b", "factor": 3}], combine=combine)
    assert earned(till, line("a", "10.00")) == (10, total - 10)


def test_the_tiers_multiplier_combines_like_the_others():
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "gold", "minimum": 0, "multiplier": "1.5"}],
    }
    for combine, total in (("add_bonuses", 25), ("multiply", 30), ("highest", 20)):
        policy = {"rules": [ONE_FOR_ONE], "multipliers": [{"id": "m", "factor": 2}], "combine": combine}
        assert earned(Till(tiers=[track], points=policy), line("a", "10.00")) == (10, total - 10)


def test_who_has_no_level_yet_has_no_multiplier_of_one():
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [
            {"id": "gold", "minimum": 1000, "multiplier": 3, "expiry": {"kind": "rolling", "days": 1}}
        ],
    }
    till = Till(tiers=[track], points={"rules": [ONE_FOR_ONE]})
    till.spend("o1", "2024-01-05", "10.00")
    assert till.points("2024-06-05") == 10


def test_a_fractional_multiplier_multiplies_first_and_rounds_once():  # edge 9
    till = earning(multipliers=[{"id": "m", "factor": "1.5"}])
    assert earned(till, line("a", "119.50")) == (119, 59)
    for rounding, bonus in (("half_up", 60), ("up", 60), ("half_even", 59)):
        till = earning(multipliers=[{"id": "m", "factor": "1.5"}], rounding=rounding)
        assert earned(till, line("a", "119.00"))[1] == bonus


def test_a_multiplier_on_some_lines_acts_on_their_exact_share():
    till = earning(multipliers=[{"id": "m", "factor": 2, "of": FOOD}])
    goods = (line("a", "50.00", category="food"), line("b", "50.50"))
    base, bonus = earned(till, *goods)
    assert base == 100
    assert bonus == 149 - 100  # 100 + 100 · 50.00 ÷ 100.50 = 149.75…


def test_a_multiplier_acts_on_its_part_of_a_line_whose_points_it_shares():
    till = earning(
        {"id": "p", "kind": "proportional", "rate": "0.333333", "rounding": "half_up"},
        multipliers=[{"id": "m", "factor": "2.5", "of": FOOD}],
    )
    goods = (line("a", "10.00", category="food"), line("b", "20.00"))
    assert earned(till, *goods) == (10, 5)  # (10 · 2.5 + 20) · 0.333333 = 14.999985


def test_a_multiplier_may_have_a_condition():
    till = earning(multipliers=[{"id": "day8", "factor": 2, "when": {"kind": "month_day", "any": [8]}}])
    assert earned(till, line("a", "10.00"), at="2024-01-07T23:59:59") == (10, 0)
    assert earned(till, line("a", "10.00"), at="2024-01-08") == (10, 10)


def test_points_with_decimals_are_whole_in_their_smallest_unit():  # edge 52
    till = earning({"id": "p", "kind": "proportional", "rate": "0.125"}, decimals=2)
    assert earned(till, line("a", "10.00")) == (125, 0)
    assert earned(till, line("a", "0.99")) == (12, 0)
    whole = earning({"id": "s", "kind": "per_amount", "points": "0.25", "per": "1.00"}, decimals=2)
    assert earned(whole, line("a", "3.50")) == (75, 0)


def test_an_order_that_costs_nothing_earns_nothing_and_writes_nothing():  # edge 18
    till = earning()
    quoted = till.spend("o1", "2024-01-05", 0)
    assert (quoted.points_earned, quoted.base_wanted, till.entries) == (0, 0, ())
    assert till.standing.lots == ()


def test_money_without_minor_units_earns_by_its_own_unit():
    yen = Till(head={"currency": "JPY", "time_zone": "Asia/Tokyo"}, points={"rules": [ONE_FOR_ONE]})
    assert earned(yen, line("a", "1234")) == (1234, 0)


def test_a_guest_earns_nothing():
    till = Till(guest=True, points={"rules": [ONE_FOR_ONE]})
    assert earned(till, line("a", "10.00")) == (0, 0)


def test_a_programme_without_rules_earns_nothing():
    assert earned(Till(points={"rules": []}), line("a", "10.00")) == (0, 0)
    assert earned(Till(), line("a", "10.00")) == (0, 0)
