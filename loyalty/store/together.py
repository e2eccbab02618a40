"""Several statements in one round trip, where the driver can send them together (psycopg's pipeline).

Elsewhere they run one after the other: the answers are the same, only later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

STATEMENTS_KEPT: Final = 256


class Asked(NamedTuple):
    """One statement of several, with its parameters."""

    statement: Any
    parameters: Mapping[str, Any]


def can_send_together(connection: sa.Connection) -> bool:
    """Whether the driver can; tables in a schema of their own are named statement by statement."""
    dialect = connection.dialect
    if dialect.driver != "psycopg" or dialect.is_async:
        return False
    return not connection.get_execution_options().get("schema_translate_map")


def answers(
    connection: sa.Connection, asked: Sequence[Asked], *, before: str | None = None
) -> list[list[Any]]:
    """The rows of each statement, in order; on psycopg with one wait for all of them.

    `before` is a statement without rows that goes first.
    """
    if not can_send_together(connection):
        if before is not None:
            connection.exec_driver_sql(before)
        return [list(connection.execute(one.statement, one.parameters)) for one in asked]
    driver: Any = connection.connection.dbapi_connection
    dialect = connection.dialect
    with _waited_for(connection):
        cursors = []
        if before is not None:
            driver.execute(before)
        for one in asked:
            sql, fixed = _compiled(one.statement, dialect, tuple(one.parameters))
            cursor = driver.cursor()
            cursor.execute(sql, {**fixed, **one.parameters})
            cursors.append(cursor)
        return [_rows(cursor) for cursor in cursors]
    raise AssertionError(asked)  # what the pipeline waited for either came or raised


@contextmanager
def sent_together(connection: sa.Connection) -> Iterator[None]:
    """What is executed inside answers nothing, and is waited for once, at the end."""
    if not can_send_together(connection):
        yield
        return
    with _waited_for(connection):
        yield


@contextmanager
def _waited_for(connection: sa.Connection) -> Iterator[None]:
    """The driver's pipeline; its errors come past SQLAlchemy and are told as SQLAlchemy would."""
    driver: Any = connection.connection.dbapi_connection
    api: Any = connection.dialect.loaded_dbapi
    failed: Exception | None = None
    try:
        with driver.pipeline():
            try:
                yield
            except (api.Error, sa.exc.DBAPIError) as error:
                failed = error  # the pipeline ends by itself: left by an error it would write a log line
    except api.Error as error:
        failed = failed or error
    if isinstance(failed, sa.exc.DBAPIError):
        raise failed
    if failed is not None:
        raise sa.exc.DBAPIError.instance(
            None, None, failed, api.Error, dialect=connection.dialect
        ) from failed


def _rows(cursor: Any) -> list[Any]:  # noqa: ANN401 - the driver's cursor
    found = cursor.fetchall()
    if not found:
        return []
    row = _row_class(tuple(column.name for column in cursor.description))
    return [row._make(one) for one in found]


def send(
    connection: sa.Connection,
    statement: sa.Executable,
    rows: Mapping[str, Any] | Sequence[Mapping[str, Any]],
) -> None:
    """Send a statement that answers nothing while others are on their way; for `sent_together` on psycopg."""
    driver: Any = connection.connection.dbapi_connection
    many = [rows] if isinstance(rows, Mapping) else rows
    sql, fixed = _compiled(statement, connection.dialect, tuple(many[0]))
    if len(many) == 1:
        driver.cursor().execute(sql, {**fixed, **many[0]})
    else:
        driver.cursor().executemany(sql, [{**fixed, **row} for row in many])


@lru_cache(maxsize=STATEMENTS_KEPT)
def _compiled(
    statement: Any,  # noqa: ANN401 - any statement
    dialect: sa.Dialect,
    names: tuple[str, ...],
) -> tuple[str, dict[str, Any]]:
    """A statement's text for the driver, and the values that are fixed in it."""
    columns = list(names) if isinstance(statement, sa.Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    return compiled.string, {name: value for name, value in compiled.params.items() if value is not None}


@lru_cache(maxsize=STATEMENTS_KEPT)
def _row_class(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - a named tuple made for these columns
    return NamedTuple("Answer", [(name, Any) for name in names])
