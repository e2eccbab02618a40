"""A chart of wholes split into parts: each bar is one hundred percent, one below the other to be compared.

It answers how unevenly something is spread: the bar of members beside the bar of what they were given.
"""

from collections.abc import Sequence

from loyalty.reports.bars import GAP, NAME_LEAST, NAME_ROOM, Bar
from loyalty.reports.drawing import WIDTH, Box, Drawing, Label, Scale, shortened, stacked, text_width

ROW = 420
THICK = 280
TOP = 20


def split(rows: Sequence[Bar], *, spoken: str) -> Drawing:
    """Bars of equal length in the order given; a row without any value is left empty."""
    left = min(max(NAME_LEAST, *(text_width(row.name) for row in rows)), NAME_ROOM) + GAP
    right = WIDTH - 2 * GAP - max(text_width(row.figure) for row in rows)
    boxes: list[Box] = []
    labels: list[Label] = []
    for at, row in enumerate(rows):
        y = TOP + at * ROW + (ROW - THICK) // 2
        middle = y + THICK // 2 + 42
        labels.append(Label(left - GAP, middle, shortened(row.name, left - GAP), "end", "name"))
        labels.append(Label(right + GAP, middle, row.figure, "start", "value"))
        whole = sum(part.value for part in row.parts)
        if whole <= 0:
            continue
        scale = Scale(0, whole, left, right)
        for part, (low, high) in zip(row.parts, stacked([part.value for part in row.parts]), strict=True):
            x, width = scale.at(low), scale.at(high) - scale.at(low)
            if width <= 0:
                continue
            boxes.append(Box(x, y, width, THICK, part.tone, part.tip))
            if part.label and text_width(part.label) + GAP <= width:
                labels.append(Label(x + width // 2, middle, part.label, "middle", f"on-{part.tone}"))
    return Drawing(TOP + ROW * len(rows) + TOP, spoken, tuple(boxes), (), tuple(labels))
