"""A replay's tables as lists of slotted rows: plain Python runs the same kernels over the same events."""

from __future__ import annotations

from typing import Any

from loyalty.kernels import events
from loyalty.kernels.rows import Growing
from loyalty.simulate.compiled import TABLE_OF
from loyalty.simulate.replay import Replay, _tables_of
from tests.differential.interpreted import rows_of

GROWING = {"trail", "shares", "adjusts", "journal"}


def as_rows(replay: Replay) -> dict[str, list[Any]]:
    """Every table of a replay, row by row."""
    tables: dict[str, list[Any]] = {}
    for name, array in replay.tables.items():
        rows = rows_of(name, array)
        tables[name] = Growing(name, rows) if name in GROWING else rows
    return tables


def interpret(tables: dict[str, list[Any]], first: int, last: int) -> None:
    """Run events of the chunk in plain Python."""
    arguments = [tables[TABLE_OF.get(one, one)] for one in _tables_of("step")]
    done = events.step(first, last, *arguments)
    assert done == last
