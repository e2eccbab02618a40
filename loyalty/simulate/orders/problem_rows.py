"""Every row of the order files that was left out or mended, written down one by one for their owner.

The account (`problems`) counts and shows examples; this list is for working through them in a spreadsheet.
Cells that a spreadsheet would take for a formula begin with an apostrophe.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.errors import OutputUnwritable
from loyalty.simulate.orders.reasons import REASONS
from loyalty.spreadsheet import safe

COLUMNS: Final = ("file", "row", "order_id", "action", "reason", "en", "zh")
"""What is written of each row; `row` counts from 1, the first row below the header."""


@dataclass(frozen=True, slots=True)
class ProblemRows:
    """The rows that were left out or mended, in the order of the files."""

    rows: NDArray[np.int32]
    """Counted from 0 through all files."""
    reasons: NDArray[np.int8]
    """Places in REASONS, from 0."""
    orders: pl.Series
    """The order each row names; null where it names none."""

    def write(self, path: str | Path, *, files: Sequence[tuple[str, int]]) -> int:
        """Write the list as CSV and say how many rows it has; `files` are names, each with its first row.

        Raises OutputUnwritable.
        """
        try:
            with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                writer.writerows(self._lines(files))
        except OSError as error:
            raise OutputUnwritable(path=path, what=error.strerror or str(error)) from error
        return int(self.rows.size)

    def _lines(self, files: Sequence[tuple[str, int]]) -> Iterator[tuple[str, ...]]:
        names, first_rows = [name for name, _ in files], [first for _, first in files]
        told = [(code, action, alone(en), alone(zh)) for code, (action, en, zh) in REASONS.items()]
        found = zip(self.rows.tolist(), self.reasons.tolist(), self.orders, strict=True)
        for row, reason, order in found:
            at = bisect_right(first_rows, row) - 1
            code, action, en, zh = told[reason]
            yield safe(names[at]), str(row - first_rows[at] + 1), safe(order or ""), action, code, en, zh


def alone(sentence: str) -> str:
    """A reason's sentence without its counts."""
    for count in (": {", "：{"):
        before, found, _ = sentence.partition(count)
        if found:
            return before + ("。" if count[0] == "：" else ".")
    return sentence
