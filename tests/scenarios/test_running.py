"""Scenarios run through the engine, each step on what the step before it left."""

import pytest

from loyalty.errors import ScenariosInvalid
from loyalty.scenarios import check
from tests.scenarios.shop import AT, checked, differences, loaded, look, order, shop, single, steps
from tests.scenarios.shop import cart as cart_of


def test_a_cart_is_quoted_as_the_engine_quotes_it():
    expect = {
        "goods": 100,
        "discount": 10,
        "shipping": 12,
        "to_pay": 102,
        "points_earned": 90,
        "points_base": 90,
        "points_bonus": 0,
        "tier": ["member", "new"],
        "applied": {"first": 10},
        "refused": {"app": "wrong_channel", "pieces": "too_few"},
        "short_by": {"pieces": 2},
        "lines": {"1": {"discount": 10, "to_pay": 90, "points_value": 0, "offers": {"first": 10}}},
        "after": {"tier": "member", "available": 0, "pending": 90, "booked": 90, "debt": 0, "orders": 1},
    }
    assert differences(single(cart=cart_of(shipping_fee=12), expect=expect)) == []


def test_whatever_lies_in_the_cart_reaches_the_engine():
    line = {
        "sku": "A",
        "amount": 30,
        "quantity": 3,
        "list_price": 12,
        "category": "c",
        "brand": "b",
        "seller": "s",
        "id": "x",
    }
    line |= {"attributes": {"size": "l"}, "floor_price": 9, "unit_cost": "4.50"}
    basket = {"lines": [line], "channel": "app", "codes": ["C"], "points": 100}
    expect = {"applied": {"pieces": 3}, "points_spent": 0, "lines": {"x": {"to_pay": 27}}}
    assert differences(single(cart=basket, member={"orders": 1, "points": 500}, expect=expect)) == []


def test_a_line_may_say_who_sells_it():
    own = """key: shop
currency: CNY
time_zone: Asia/Shanghai
offers:
  - {id: own, benefit: {kind: percent, percent: 10, of: {sellers: [one]}}}
"""
    for seller, applied in (("one", {"own": 1}), ("other", {})):
        basket = {"lines": [{"sku": "A", "price": 10, "seller": seller}]}
        assert differences(single(cart=basket, expect={"applied": applied}), text=own) == []


def test_codes_of_a_cart_may_be_used_all_or_none():  # edge 81
    both = """key: shop
currency: CNY
time_zone: Asia/Shanghai
offers:
  - {id: one, when: {kind: code, any: [A]}, benefit: {kind: percent, percent: 10}}
  - {id: two, when: {kind: code, any: [B]}, benefit: {kind: gift, skus: [cup]}}
"""
    for shown, use, expect in (
        (["A", "x"], "each", {"applied": {"one": 1}}),
        (["A", "x"], "all", {"applied": {}, "refused": {"one": "other_code_refused"}}),
        (["A", "B"], "all", {"applied": {"one": 1, "two": 0}}),
    ):
        basket = {"lines": [{"sku": "S", "price": 10}], "codes": shown, "codes_use": use}
        assert differences(single(cart=basket, expect=expect), text=both) == []


@pytest.mark.parametrize(
    ("points", "spent", "value"), [("max", 9000, 90), ("none", 0, 0), (500, 500, 5), ("550", 500, 5)]
)
def test_points_are_spent_as_the_cart_says(points, spent, value):
    expect = {"points_spent": spent, "points_value": value, "points_max": 9000, "to_pay": 90 - value}
    assert differences(single(cart=cart_of(points=points), member={"points": 20000}, expect=expect)) == []


def test_each_step_meets_what_the_one_before_it_left():
    assert (
        differences(
            steps(
                order(id="A1", expect={"applied": {"first": 10}}),
                order(
                    expect={"applied": {}, "refused": {"first": "not_first_order"}, "after": {"orders": 2}}
                ),
                look("2026-05-11T12:00", available=190, pending=0),
                {
                    "kind": "return",
                    "of": "A1",
                    "at": "2026-05-12",
                    "units": {"1": 1},
                    "expect": {"taken_back": 90},
                },
                {
                    "kind": "refund",
                    "of": "2",
                    "at": "2026-05-13",
                    "amount": 40,
                    "expect": {"returned": 40, "taken_back": 40, "after": {"available": 60}},
                },
            )
        )
        == []
    )


def test_spent_points_come_back_with_the_goods():
    story = steps(
        order(id="A", cart=cart_of(("TEA", 50, 2), points="max"), expect={"points_value": 90}),
        {
            "kind": "return",
            "of": "A",
            "at": "2026-05-12",
            "units": {"1": 1},
            "expect": {"points_back": 4500, "points_back_value": 45, "returned": 0},
        },
        member={"points": 9000},
    )
    assert differences(story) == []


def test_goods_that_name_no_order_take_what_they_would_earn():
    story = steps(
        {
            "kind": "unlinked",
            "at": AT,
            "lines": [{"sku": "A", "price": 30}],
            "expect": {"taken_back": 20, "debt": 10},
        },
        member={"points": 20},
    )
    assert differences(story) == []


def test_money_of_one_line_goes_back_alone():
    story = steps(
        order(cart=cart_of(("A", 50), ("B", 50)), member=None) | {"id": "A"},
        {"kind": "refund", "of": "A", "at": AT, "amount": 5, "lines": ["2"], "expect": {"returned": 5}},
        {"kind": "return", "of": "A", "at": AT, "refunds": {"1": 45}, "expect": {"returned": 45}},
    )
    story["steps"][0].pop("member")
    assert differences(story) == []


def test_points_mature_after_delivery_where_the_programme_says_so():
    text_after = "pending: {days: 7, after: delivered}"
    from tests.scenarios.shop import PROGRAM

    story = steps(
        order(delivered_after_days=3),
        look("2026-05-14T11:59", available=0),
        look("2026-05-14T12:00", available=90),
    )
    assert differences(story, text=PROGRAM.replace("pending: {days: 7}", text_after)) == []


def test_what_budgets_have_cost_is_what_the_cart_meets():
    assert differences(single(budgets_spent={"fund": 95}, expect={"applied": {"first": 5}})) == []
    assert (
        differences(single(budgets_spent={"fund": 100}, expect={"refused": {"first": "budget_spent"}})) == []
    )


def test_a_guest_has_no_ledger():
    expect = {"to_pay": 100, "points_earned": 0, "refused": {"first": "member_required"}}
    assert differences(single(guest=True, expect=expect)) == []


def test_an_error_can_be_expected_and_an_unexpected_one_is_a_difference():
    back = {"kind": "return", "id": "R", "of": "A", "at": AT, "units": {"1": 2}}
    over = steps(order(id="A", expect={"to_pay": 90}), back | {"expect": {"error": "over_return"}})
    assert differences(over) == []
    unexpected = steps(order(id="A", expect={"to_pay": 90}), back | {"expect": {"returned": 5}})
    assert differences(unexpected) == [("error", None, "over_return")]
    missing = steps(order(id="A", expect={"error": "bad_cart"}))
    assert differences(missing) == [("error", "bad_cart", None)]


def test_an_order_placed_twice_is_an_error_of_the_second_step():
    twice = steps(order(id="A", expect={"to_pay": 90}), order(id="A", expect={"error": "already_placed"}))
    assert differences(twice) == []


def test_scenarios_do_not_meet_each_other():
    again = single(expect={"applied": {"first": 10}})
    assert differences(again, again) == []


def test_the_result_names_the_programme_and_every_scenario():
    result = checked(
        single(name="a", name_zh="甲", expect={"to_pay": 90}), single(name="b", expect={"to_pay": 91})
    )
    assert (result.program_key, result.currency, result.program_hash) == ("shop", "CNY", shop().hash)
    assert [(one.name, one.name_zh, one.passed) for one in result.scenarios] == [
        ("a", "甲", True),
        ("b", "b", False),
    ]
    assert not result.passed
    assert [one.name for one in result.failures] == ["b"]


def test_a_scenario_that_does_not_fit_the_programme_is_refused_before_anything_runs():
    with pytest.raises(ScenariosInvalid, match="no offer `frist`"):
        check(shop(), loaded(single(expect={"applied": {"frist": 1}})))


def test_scenarios_without_expectations_may_be_looked_at():
    with pytest.raises(ScenariosInvalid, match="expects nothing"):
        checked(single())
    assert checked(single(), bare=True).scenarios[0].steps[0].got["to_pay"] == 90


FLAGS = """key: shop
currency: CNY
time_zone: Asia/Shanghai
points: {rules: [{kind: per_amount, id: base, points: 1, per: 1}]}
offers:
  - {id: ten, benefit: {kind: percent, percent: 10}}
  - {id: cup, when: {kind: subtotal, minimum: 20}, benefit: {kind: gift, skus: [CUP], quantity: 2}}
"""


@pytest.mark.parametrize(
    ("flag", "expect"),
    [
        ({"selected": False}, {"goods": 10, "applied": {"ten": 1}, "points_earned": 9}),
        ({"gift": True, "price": 0}, {"goods": 10, "applied": {"ten": 1}, "points_earned": 9}),
        ({"excluded_from_offers": True}, {"goods": 30, "applied": {"ten": 1}, "points_earned": 29}),
        ({"excluded_from_points": True}, {"goods": 30, "applied": {"ten": 3, "cup": 0}, "points_earned": 9}),
        ({"tax_rate": 25}, {"goods": 30, "tax": "3.60", "lines": {"2": {"tax": "3.60", "to_pay": 18}}}),
    ],
)
def test_a_line_may_be_kept_out_of_offers_points_or_the_order(flag, expect):
    basket = {"lines": [{"sku": "A", "price": 10}, {"sku": "B", "price": 20} | flag]}
    assert differences(single(cart=basket, expect=expect), text=FLAGS) == []


def test_tax_may_come_on_top_of_prices_and_of_shipping():
    basket = {"lines": [{"sku": "A", "price": 10, "tax_rate": 20}], "prices_include_tax": False}
    basket |= {"shipping_methods": [{"id": "post", "fee": 5}, {"id": "van", "fee": 8}]}
    basket |= {"shipping_method": "van", "shipping_tax_rate": 10}
    expect = {"shipping": 8, "tax": "2.60", "to_pay": "19.60"}
    assert differences(single(cart=basket, expect=expect), text=FLAGS) == []


def test_gifts_are_expected_by_units():
    basket = {"lines": [{"sku": "A", "price": 20}]}
    expect = {"applied": {"ten": 2, "cup": 0}, "gifts": {"cup": 3}}
    assert differences(single(cart=basket, expect=expect), text=FLAGS) == [("gifts.cup", "3", "2")]


def test_a_return_tells_the_tax_of_what_came_back():
    basket = {"lines": [{"sku": "A", "id": "a", "price": 12, "quantity": 2, "tax_rate": 20}]}
    steps = [
        {"kind": "order", "id": "o", "at": "2026-05-01", "cart": basket, "expect": {"tax": 4}},
        {
            "kind": "return",
            "of": "o",
            "at": "2026-05-02",
            "units": {"a": 1},
            "expect": {"returned": 12, "tax": 2},
        },
    ]
    plain = "key: shop\ncurrency: CNY\ntime_zone: Asia/Shanghai\n"
    assert differences({"name": "tax", "steps": steps}, text=plain) == []
