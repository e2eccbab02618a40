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
class Block:
    """A question as its title; without figures `answer` says so and nothing else stands there."""

    question: str
    answer: str
    unit: str = ""
    keys: tuple[Key, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    tables: tuple[Table, ...] = ()
