from dataclasses import replace

import pytest

from loyalty.reports.columns import HEIGHT, Series, Writing, columns
from loyalty.reports.drawing import WIDTH
from tests.reports.sample_months import month_names

WRITING = Writing(str, lambda value: f"{value} in full", lambda month: f"<{month}>", lambda month: month[5:])


def drawn(months, *values):
    series = [Series(tone, f"part {tone}", tuple(row)) for tone, row in zip("abcd", values, strict=False)]
    return columns(month_names(months), series, writing=WRITING, spoken="Which month costs what?")


def values_of(drawing):
    return [label.text for label in drawing.labels if label.tone == "value"]


def months_of(drawing):
    return [label.text for label in drawing.labels if label.tone == "tick" and label.anchor == "middle"]


def test_parts_stand_on_each_other():
    lower, upper = drawn(1, [30], [20]).boxes
    assert upper.y + upper.height == lower.y
    assert lower.height * 2 == upper.height * 3


def test_the_parts_of_one_month_read_their_full_figure():
    box = drawn(1, [30]).boxes[0]
    assert box.tip == "<2024-01> · part a: 30 in full"


def test_negative_parts_hang_below_the_line():
    up, down = drawn(1, [30], [-10]).boxes
    assert up.y + up.height == down.y
    assert values_of(drawn(1, [30], [-10])) == ["30", "-10"]


def test_a_part_of_nothing_draws_nothing():
    assert drawn(2, [0, 0], [0, 0]).boxes == ()


def test_a_trace_is_still_visible():
    assert all(box.height >= 1 for box in drawn(2, [1, 10**12]).boxes)


def test_every_column_of_a_few_months_carries_its_figure():
    assert values_of(drawn(12, range(10, 22))) == [str(value) for value in range(10, 22)]


def test_of_many_months_only_the_highest_and_the_lowest_carry_theirs():
    figures = [100_000 + 37 * at for at in range(60)]
    assert values_of(drawn(60, figures, [-value for value in figures])) == [
        str(max(figures)),
        str(-max(figures)),
    ]


@pytest.mark.parametrize(("months", "shown"), [(1, 1), (12, 12), (24, 24), (60, 20), (240, 20)])
def test_names_of_months_thin_out(months, shown):
    assert len(months_of(drawn(months, [5] * months))) == shown


def test_the_year_stands_under_its_january():
    drawing = drawn(24, [5] * 24)
    assert [label.text for label in drawing.labels if label.tone == "year"] == ["2024", "2025"]


@pytest.mark.parametrize("months", [1, 2, 13, 60, 600])
@pytest.mark.parametrize("scale", [1, -1, 10**15])
def test_everything_stays_on_the_page(months, scale):
    drawing = drawn(months, [scale * (at % 7) for at in range(months)], [scale] * months)
    assert drawing.boxes
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in drawing.boxes)
    assert all(box.y >= 0 and box.y + box.height <= HEIGHT for box in drawing.boxes)
    assert all(0 <= label.y <= HEIGHT for label in drawing.labels)


def test_a_month_that_is_not_whole_is_drawn_paler():
    writing = replace(WRITING, partial=month_names(2)[1:])
    series = [Series("a", "part a", (30, 10))]
    drawing = columns(month_names(2), series, writing=writing, spoken="Which month costs what?")
    assert [box.tone for box in drawing.boxes] == ["a", "a partial"]
