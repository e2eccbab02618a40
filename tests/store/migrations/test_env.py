"""The environment takes the connection that is handed in and keeps to tables of the library."""

import sqlalchemy as sa
from alembic import command

from loyalty.store.migrating import config
from tests.store.migrations.databases import empty


def test_it_runs_on_the_connection_it_is_given_and_commits_nothing(tmp_path):
    with empty("SQLite", tmp_path) as engine, engine.connect() as connection:
        command.upgrade(config(connection), "loyalty@head")
        assert connection.in_transaction()
        connection.rollback()
        assert sa.inspect(connection).get_table_names() == []


def test_tables_of_a_host_beside_ours_are_not_looked_at(tmp_path):
    with empty("SQLite", tmp_path) as engine, engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE checkout (id INTEGER)")
        command.upgrade(config(connection), "head")
        command.check(config(connection))
