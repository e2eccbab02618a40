"""A chart of two states of the same things: a dot for each and a line between, so each change is seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loyalty.reports.bars import BOTTOM, GAP, NAME_LEAST, NAME_ROOM, ROW, TOP
from loyalty.reports.drawing import WIDTH, Dot, Drawing, Label, Rule, Scale, shortened, text_width
from loyalty.reports.ticks import ticks

RADIUS = 55


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: what was, what is, and the figure at its end."""

    name: str
    before: int
    now: int
    figure: str
    tips: tuple[str, str]


def dumbbell(rows: Sequence[Pair], *, short: Callable[[int], str], spoken: str) -> Drawing:
    """Rows in the order given, at least one; the pale dot is before, the dark one now."""
    left = min(max(NAME_LEAST, *(text_width(row.name) for row in rows)), NAME_ROOM) + GAP
    right = WIDTH - 2 * GAP - max(text_width(row.figure) for row in rows)
    marks = ticks(
        min(min(row.before, row.now) for row in rows), max(max(row.before, row.now) for row in rows)
    )
    scale = Scale(marks[0], marks[-1], left, right - RADIUS)
    foot = TOP + ROW * len(rows)
    labels = [Label(scale.at(mark), foot + 160, short(mark), "middle", "tick") for mark in marks]
    rules = [Rule(scale.at(mark), TOP, scale.at(mark), foot, "grid" if mark else "axis") for mark in marks]
    dots = []
    for at, row in enumerate(rows):
        y = TOP + at * ROW + ROW // 2
        rules.append(Rule(scale.at(row.before), y, scale.at(row.now), y, "link"))
        dots.append(Dot(scale.at(row.before), y, RADIUS, "before", row.tips[0]))
        dots.append(Dot(scale.at(row.now), y, RADIUS, "a", row.tips[1]))
        labels.append(
            Label(left - GAP - RADIUS, y + 40, shortened(row.name, left - GAP - RADIUS), "end", "name")
        )
        labels.append(Label(right + GAP, y + 40, row.figure, "start", "value"))
    return Drawing(foot + BOTTOM, spoken, (), tuple(rules), tuple(labels), dots=tuple(dots))
