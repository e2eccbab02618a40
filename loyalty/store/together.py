"""Several statements in one round trip, where the driver can send them together (psycopg).

Elsewhere they run one after the other: the answers are the same, only later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from loyalty.store.compiling import Call, call, plain, prepared
from loyalty.store.pipeline import can_drive, exchange, rows_from


class Asked(NamedTuple):
    """One statement of several, with its parameters."""

    statement: Any
    parameters: Mapping[str, Any]


def is_one_of(column: Any, name: str, dialect: str) -> Any:  # noqa: ANN401 - a column and a condition
    """That a column is one of the values of a bind, whose text is the same for one and for many."""
    if dialect != "postgresql":
        return column.in_(sa.bindparam(name, type_=column.type, expanding=True))
    plain_type = sa.BigInteger() if isinstance(column.type, sa.Integer) else sa.Text()
    return column == sa.any_(sa.bindparam(name, type_=ARRAY(plain_type)))


def driver_of(connection: sa.Connection) -> Any | None:  # noqa: ANN401 - psycopg's connection
    """Psycopg's connection where several statements can go together; None elsewhere.

    Tables in a schema of their own are named statement by statement.
    """
    dialect = connection.dialect
    if dialect.driver != "psycopg" or dialect.is_async:
        return None
    if connection.get_execution_options().get("schema_translate_map"):
        return None
    driver = connection.connection.dbapi_connection
    return driver if can_drive(driver) else None


def answers(connection: sa.Connection, asked: Sequence[Asked]) -> list[list[Any]]:
    """The rows of each statement, in order; on psycopg with one wait for all of them.

    Columns go by their names; those of a union by their places only.
    """
    return answers_over(connection, driver_of(connection), asked)


def answers_over(
    connection: sa.Connection,
    driver: Any | None,  # noqa: ANN401 - psycopg's connection
    asked: Sequence[Asked],
    *,
    before: str | None = None,
    after: str | None = None,
) -> list[list[Any]]:
    """The same, where `driver_of` the connection is known.

    `before` and `after` are statements without rows that go first and last.
    """
    if driver is None:
        if before is not None:
            connection.exec_driver_sql(before)
        found = [list(connection.execute(one.statement, one.parameters)) for one in asked]
        if after is not None:
            connection.exec_driver_sql(after)
        return found
    questions = [call(prepared(one.statement, tuple(one.parameters)), one.parameters) for one in asked]
    first = [] if before is None else [plain(before)]
    last = [] if after is None else [plain(after)]
    told = waited_for(connection, driver, [*first, *questions, *last])[len(first) :]
    return [rows_from(driver, told[place], one.statement) for place, one in enumerate(questions)]


class Letter:
    """Statements that answer nothing, to be sent together."""

    __slots__ = ("calls",)

    def __init__(self) -> None:
        """Nothing is in it."""
        self.calls: list[Call] = []

    def add(self, statement: Any, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 - a statement
        """One statement, for one row or for many."""
        if isinstance(rows, dict):
            self.calls.append(call(prepared(statement, tuple(rows)), rows))
            return
        many = [rows] if isinstance(rows, Mapping) else rows
        made = prepared(statement, tuple(many[0]))
        self.calls += [call(made, row) for row in many]

    def send(self, connection: sa.Connection, driver: Any, *, last: str | None = None) -> None:  # noqa: ANN401 - psycopg's connection
        """Send what is in it, and `last` behind it; nothing is in it any more."""
        calls = self.calls if last is None else [*self.calls, plain(last)]
        self.calls = []
        if calls:
            waited_for(connection, driver, calls)


def waited_for(connection: sa.Connection, driver: Any, calls: Sequence[Call]) -> list[Any]:  # noqa: ANN401 - psycopg's connection
    """One wait for the database; what the driver raises past SQLAlchemy is told as SQLAlchemy would.

    Of a line that was lost SQLAlchemy is told by a statement on it, and empties its pool.
    """
    api: Any = connection.dialect.loaded_dbapi
    try:
        return exchange(driver, calls)
    except api.Error as error:
        if driver.closed:
            with suppress(sa.exc.DBAPIError):
                connection.exec_driver_sql("SELECT 1")
        raise sa.exc.DBAPIError.instance(
            None,
            None,
            error,
            api.Error,
            dialect=connection.dialect,
            connection_invalidated=connection.invalidated,
        ) from error
