"""The host's engine and session: what SQLite needs, and which connections the library refuses to write on."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from loyalty.errors import AutocommitRefused, NotConfigured

BUSY_MS: Final = 10_000
READS: Final = "loyalty_reads"
"""The execution option of who only reads."""
_MARK: Final = "loyalty_configured"


def configure(engine: sa.Engine) -> sa.Engine:
    """Make an engine fit for writing; needed on SQLite, nothing elsewhere. The engine comes back.

    On SQLite every transaction then begins as a writer (`BEGIN IMMEDIATE`): a transaction that first reads
    and then writes fails at once when another wrote meanwhile, however long it is told to wait. The journal
    is a write-ahead log, and who finds the file taken waits. Who only reads says so by the execution option
    `loyalty_reads=True`: they wait for no writer and none for them, and what they would write is refused.
    """
    if engine.dialect.name == "sqlite" and not event.contains(engine, "begin", _begin_as_writer):
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin_as_writer)
    return engine


def _prepare(connection: Any, record: Any) -> None:  # noqa: ANN401 - the driver's connection, the pool's record
    """The driver begins nothing by itself; `begin` does."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
    record.info[_MARK] = True


def _begin_as_writer(connection: sa.Connection) -> None:
    """Or as a reader, who can never become a writer: whoever reads first and then writes is outrun."""
    reads = bool(connection.get_execution_options().get(READS))
    if reads is not connection.info.get(READS, False):
        connection.exec_driver_sql("PRAGMA query_only=ON" if reads else "PRAGMA query_only=OFF")
        connection.info[READS] = reads
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def fit_for_writing(connection: sa.Connection) -> None:
    """Say of a SQLite connection that whoever opened it begins transactions as a writer."""
    connection.info[_MARK] = True


def connection_of(session: Session | sa.Connection) -> sa.Connection:
    """The connection of the host's transaction; raises AutocommitRefused, NotConfigured."""
    connection = session if isinstance(session, sa.Connection) else session.connection()
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        raise AutocommitRefused
    if connection.dialect.name == "sqlite":
        if not connection.info.get(_MARK):
            raise NotConfigured
    else:
        driver: Any = connection.connection.dbapi_connection
        if connection.dialect.detect_autocommit_setting(driver):
            raise AutocommitRefused
    return connection
