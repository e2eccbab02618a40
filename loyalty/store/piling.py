"""Rows of many operations, piled up by statement and written together: the same rows, in fewer statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa


class Pile:
    """What was to be written, by statement, in the order in which each statement first came."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        """Nothing lies on it."""
        self._rows: dict[tuple[int, tuple[str, ...]], tuple[sa.Executable, list[Mapping[str, Any]]]] = {}

    def add(self, statement: sa.Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        """Put rows of a statement on the pile; rows of other columns lie apart."""
        for row in [rows] if isinstance(rows, Mapping) else rows:
            key = id(statement), tuple(row)
            # the statement lies beside its rows, so that its number stays its own
            self._rows.setdefault(key, (statement, []))[1].append(row)

    def write(self, connection: sa.Connection) -> None:
        """Write all rows, statement by statement; the pile is empty then."""
        for statement, rows in self._rows.values():
            connection.execute(statement, rows)
        self._rows.clear()
