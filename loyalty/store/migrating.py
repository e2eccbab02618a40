"""Bringing the tables of a database to the revision that the library needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from loyalty.errors import MigratedByHost, MissingExtra, RetryTransaction
from loyalty.store.schema import HEAD, VERSION_TABLE, create_all, revisions
from loyalty.store.upserting import is_mysql

if TYPE_CHECKING:
    from alembic.config import Config

LOCK: Final = 7_650_414_161
"""What an upgrade locks; any number that nobody else has."""
WAIT_S: Final = 60


def upgrade(connection: sa.Connection, *, schema: str | None = None) -> tuple[str | None, str]:
    """Create the tables, or migrate those that are there: the revision before (None: none) and after.

    Runs in the transaction of the connection, and whoever handed it in commits; MariaDB and MySQL commit
    each change of a table by themselves. Of several workers that start at once one does it and the others
    wait. Raises MissingExtra, SchemaUnmarked, MigratedByHost where the host's own migrations keep the
    tables and have not brought them to this version, RetryTransaction where it waited for a minute.
    """
    with _alone(connection):
        before = next(iter(revisions(connection, schema=schema)), None)
        if before and not revisions(connection, schema=schema, tables=(VERSION_TABLE,)):
            if before != HEAD:
                raise MigratedByHost(found=before, needed=HEAD)
            return HEAD, HEAD
        if not create_all(connection, schema=schema):
            from alembic import command

            command.upgrade(config(connection, schema=schema), "heads")
        after = next(iter(revisions(connection, schema=schema)))
        if after != before and is_mysql(connection.dialect.name):
            # tables are committed already; whoever waits must see the revision beside them
            connection.exec_driver_sql("COMMIT")
        return before, after


@contextmanager
def _alone(connection: sa.Connection) -> Iterator[None]:
    """Nobody else upgrades meanwhile: until the transaction ends, and where that ends by itself until here.

    On SQLite a transaction is alone from its beginning.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    if not is_mysql(connection.dialect.name):
        yield
        return
    if connection.scalar(sa.select(sa.func.get_lock(str(LOCK), WAIT_S))) != 1:
        raise RetryTransaction(what="somebody else upgrades the tables")
    try:
        yield
    finally:
        connection.execute(sa.select(sa.func.release_lock(str(LOCK))))


def config(connection: sa.Connection, *, schema: str | None = None) -> Config:
    """Alembic's configuration for the library's own environment; raises MissingExtra."""
    if find_spec("alembic") is None:
        raise MissingExtra(extra="migrations", command="pip install 'loyalty[migrations]'")
    from alembic.config import Config

    made = Config(attributes={"connection": connection, "schema": schema})
    folder = str(files("loyalty.store.migrations")).replace("%", "%%")
    made.set_main_option("script_location", folder)
    return made
