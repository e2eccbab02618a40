"""A chart of how one amount becomes another: the start, each change where the last one ended, the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loyalty.reports.bars import BOTTOM, GAP, NAME_LEAST, NAME_ROOM, ROW, THICK, TOP
from loyalty.reports.drawing import WIDTH, Box, Drawing, Label, Rule, Scale, shortened, text_width
from loyalty.reports.ticks import ticks


@dataclass(frozen=True, slots=True)
class Change:
    """One row: by how much the amount changes; a `level` is the amount itself, drawn from zero."""

    name: str
    value: int
    figure: str
    level: bool = False


def waterfall(rows: Sequence[Change], *, short: Callable[[int], str], spoken: str) -> Drawing:
    """Rows from top to bottom; the first is a level, and a later level must be what the changes led to."""
    reaches = _reaches(rows)
    left = min(max(NAME_LEAST, *(text_width(row.name) for row in rows)), NAME_ROOM) + GAP
    right = WIDTH - 2 * GAP - max(text_width(row.figure) for row in rows)
    marks = ticks(min(min(reach) for reach in reaches), max(max(reach) for reach in reaches))
    scale = Scale(marks[0], marks[-1], left, right)
    foot = TOP + ROW * len(rows)
    labels = [Label(scale.at(mark), foot + 160, short(mark), "middle", "tick") for mark in marks]
    rules = [Rule(scale.at(mark), TOP, scale.at(mark), foot, "grid" if mark else "axis") for mark in marks]
    boxes = []
    for at, (row, (start, end)) in enumerate(zip(rows, reaches, strict=True)):
        y = TOP + at * ROW + (ROW - THICK) // 2
        low, high = scale.at(min(start, end)), scale.at(max(start, end))
        tone = "a" if row.level else "more" if end > start else "less"
        boxes.append(Box(low, y, max(high - low, 6), THICK, tone, f"{row.name}: {row.figure}"))
        labels.append(Label(left - GAP, y + 115, shortened(row.name, left - GAP), "end", "name"))
        labels.append(Label(high + GAP, y + 115, row.figure, "start", "value"))
        if at + 1 < len(rows):
            x = scale.at(end)
            rules.append(Rule(x, y + THICK, x, y + ROW, "link"))
    return Drawing(foot + BOTTOM, spoken, tuple(boxes), tuple(rules), tuple(labels))


def _reaches(rows: Sequence[Change]) -> list[tuple[int, int]]:
    """From where to where each row is drawn."""
    reaches, amount = [], 0
    for row in rows:
        start = 0 if row.level else amount
        amount = row.value if row.level else amount + row.value
        reaches.append((start, amount))
    return reaches
