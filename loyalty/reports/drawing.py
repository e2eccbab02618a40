"""Marks of a chart before they become SVG: boxes, rules and labels at whole tenths of a pixel.

A drawing holds no markup. The template turns marks into SVG and escapes every word on the way, so that an
order number with a tag in it stays a number. Positions come from integer division: equal data give equal
bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

WIDTH = 8800  # of every drawing, in tenths of a pixel
WIDE = frozenset("WF")
EM_TENTHS = 120  # one em of the label font
NARROW_PERMILLE = 660  # width of a Latin letter or digit in a wide and bold font, of an em
POINT_PERMILLE = 350  # the same for points, commas, spaces
POINTS = frozenset(".,:;'|! ")


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `tip` is what a pointer resting on it reads."""

    x: int
    y: int
    width: int
    height: int
    tone: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle around its middle."""

    x: int
    y: int
    radius: int
    tone: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; `tone` is `grid`, `axis`, or how a line of data is drawn."""

    x1: int
    y1: int
    x2: int
    y2: int
    tone: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word or figure; `anchor` is `start`, `middle` or `end`, `tone` names its style."""

    x: int
    y: int
    text: str
    anchor: str
    tone: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart: its size, what a screen reader says of it, and its marks by kind."""

    height: int
    spoken: str
    boxes: tuple[Box, ...]
    rules: tuple[Rule, ...]
    labels: tuple[Label, ...]
    width: int = WIDTH
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` onto positions from `start` to `end` (which may run backwards)."""

    low: int
    high: int
    start: int
    end: int

    def at(self, value: int) -> int:
        """The position of a value, rounded to the nearest tenth of a pixel."""
        span = self.high - self.low
        return self.start + (2 * (value - self.low) * (self.end - self.start) + span) // (2 * span)


def stacked(values: Sequence[int]) -> list[tuple[int, int]]:
    """From where to where each value reaches when they are laid end to end, up or down from zero."""
    up = down = 0
    reaches = []
    for value in values:
        base = down if value < 0 else up
        reaches.append((min(base, base + value), max(base, base + value)))
        if value < 0:
            down += value
        else:
            up += value
    return reaches


def text_width(text: str) -> int:
    """About how wide a label is, in tenths of a pixel: a Chinese character is one em, others half."""
    wide = sum(1 for letter in text if east_asian_width(letter) in WIDE)
    points = sum(1 for letter in text if letter in POINTS)
    others = len(text) - wide - points
    return EM_TENTHS * (1000 * wide + POINT_PERMILLE * points + NARROW_PERMILLE * others) // 1000


def wrapped(text: str, room: int, *, most: int) -> tuple[str, ...]:
    """The label in at most so many lines within `room`, broken at spaces or between Chinese characters."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1 and text_width(rest) > room:
        at = _break(rest, room)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*lines, shortened(rest, room))


def _break(text: str, room: int) -> int:
    """Where the line ends: at the last place before `room` where a line may break, else at the room's end."""
    fits = next(at for at in range(len(text), 0, -1) if at == 1 or text_width(text[:at]) <= room)
    places = (at for at in range(fits, 0, -1) if text[at : at + 1] == " " or _is_wide(text[at - 1]))
    return next(places, fits)


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in WIDE


def shortened(text: str, room: int) -> str:
    """The label, cut with an ellipsis where it would be wider than `room`."""
    if text_width(text) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
