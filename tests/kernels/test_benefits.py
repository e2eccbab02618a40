"""What each benefit takes off: percents, amounts, per each, steps, member prices, free shipping."""

import pytest

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line


def offer(benefit, **fields):
    return {"id": "o", "benefit": benefit} | fields


def quoted(benefit, *lines, cart=None, **fields):
    return Till(offers=[offer(benefit, **fields)]).quote("2024-01-05", *lines, **(cart or {}))


def off(benefit, *lines, **fields):
    return [one.discount_minor for one in quoted(benefit, *lines, **fields).lines]


def percent(number, **fields):
    return {"kind": "percent", "percent": number} | fields


def test_a_percent_of_the_sum_is_rounded_once_and_spread():
    assert off(percent(10), line("a", "0.05"), line("b", "0.05"), line("c", "0.05")) == [1, 1, 0]


@pytest.mark.parametrize(("rounding", "expected"), [("half_up", 2), ("down", 1), ("up", 2), ("half_even", 2)])
def test_a_percent_is_rounded_as_the_offer_says(rounding, expected):
    assert off(percent(10), line("a", "0.15"), rounding=rounding) == [expected]
    assert off(percent(10), line("a", "0.25"), rounding="half_even") == [2]


def test_in_the_item_lane_each_line_is_rounded_by_itself():
    lines = (line("a", "0.05"), line("b", "0.05"), line("c", "0.05"))
    assert off(percent(10), *lines, lane="item") == [1, 1, 1]


def test_or_each_unit():
    goods = line("a", amount="0.20", quantity=3)  # units of 7, 7 and 6 cents
    assert off(percent(50), goods, lane="item", rounding_unit="unit") == [4 + 4 + 3]
    assert off(percent(50), goods, lane="item", rounding_unit="line") == [10]


def test_a_sum_in_the_item_lane_is_rounded_once_and_each_line_compares_its_part():
    lines = (line("a", "0.05"), line("b", "0.05"), line("c", "0.05"))
    assert off(percent(10), *lines, lane="item", rounding_unit="sum") == [1, 1, 0]


def test_a_percent_stops_at_its_cap():
    assert off(percent(10, cap=20), line("a", "300.00"), line("b", "100.00")) == [1500, 500]
    assert off(percent(10, cap=20), line("a", "100.00")) == [1000]
    assert off(percent(10, cap=15), line("a", "100.00"), line("b", "100.00"), lane="item") == [750, 750]


def test_a_percent_with_four_decimals_is_exact():
    assert off(percent("12.3456"), line("a", "100000.00")) == [1_234_560]


def test_a_percent_is_taken_on_the_base_the_offer_names():  # edge 77
    first = offer({"kind": "amount", "amount": 100}) | {"id": "first", "priority": 1}
    second = offer(percent(20)) | {"id": "second"}
    running = Till(offers=[first, second]).quote("2024-01-05", line("a", "200000.00"))
    assert [one.amount_minor for one in running.decisions] == [10_000, 3_998_000]
    initial = second | {"benefit_base": "after_items"}
    before = Till(offers=[first, initial]).quote("2024-01-05", line("a", "200000.00"))
    assert [one.amount_minor for one in before.decisions] == [10_000, 4_000_000]


def test_a_percent_of_the_list_price_never_takes_more_than_is_left():
    goods = line("a", "50.00", list_price="100.00")
    assert off(percent(30), goods, benefit_base="list") == [3000]
    assert off(percent(90), goods, benefit_base="list") == [5000]


def test_ten_off_the_order_by_amount_by_quantity_each_line_and_each_unit():  # edge 83
    lines = (line("x", amount="16.00", quantity=2), line("y", amount="36.00", quantity=3))
    lines += (line("z", amount="48.00", quantity=3),)
    amount = {"kind": "amount", "amount": 10}
    assert off(amount, *lines) == [160, 360, 480]
    assert off(amount, *lines, spread_by="quantity") == [250, 375, 375]
    assert off(amount | {"each": "line"}, *lines) == [1000, 1000, 1000]
    roomy = (line("x", "100.00", 2), line("y", "100.00", 3), line("z", "100.00", 3))
    assert sum(off(amount | {"each": "unit"}, *roomy)) == 8000


def test_an_amount_never_takes_more_than_is_left():  # edge 75
    assert off({"kind": "amount", "amount": 50}, line("a", "8.00"), line("b", "4.00")) == [800, 400]
    assert off({"kind": "amount", "amount": 50, "each": "line"}, line("a", "8.00")) == [800]
    assert off({"kind": "amount", "amount": 5, "each": "unit"}, line("a", "8.00", 2), line("b", "4.00")) == [
        1000,
        400,
    ]


def test_nothing_goes_below_its_floor():  # edge 75
    lines = (line("a", "10.00", floor_price="9.50"), line("b", "10.00"))
    assert off({"kind": "amount", "amount": 8}, *lines) == [50, 750]
    assert off({"kind": "amount", "amount": 50}, *lines) == [50, 1000]
    assert off(percent(50), *lines, lane="item") == [50, 500]


def test_amounts_at_the_bounds_stay_exact():
    most = "999999999.99"
    assert off({"kind": "amount", "amount": most, "each": "unit"}, line("a", "0.01", 2**31 - 1)) == [
        2**31 - 1
    ]
    each = {"kind": "per_each", "amount": most, "every": "0.01"}
    assert off(each, line("a", "10995116277.75")) == [2**40 - 1]
    prices = {"kind": "member_price", "prices": {"A": most}}
    assert off(prices, line("a", "0.01", 2**31 - 1)) == [0]


PER_EACH = {"kind": "per_each", "amount": 10, "every": 100}


@pytest.mark.parametrize(
    ("price", "times"), [("99.99", 0), ("100.00", 1), ("199.99", 1), ("328.50", 3), ("1000.00", 10)]
)
def test_each_full_hundred_takes_ten_off(price, times):
    assert off(PER_EACH, line("a", price)) == [times * 1000]


def test_each_full_hundred_may_be_capped_in_times():
    assert off(PER_EACH | {"times_max": 3}, line("a", "1000.00")) == [3000]


def test_below_the_first_hundred_the_refusal_says_what_is_short():
    decision = quoted(PER_EACH, line("a", "80.00")).decisions[0]
    assert (decision.applied, decision.reason, decision.short_by) == (False, Reason.BELOW_MINIMUM, 2000)


STEPS = {
    "kind": "steps",
    "measure": "subtotal",
    "steps": [{"from": 100, "amount": 10}, {"from": 200, "percent": 15}, {"from": 500, "amount": 200}],
}


@pytest.mark.parametrize(
    ("price", "expected"),
    [("99.99", 0), ("100.00", 1000), ("199.99", 1000), ("200.00", 3000), ("500.00", 20_000)],
)
def test_the_highest_step_reached_gives(price, expected):
    assert off(STEPS, line("a", price)) == [expected]


def test_steps_stop_at_their_cap_and_say_what_is_short():
    assert off(STEPS | {"cap": 25}, line("a", "400.00")) == [2500]
    decision = quoted(STEPS, line("a", "99.00")).decisions[0]
    assert (decision.reason, decision.short_by) == (Reason.BELOW_MINIMUM, 100)


def test_steps_by_quantity_count_the_units_of_their_goods():
    steps = {
        "kind": "steps",
        "measure": "quantity",
        "steps": [{"from": 2, "percent": 10}, {"from": 3, "percent": 20}],
        "of": {"categories": ["wear"]},
    }
    hats = line("h", "10.00", 2, category="wear/hats")
    assert off(steps, hats, line("x", "10.00", 5)) == [200, 0]
    assert off(steps, hats, line("s", "10.00", category="wear")) == [400, 200]
    decision = quoted(steps, line("s", "10.00", category="wear")).decisions[0]
    assert (decision.reason, decision.short_by) == (Reason.TOO_FEW, 1)


def test_a_step_of_nothing_has_no_effect():
    steps = STEPS | {"steps": [{"from": 0, "percent": 0}]}
    assert quoted(steps, line("a", "10.00")).decisions[0].reason is Reason.NO_EFFECT


def test_a_member_price_is_a_percent_or_a_price_by_sku():
    assert off({"kind": "member_price", "percent": 5}, line("a", "10.00", 3)) == [150]
    prices = {"kind": "member_price", "prices": {"A": "9.00", "B": "50.00"}}
    assert off(prices, line("a", "10.00", 3), line("b", "20.00"), line("c", "20.00")) == [300, 0, 0]


def test_a_member_price_is_a_price_whatever_the_list_says():
    prices = {"kind": "member_price", "prices": {"A": "70.00"}}
    goods = line("a", "80.00", list_price="100.00")
    assert off(prices, goods, benefit_base="list") == [1000]


def test_free_shipping_takes_the_fee_or_a_part_of_it():
    fee = {"shipping_fee": "12.00"}
    whole = quoted({"kind": "free_shipping"}, line("a", "10.00"), cart=fee)
    assert (whole.shipping_discount_minor, whole.discount_minor, whole.to_pay_minor) == (1200, 0, 1000)
    part = quoted({"kind": "free_shipping", "amount": 5}, line("a", "10.00"), cart=fee)
    assert (part.shipping_discount_minor, part.to_pay_minor) == (500, 1700)
    more = quoted({"kind": "free_shipping", "amount": 50}, line("a", "10.00"), cart=fee)
    assert more.shipping_discount_minor == 1200


def test_an_offer_without_effect_is_not_applied():  # edge 80
    assert quoted({"kind": "free_shipping"}, line("a", "10.00")).decisions[0].reason is Reason.NO_EFFECT
    assert quoted(percent(10), line("a", 0)).decisions[0].reason is Reason.NO_EFFECT
    other = percent(10, of={"skus": ["Z"]})
    assert quoted(other, line("a", "10.00")).decisions[0].reason is Reason.NO_EFFECT
