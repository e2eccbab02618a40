"""A chart of named things: one horizontal bar each, longest first, its figure written at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loyalty.reports.drawing import WIDTH, Box, Drawing, Label, Rule, Scale, stacked, text_width, wrapped
from loyalty.reports.ticks import ticks

ROW = 260
THICK = 150
TOP = 40
BOTTOM = 260
NAME_ROOM = 3500
NAME_LEAST = 900
NAME_LINES = 3  # a longer name is cut
NAME_LINE = 150  # of a name that takes several lines
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
    """Horizontal bars in the order given, at least one; a name too long for its place takes several lines."""
    names = [wrapped(row.name, NAME_ROOM, most=NAME_LINES) for row in rows]
    left = max(NAME_LEAST, *(text_width(line) for lines in names for line in lines)) + GAP
    right = WIDTH - GAP - max(text_width(row.figure) for row in rows) - GAP
    high = ROW + NAME_LINE * (max(len(lines) for lines in names) - 1)
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
        y = TOP + at * high + (high - THICK) // 2
        drawn, end = _stretches(row, scale, y)
        boxes += drawn
        first = y + 115 - NAME_LINE * (len(names[at]) - 1) // 2
        labels += [
            Label(left - GAP, first + NAME_LINE * place, line, "end", "name")
            for place, line in enumerate(names[at])
        ]
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
