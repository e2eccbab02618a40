"""A chart of limits and budgets over time: dark while something was left, pale from the moment it ran out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.reports.bars import GAP, NAME_LEAST, NAME_ROOM, ROW, THICK, TOP
from loyalty.reports.drawing import WIDTH, Box, Drawing, Label, Rule, Scale, shortened, text_width

BOTTOM = 400
SECOND = timedelta(seconds=1)
MARKS_MAX = 8


@dataclass(frozen=True, slots=True)
class Span:
    """One limit or budget: its name, when it ran out (None: never) and the figure at its end."""

    name: str
    ended: datetime | None
    figure: str
    tip: str


def timeline(
    rows: Sequence[Span],
    *,
    period: tuple[datetime, datetime],
    month_tick: Callable[[str], str],
    spoken: str,
) -> Drawing:
    """Bars from the period's first to its last instant, in the order given, at least one."""
    first, last = period[0].replace(day=1, hour=0, minute=0, second=0, microsecond=0), period[1]
    left = min(max(NAME_LEAST, *(text_width(row.name) for row in rows)), NAME_ROOM) + GAP
    right = WIDTH - GAP - max(text_width(row.figure) for row in rows) - GAP
    scale = Scale(0, max((last - first) // SECOND, 1), left, right)
    foot = TOP + ROW * len(rows)
    labels: list[Label] = []
    rules = [Rule(left, TOP, left, foot, "axis")]
    for mark in _firsts_of_months(first, last):
        x = scale.at((mark - first) // SECOND)
        rules.append(Rule(x, TOP, x, foot, "grid"))
        labels.append(Label(x, foot + 160, month_tick(f"{mark:%Y-%m}"), "middle", "tick"))
        labels.append(Label(x, foot + 310, f"{mark:%Y}", "middle", "year"))
    boxes = []
    for at, row in enumerate(rows):
        y = TOP + at * ROW + (ROW - THICK) // 2
        end = right if row.ended is None else scale.at(_inside(row.ended, first, last))
        boxes.append(Box(left, y, max(end - left, 1), THICK, "open", row.tip))
        if end < right:
            boxes.append(Box(end, y, right - end, THICK, "closed", row.tip))
        labels.append(Label(left - GAP, y + 115, shortened(row.name, left - GAP), "end", "name"))
        labels.append(Label(right + GAP, y + 115, row.figure, "start", "value"))
    return Drawing(foot + BOTTOM, spoken, tuple(boxes), tuple(rules), tuple(labels))


def _inside(at: datetime, first: datetime, last: datetime) -> int:
    """Seconds since the first instant, held within first and last."""
    return (min(max(at, first), last) - first) // SECOND


def _firsts_of_months(first: datetime, last: datetime) -> list[datetime]:
    """Firsts of months inside the period, at most eight, evenly spaced from a January where there is one."""
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months <= step * MARKS_MAX)
    start = 12 * first.year + first.month - 1
    numbers = [number for number in range(start, start + months) if number % every == 0]
    marks = [datetime(number // 12, number % 12 + 1, 1, tzinfo=first.tzinfo) for number in numbers]
    return [mark for mark in marks if first <= mark <= last]
