"""Insert or update, insert unless there: the same rows on each server."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import ACCOUNT, CODE_TRY, OUTBOX, QUOTA
from loyalty.store.upserting import insert_or_update, insert_unless_there, is_mysql, unique_key


def quota(**fields):
    return {"program_key": "upserting", "name": "n", "window_key": 1, "uses_max": 5, "used": 0} | fields


def stored(connection):
    return connection.execute(
        sa.select(QUOTA.c.name, QUOTA.c.uses_max, QUOTA.c.used)
        .where(QUOTA.c.program_key == "upserting")
        .order_by(QUOTA.c.name)
    ).all()


def test_a_row_is_inserted_and_later_updated_but_for_what_is_kept(engine):
    statement = insert_or_update(QUOTA, engine.dialect.name, kept=("uses_max", "held"))
    with engine.connect() as connection:
        connection.execute(statement, quota())
        connection.execute(statement, quota(uses_max=9, used=3))
        assert stored(connection) == [("n", 5, 3)]


def test_many_rows_are_inserted_or_updated_at_once(engine):
    statement = insert_or_update(QUOTA, engine.dialect.name, kept=("held",))
    with engine.connect() as connection:
        connection.execute(statement, [quota()])
        connection.execute(statement, [quota(used=1), quota(name="m", used=2)])
        assert stored(connection) == [("m", 5, 2), ("n", 5, 1)]


def test_a_row_that_is_there_stays_as_it_is(engine):
    statement = insert_unless_there(QUOTA, engine.dialect.name)
    with engine.connect() as connection:
        connection.execute(statement, quota(used=2))
        connection.execute(statement, quota(used=4))
        assert stored(connection) == [("n", 5, 2)]


def test_a_row_with_a_number_of_its_own_is_found_by_what_names_it(engine):
    row = {"program_key": "upserting", "member_ref": "ann", "wallet": "points"}
    with engine.connect() as connection:
        connection.execute(insert_unless_there(ACCOUNT, engine.dialect.name), row | {"orders": 1})
        connection.execute(insert_unless_there(ACCOUNT, engine.dialect.name), row | {"orders": 2})
        found = sa.select(ACCOUNT.c.orders).where(ACCOUNT.c.program_key == "upserting")
        assert connection.scalars(found).all() == [1]
        changed = insert_or_update(
            ACCOUNT, engine.dialect.name, kept=tuple(set(ACCOUNT.c.keys()[4:]) - {"due_us"})
        )
        connection.execute(changed, row | {"due_us": 7})
        assert connection.scalar(sa.select(ACCOUNT.c.due_us).where(ACCOUNT.c.program_key == "upserting")) == 7


def test_a_row_is_named_by_its_key_or_by_what_is_unique():
    assert unique_key(CODE_TRY) == ("program_key", "who", "window_key")
    assert unique_key(ACCOUNT) == ("program_key", "member_ref", "wallet")
    assert unique_key(OUTBOX) == ("id",)


@pytest.mark.parametrize(("name", "is_one"), [("mysql", True), ("mariadb", True), ("sqlite", False)])
def test_mariadb_and_mysql_are_spelled_alike(name, is_one):
    assert is_mysql(name) is is_one
