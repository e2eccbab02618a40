"""Statements of a revision as they lie beside it, one file for each kind of database.

Whole statements, and not what SQLAlchemy makes of the tables of today: a revision never changes, and whoever
runs the database can read what will run.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import sqlalchemy as sa
from alembic import op

SCHEMA: Final = "{schema}"
"""Where a statement names the schema of its table, if there is one."""


def spelled(dialect: str) -> str:
    """The name of the file for a dialect: MariaDB and MySQL share one."""
    return "mysql" if dialect == "mariadb" else dialect


def statements(revision: str, dialect: str, *, schema: str | None = None) -> list[str]:
    """The statements of a revision, in order."""
    script = files("loyalty.store.migrations.versions").joinpath(revision, f"{spelled(dialect)}.sql")
    text = script.read_text(encoding="utf-8").replace(SCHEMA, "" if schema is None else f'"{schema}".')
    parts = (part.strip() for part in re.split(r";\n\n", text + "\n\n"))
    return [part for part in parts if part]


def run_script(revision: str) -> None:
    """Run them in the migration that is under way."""
    for one in statements(revision, op.get_context().dialect.name, schema=target_schema()):
        op.execute(sa.text(one.replace(":", r"\:")))


def drop_tables(revision: str) -> None:
    """Drop what a revision's script created."""
    made = "\n".join(statements(revision, op.get_context().dialect.name, schema=target_schema()))
    for kind in ("TABLE", "FUNCTION"):  # triggers go with their table, and hold their function until then
        for name in re.findall(rf"CREATE (?:OR REPLACE )?{kind} (\S+)", made):
            op.execute(f"DROP {kind} {name}")


def target_schema() -> str | None:
    """The schema that the migration's tables lie in: as it is told, or as the host's connection maps it."""
    context = op.get_context()
    if context.config is not None and context.config.attributes.get("schema"):
        return str(context.config.attributes["schema"])
    if context.as_sql or context.connection is None:
        return None
    mapped = context.connection.get_execution_options().get("schema_translate_map") or {}
    found: str | None = mapped.get(None)
    return found
