"""What a figure is, beside how it reads: a spreadsheet must hold the amount itself, not its picture.

A cell of a table carries both. The page prints the text; the workbook writes the value with a number format,
so that finance can sort, filter and add what they see.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of the report's currency."""

    minor: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A count of things, or of points."""

    number: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, shown in percent; without a whole there is no share."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, `YYYY-MM`."""

    name: str


@dataclass(frozen=True, slots=True)
class Instant:
    """An ISO 8601 instant, shown on the clock of the offset it was written with."""

    text: str


Value: TypeAlias = Money | Whole | Share | Month | Instant
