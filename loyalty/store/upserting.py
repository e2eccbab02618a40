"""Statements that the three databases spell differently, each made once: insert unless there, or update."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite


def is_mysql(dialect: str) -> bool:
    """MariaDB or MySQL."""
    return dialect in {"mysql", "mariadb"}


@cache
def insert_or_update(
    table: sa.Table, dialect: str, *, kept: tuple[str, ...] = (), was: tuple[str, str] | None = None
) -> Any:  # noqa: ANN401 - each dialect has its own class
    """Insert a row, or update all but its key and the `kept` columns of the one that has the key.

    The key is the primary key, or the unique constraint where the primary key is a number of its own. With
    `was` (a column that is never null, and its text) the database refuses a row that is not so.
    """
    key = unique_key(table)
    fresh = [
        column.name
        for column in table.columns
        if column.name not in key and column.name not in kept and not column.primary_key
    ]
    if is_mysql(dialect):
        made = mysql.insert(table)
        return made.on_duplicate_key_update(_changed(table, made.inserted, fresh, was))
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    plain = insert(table).inline()  # nobody asks for the number a new row gets
    return plain.on_conflict_do_update(
        index_elements=list(key), set_=_changed(table, plain.excluded, fresh, was)
    )


def _changed(
    table: sa.Table,
    new: Any,  # noqa: ANN401 - columns
    fresh: list[str],
    was: tuple[str, str] | None,
) -> dict[str, Any]:
    changed = {name: new[name] for name in fresh}
    if was is not None:
        name, before = was
        as_it_was = table.c[name] == sa.literal(before, type_=table.c[name].type)
        changed[name] = sa.case((as_it_was, new[name]))
    return changed


@cache
def insert_unless_there(table: sa.Table, dialect: str) -> Any:  # noqa: ANN401 - as above
    """Insert a row unless one with its key is there."""
    if is_mysql(dialect):
        made = mysql.insert(table)
        first = next(iter(unique_key(table)))
        return made.on_duplicate_key_update({first: table.c[first]})
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


def unique_key(table: sa.Table) -> tuple[str, ...]:
    """The columns that name a row to the library."""
    own = tuple(column.name for column in table.primary_key.columns)
    if own != ("id",):
        return own
    for one in table.constraints:
        if isinstance(one, sa.UniqueConstraint):
            return tuple(column.name for column in one.columns)
    return own
