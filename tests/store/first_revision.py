"""The statements of the first revision, made from the tables as they are declared.

`python -m tests.store.first_revision` writes them anew; possible only until the first release.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite

from loyalty.store.migrations.scripts import SCHEMA
from loyalty.store.schema import HEAD
from loyalty.store.tables import LEDGER_ENTRY, METADATA
from loyalty.store.tables.keeping import guards
from tests.house.tree import PACKAGE

FOLDER = PACKAGE / "store" / "migrations" / "versions" / "loyalty_0001"
DIALECTS = {"postgresql": postgresql.dialect, "mysql": mysql.dialect, "sqlite": sqlite.dialect}
MARK = "__[SCHEMA__none]."


def script(name):
    """The text of one dialect's file."""
    dialect = DIALECTS[name]()
    made = []
    for table in METADATA.sorted_tables:
        made.append(sa.schema.CreateTable(table))
        made += [sa.schema.CreateIndex(index) for index in sorted(table.indexes, key=lambda one: one.name)]
        if table is LEDGER_ENTRY:
            made += guards(table, name)
    texts = [str(one.compile(dialect=dialect, schema_translate_map={None: "own"})).strip() for one in made]
    lines = ";\n\n".join(texts).replace(MARK, SCHEMA).expandtabs(4).splitlines()
    return "\n".join(line.rstrip() for line in lines) + ";\n"


def files():
    """Each file with the text it should have."""
    assert HEAD == "loyalty_0001", "the first revision is released: write a second one"
    return {Path(FOLDER, f"{name}.sql"): script(name) for name in DIALECTS}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
