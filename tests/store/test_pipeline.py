"""Statements driven on libpq itself: begun, prepared, read and refused as psycopg would."""

import psycopg
import pytest
import sqlalchemy as sa

from loyalty.store.compiling import call, plain, prepared
from loyalty.store.pipeline import can_drive, exchange, rows_from
from tests.databases import POSTGRESQL

STATUS = psycopg.pq.TransactionStatus
GIVEN = sa.select(
    sa.bindparam("number", type_=sa.BigInteger).label("number"),
    sa.bindparam("text", type_=sa.Text).label("text"),
)
SETTING = sa.text("SELECT current_setting('transaction_isolation') AS level")


@pytest.fixture
def driver():
    url = POSTGRESQL.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url) as connection:
        yield connection


def asked(number, text):
    return call(prepared(GIVEN, ("number", "text")), {"number": number, "text": text})


def told(driver, number, text):
    return [tuple(row) for row in rows(driver, asked(number, text))]


def rows(driver, *calls):
    """The rows that the last of some calls is answered with."""
    return rows_from(driver, exchange(driver, calls)[-1], calls[-1].statement)


def test_what_is_given_comes_back_as_it_was(driver):
    for number, text in [(5, "ä%中"), (-(2**63), ""), (None, None), (2**63 - 1, "'\\")]:
        assert told(driver, number, text) == [(number, text)]


def test_nothing_asked_is_nothing_sent(driver):
    assert exchange(driver, []) == []
    assert driver.info.transaction_status == STATUS.IDLE


def test_a_transaction_is_begun_where_none_is_and_only_there(driver):
    exchange(driver, [asked(1, "a")])
    assert driver.info.transaction_status == STATUS.INTRANS
    exchange(driver, [plain("SAVEPOINT here"), asked(1, "a")])
    driver.rollback()
    assert driver.info.transaction_status == STATUS.IDLE


def test_a_transaction_begins_as_the_host_has_told_psycopg(driver):
    driver.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
    driver.read_only, driver.deferrable = True, False
    assert rows(driver, call(prepared(SETTING, ()), {}))[0].level == "serializable"
    driver.rollback()
    driver.read_only, driver.deferrable = False, True
    exchange(driver, [asked(1, "a")])
    driver.rollback()


def test_a_statement_that_fails_raises_its_error_and_leaves_the_line_usable(driver):
    wrong = call(prepared(sa.text("SELECT 1 / 0"), ()), {})
    for _ in range(2):
        with pytest.raises(psycopg.errors.DivisionByZero):
            exchange(driver, [asked(1, "a"), wrong, asked(2, "b")])
        driver.rollback()
    assert told(driver, 1, "a") == [(1, "a")]


def test_statements_the_server_has_forgotten_are_prepared_anew(driver):
    exchange(driver, [asked(1, "a")])
    driver.commit()
    driver.pgconn.exec_(b"DEALLOCATE ALL")
    assert told(driver, 2, "b") == [(2, "b")]
    exchange(driver, [plain("SAVEPOINT here")])
    driver.pgconn.exec_(b"DEALLOCATE ALL")
    assert rows(driver, plain("SAVEPOINT here"), asked(3, "c"))[0].number == 3


def test_in_the_middle_of_a_transaction_nothing_that_came_before_is_lost(driver):
    driver.execute("CREATE TEMPORARY TABLE seen (n bigint)")
    counted = call(prepared(sa.text("SELECT count(*) AS n FROM seen"), ()), {})
    exchange(driver, [counted])
    driver.execute("INSERT INTO seen VALUES (1)")
    driver.pgconn.exec_(b"DEALLOCATE ALL")
    assert rows(driver, asked(2, "b"), counted)[0].n == 1
    driver.execute("ALTER TABLE seen ALTER n TYPE text")
    shown = call(prepared(sa.text("SELECT n FROM seen"), ()), {})
    assert rows(driver, shown)[0].n == "1"
    driver.execute("ALTER TABLE seen ALTER n TYPE bigint USING n::bigint")
    assert rows(driver, shown)[0].n == 1


def test_psycopg_making_the_server_forget_is_survived(driver):
    for number in range(12):
        assert told(driver, number, "a") == [(number, "a")]
        driver.execute("SAVEPOINT there")
        for _ in range(6):
            driver.execute("SELECT %s::int", (number,))
        driver.execute("ROLLBACK TO SAVEPOINT there")


def test_a_host_that_prepares_nothing_gets_nothing_prepared(driver):
    driver.prepare_threshold = None
    assert told(driver, 1, "a") == [(1, "a")]
    names = driver.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'loyalty%'")
    assert names.fetchone() == (0,)


def test_more_than_a_buffer_goes_over_the_line(driver):
    long = "x" * 300_000
    sent = [asked(n, long) for n in range(20)]
    found = zip(exchange(driver, sent), sent, strict=True)
    assert [rows_from(driver, one, told.statement)[0].number for one, told in found] == list(range(20))


def test_a_notice_to_the_host_is_passed_on(driver):
    heard = []
    driver.add_notify_handler(heard.append)
    driver.execute("LISTEN loyalty_test")
    driver.commit()
    driver.execute("NOTIFY loyalty_test, 'hello'")
    driver.commit()
    exchange(driver, [asked(1, "a")])
    assert [one.payload for one in heard] == ["hello"]


def test_the_line_is_left_to_a_host_that_is_in_a_pipeline_or_speaks_no_utf8(driver):
    assert can_drive(driver)
    with driver.pipeline():
        assert not can_drive(driver)
    driver.execute("SET client_encoding TO latin1")
    assert not can_drive(driver)


def test_a_line_that_breaks_is_told(driver):
    pid = driver.info.backend_pid
    with psycopg.connect(POSTGRESQL.replace("postgresql+psycopg://", "postgresql://")) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
    with pytest.raises(psycopg.OperationalError):
        exchange(driver, [asked(1, "a")])
