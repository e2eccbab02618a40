"""Which connections the library refuses to write on, and what an engine needs."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import AutocommitRefused, NotConfigured
from loyalty.live import configure
from loyalty.store.connecting import connection_of
from tests.databases import empty_database
from tests.live.shops import open_shop


def test_a_sqlite_engine_that_is_not_configured_is_refused():
    engine = sa.create_engine("sqlite://")
    with Session(engine) as session, pytest.raises(NotConfigured):
        connection_of(session)
    engine.dispose()


def test_a_configured_engine_gives_the_hosts_own_connection(engine):
    with Session(engine) as session:
        assert connection_of(session) is session.connection()
    with engine.connect() as connection:
        assert connection_of(connection) is connection


def test_configuring_twice_is_configuring_once(tmp_path):
    engine = configure(configure(sa.create_engine(f"sqlite:///{tmp_path / 'own.db'}")))
    with engine.begin() as connection:  # a second BEGIN would be refused
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_two_writers_on_sqlite_wait_for_each_other(tmp_path):
    engine = configure(sa.create_engine(f"sqlite:///{tmp_path / 'own.db'}"))
    with engine.connect() as one, engine.connect() as other:
        one.begin()
        other.get_transaction()
        other.connection.dbapi_connection.execute("PRAGMA busy_timeout=1")
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            other.begin()  # a transaction begins as a writer
    engine.dispose()


def test_who_only_reads_on_sqlite_waits_for_no_writer_and_sees_what_was_committed(tmp_path):
    engine = configure(sa.create_engine(f"sqlite:///{tmp_path / 'own.db'}"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE host (id INTEGER)")
    reading = engine.execution_options(loyalty_reads=True)
    counted = sa.text("SELECT count(*) FROM host")
    with engine.begin() as writer:
        writer.exec_driver_sql("INSERT INTO host VALUES (1)")
        with reading.connect() as reader:
            reader.connection.dbapi_connection.execute("PRAGMA busy_timeout=1")
            assert reader.scalar(counted) == 0
    with reading.connect() as reader:
        assert reader.scalar(counted) == 1
    engine.dispose()


def test_who_only_reads_on_sqlite_writes_nothing_and_the_next_on_the_connection_may(tmp_path):
    url = f"sqlite:///{tmp_path / 'own.db'}"
    engine = configure(sa.create_engine(url, poolclass=sa.StaticPool))  # one connection for all
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE host (id INTEGER)")
    reading = engine.execution_options(loyalty_reads=True)
    for _ in range(2):
        with reading.connect() as reader, pytest.raises(sa.exc.OperationalError, match="readonly"):
            reader.exec_driver_sql("INSERT INTO host VALUES (1)")
        with engine.begin() as writer:
            writer.exec_driver_sql("INSERT INTO host VALUES (1)")
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM host")) == 2
    engine.dispose()


@pytest.mark.parametrize("server", ["PostgreSQL", "MariaDB"])
def test_an_engine_that_commits_by_itself_is_refused(server, tmp_path):
    with empty_database(server, tmp_path, isolation_level="AUTOCOMMIT") as (url, options):
        engine = sa.create_engine(url, **options)
        with Session(engine) as session, pytest.raises(AutocommitRefused):
            connection_of(session)
        engine.dispose()


def test_sqlite_keeps_a_transaction_whatever_its_engine_was_told(tmp_path):
    engine = configure(sa.create_engine(f"sqlite:///{tmp_path / 'own.db'}", isolation_level="AUTOCOMMIT"))
    with engine.connect() as connection:
        connection_of(connection).exec_driver_sql("CREATE TABLE host (id INTEGER)")
        connection.rollback()
        assert sa.inspect(connection).get_table_names() == []
    engine.dispose()


def test_a_session_that_commits_by_itself_is_refused(engine):
    shop = open_shop(engine, "ann")
    with Session(engine.execution_options(isolation_level="AUTOCOMMIT")) as session:
        with pytest.raises(AutocommitRefused):
            connection_of(session)
        with pytest.raises(AutocommitRefused):
            shop.enrol(session, "bob")


def test_a_connection_that_commits_by_itself_is_refused(engine):
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        with pytest.raises(AutocommitRefused):
            connection_of(connection)
