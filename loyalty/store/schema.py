"""Which revision of its tables the library needs, and which one a database has.

Nothing here needs Alembic: a worker checks at its start what `loyalty db upgrade` has done before. Inside a
host's own migrations the revision stands in the host's `alembic_version`, else in a table of the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import SchemaOutOfDate, SchemaUnmarked
from loyalty.store.tables import METADATA

HEAD: Final = "loyalty_0001"
"""The revision of the tables as they are declared."""
VERSION_TABLE: Final = "loyalty_alembic_version"
HOSTS_VERSION_TABLE: Final = "alembic_version"
PREFIX: Final = "loyalty_"
COMMAND: Final = "loyalty db upgrade URL"


def include_name(name: str | None, type_: str, parent_names: Any) -> bool:  # noqa: ANN401, ARG001 - Alembic's own
    """For a host's `context.configure`: its autogenerate leaves the library's tables alone.

    Without it a host's `alembic revision --autogenerate` proposes to drop them, because they are not in the
    host's metadata. A table of the host's own stays in sight whatever it is called.
    """
    return not (type_ == "table" and (name in METADATA.tables or name == VERSION_TABLE))


def create_all(connection: sa.Connection, *, schema: str | None = None) -> bool:
    """Create and mark the tables in a database that has none of them; whether it had none.

    Raises SchemaUnmarked when tables are there and nothing says of which revision.
    """
    found = revisions(connection, schema=schema)
    there = own_tables(connection, schema=schema)
    if there and not found:
        raise SchemaUnmarked(tables=len(there), first=there[0])
    if there or found:
        return False
    with _in_schema(connection, schema):
        METADATA.create_all(connection)
        mark = _version_table(VERSION_TABLE)
        mark.create(connection)
        connection.execute(sa.insert(mark), {"version_num": HEAD})
    return True


def own_tables(connection: sa.Connection, *, schema: str | None = None) -> tuple[str, ...]:
    """The library's tables that are there, by name."""
    names = sa.inspect(connection).get_table_names(schema=schema or _mapped(connection))
    return tuple(sorted(set(names) & set(METADATA.tables)))


def revisions(
    connection: sa.Connection,
    *,
    schema: str | None = None,
    tables: tuple[str, ...] = (VERSION_TABLE, HOSTS_VERSION_TABLE),
) -> tuple[str, ...]:
    """The library's revisions that a database is marked with, in its own table or the host's; or none."""
    inspector = sa.inspect(connection)
    found: list[str] = []
    for name in tables:
        if inspector.has_table(name, schema=schema or _mapped(connection)):
            with _in_schema(connection, schema):
                found += connection.scalars(sa.select(_version_table(name).c.version_num))
    return tuple(one for one in found if one.startswith(PREFIX))


def check_schema(session: Session | sa.Connection, *, schema: str | None = None) -> None:
    """Raises SchemaOutOfDate where the tables are not of the revision that the library needs.

    Raises SchemaUnmarked where they are there and nothing says of which revision.
    """
    connection = session if isinstance(session, sa.Connection) else session.connection()
    found = revisions(connection, schema=schema)
    there = () if found else own_tables(connection, schema=schema)
    if there:
        raise SchemaUnmarked(tables=len(there), first=there[0])
    if HEAD not in found:
        none, none_zh = "none, they are not there", "无（尚未建表）"
        told, told_zh = (", ".join(found) or none, ", ".join(found) or none_zh)
        raise SchemaOutOfDate(found=told, found_zh=told_zh, needed=HEAD, command=COMMAND)


@contextmanager
def _in_schema(connection: sa.Connection, schema: str | None) -> Iterator[None]:
    """Unqualified tables lie in the schema while the block runs."""
    if schema is None:
        yield
        return
    before = connection.get_execution_options().get("schema_translate_map")
    connection.execution_options(schema_translate_map={None: schema})
    try:
        yield
    finally:
        connection.execution_options(schema_translate_map=before)


def _mapped(connection: sa.Connection) -> str | None:
    """The schema that the host's connection puts unqualified tables in."""
    given: dict[str | None, str] = connection.get_execution_options().get("schema_translate_map") or {}
    return given.get(None)


def _version_table(name: str) -> sa.Table:
    """As Alembic makes it."""
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("version_num", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("version_num", name=f"{name}_pkc"),
    )
