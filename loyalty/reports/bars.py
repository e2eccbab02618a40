"""A chart of named things: one horizontal bar each, longest first, its figure written at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loyalty.reports.drawing import WIDTH, Box, Drawing, Label, Rule, Scale, shortened, stacked, text_width
from loyalty.reports.ticks import ticks

ROW = 260
THICK = 150
TOP = 40
BOTTOM = 260
NAME_ROOM = 3500
NAME_LEAST = 900
NAME_ROW = 150  # more height where names stand above their bars
NAME_IN = 30  # from the axis
GAP = 80


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a bar; parts follow each other from zero, negative ones to the left.

    `label` is written inside where there is room for it.
    """

    tone: str
    value: int
    tip: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its parts and the figure at its end."""

    name: str
    parts: tuple[Part, ...]
    figure: str


def bars(rows: Sequence[Bar], *, short: Callable[[int], str], spoken: str) -> Drawing:
    """Horizontal bars in the order given, at least one; names too long to stand beside them stand above."""
    widest = max(text_width(row.name) for row in rows)
    above = widest > NAME_ROOM
    left = GAP if above else max(NAME_LEAST, widest) + GAP
    right = WIDTH - GAP - max(text_width(row.figure) for row in rows) - GAP
    high = ROW + NAME_ROW if above else ROW
    marks = ticks(
        min(sum(min(part.value, 0) for part in row.parts) for row in rows),
        max(sum(max(part.value, 0) for part in row.parts) for row in rows),
    )
    scale = Scale(marks[0], marks[-1], left, right)
    foot = TOP + high * len(rows)
    labels = [Label(scale.at(mark), foot + 160, short(mark), "middle", "tick") for mark in marks]
    rules = [Rule(scale.at(mark), TOP, scale.at(mark), foot, "grid" if mark else "axis") for mark in marks]
    boxes = []
    for at, row in enumerate(rows):
        y = TOP + at * high + high - ROW + (ROW - THICK) // 2
        drawn, end = _stretches(row, scale, y)
        boxes += drawn
        if above:
            labels.append(Label(left + NAME_IN, y - 30, shortened(row.name, WIDTH - left), "start", "over"))
        else:
            labels.append(Label(left - GAP, y + 115, row.name, "end", "name"))
        labels.append(Label(end + GAP, y + 115, row.figure, "start", "value"))
    return Drawing(foot + BOTTOM, spoken, tuple(boxes), tuple(rules), tuple(labels))


def _stretches(row: Bar, scale: Scale, y: int) -> tuple[list[Box], int]:
    """The boxes of one bar and where its right end lies."""
    stack = stacked([part.value for part in row.parts])
    boxes = [
        Box(scale.at(low), y, max(scale.at(high) - scale.at(low), 1), THICK, part.tone, part.tip)
        for part, (low, high) in zip(row.parts, stack, strict=True)
        if low < high
    ]
    return boxes, scale.at(max(high for _, high in stack))
