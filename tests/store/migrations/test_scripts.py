"""The statements of a revision lie beside it, and are those of the tables as they are declared."""

import pytest

from loyalty.store.migrations.scripts import spelled, statements
from loyalty.store.schema import HEAD
from loyalty.store.tables import METADATA
from tests.store.first_revision import DIALECTS, files


def test_the_first_revision_is_the_tables_as_they_are_declared():
    stale = [path.name for path, text in files().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python -m tests.store.first_revision"


@pytest.mark.parametrize("dialect", [*DIALECTS, "mariadb"])
def test_every_table_has_its_statement(dialect):
    made = [one.split()[2] for one in statements(HEAD, dialect) if one.startswith("CREATE TABLE")]
    assert made == sorted(METADATA.tables)
    assert not any(one.endswith(";") or "\n\n" in one for one in statements(HEAD, dialect))


def test_statements_name_the_schema_they_are_told():
    first = statements(HEAD, "postgresql", schema="shop")[0]
    assert first.startswith('CREATE TABLE "shop".loyalty_account')
    assert "{" not in "".join(statements(HEAD, "postgresql", schema="shop"))


def test_mariadb_and_mysql_share_their_statements():
    assert spelled("mariadb") == spelled("mysql") == "mysql"
