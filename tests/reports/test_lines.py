from itertools import pairwise

import pytest

from loyalty.reports.drawing import WIDTH
from loyalty.reports.lines import HEIGHT, Axis, Line, lines

AXIS = Axis(number=str, short=str, full=str)


def drawn(numbers, *series, axis=AXIS):
    made = [Line("a", f"line {at}", tuple(values)) for at, values in enumerate(series)]
    return lines(numbers, made, axis=axis, spoken="How does the cost follow the minimum?")


def test_numbers_stand_as_far_apart_as_they_are():
    first, second, third = drawn([100, 200, 400], [5, 5, 5]).dots
    assert abs((third.x - second.x) - 2 * (second.x - first.x)) <= 2


def test_higher_is_more():
    low, high = drawn([1, 2], [10, 90]).dots
    assert high.y < low.y


def test_a_missing_value_breaks_its_line():
    whole, broken = drawn([1, 2, 3], [1, 2, 3]), drawn([1, 2, 3], [1, None, 3])
    count = [len([rule for rule in one.rules if rule.tone == "line-a"]) for one in (whole, broken)]
    assert count == [2, 0]
    assert len(broken.dots) == 2


def test_what_stands_today_is_marked():
    axis = Axis(number=str, short=str, full=str, marked=300, mark="as it stands")
    drawing = drawn([200, 400], [1, 2], axis=axis)
    (mark,) = [rule for rule in drawing.rules if rule.tone == "mark"]
    assert drawing.dots[0].x < mark.x1 == mark.x2 < drawing.dots[1].x
    assert "as it stands" in [label.text for label in drawing.labels]


def test_numbers_of_the_axis_do_not_touch():
    drawing = drawn(list(range(1_000, 1_400)), [1] * 400)
    ticks = sorted(label.x for label in drawing.labels if label.anchor == "middle" and label.tone == "tick")
    assert 3 < len(ticks) < 40
    assert min(later - sooner for sooner, later in pairwise(ticks)) > 300


@pytest.mark.parametrize("numbers", [[5], [5, 6], list(range(60))])
@pytest.mark.parametrize("scale", [0, 1, -1, 10**15])
def test_everything_stays_on_the_page(numbers, scale):
    drawing = drawn(numbers, [scale * number for number in numbers])
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawing.dots)
    assert all(0 <= rule.x1 <= WIDTH and 0 <= rule.x2 <= WIDTH for rule in drawing.rules)
