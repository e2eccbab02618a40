"""A chart of figures over two things at once: a field of boxes, darker where the figure is higher.

Each box carries its figure, so that nobody has to compare colours; the box of what stands today is framed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from loyalty.reports.drawing import WIDTH, Box, Drawing, Label, Rule, shortened, text_width

ROW: Final = 340
TOP: Final = 420
BOTTOM: Final = 60
GAP: Final = 80
SHADES: Final = 7
NAME_ROOM: Final = 1800
NAME_LEAST: Final = 500
PAD: Final = 40
FRAME: Final = 12


@dataclass(frozen=True, slots=True)
class Field:
    """Names down and across, and the figure of every pair; `framed` is the pair (row, column) of today."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    down: str
    across: str
    framed: tuple[int, int] | None = None


def heat(
    field: Field, *, short: Callable[[int], str], full: Callable[[int, int, int], str], spoken: str
) -> Drawing:
    """The boxes row by row; `full` reads a box from its row, its column and its figure."""
    longest = max(text_width(name) for name in (*field.rows, field.down))
    left = min(max(NAME_LEAST, longest), NAME_ROOM) + 2 * GAP
    width = (WIDTH - left) // len(field.columns)
    boxes: list[Box] = []
    labels = [
        Label(left + (WIDTH - left) // 2, 130, field.across, "middle", "name"),
        Label(left - GAP, TOP - 110, shortened(field.down, left - GAP), "end", "name"),
    ]
    every = _fitting(field.columns, width)
    labels += [
        Label(left + at * width + width // 2, TOP - 110, name, "middle", "tick")
        for at, name in enumerate(field.columns)
        if at % every == 0
    ]
    for down, (name, line) in enumerate(zip(field.rows, field.values, strict=True)):
        y = TOP + down * ROW
        labels.append(Label(left - GAP, y + ROW // 2 + 40, shortened(name, left - GAP), "end", "tick"))
        for across, value in enumerate(line):
            shade = shade_of(value, field)
            x = left + across * width
            boxes.append(Box(x, y, width - PAD, ROW - PAD, f"heat-{shade}", full(down, across, value)))
            text = short(value)
            if text_width(text) + PAD <= width - PAD:
                labels.append(
                    Label(x + (width - PAD) // 2, y + ROW // 2 + 22, text, "middle", f"heat-{shade}")
                )
    return Drawing(
        TOP + ROW * len(field.rows) + BOTTOM, spoken, tuple(boxes), _frame(field, left, width), tuple(labels)
    )


def shade_of(value: int, field: Field) -> int:
    """From 0 for the lowest figure of the field to SHADES − 1 for the highest."""
    every = [one for line in field.values for one in line]
    low, high = min(every), max(every)
    return 0 if low == high else (value - low) * (SHADES - 1) // (high - low)


def _fitting(names: Sequence[str], width: int) -> int:
    """The n of "each n-th name fits"."""
    widest = max(text_width(name) for name in names)
    return -(-(widest + PAD) // width)


def _frame(field: Field, left: int, width: int) -> tuple[Rule, ...]:
    if field.framed is None:
        return ()
    down, across = field.framed
    x1, y1 = left + across * width - FRAME, TOP + down * ROW - FRAME
    x2, y2 = x1 + width - PAD + 2 * FRAME, y1 + ROW - PAD + 2 * FRAME
    corners = ((x1, y1, x2, y1), (x2, y1, x2, y2), (x2, y2, x1, y2), (x1, y2, x1, y1))
    return tuple(Rule(*ends, "frame") for ends in corners)
