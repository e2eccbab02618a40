"""Several statements in one round trip, where the driver can send them together (psycopg).

Elsewhere they run one after the other: the answers are the same, only later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import sqlalchemy as sa

from loyalty.store.pipeline import Call, call, can_drive, exchange, plain, prepared, rows_from


class Asked(NamedTuple):
    """One statement of several, with its parameters."""

    statement: Any
    parameters: Mapping[str, Any]


def can_send_together(connection: sa.Connection) -> bool:
    """Whether the driver can; tables in a schema of their own are named statement by statement."""
    dialect = connection.dialect
    if dialect.driver != "psycopg" or dialect.is_async:
        return False
    if connection.get_execution_options().get("schema_translate_map"):
        return False
    return can_drive(connection.connection.dbapi_connection)


def answers(
    connection: sa.Connection, asked: Sequence[Asked], *, before: str | None = None
) -> list[list[Any]]:
    """The rows of each statement, in order; on psycopg with one wait for all of them.

    Columns go by their names; those of a union by their places only.

    `before` is a statement without rows that goes first.
    """
    if not can_send_together(connection):
        if before is not None:
            connection.exec_driver_sql(before)
        return [list(connection.execute(one.statement, one.parameters)) for one in asked]
    with told_as_usual(connection):
        calls = [] if before is None else [plain(before)]
        calls += [call(prepared(one.statement, tuple(one.parameters)), one.parameters) for one in asked]
        driver: Any = connection.connection.dbapi_connection
        found = waited_for(driver, calls)
        told = found[len(calls) - len(asked) :]
        return [
            rows_from(driver, rows, by_name=not isinstance(one.statement, sa.CompoundSelect))
            for one, rows in zip(asked, told, strict=True)
        ]
    raise AssertionError(asked)  # what went wrong was told


class Letter:
    """Statements that answer nothing, to be sent together."""

    __slots__ = ("calls",)

    def __init__(self) -> None:
        """Nothing is in it."""
        self.calls: list[Call] = []

    def add(self, statement: Any, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 - a statement
        """One statement, for one row or for many."""
        many = [rows] if isinstance(rows, Mapping) else rows
        made = prepared(statement, tuple(many[0]))
        self.calls += [call(made, row) for row in many]

    def send(self, connection: sa.Connection, *, last: str | None = None) -> None:
        """Send what is in it, and `last` behind it; nothing is in it any more."""
        calls = self.calls if last is None else [*self.calls, plain(last)]
        self.calls = []
        if calls:
            with told_as_usual(connection):
                waited_for(connection.connection.dbapi_connection, calls)


def waited_for(driver: Any, calls: Sequence[Call]) -> list[Any]:  # noqa: ANN401 - psycopg's connection
    """One wait for the database."""
    return exchange(driver, calls)


@contextmanager
def told_as_usual(connection: sa.Connection) -> Iterator[None]:
    """The driver's errors, which come past SQLAlchemy, are told as SQLAlchemy would."""
    api: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except api.Error as error:
        raise sa.exc.DBAPIError.instance(None, None, error, api.Error, dialect=connection.dialect) from error
