"""Writes that are gathered leave the rows that one by one would leave."""

import pytest
import sqlalchemy as sa

from loyalty.store.gathering import Gathering, as_one, inserted
from loyalty.store.tables import CLAIM, MEMBER_COUNTER
from loyalty.store.together import driver_of
from loyalty.store.upserting import insert_or_update, insert_unless_there
from tests.databases import SERVERS, shop_database

ODD = ['a"b', "a\\b", "{a,b}", "NULL", "", "ä中 ", "'"]
ROW = {"program_key": "gathered", "kind": "k", "op_key": "x", "recorded_us": 0, "account_id": None}
TOLD = (
    sa.update(CLAIM)
    .where(CLAIM.c.program_key == "gathered", CLAIM.c.identity == sa.bindparam("who"))
    .values(account_id=sa.bindparam("owner"))
)


@pytest.fixture(params=SERVERS)
def connection(request, tmp_path):
    with shop_database(request.param, tmp_path) as engine, engine.connect() as made:
        yield made


def claims(connection):
    chosen = sa.select(CLAIM.c.identity, CLAIM.c.account_id).where(CLAIM.c.program_key == "gathered")
    return sorted(tuple(row) for row in connection.execute(chosen))


def test_rows_of_one_kind_are_written_whatever_text_is_in_them(connection):
    gathering = Gathering()
    for place, text in enumerate(ODD):
        gathering.add(sa.insert(CLAIM), ROW | {"identity": text, "account_id": place or None})
    gathering.send(connection, driver_of(connection), last="SAVEPOINT behind")
    assert claims(connection) == sorted((text, place or None) for place, text in enumerate(ODD))
    connection.exec_driver_sql("ROLLBACK TO SAVEPOINT behind")


def test_an_update_of_many_rows_gives_each_its_own(connection):
    gathering = Gathering()
    gathering.add(sa.insert(CLAIM), [ROW | {"identity": text} for text in ODD])
    gathering.add(TOLD, [{"who": text, "owner": place} for place, text in enumerate(ODD)])
    gathering.send(connection, driver_of(connection))
    assert claims(connection) == sorted((text, place) for place, text in enumerate(ODD))


def test_a_row_that_is_updated_twice_has_both(connection):
    more = (
        sa.update(CLAIM)
        .where(CLAIM.c.identity == sa.bindparam("who"))
        .values(recorded_us=CLAIM.c.recorded_us + sa.bindparam("more"))
    )
    gathering = Gathering()
    gathering.add(sa.insert(CLAIM), ROW | {"identity": "a"})
    gathering.add(more, [{"who": "a", "more": 1}, {"who": "a", "more": 2}])
    gathering.send(connection, driver_of(connection))
    assert connection.scalar(sa.select(CLAIM.c.recorded_us)) == 3


def test_an_insert_that_updates_does_so_for_many(connection):
    statement = insert_or_update(MEMBER_COUNTER, connection.dialect.name)
    row = {"account_id": 1, "window_key": 0}
    for more in (0, 10):
        gathering = Gathering()
        for name in ODD:
            gathering.add(statement, row | {"name": name, "used": len(name) + more})
        gathering.send(connection, driver_of(connection))
    found = connection.execute(sa.select(MEMBER_COUNTER.c.name, MEMBER_COUNTER.c.used)).all()
    assert sorted(tuple(one) for one in found) == sorted((name, len(name) + 10) for name in ODD)


def test_inserted_says_how_many_were_new(connection):
    if connection.dialect.name == "mysql":
        return  # there a row in the way is an error
    statement = insert_unless_there(CLAIM, connection.dialect.name)
    assert inserted(connection, statement, [ROW | {"identity": text} for text in ODD[:3]]) == 3
    assert inserted(connection, statement, [ROW | {"identity": text} for text in ODD]) == len(ODD) - 3
    assert inserted(connection, statement, [ROW | {"identity": ODD[0]}]) == 0


def test_nothing_gathered_is_nothing_sent(connection):
    Gathering().send(connection, driver_of(connection))
    assert claims(connection) == []


def test_a_statement_with_a_parameter_of_no_type_goes_row_by_row():
    untyped = sa.text("SELECT :one")
    assert len(as_one(untyped, ("one",), [{"one": 1}, {"one": 2}])) == 2


def test_a_statement_that_neither_inserts_nor_updates_goes_row_by_row():
    gone = sa.delete(CLAIM).where(CLAIM.c.identity == sa.bindparam("who"))
    assert len(as_one(gone, ("who",), [{"who": "a"}, {"who": "b"}])) == 2
