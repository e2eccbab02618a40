from itertools import pairwise

import pytest

from loyalty.reports.drawing import WIDTH
from loyalty.reports.heat import SHADES, Field, heat, shade_of


def field(values=((1, 2), (3, 9)), **changes):
    asked = {
        "rows": tuple(f"row {number}" for number in range(len(values))),
        "columns": tuple(f"c{number}" for number in range(len(values[0]))),
        "values": tuple(map(tuple, values)),
        "down": "down",
        "across": "across",
    }
    return Field(**(asked | changes))


def drawn(one):
    return heat(one, short=str, full=lambda row, column, value: f"{row}/{column}={value}", spoken="what?")


def test_every_pair_has_its_box_with_its_figure():
    drawing = drawn(field())
    assert [box.tip for box in drawing.boxes] == ["0/0=1", "0/1=2", "1/0=3", "1/1=9"]
    texts = [label.text for label in drawing.labels]
    assert {"1", "2", "3", "9", "row 0", "row 1", "c0", "c1", "down", "across"} <= set(texts)
    assert drawing.spoken == "what?"


def test_boxes_lie_in_rows_and_columns_inside_the_drawing_and_never_touch():
    boxes = drawn(field([[1, 2, 3], [4, 5, 6]])).boxes
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in boxes)
    assert len({box.y for box in boxes}) == 2
    for left, right in pairwise(boxes[:3]):
        assert left.x + left.width < right.x


def test_the_darkest_box_is_the_highest_and_the_lightest_the_lowest():
    one = field([[0, 50, 100]])
    assert [shade_of(value, one) for value in (0, 50, 100)] == [0, (SHADES - 1) // 2, SHADES - 1]


def test_shades_never_fall_as_figures_rise():
    one = field([list(range(-50, 51))])
    shades = [shade_of(value, one) for value in range(-50, 51)]
    assert shades == sorted(shades)
    assert set(shades) == set(range(SHADES))


def test_a_field_of_equal_figures_is_light():
    assert {box.tone for box in drawn(field([[7, 7]])).boxes} == {"heat-0"}


def test_what_stands_is_framed_on_all_sides():
    rules = drawn(field(framed=(1, 0))).rules
    box = drawn(field()).boxes[2]
    assert {rule.tone for rule in rules} == {"frame"}
    assert min(rule.x1 for rule in rules) < box.x < box.x + box.width < max(rule.x1 for rule in rules)
    assert min(rule.y1 for rule in rules) < box.y < box.y + box.height < max(rule.y1 for rule in rules)


def test_without_a_pair_of_today_nothing_is_framed():
    assert drawn(field()).rules == ()


@pytest.mark.parametrize("count", [1, 2, 12, 60])
def test_figures_and_names_that_do_not_fit_are_left_out_instead_of_overlapping(count):
    drawing = drawn(field([[123_456_789] * count]))
    shown = [label.text for label in drawing.labels]
    assert len(drawing.boxes) == count
    assert shown.count("123456789") in {0, count}
    assert "c0" in shown
    assert ("123456789" in shown) == (count < 12)
