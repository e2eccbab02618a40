"""Offers stand in as few lanes as keep their one order and what each of them is judged on."""

import pytest

from tests.cases.format import Unsupported
from tests.cases.lanes import BY_LINE, Stand, in_order, lanes, rounds_apart
from tests.cases.small import amount, minimum, percent, promotion

GOODS = Stand(percent("p", "10"), shipping=False, by_line=False)
APART = Stand(percent("p", "10", on="lines"), shipping=False, by_line=True)
FREE = Stand(promotion("f", "free_shipping"), shipping=True, by_line=False)
FROM_9 = Stand(promotion("f", "free_shipping", conditions=[minimum("9.00")]), shipping=True, by_line=False)


def placed(*stands):
    made, places = lanes([*stands])
    return [lane["id"] for lane in made], [(place.lane, place.running) for place in places]


def test_higher_priority_comes_first_then_the_place_in_the_file():
    told = [percent("low", "1", priority=1), percent("x", "1", priority=5), percent("y", "1", priority=5)]
    assert [one["id"] for one in in_order(told)] == ["x", "y", "low"]


def test_all_money_off_goods_stands_in_one_lane():
    assert placed(GOODS, GOODS) == (["order"], [("order", "running")] * 2)


def test_a_case_without_offers_still_has_a_lane():
    assert placed() == (["order"], [])


def test_a_percentage_by_line_or_unit_gets_a_lane_by_line_at_its_place():
    made, places = lanes([GOODS, APART, APART, GOODS])
    assert [lane["id"] for lane in made] == ["order", "order-1", "order-2"]
    assert BY_LINE.items() <= made[1].items()
    assert [place.lane for place in places] == ["order", "order-1", "order-1", "order-2"]


def test_shipping_tried_last_is_judged_on_what_is_left():
    assert placed(GOODS, FROM_9) == (["order", "shipping"], [("order", "running"), ("shipping", "running")])


def test_shipping_tried_first_is_judged_on_the_goods_as_they_came():
    assert placed(FROM_9, GOODS) == (["order", "shipping"], [("shipping", "list"), ("order", "running")])


def test_shipping_tried_in_between_is_judged_on_the_goods_of_that_moment():
    ids, places = placed(GOODS, FROM_9, GOODS)
    assert ids == ["item", "order-1", "shipping"]
    assert places == [("item", "running"), ("shipping", "after_items"), ("order-1", "running")]


def test_shipping_without_a_minimum_divides_no_lane():
    assert placed(GOODS, FREE, GOODS)[0] == ["order", "shipping"]


def test_two_such_moments_are_more_than_a_programme_can_say():
    with pytest.raises(Unsupported, match="at two places"):
        lanes([GOODS, FROM_9, GOODS, FROM_9, GOODS])


@pytest.mark.parametrize(
    ("told", "unit", "apart"),
    [
        ([percent("p", "1", on="lines"), percent("q", "1")], "sum", [False, False]),
        ([percent("p", "1", on="lines"), percent("q", "1")], "unit", [True, False]),
        ([percent("p", "1"), amount("q", "1.00")], "line", [True, False]),
        ([amount("p", "1.00", on="lines")], "unit", [False]),
    ],
)
def test_the_rounding_unit_is_that_of_percentages_on_lines(told, unit, apart):
    assert rounds_apart(told, unit) == apart
