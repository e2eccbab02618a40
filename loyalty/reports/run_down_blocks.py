"""How limits and budgets run down, month by month: what is left of each, in percent of what was allowed.

Money and counts share one axis that way. A limit that fills up anew every day, week or month has nothing to
run down and is left out.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from loyalty.reports.block import Block, Detail, Key
from loyalty.reports.event_blocks import EVER
from loyalty.reports.figures import PPM
from loyalty.reports.lines import Axis, Line, lines
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import DraftPart, ExhaustionPart
from loyalty.reports.tables import Cell, Column, Table, numbers, row, table, texts

TONES: Final = ("a", "b", "c", "d")
"""So many lines can be told apart; the ones that go fastest are drawn."""


@dataclass(frozen=True, slots=True)
class _Course:
    """One limit or budget: what was used in each month and what was left at its end."""

    name: str
    entry: ExhaustionPart
    left: tuple[int, ...]

    def ppm(self, left: int) -> int:
        """A remainder as a share of what was allowed."""
        return left * PPM // max(self.entry["allowed"], 1)


def run_down(draft: DraftPart, pen: Pen) -> Block | None:
    """What is left of each limit and budget at the end of each month; nothing where none was touched."""
    names = pen.offers_by_id(draft)
    courses = sorted(
        (
            _course(entry, pen.limit(entry, names))
            for entry in draft["exhaustion"]
            if entry["each"] == EVER and entry["by_month"] and entry["used"]
        ),
        key=lambda course: (sum(course.ppm(left) for left in course.left), course.name),
    )
    if not courses:
        return None
    question = pen.words("question.run_down")
    months = [month["month"] for month in courses[0].entry["by_month"]]
    first, shown = courses[0], courses[: len(TONES)]
    at = next((place for place, left in enumerate(first.left) if left <= 0), len(months) - 1)
    answer = pen.words(
        "answer.run_down",
        name=first.name,
        month=pen.figures.month(months[at]),
        left=pen.figures.ppm(first.ppm(first.left[at])),
    )
    series = [_line(course, tone) for course, tone in zip(shown, TONES, strict=False)]
    if len(courses) > len(shown):
        answer += pen.words("more", count=len(courses) - len(shown))

    def number(place: int) -> str:
        return pen.words("run_down.start") if place == 0 else pen.figures.month(months[place - 1])

    axis = Axis(number=number, short=pen.figures.ppm, full=pen.figures.ppm)
    drawing = lines(range(len(months) + 1), series, axis=axis, spoken=question)
    return Block(
        question,
        answer,
        unit=pen.words("axis.left"),
        keys=tuple(Key(one.tone, one.name) for one in series),
        drawings=(drawing,),
        details=(Detail(pen.words("by_month"), _table(courses, pen)),),
    )


def _course(entry: ExhaustionPart, name: str) -> _Course:
    used = accumulate((month["used"] for month in entry["by_month"]), initial=entry["used_before"])
    _, *after = used
    return _Course(name, entry, tuple(entry["allowed"] - spent for spent in after))


def _line(course: _Course, tone: str) -> Line:
    start = course.entry["allowed"] - course.entry["used_before"]
    return Line(tone, course.name, tuple(course.ppm(left) for left in (start, *course.left)))


def _table(courses: list[_Course], pen: Pen) -> Table:
    """One row a limit or budget and month."""
    rows = []
    for course in courses:
        amount = pen.money if course.entry["kind"] == "budget" else whole
        for month, left in zip(course.entry["by_month"], course.left, strict=True):
            rows.append(
                row(
                    course.name,
                    pen.month(month["month"]),
                    amount(month["used"]),
                    amount(left),
                    Cell(
                        pen.figures.ppm(course.ppm(left)),
                        value=pen.share(left, course.entry["allowed"]).value,
                    ),
                )
            )
    heads = [
        *texts(pen.words("what")),
        Column(pen.words("month"), "name"),
        *numbers(*(pen.words(f"run_down.{name}") for name in ("used", "left", "share"))),
    ]
    return table(heads, rows, sheet="run_down")
