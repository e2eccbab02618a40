"""A chart of how figures follow a number: a line each over an axis of it, the present value marked.

The axis is as long as the numbers are apart, not one step a point, so that a cost that grows evenly is a
straight line. A value that is missing breaks its line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loyalty.reports.columns import GAP
from loyalty.reports.drawing import WIDTH, Dot, Drawing, Label, Rule, Scale, text_width
from loyalty.reports.ticks import ticks

HEIGHT = 3200
TOP = 340
BOTTOM = 420
RIGHT = 260
RADIUS = 38
LABEL_GAP = 100
"""Between two labels of the axis, at least."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure at every number of the axis; None where it is not known."""

    tone: str
    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """How the chart writes: numbers of the axis, figures short on the marks and full for a resting pointer.

    `marked` is the number that stands today, `mark` what is written above it.
    """

    number: Callable[[int], str]
    short: Callable[[int], str]
    full: Callable[[int], str]
    marked: int | None = None
    mark: str = ""


def lines(numbers: Sequence[int], series: Sequence[Line], *, axis: Axis, spoken: str) -> Drawing:
    """Lines over rising whole numbers, at least one; every line is as long as `numbers`."""
    known = [value for one in series for value in one.values if value is not None] or [0]
    marks = ticks(min(known), max(known))
    left = max(text_width(axis.short(mark)) for mark in marks) + 2 * GAP
    up = Scale(marks[0], marks[-1], HEIGHT - BOTTOM, TOP)
    along = _along(numbers, axis.marked, left)
    rules = [
        Rule(left, up.at(mark), WIDTH - RIGHT + GAP, up.at(mark), "grid" if mark else "axis")
        for mark in marks
    ]
    labels = [Label(left - GAP, up.at(mark) + 40, axis.short(mark), "end", "tick") for mark in marks]
    labels += _numbers(numbers, along, axis.number)
    if axis.marked is not None:
        x = along.at(axis.marked)
        rules.append(Rule(x, TOP - 120, x, HEIGHT - BOTTOM, "mark"))
        room = text_width(axis.mark) // 2
        labels.append(Label(min(max(x, left + room), WIDTH - room), TOP - 170, axis.mark, "middle", "value"))
    dots = []
    for one in series:
        places = [
            None if value is None else (along.at(number), up.at(value))
            for number, value in zip(numbers, one.values, strict=True)
        ]
        rules += _stretches(places, one.tone)
        dots += [
            Dot(*place, RADIUS, one.tone, f"{axis.number(number)} · {one.name}: {axis.full(value)}")
            for number, value, place in zip(numbers, one.values, places, strict=True)
            if place is not None and value is not None
        ]
    return Drawing(HEIGHT, spoken, (), tuple(rules), tuple(labels), dots=tuple(dots))


def _along(numbers: Sequence[int], marked: int | None, left: int) -> Scale:
    """The axis of numbers; a single one stands in the middle."""
    ends = [*numbers] if marked is None else [*numbers, marked]
    low, high = min(ends), max(ends)
    if low == high:
        low, high = low - 1, high + 1
    return Scale(low, high, left + GAP, WIDTH - RIGHT)


def _numbers(numbers: Sequence[int], along: Scale, written: Callable[[int], str]) -> list[Label]:
    """As many numbers as fit, the first one always."""
    labels: list[Label] = []
    free = 0
    for number in numbers:
        x, room = along.at(number), text_width(written(number)) // 2
        if not labels or x - room >= free:
            labels.append(Label(x, HEIGHT - BOTTOM + 190, written(number), "middle", "tick"))
            free = x + room + LABEL_GAP
    return labels


def _stretches(places: Sequence[tuple[int, int] | None], tone: str) -> list[Rule]:
    """From each known point to the next one."""
    return [
        Rule(*start, *end, f"line-{tone}")
        for start, end in pairwise(places)
        if start is not None and end is not None
    ]
