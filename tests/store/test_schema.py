"""A database says which revision of the tables it has; a worker asks before it starts."""

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from loyalty.errors import SchemaOutOfDate, SchemaUnmarked
from loyalty.live import Loyalty, check_schema, include_name
from loyalty.store.migrating import config
from loyalty.store.schema import HEAD, create_all, own_tables, revisions
from loyalty.store.tables import METADATA
from tests.databases import SERVERS
from tests.store.migrations.databases import empty


def test_the_revision_that_is_needed_is_the_last_one():
    assert ScriptDirectory.from_config(config(None)).get_heads() == [HEAD]


@pytest.mark.parametrize("server", SERVERS)
def test_tables_are_marked_when_they_are_created(server, tmp_path):
    with empty(server, tmp_path) as engine:
        with Session(engine) as session, pytest.raises(SchemaOutOfDate) as refused:
            check_schema(session)
        assert "loyalty db upgrade URL" in str(refused.value)
        assert refused.value.fields["found_zh"] == "无（尚未建表）"
        names = Loyalty("shop").create_tables(engine)
        assert names == tuple(sorted(METADATA.tables))
        Loyalty("shop").create_tables(engine)
        with Session(engine) as session:
            check_schema(session)
            assert own_tables(session.connection()) == names
            assert revisions(session.connection()) == (HEAD,)


def test_a_database_of_another_revision_is_told(tmp_path):
    with empty("SQLite", tmp_path) as engine:
        Loyalty("shop").create_tables(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("UPDATE loyalty_alembic_version SET version_num = 'loyalty_9999'")
            with pytest.raises(SchemaOutOfDate, match="loyalty_9999"):
                check_schema(connection)


def test_tables_of_no_known_revision_are_left_alone(tmp_path):
    with empty("SQLite", tmp_path) as engine, engine.connect() as connection:
        METADATA.create_all(connection)
        with pytest.raises(SchemaUnmarked):
            create_all(connection)
        with pytest.raises(SchemaUnmarked, match=r"`METADATA\.create_all` does not"):
            check_schema(connection)


@pytest.mark.parametrize("server", SERVERS)
def test_a_host_that_migrates_our_tables_itself_has_the_revision_in_its_own_table(server, tmp_path):
    with empty(server, tmp_path) as engine, engine.connect() as connection:
        create_all(connection)
        sa.Table("loyalty_alembic_version", sa.MetaData()).drop(connection)
        hosts = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32)))
        hosts.create(connection)
        connection.execute(sa.insert(hosts), {"version_num": "a1b2c3"})
        with pytest.raises(SchemaUnmarked):
            check_schema(connection)
        connection.execute(sa.insert(hosts), {"version_num": HEAD})
        check_schema(connection)


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("loyalty_account", "table", False),
        ("loyalty_alembic_version", "table", False),
        ("checkout", "table", True),
        ("loyalty_account", "column", True),
        ("loyalty_card_designs", "table", True),  # the host's own
        (None, "schema", True),
    ],
)
def test_a_hosts_autogenerate_does_not_look_at_our_tables(name, kind, kept):
    assert include_name(name, kind, {}) is kept
