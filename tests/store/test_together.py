"""Statements that are sent together answer as if they were sent one by one, and fail as they would."""

import logging

import pytest
import sqlalchemy as sa

from loyalty.store.tables import CLAIM
from loyalty.store.together import Asked, Letter, answers, answers_over, driver_of, is_one_of
from tests.databases import shop_database

ROW = {"program_key": "together", "kind": "k", "op_key": "x", "recorded_us": 0}
ONE = sa.select(sa.literal(1).label("one"))
GIVEN = sa.select(sa.bindparam("given", type_=sa.BigInteger).label("given"))


def test_answers_come_in_the_order_of_the_questions(engine):
    with engine.connect() as connection:
        asked = [Asked(ONE, {}), Asked(GIVEN, {"given": 5})]
        found = answers_over(connection, driver_of(connection), asked, before="SAVEPOINT here")
        assert [[tuple(row) for row in rows] for rows in found] == [[(1,)], [(5,)]]
        assert (found[0][0].one, found[1][0].given) == (1, 5)
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT here")


@pytest.fixture
def postgresql(tmp_path):
    with shop_database("PostgreSQL", tmp_path) as engine:
        yield engine


def test_a_letter_sends_all_that_is_in_it_and_is_empty_then(postgresql):
    letter = Letter()
    with postgresql.connect() as connection:
        letter.add(sa.insert(CLAIM), [ROW | {"identity": "a"}, ROW | {"identity": "b"}])
        letter.add(sa.insert(CLAIM), ROW | {"identity": "c"})
        driver = driver_of(connection)
        letter.send(connection, driver, last="SAVEPOINT behind")
        letter.send(connection, driver)
        assert letter.calls == []
        count = sa.select(sa.func.count()).where(CLAIM.c.program_key == "together")
        assert connection.scalar(count) == 3
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT behind")


def test_a_write_that_fails_is_told_as_one_that_was_sent_alone(postgresql, caplog):
    caplog.set_level(logging.WARNING)
    letter = Letter()
    with postgresql.connect() as connection:
        connection.execute(sa.insert(CLAIM), ROW | {"identity": "a"})
        letter.add(sa.insert(CLAIM), [ROW | {"identity": "a"}, ROW | {"identity": "d"}])
        with pytest.raises(sa.exc.IntegrityError):
            letter.send(connection, driver_of(connection))
    assert caplog.records == []


def test_a_question_that_fails_is_told_too(engine):
    wrong = sa.select(sa.column("nothing")).select_from(CLAIM)
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        answers(connection, [Asked(ONE, {}), Asked(wrong, {})])


def test_only_psycopg_sends_together(engine):
    with engine.connect() as connection:
        assert (driver_of(connection) is not None) == (engine.dialect.name == "postgresql")


def test_one_of_many_is_asked_with_one_statement_whatever_text_is_in_them(engine):
    odd = ['a"b', "a\\b", "{a,b}", "NULL", "", "ä中 ", "'"]
    with engine.connect() as connection:
        connection.execute(sa.insert(CLAIM), [ROW | {"identity": text} for text in [*odd, "other"]])
        asked = sa.select(CLAIM.c.identity).where(
            CLAIM.c.program_key == "together",
            is_one_of(CLAIM.c.identity, "named", engine.dialect.name),
        )
        (found,) = answers(connection, [Asked(asked, {"named": [*odd, "nobody"]})])
        assert sorted(row.identity for row in found) == sorted(odd)
        numbers = sa.select(CLAIM.c.identity).where(is_one_of(CLAIM.c.recorded_us, "at", engine.dialect.name))
        (none,) = answers(connection, [Asked(numbers, {"at": [1, 2]})])
        assert none == []
