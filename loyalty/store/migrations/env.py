"""Alembic's way in when the library's migrations run by themselves, on a connection that is handed in."""

from __future__ import annotations

from alembic import context

from loyalty.store.schema import VERSION_TABLE
from loyalty.store.tables import METADATA


def run() -> None:
    """Run them in the transaction of the connection, which whoever handed it in commits."""
    given = context.config.attributes
    connection = given["connection"]
    if not connection.in_transaction():
        connection.begin()  # else Alembic would begin one, and commit it
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        version_table=VERSION_TABLE,
        version_table_schema=given.get("schema"),
        compare_server_default=True,
        include_name=lambda name, kind, _: kind != "table" or name in METADATA.tables,
    )
    context.run_migrations()


run()  # Alembic imports this file in order to run it
