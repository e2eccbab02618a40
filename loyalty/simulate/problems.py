"""What was wrong in a file and what was done about it, so that the rows add up.

Every row of the file is either used or excluded, and an excluded one has exactly one reason: the first that
applied. A repaired row is a used row with a figure changed, again under its first reason. Notes change
nothing; they say what a reader of the result should know. Hence rows_in = rows_used + rows_excluded, the
excluded entries sum to rows_excluded and the repaired ones to rows_repaired.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.simulate.reasons import REASONS, Action

Flags: TypeAlias = NDArray[np.bool_]
Rows: TypeAlias = NDArray[np.int64]

EXAMPLES_MAX: Final = 5


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """One kind of finding: how many rows, in words, with up to five examples (`#row order_id`)."""

    code: str
    action: Action
    rows: int
    en: str
    zh: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problems:
    """The account of a file's rows."""

    rows_in: int
    rows_used: int
    rows_excluded: int
    rows_repaired: int
    entries: tuple[ProblemEntry, ...]

    def entry(self, code: str) -> ProblemEntry | None:
        """The finding with this code, if there was one."""
        return next((entry for entry in self.entries if entry.code == code), None)


class Marks:
    """Findings while a file is being cleaned: one reason per row to exclude it, one to repair it."""

    def __init__(self, rows: int) -> None:
        """Start with every row of the file in use and unharmed."""
        self._excluded = np.zeros(rows, np.int8)
        self._repaired = np.zeros(rows, np.int8)
        self._noted: defaultdict[str, list[Rows]] = defaultdict(list)

    def exclude(self, code: str, rows: Rows | Flags) -> None:
        """These rows are not used, unless they already were not."""
        _mark(self._excluded, _NUMBER[code], rows)

    def repair(self, code: str, rows: Rows | Flags) -> None:
        """These rows are used with a figure changed."""
        _mark(self._repaired, _NUMBER[code], rows)

    def note(self, code: str, rows: Rows | Flags) -> None:
        """These rows are worth knowing about."""
        if rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)
        if rows.size:
            self._noted[code].append(rows.astype(np.int64))

    def used(self) -> Flags:
        """Which rows nothing has excluded so far."""
        return np.equal(self._excluded, 0)

    def problems(self, *, orders: pl.Series, order_of_row: NDArray[np.int32]) -> Problems:
        """The account; `order_of_row` points into the order ids (-1: none)."""
        repaired = np.where(self.used(), self._repaired, np.int8(0))
        entries: list[ProblemEntry] = []
        for code, (action, *_) in REASONS.items():
            match action:
                case "excluded":
                    rows = np.flatnonzero(self._excluded == _NUMBER[code])
                case "repaired":
                    rows = np.flatnonzero(repaired == _NUMBER[code])
                case "noted":
                    rows = self._noted_rows(code)
            if rows.size:
                entries.append(_entry(code, rows, orders=orders, order_of_row=order_of_row))
        excluded = int(np.count_nonzero(self._excluded))
        return Problems(
            rows_in=self._excluded.size,
            rows_used=self._excluded.size - excluded,
            rows_excluded=excluded,
            rows_repaired=int(np.count_nonzero(repaired)),
            entries=tuple(entries),
        )

    def _noted_rows(self, code: str) -> Rows:
        if code not in self._noted:
            return np.empty(0, np.int64)
        rows = np.unique(np.concatenate(self._noted[code]))
        return rows[self.used()[rows]]


def _mark(reasons: NDArray[np.int8], number: int, rows: Rows | Flags) -> None:
    if rows.dtype == np.bool_:
        rows = np.flatnonzero(rows)
    free = rows[reasons[rows] == 0]
    reasons[free] = number


def _entry(code: str, rows: Rows, *, orders: pl.Series, order_of_row: NDArray[np.int32]) -> ProblemEntry:
    action, en, zh = REASONS[code]
    named = order_of_row[rows]
    count = int(np.unique(named[named >= 0]).size)
    first = [(int(row) + 1, int(order_of_row[row])) for row in rows[:EXAMPLES_MAX]]
    examples = tuple(f"#{number} {orders[order]}" if order >= 0 else f"#{number}" for number, order in first)
    amounts = {"rows": f"{rows.size:,}", "orders": f"{count:,}"}
    return ProblemEntry(code, action, int(rows.size), en.format(**amounts), zh.format(**amounts), examples)


_NUMBER: Final = {code: number for number, code in enumerate(REASONS, start=1)}
