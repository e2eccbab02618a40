"""Bringing the tables of a database to the revision that the library needs."""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING

import sqlalchemy as sa

from loyalty.errors import MissingExtra
from loyalty.store.schema import create_all, revisions

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(connection: sa.Connection, *, schema: str | None = None) -> tuple[str | None, str]:
    """Create the tables, or migrate those that are there: the revision before (None: none) and after.

    Runs in the transaction of the connection, and whoever handed it in commits; MariaDB and MySQL commit
    each change of a table by themselves. Raises MissingExtra, SchemaUnmarked.
    """
    before = next(iter(revisions(connection, schema=schema)), None)
    if not create_all(connection, schema=schema):
        from alembic import command

        command.upgrade(config(connection, schema=schema), "heads")
    return before, next(iter(revisions(connection, schema=schema)))


def config(connection: sa.Connection, *, schema: str | None = None) -> Config:
    """Alembic's configuration for the library's own environment; raises MissingExtra."""
    if find_spec("alembic") is None:
        raise MissingExtra(extra="migrations", command="pip install 'loyalty[migrations]'")
    from alembic.config import Config

    made = Config(attributes={"connection": connection, "schema": schema})
    folder = str(files("loyalty.store.migrations")).replace("%", "%%")
    made.set_main_option("script_location", folder)
    return made
