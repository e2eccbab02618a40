"""The writes of many operations, one statement for all rows of a kind.

On psycopg the rows go as one array for each column, so that the server plans and runs one statement; other
drivers run it for many rows in their own way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.pipeline import Call, Prepared, call, numbered, plain, prepared
from loyalty.store.together import can_send_together, told_as_usual, waited_for

STATEMENTS_KEPT: Final = 256
_VALUES: Final = re.compile(r" VALUES \(([^()]*)\)")
_PARAMETER: Final = re.compile(r"\$(\d+)::([A-Z]+)")
_UPDATE: Final = re.compile(r"^(UPDATE \S+ SET .*) (WHERE .*)$", re.DOTALL)


class Gathering:
    """Writes of operations that are whole, or not at all, together; no row is written twice by one kind."""

    __slots__ = ("_kinds",)

    def __init__(self) -> None:
        """Nothing is in it."""
        self._kinds: dict[tuple[Any, tuple[str, ...]], list[Mapping[str, Any]]] = {}

    def add(self, statement: Any, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 - a statement
        """One statement, for one row or for many."""
        many = [rows] if isinstance(rows, Mapping) else rows
        self._kinds.setdefault((statement, tuple(many[0])), []).extend(many)

    def send(self, connection: sa.Connection, *, last: str | None = None) -> None:
        """Write all that is in it, the kind that came first first, and run `last` behind it."""
        kinds, self._kinds = self._kinds, {}
        if not can_send_together(connection):
            for (statement, _), rows in kinds.items():
                connection.execute(statement, rows)
            if last is not None:
                connection.exec_driver_sql(last)
            return
        calls = [one for (statement, names), rows in kinds.items() for one in as_one(statement, names, rows)]
        if last is not None:
            calls.append(plain(last))
        if calls:
            with told_as_usual(connection):
                waited_for(connection.connection.dbapi_connection, calls)


def inserted(connection: sa.Connection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> int:  # noqa: ANN401 - an insert
    """Insert many rows; how many were not in the way of others."""
    if not can_send_together(connection):
        counted = {"preserve_rowcount": True}
        return connection.execute(statement, rows, execution_options=counted).rowcount
    with told_as_usual(connection):
        answers = waited_for(connection.connection.dbapi_connection, as_one(statement, tuple(rows[0]), rows))
        return sum(int(one.command_tuples or 0) for one in answers)
    raise AssertionError(statement)  # what went wrong was told


def as_one(statement: Any, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> list[Call]:  # noqa: ANN401 - a statement
    """The statement for all rows at once, where it has parameters only as values."""
    made = prepared(statement, names)
    whole = set_wise(made) if len(rows) > 1 else None
    if whole is None:
        return [call(made, row) for row in rows]
    columns = zip(*(made.values(row) for row in rows), strict=True)
    return [call(whole, dict(zip(whole.order, (_array(column) for column in columns), strict=True)))]


@lru_cache(maxsize=STATEMENTS_KEPT)
def _set_wise(number: int | None, sql: bytes, order: tuple[str, ...]) -> Prepared | None:
    text = sql.decode()
    kinds = dict(_PARAMETER.findall(text))
    if number is None or len(kinds) != len(order):
        return None  # a parameter whose type the statement does not say
    arrays = ", ".join(f"${place}::{kinds[str(place)]}[]" for place in range(1, len(order) + 1))
    names = ", ".join(f"p{place}" for place in range(1, len(order) + 1))
    given = f"unnest({arrays}) AS given({names})"
    values = _VALUES.search(text)
    if values is not None:
        chosen = _PARAMETER.sub(r"given.p\1", values[1])
        rows = f" SELECT {chosen} FROM {given}"  # noqa: S608 - parameters' places, no values
        text = text.replace(values[0], rows, 1)
    else:
        parts = _UPDATE.match(_PARAMETER.sub(r"given.p\1", text))
        if parts is None:
            return None
        text = f"{parts[1]} FROM {given} {parts[2]}"
    return numbered(text, tuple(f"p{place}" for place in range(1, len(order) + 1)))


def set_wise(made: Prepared) -> Prepared | None:
    """An insert or update of one row as one of many, with an array for each parameter; None for others."""
    return _set_wise(made.number, made.sql, made.order)


def _array(values: Sequence[Any]) -> str:
    """Whole numbers, texts and nothings as PostgreSQL writes an array."""
    return "{" + ",".join([_element(one) for one in values]) + "}"


def _element(value: Any) -> str:  # noqa: ANN401 - a parameter
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return "NULL" if value is None else str(int(value))
