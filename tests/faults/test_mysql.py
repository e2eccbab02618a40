"""What every verb says to MariaDB, as MySQL 8 would be told it: nothing that only MariaDB takes."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.orm import Session

from loyalty.errors import LoyaltyError
from loyalty.store.tables import METADATA
from tests.databases import shop_database
from tests.faults.meant import asked, furnished, meant, parameters, verbs

CHANGES = re.compile(r"\s*(UPDATE|DELETE FROM) (\w+)\b(.*)", re.DOTALL)
LIMITED = re.compile(r"\bIN \(SELECT [^()]*\bLIMIT\b", re.DOTALL)
ONLY_ELSEWHERE = re.compile(r"\b(RETURNING|EXCEPT|INTERSECT|NEXT VALUE|UUID_SHORT|NULLS)\b")


def mysql_8():
    """SQLAlchemy's dialect as it is once it has met a server of that kind."""
    dialect = mysql.dialect()
    dialect.server_version_info = (8, 0, 36)
    dialect.supports_for_update_of = True
    dialect._requires_alias_for_on_duplicate_key = True
    return dialect


def refused(text):
    """Why MySQL 8 refuses a statement that MariaDB takes; None where nothing is known against it."""
    change = CHANGES.match(text)
    if change and re.search(rf"\b(?:FROM|JOIN) {change[2]}\b", change[3]):
        return "1093: a table is changed by what is read of itself"
    if LIMITED.search(text):
        return "1235: a limit inside IN"
    word = ONLY_ELSEWHERE.search(text)
    return word and f"{word[0]} is not known"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DELETE FROM t WHERE t.id IN (SELECT t.id FROM t WHERE t.old)", "1093"),
        ("UPDATE t SET n=(SELECT max(t.n) FROM t)", "1093"),
        ("SELECT a FROM t WHERE t.id IN (SELECT u.id FROM u LIMIT 1)", "1235"),
        ("INSERT INTO t (a) VALUES (1) RETURNING t.a", "RETURNING"),
    ],
)
def test_what_mysql_would_refuse_is_seen(text, number):
    assert number in refused(text)
    assert refused("UPDATE t SET n=1 WHERE t.id IN (SELECT u.id FROM u)") is None


def test_no_verb_says_what_mysql_refuses(tmp_path):
    dialect, told = mysql_8(), {}

    def heard(connection, statement, *_):
        if isinstance(statement, sa.ClauseElement):
            told.setdefault(str(statement.compile(dialect=dialect)), str(statement.compile(connection)))

    with shop_database("MariaDB", tmp_path) as engine:
        sa.event.listen(engine, "before_execute", heard)
        shop = furnished(engine)
        with Session(engine) as session:
            known = meant(shop, session, tmp_path)
            for verb in verbs(shop).values():
                if "sessions" not in parameters(verb):
                    savepoint = session.begin_nested()
                    try:
                        verb(**asked(verb, known))
                    except LoyaltyError:
                        savepoint.rollback()
            session.rollback()
    assert len(told) > 150
    assert {text: refused(text) for text in told if refused(text)} == {}
    assert any(" FOR UPDATE OF " in text for text in told)
    assert not any(" FOR UPDATE OF " in text for text in told.values())


def test_tables_are_such_that_mysql_takes_them():
    """Texts that are keys have lengths, and no name is longer than 64 signs."""
    dialect = mysql_8()
    for table in METADATA.sorted_tables:
        text = str(sa.schema.CreateTable(table).compile(dialect=dialect))
        assert len(table.name) <= 64
        assert refused(text) is None
        for index in table.indexes:
            assert len(index.name) <= 64
            assert refused(str(sa.schema.CreateIndex(index).compile(dialect=dialect))) is None
