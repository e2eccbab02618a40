"""One question of the report: an answer in a sentence, a chart, a table."""

from dataclasses import dataclass

from loyalty.reports.drawing import Drawing
from loyalty.reports.tables import Table


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a chart's legend."""

    tone: str
    name: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A table that opens on demand; `shown` opens it from the beginning."""

    title: str
    table: Table
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A question as its title; without figures `answer` says so and nothing else stands there.

    `flat` are tables for a workbook only: one fact a row where the page shows them side by side.
    """

    question: str
    answer: str
    unit: str = ""
    keys: tuple[Key, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    tables: tuple[Table, ...] = ()
    flat: tuple[Table, ...] = ()
    details: tuple[Detail, ...] = ()

    def sheets(self) -> tuple[Table, ...]:
        """The tables that a workbook holds."""
        folded = (detail.table for detail in self.details)
        return tuple(one for one in (*self.tables, *folded, *self.flat) if one.sheet)
