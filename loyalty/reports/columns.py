"""A chart of months: one column each, parts stacked up from zero, what goes out hanging below it.

It must hold for one month and for sixty: labels thin out to every third, sixth or twelfth month, and where
figures would touch each other only the highest and the lowest column keeps its own.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from loyalty.reports.drawing import WIDTH, Box, Drawing, Label, Rule, Scale, stacked, text_width
from loyalty.reports.ticks import spaced, ticks

HEIGHT = 3000
TOP = 260
BOTTOM = 440
RIGHT = 40
COLUMN_MAX = 560
LABEL_ROOM = 300  # of one month's name
GAP = 60  # between a label and what it labels
BELOW = 130  # the same under a column, where the label's own height counts
LETTER_GAP = 20  # at least between two figures side by side


@dataclass(frozen=True, slots=True)
class Series:
    """One component over all months; negative values hang below zero."""

    tone: str
    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """How the chart writes its figures: short on the axis and the columns, full for a resting pointer."""

    short: Callable[[int], str]
    full: Callable[[int], str]
    month: Callable[[str], str]
    month_tick: Callable[[str], str]
    partial: Collection[str] = ()
    """Months that the file does not hold as a whole; they are drawn paler."""

    def tips(self, month: str, series: Sequence[Series], at: int) -> list[str]:
        """What each part of a month's column reads."""
        return [f"{self.month(month)} · {one.name}: {self.full(one.values[at])}" for one in series]


def columns(months: Sequence[str], series: Sequence[Series], *, writing: Writing, spoken: str) -> Drawing:
    """Stacked columns, one a month; `months` is without gaps, every series as long as it."""
    highs = [sum(max(one.values[at], 0) for one in series) for at in range(len(months))]
    lows = [sum(min(one.values[at], 0) for one in series) for at in range(len(months))]
    marks = ticks(min(lows), max(highs))
    scale = Scale(marks[0], marks[-1], HEIGHT - BOTTOM, TOP)
    left = max(text_width(writing.short(mark)) for mark in marks) + 2 * GAP
    row = Row(left, (WIDTH - left - RIGHT) // len(months))
    boxes = [
        box
        for at, month in enumerate(months)
        for box in _column(series, at, scale=scale, row=row, tips=writing.tips(month, series, at))
    ]
    pale = {row.left_of(at) for at, month in enumerate(months) if month in writing.partial}
    boxes = [replace(box, tone=f"{box.tone} partial") if box.x in pale else box for box in boxes]
    labels = [
        *(Label(left - GAP, scale.at(mark) + 40, writing.short(mark), "end", "tick") for mark in marks),
        *_months(months, row, writing.month_tick),
        *_totals(highs, lows, scale=scale, row=row, short=writing.short),
    ]
    rules = [
        Rule(left, scale.at(mark), WIDTH - RIGHT, scale.at(mark), "grid" if mark else "axis")
        for mark in marks
    ]
    return Drawing(HEIGHT, spoken, tuple(boxes), tuple(rules), tuple(labels))


@dataclass(frozen=True, slots=True)
class Row:
    """Where the columns stand: the first one's left edge and the room of each."""

    left: int
    step: int

    def middle(self, at: int) -> int:
        """The middle of a column."""
        return self.left + at * self.step + self.step // 2

    def left_of(self, at: int) -> int:
        """The left edge of a column."""
        return self.middle(at) - self.width() // 2

    def width(self) -> int:
        """How wide a column is."""
        return max(min(self.step * 7 // 10, COLUMN_MAX), 1)


def _column(series: Sequence[Series], at: int, *, scale: Scale, row: Row, tips: Sequence[str]) -> list[Box]:
    width, x = row.width(), row.left_of(at)
    stack = stacked([one.values[at] for one in series])
    return [
        Box(x, scale.at(high), width, max(scale.at(low) - scale.at(high), 1), one.tone, tip)
        for one, tip, (low, high) in zip(series, tips, stack, strict=True)
        if low < high
    ]


def _months(months: Sequence[str], row: Row, month_tick: Callable[[str], str]) -> list[Label]:
    """Names of the months that fit, and the year under the first of them and under each January."""
    every = spaced(len(months), (WIDTH - row.left - RIGHT) // LABEL_ROOM)
    shown = [at for at, month in enumerate(months) if _since_zero(month) % every == 0] or [0]
    y = HEIGHT - BOTTOM + 180
    labels = []
    for at in shown:
        labels.append(Label(row.middle(at), y, month_tick(months[at]), "middle", "tick"))
        if at == shown[0] or months[at].endswith("-01"):
            labels.append(Label(row.middle(at), y + 160, months[at][:4], "middle", "year"))
    return labels


def _since_zero(month: str) -> int:
    """Months since the year zero, so that every twelfth is a January."""
    return 12 * int(month[:4]) + int(month[5:]) - 1


def _totals(
    highs: Sequence[int], lows: Sequence[int], *, scale: Scale, row: Row, short: Callable[[int], str]
) -> list[Label]:
    """The figure on each column, or on the highest and lowest only where there is no room for all."""
    widest = max(text_width(short(value)) for value in (*highs, *lows))
    all_of_them = range(len(highs)) if widest + LETTER_GAP <= row.step else ()
    above = all_of_them or (highs.index(max(highs)),)
    below = all_of_them or (lows.index(min(lows)),)
    labels = [
        Label(row.middle(at), scale.at(highs[at]) - GAP, short(highs[at]), "middle", "value")
        for at in above
        if highs[at]
    ]
    labels += [
        Label(row.middle(at), scale.at(lows[at]) + BELOW, short(lows[at]), "middle", "value")
        for at in below
        if lows[at]
    ]
    return labels
