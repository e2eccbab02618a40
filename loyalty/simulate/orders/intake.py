"""Order files on their way into one log: opened, understood, then read batch by batch.

Every file is understood (columns, conventions) before the first row of any is read, so that a mapping that is
wrong is said at once and not after minutes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import polars as pl

from loyalty.errors import LogEmpty, MixedCurrency, ReadingCancelled
from loyalty.simulate.orders.cleaning import Cleaner
from loyalty.simulate.orders.columns import ATTRIBUTE, choose
from loyalty.simulate.orders.conventions import Conventions, decide
from loyalty.simulate.orders.gathered import Gathered
from loyalty.simulate.orders.gathering import Gathering
from loyalty.simulate.orders.items import Items
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.reading import ROWS, Table, open_table


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of order files has come: `done` of `total` bytes."""

    stage: Literal["reading", "packing", "opening"]
    """Reading the files, laying their orders out, or opening what an earlier run packed."""
    file: str
    done: int
    total: int
    rows: int


Listener: TypeAlias = Callable[[Reading], None]
Stop: TypeAlias = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a caller says about order files."""

    paths: tuple[Path, ...]
    members: Path | None = None
    mapping: FileMapping = field(default_factory=FileMapping)
    zone: str = "UTC"
    extras: tuple[str, ...] = ()
    rows: int = ROWS
    """Rows of a batch; shows in nothing but speed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows of all files, what was marked on them, and the further columns that were asked for."""

    gathered: Gathered
    marks: Marks
    extras: Mapping[str, pl.Series]
    files: tuple[tuple[str, int], ...]
    """Names, each with its first row."""


def take_in(wishes: Wishes, *, tell: Listener, stop: Stop) -> Taken:
    """Read order files one after the other.

    Raises LogError, FileMissing or MoneyError for files that cannot be used, and ReadingCancelled when `stop`
    answers yes.
    """
    paths = wishes.paths
    files = [_understood(path, wishes) for path in paths]
    _check_currencies(files)
    names = sorted({ATTRIBUTE + name for _, told in files for name in told.choice.attributes})
    into = Gathering(Items(("category", "brand", "seller", *names)))
    marks: list[Marks] = []
    further: dict[str, list[pl.Series]] = {name: [] for name in wishes.extras}
    total = sum(table.size for table, _ in files)
    before = 0
    for table, conventions in files:
        way = _Way(table, before, total, into, tell, stop)
        cleaner, choice = Cleaner(into, table, conventions), conventions.choice
        for frame in table.batches(choice.columns(), wishes.rows, passed=way.passed):
            marks.append(cleaner.add(frame))
            for name, theirs in choice.extras.items():
                further[name].append(frame[theirs].cast(pl.String) if len(files) > 1 else frame[theirs])
        before += table.size
    if not into.rows:
        raise LogEmpty(path=paths[0])
    tell(Reading("packing", paths[-1].name, total, total, into.rows))
    first_rows = list(into.file_start)
    numbered = all(told.choice.has("line_no") for _, told in files)
    return Taken(
        gathered=into.finished(files[0][1].currency, numbered=numbered),
        marks=Marks.joined(marks),
        extras={name: pl.concat(cells, rechunk=True) for name, cells in further.items()},
        files=tuple((path.name, first) for path, first in zip(paths, first_rows, strict=True)),
    )


@dataclass(slots=True)
class _Way:
    """Where the reading of one file stands among all of them."""

    table: Table
    before: int
    total: int
    into: Gathering
    tell: Listener
    stop: Stop

    def passed(self, done: int) -> None:
        """Tell, and stop where that is wished."""
        if self.stop():
            raise ReadingCancelled(done=self.before + done, total=self.total)
        self.tell(Reading("reading", self.table.path.name, self.before + done, self.total, self.into.rows))


def _understood(path: Path, wishes: Wishes) -> tuple[Table, Conventions]:
    mapping = wishes.mapping
    table = open_table(path, encoding=mapping.encoding, delimiter=mapping.delimiter)
    choice = choose(table.columns, path=path, mapping=mapping, extras=wishes.extras)
    if next(table.batches(table.columns[:1], rows=1), None) is None:
        raise LogEmpty(path=path)
    return table, decide(table, choice, mapping=mapping, zone=wishes.zone)


def _check_currencies(files: Sequence[tuple[Table, Conventions]]) -> None:
    """One log, one currency."""
    first = files[0][1].currency
    for table, conventions in files:
        if conventions.currency != first:
            raise MixedCurrency(path=table.path, expected=first.code, got=conventions.currency.code)
