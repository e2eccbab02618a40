"""Rows that are written once: triggers in the database itself refuse to change or delete them.

They come with the table, whether it is created or migrated. `DROP TABLE` still works, and so does whoever
drops the triggers first; what is refused is an UPDATE or DELETE by mistake, of whatever program.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

SAID: Final = "entries of the ledger never change"

_GUARDS: Final = {
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION %(fullname)s_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$"
        ),
        (
            "CREATE TRIGGER %(table)s_kept BEFORE UPDATE OR DELETE ON %(fullname)s "
            "FOR EACH ROW EXECUTE FUNCTION %(fullname)s_kept()"
        ),
    ),
    "mysql": tuple(
        f"CREATE TRIGGER %(table)s_no_{verb} BEFORE {verb.upper()} ON %(fullname)s FOR EACH ROW "
        f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{SAID}'"
        for verb in ("update", "delete")
    ),
    "sqlite": tuple(
        f"CREATE TRIGGER %(table)s_no_{verb} BEFORE {verb.upper()} ON %(fullname)s "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for verb in ("update", "delete")
    ),
}
_GUARDS_OFF: Final = {
    "postgresql": ("DROP TRIGGER %(table)s_kept ON %(fullname)s",),
    "mysql": ("DROP TRIGGER %(table)s_no_update", "DROP TRIGGER %(table)s_no_delete"),
    "sqlite": ("DROP TRIGGER %(table)s_no_update", "DROP TRIGGER %(table)s_no_delete"),
}
_LEFT: Final = "DROP FUNCTION IF EXISTS %(fullname)s_kept()"
"""What PostgreSQL does not drop with the table."""


def guards(table: sa.Table, dialect: str) -> tuple[sa.DDL, ...]:
    """The statements that make the rows of a table unchangeable on a database."""
    return tuple(_ddl(text).against(table) for text in _GUARDS[_spelled(dialect)])


def guards_off(table: sa.Table, dialect: str) -> tuple[sa.DDL, ...]:
    """The statements that take the guards away: for whoever has to repair a ledger by hand, and tests."""
    return tuple(_ddl(text).against(table) for text in _GUARDS_OFF[_spelled(dialect)])


def keep(table: sa.Table) -> None:
    """Whenever the table is created, its guards are."""
    event.listen(table, "after_create", _put_up)
    event.listen(table, "after_drop", _ddl(_LEFT).execute_if(dialect="postgresql"))


def _put_up(target: sa.Table, connection: sa.Connection, **_: Any) -> None:  # noqa: ANN401 - the event's own
    for guard in guards(target, connection.dialect.name):
        connection.execute(guard)


def _spelled(dialect: str) -> str:
    return "mysql" if dialect == "mariadb" else dialect


def _ddl(text: str) -> Any:  # noqa: ANN401 - SQLAlchemy leaves DDL untyped
    return sa.DDL(text)  # type: ignore[no-untyped-call]
