"""Migrated tables are the declared ones, on every server, and what is in them stays."""

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from threading import Barrier

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.orm import Session

from loyalty.errors import MissingExtra, RetryTransaction
from loyalty.live import check_schema, configure, upgrade
from loyalty.store import migrating
from loyalty.store.schema import HEAD, VERSION_TABLE, create_all, own_tables
from loyalty.store.tables import LEDGER_ENTRY, METADATA
from tests.databases import SERVERS
from tests.store.migrations.databases import empty, is_unharmed, shop_with_an_order


def migrated(connection, schema=None):
    """From nothing, by every revision."""
    command.upgrade(migrating.config(connection, schema=schema), "heads")


def differences(connection):
    options = {"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
    return compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)


def described(connection, schema=None):
    """Tables, columns, constraints, indexes and triggers as the database tells them."""
    inspector = sa.inspect(connection)
    name, told = connection.dialect.name, {}
    for table in sorted(inspector.get_table_names(schema=schema)):
        told[table] = [
            [str(column) for column in inspector.get_columns(table, schema=schema)],
            inspector.get_pk_constraint(table, schema=schema),
            sorted(
                str(
                    index
                    | {
                        "dialect_options": str(
                            {k: str(v) for k, v in index.get("dialect_options", {}).items()}
                        )
                    }
                )
                for index in inspector.get_indexes(table, schema=schema)
            ),
            sorted(map(str, inspector.get_unique_constraints(table, schema=schema))),
            sorted(
                str(check).replace("\n", "")
                for check in inspector.get_check_constraints(table, schema=schema)
            ),
        ]
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "mysql": "SELECT trigger_name FROM information_schema.triggers "
        "WHERE trigger_schema = database() ORDER BY trigger_name",
        "postgresql": "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace ORDER BY tgname",
    }
    return told, connection.exec_driver_sql(triggers[name]).scalars().all()


@pytest.mark.parametrize("server", SERVERS)
def test_migrated_tables_are_the_declared_ones(server, tmp_path):
    with empty(server, tmp_path) as declared, declared.begin() as connection:
        create_all(connection)
        assert differences(connection) == []
        expected = described(connection)
    assert expected[1]
    with empty(server, tmp_path) as engine, engine.begin() as connection:
        migrated(connection)
        assert differences(connection) == []
        assert described(connection) == expected
        check_schema(connection)
        command.check(migrating.config(connection))


@pytest.mark.parametrize("server", SERVERS)
def test_an_empty_database_gets_all_tables_and_a_second_time_nothing(server, tmp_path):
    with empty(server, tmp_path) as engine:
        with engine.begin() as connection:
            assert upgrade(connection) == (None, HEAD)
        with engine.begin() as connection:
            assert upgrade(connection) == (HEAD, HEAD)
        with Session(engine) as session:
            check_schema(session)
        assert is_unharmed(engine, shop_with_an_order(engine))


@pytest.mark.parametrize("server", SERVERS)
def test_migrated_tables_work_and_an_upgrade_leaves_what_is_in_them(server, tmp_path):
    with empty(server, tmp_path) as engine:
        with engine.begin() as connection:
            migrated(connection)
        shop = shop_with_an_order(engine)
        with engine.begin() as connection:
            upgrade(connection)
        assert is_unharmed(engine, shop)
        with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="never change"):
            connection.execute(sa.delete(LEDGER_ENTRY))


@pytest.mark.parametrize("server", SERVERS)
def test_an_upgrade_is_in_the_hosts_transaction_where_the_database_can(server, tmp_path):
    with empty(server, tmp_path) as engine:
        with engine.connect() as connection:
            upgrade(connection)
            connection.rollback()
        with engine.connect() as connection:
            left = own_tables(connection)
        # MariaDB commits each change of a table by itself
        assert bool(left) is (server == "MariaDB")


@pytest.mark.parametrize("server", SERVERS)
def test_the_first_revision_can_be_taken_back(server, tmp_path):
    with empty(server, tmp_path) as engine, engine.begin() as connection:
        migrated(connection)
        command.downgrade(migrating.config(connection), "base")
        assert own_tables(connection) == ()
        migrated(connection)
        check_schema(connection)


@pytest.mark.parametrize("by", [upgrade, migrated])
def test_tables_may_lie_in_a_schema_of_their_own(by, tmp_path):
    with empty("PostgreSQL", tmp_path) as engine, engine.connect() as connection:
        own = connection.scalar(sa.text("SELECT current_schema() || '_own'"))
        connection.execute(sa.schema.CreateSchema(own))
        by(connection, schema=own)
        assert own_tables(connection) == ()
        assert own_tables(connection, schema=own) == tuple(sorted(METADATA.tables))
        check_schema(connection, schema=own)
        assert connection.get_execution_options().get("schema_translate_map") is None
        connection.commit()
        mapped = configure(engine.execution_options(schema_translate_map={None: own}))
        try:
            with Session(mapped) as session:
                check_schema(session)
            assert is_unharmed(mapped, shop_with_an_order(mapped))
        finally:
            connection.execute(sa.schema.DropSchema(own, cascade=True))
            connection.commit()


@pytest.mark.parametrize("server", SERVERS)
def test_of_workers_that_start_at_once_one_creates_the_tables(server, tmp_path):
    with empty(server, tmp_path) as engine:
        together = Barrier(3)

        def start(_):
            together.wait()
            with engine.begin() as connection:
                return upgrade(connection)

        with ThreadPoolExecutor(3) as pool:
            told = list(pool.map(start, range(3)))
        assert sorted(told, key=str) == [(HEAD, HEAD), (HEAD, HEAD), (None, HEAD)]


def test_who_waits_too_long_for_another_worker_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(migrating, "WAIT_S", 0)
    with empty("MariaDB", tmp_path) as engine, engine.connect() as one, engine.connect() as other:
        one.execute(sa.select(sa.func.get_lock(str(migrating.LOCK), 0)))
        with pytest.raises(RetryTransaction):
            upgrade(other)
        one.execute(sa.select(sa.func.release_lock(str(migrating.LOCK))))
        assert upgrade(other) == (None, HEAD)


def test_without_alembic_an_upgrade_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(migrating, "find_spec", lambda name: None if name == "alembic" else find_spec(name))
    with empty("SQLite", tmp_path) as engine, engine.connect() as connection:
        assert upgrade(connection) == (None, HEAD)  # new tables need none
        with pytest.raises(MissingExtra, match=r"loyalty\[migrations\]"):
            upgrade(connection)
