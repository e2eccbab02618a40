"""The bench's table: what was to be reached, what was got, as text for the terminal and as JSON to keep."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

HEAD: Final = ("what", "must", "aim", "got", "ok")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number with its bounds; `must` is asserted, `aim` is only printed."""

    what: str
    got: float
    unit: str = ""
    """Printed behind every number of the row."""
    must: float | None = None
    aim: float | None = None
    at_least: bool = False
    """Whether more is better."""
    digits: int = 1
    notes: tuple[str, ...] = ()
    """What the figure was measured on, and how."""

    @property
    def ok(self) -> bool | None:
        """Whether `must` is met; None where nothing must be."""
        return None if self.must is None else self._meets(self.must)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as texts."""
        verdict = {None: "", True: "yes", False: "NO"}[self.ok]
        if self.ok and self.aim is not None and self._meets(self.aim):
            verdict = "yes, aim"
        sign = "≥ " if self.at_least else "≤ "
        bounds = ("" if one is None else sign + self._told(one) for one in (self.must, self.aim))
        return (self.what, *bounds, self._told(self.got), verdict)

    def _meets(self, bound: float) -> bool:
        return self.got >= bound if self.at_least else self.got <= bound

    def _told(self, number: float) -> str:
        return f"{number:,.{self.digits}f}{self.unit}"


def show(figures: Sequence[Figure]) -> None:
    """Print the rows in columns, each with its notes below."""
    rows = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    notes: list[tuple[str, ...]] = [(), *(figure.notes for figure in figures)]
    for row, below in zip(rows, notes, strict=True):
        first, *others = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join([first, *others]).rstrip() + "\n")
        for note in below:
            sys.stdout.write(f"    {note}\n")
        if row is HEAD:
            sys.stdout.write("  ".join("-" * width for width in widths) + "\n")
    sys.stdout.flush()


def keep(figures: Sequence[Figure], path: Path, **conditions: object) -> None:
    """Write the table as JSON, with the conditions it was measured under."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {**conditions, "figures": [{**asdict(figure), "ok": figure.ok} for figure in figures]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
