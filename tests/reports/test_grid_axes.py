from dataclasses import replace

import pytest

from loyalty.money import currency
from loyalty.reports.figures import Figures
from loyalty.reports.grid_axes import axes_line, axis_name, decimal, numbers, value_name, values_of
from loyalty.reports.pen import Pen
from loyalty.reports.words import Words
from tests.simulate.grids import CAP, LANE, grid_result


@pytest.fixture
def zh():
    return Pen(Words("zh"), Figures(currency("CNY"), "zh"))


def part(axis):
    return grid_result(axis).as_dict()["axes"][0]


def with_values(*values, current="20"):
    return part(replace(CAP, values=values, current=current))


def test_an_axis_is_called_by_its_thing_and_its_field(pen, zh):
    assert axis_name(part(CAP), pen) == "First order · cap"
    assert axis_name(part(CAP), zh) == "首单立减 · 封顶"
    assert axis_name(part(LANE), pen) == "order · rule"


def test_an_axis_of_nothing_with_an_id_is_called_by_its_section(pen, zh):
    points = part(
        replace(CAP, path="points.redeem.max_percent", field="max_percent", thing=None, thing_name=None)
    )
    points["thing_name_zh"] = None
    assert axis_name(points, pen) == "Points · share that points may pay"
    assert axis_name(points, zh) == "积分 · 积分抵扣比例上限"


def test_a_field_without_words_keeps_its_own_name(pen):
    assert axis_name(part(replace(CAP, field="spread_by")), pen) == "First order · spread_by"


@pytest.mark.parametrize(
    ("value", "told"),
    [("20", "20"), ("12345.5", "12,345.5"), ("-3", "−3"), ("best_of", "best_of"), (None, "none")],
)
def test_a_value_reads_as_people_write_it(pen, value, told):
    assert value_name(value, pen) == told


def test_a_variant_is_called_by_all_its_values(pen, zh):
    grid = grid_result(CAP, LANE).as_dict()
    assert values_of(grid["variants"][1], grid["axes"], pen) == "cap 10 and rule best_of"
    assert values_of(grid["variants"][1], grid["axes"], zh) == "封顶 10，规则 best_of"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("10", "20", "30"), "10, 20, 30"),
        (("10", "15", "20", "25"), "10 to 25"),
        (("10", "15", "20", None), "10 to 20, none"),
        (("a", "b", "c", "d"), "a, b, c, d"),
    ],
)
def test_few_values_are_told_one_by_one_and_many_from_first_to_last(pen, values, told):
    assert axes_line([with_values(*values)], pen) == f"First order · cap = {told}"


def test_several_axes_are_told_together(pen):
    grid = grid_result(CAP, LANE).as_dict()
    assert axes_line(grid["axes"], pen) == "First order · cap = 10, 20, 30 × order · rule = all, best_of"


def test_numbers_are_drawn_as_whole_ones_and_written_as_they_were():
    found = numbers(with_values("1", "1.25", None, "10", current="0.5"))
    assert (found.places, found.whole, found.marked) == (2, (100, 125, 1000), 50)
    assert [found.text(one) for one in found.whole] == ["1.00", "1.25", "10.00"]
    assert numbers(with_values("-1000", "0")).text(-1000) == "−1,000"


@pytest.mark.parametrize("values", [("all", "best_of"), ("1", "x"), ("1",), ("1", None), (None,)])
def test_an_axis_of_words_or_of_one_number_has_no_numbers(values):
    assert numbers(with_values(*values)) is None


def test_what_stands_is_not_marked_where_it_is_none():
    assert numbers(with_values("1", "2", current=None)).marked is None


@pytest.mark.parametrize("text", ["x", "NaN", "Infinity", "", "20:00"])
def test_what_is_no_number_is_none(text):
    assert decimal(text) is None
