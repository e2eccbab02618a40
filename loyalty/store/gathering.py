"""The writes of many operations, one statement for all rows of a kind.

On psycopg the rows go as one array for each column, so that the server plans and runs one statement; other
drivers run it for many rows in their own way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from loyalty.store.compiling import Call, Prepared, array, call, numbered, plain, prepared
from loyalty.store.together import driver_of, waited_for

STATEMENTS_KEPT: Final = 256
_VALUES: Final = re.compile(r" VALUES \(([^()]*)\)")
_PARAMETER: Final = re.compile(r"\$(\d+)::([A-Z]+)")
_UPDATE: Final = re.compile(r"^(UPDATE \S+ SET .*) (WHERE .*)$", re.DOTALL)


class Gathering:
    """Writes of operations that are whole, or not at all, together."""

    __slots__ = ("_kinds",)

    def __init__(self) -> None:
        """Nothing is in it."""
        self._kinds: dict[tuple[Any, tuple[str, ...]], list[Mapping[str, Any]]] = {}

    def add(self, statement: Any, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 - a statement
        """One statement, for one row or for many."""
        many = [rows] if isinstance(rows, Mapping) else rows
        self._kinds.setdefault((statement, tuple(many[0])), []).extend(many)

    def send(self, connection: sa.Connection, driver: Any | None, *, last: str | None = None) -> None:  # noqa: ANN401 - psycopg's connection
        """Write all that is in it, the kind that came first first, and run `last` behind it."""
        kinds, self._kinds = self._kinds, {}
        if driver is None:
            for (statement, _), rows in kinds.items():
                connection.execute(statement, rows)
            if last is not None:
                connection.exec_driver_sql(last)
            return
        calls = [one for (statement, names), rows in kinds.items() for one in as_one(statement, names, rows)]
        if last is not None:
            calls.append(plain(last))
        if calls:
            waited_for(connection, driver, calls)


def inserted(connection: sa.Connection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> int:  # noqa: ANN401 - an insert
    """Insert many rows; how many were not in the way of others."""
    driver = driver_of(connection)
    if driver is None:
        counted = {"preserve_rowcount": True}
        return connection.execute(statement, rows, execution_options=counted).rowcount
    answers = waited_for(connection, driver, as_one(statement, tuple(rows[0]), rows))
    return sum(int(one.command_tuples or 0) for one in answers)


class _Whole(NamedTuple):
    """A statement for many rows, and which of its parameters say what row an update is of."""

    statement: Prepared
    key: tuple[int, ...]


def as_one(statement: Any, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> list[Call]:  # noqa: ANN401 - a statement
    """The statement for all rows at once; row by row where it cannot be, or would update a row twice."""
    made = prepared(statement, names)
    values = [made.values(row) for row in rows]
    whole = _set_wise(made) if len(rows) > 1 else None
    if whole is None or _twice(values, whole.key):
        return [call(made, row) for row in rows]
    columns = [array(column) for column in zip(*values, strict=True)]
    return [call(whole.statement, dict(zip(whole.statement.order, columns, strict=True)))]


def _twice(rows: Sequence[Sequence[Any]], key: tuple[int, ...]) -> bool:
    """Whether two rows have one key; an insert's is the database's to see."""
    return bool(key) and len({tuple(row[place] for place in key) for row in rows}) < len(rows)


def _set_wise(made: Prepared) -> _Whole | None:
    """An insert or update of one row as one of many, with an array for each parameter; None for others."""
    return _rewritten(made.sql, len(made.order))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _rewritten(sql: bytes, count: int) -> _Whole | None:
    text = sql.decode()
    kinds = dict(_PARAMETER.findall(text))
    if len(kinds) != count:
        return None  # a parameter whose type the statement does not say
    places = range(1, count + 1)
    order = tuple(f"p{place}" for place in places)
    arrays = ", ".join(f"${place}::{kinds[str(place)]}[]" for place in places)
    given = f"unnest({arrays}) AS given({', '.join(order)})"
    values = _VALUES.search(text)
    if values is not None:
        chosen = _PARAMETER.sub(r"given.p\1", values[1])
        rows = f" SELECT {chosen} FROM {given}"  # noqa: S608 - parameters' places, no values
        return _Whole(numbered(text.replace(values[0], rows, 1), order), ())
    parts = _UPDATE.match(text)
    if parts is None:
        return None
    sets, where = (_PARAMETER.sub(r"given.p\1", part) for part in parts.groups())
    key = tuple(sorted({int(place) - 1 for place, _ in _PARAMETER.findall(parts[2])}))
    return _Whole(numbered(f"{sets} FROM {given} {where}", order), key)
