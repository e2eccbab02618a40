"""What was wrong in a file and what was done about it, so that the rows add up.

Every row of the file is either used or excluded, and an excluded one has exactly one reason: the first that
applied. A repaired row is a used row with a figure changed, again under its first reason. Notes change
nothing; they say what a reader of the result should know. Hence rows_in = rows_used + rows_excluded, the
excluded entries sum to rows_excluded and the repaired ones to rows_repaired.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.simulate.orders.problem_rows import ProblemRows
from loyalty.simulate.orders.reasons import REASONS, Action

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
        self._noted: dict[str, Flags] = {}

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """The marks of consecutive stretches of rows as those of all of them."""
        whole = cls(0)
        excluded, repaired = ([part.reasons()[at] for part in parts or [whole]] for at in (0, 1))
        whole._excluded, whole._repaired = np.concatenate(excluded), np.concatenate(repaired)
        for code in dict.fromkeys(code for part in parts for code in part.noted()):
            flags = [part.noted().get(code, np.zeros(part.used().size, np.bool_)) for part in parts]
            whole._noted[code] = np.concatenate(flags)
        return whole

    def exclude(self, code: str, rows: Rows | Flags) -> None:
        """These rows are not used, unless they already were not."""
        _mark(self._excluded, _NUMBER[code], rows)

    def repair(self, code: str, rows: Rows | Flags) -> None:
        """These rows are used with a figure changed."""
        _mark(self._repaired, _NUMBER[code], rows)

    def note(self, code: str, rows: Rows | Flags) -> None:
        """These rows are worth knowing about."""
        if rows.any() if rows.dtype == np.bool_ else rows.size:
            flags = self._noted.setdefault(code, np.zeros(self._excluded.size, np.bool_))
            flags[rows] = True

    def used(self) -> Flags:
        """Which rows nothing has excluded so far."""
        return np.equal(self._excluded, 0)

    def repaired(self, code: str) -> Flags:
        """Which rows were mended for this reason."""
        return np.equal(self._repaired, _NUMBER[code])

    def reasons(self) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        """Why each row is not used, and why it was mended: places in REASONS from 1, or 0."""
        return self._excluded, self._repaired

    def noted(self) -> Mapping[str, Flags]:
        """Which rows each note is about."""
        return self._noted

    def any_excluded(self) -> bool:
        """Whether any row is not used."""
        return bool(self._excluded.any())

    def problems(self, *, orders: pl.Series, order_of: Callable[[Rows], NDArray[np.int32]]) -> Problems:
        """The account; `order_of` says where in the order ids the orders of rows stand (-1: none)."""
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
                entries.append(_entry(code, rows, orders=orders, order_of=order_of))
        excluded = int(np.count_nonzero(self._excluded))
        return Problems(
            rows_in=self._excluded.size,
            rows_used=self._excluded.size - excluded,
            rows_excluded=excluded,
            rows_repaired=int(np.count_nonzero(repaired)),
            entries=tuple(entries),
        )

    def listed(self, *, orders: pl.Series, order_of: Callable[[Rows], NDArray[np.int32]]) -> ProblemRows:
        """The excluded and repaired rows one by one; `order_of` as in `problems`."""
        reasons = np.where(self._excluded > 0, self._excluded, self._repaired)
        rows = np.flatnonzero(reasons)
        named = pl.Series(order_of(rows)).cast(pl.Int64)
        ids = orders.gather(named.set(named < 0, None)).cast(pl.String)
        return ProblemRows(rows.astype(np.int32), reasons[rows] - np.int8(1), ids)

    def _noted_rows(self, code: str) -> Rows:
        flags = self._noted.get(code)
        return np.empty(0, np.int64) if flags is None else np.flatnonzero(flags & self.used())


def _mark(reasons: NDArray[np.int8], number: int, rows: Rows | Flags) -> None:
    if rows.dtype == np.bool_:
        if not rows.any():
            return
        rows = np.flatnonzero(rows)
    free = rows[reasons[rows] == 0]
    reasons[free] = number


def _entry(
    code: str, rows: Rows, *, orders: pl.Series, order_of: Callable[[Rows], NDArray[np.int32]]
) -> ProblemEntry:
    action, en, zh = REASONS[code]
    named = order_of(rows)
    occurs = np.zeros(orders.len() + 1, np.bool_)
    occurs[named] = True
    count = int(np.count_nonzero(occurs[:-1]))
    first = [
        (int(row) + 1, int(order))
        for row, order in zip(rows[:EXAMPLES_MAX], named[:EXAMPLES_MAX], strict=True)
    ]
    examples = tuple(f"#{number} {orders[order]}" if order >= 0 else f"#{number}" for number, order in first)
    amounts = {"rows": f"{rows.size:,}", "orders": f"{count:,}"}
    return ProblemEntry(code, action, int(rows.size), en.format(**amounts), zh.format(**amounts), examples)


_NUMBER: Final = {code: number for number, code in enumerate(REASONS, start=1)}
