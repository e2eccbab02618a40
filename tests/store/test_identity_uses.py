"""Uses of identities as rows: counted where they are as they were read, given back to where they were."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import Drained
from loyalty.facts.member import Counted, Uses
from loyalty.store.identity_uses import (
    NOBODY_ELSE,
    Person,
    count_person,
    make_counters,
    read_person,
)
from loyalty.store.tables import IDENTITY_COUNTER, IDENTITY_USE
from tests.live.shops import START, open_shop

NAME, OWN = "o/identity/day", "o/member/day"
COUNTERS = {NAME: OWN}


def twins(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        for name in ("ann", "bob"):
            shop.members.enrol(session, name, joined_at=START, identities={"phone": "1", "device": name})
    return shop


def read(shop, session, **options):
    return read_person(session.connection(), shop.program_key, "ann", COUNTERS, **options)


def count(work, person, order_id, key=5):
    count_person(work, person, (Counted(NAME, key, shared=False),), order_id=order_id)


def rows_of(shop, session, table):
    return session.connection().execute(sa.select(table).where(table.c.program_key == shop.program_key)).all()


def test_the_newest_window_counts_and_the_most_of_any_identity():
    person = Person(
        {"a": [1, 2], "b": [1]},
        {(NAME, "a"): Uses(5, 2), (NAME, "b"): Uses(4, 9)},
        {(OWN, 1): Uses(5, 2), (OWN, 2): Uses(5, 1)},
        {},
    )
    assert person.used(NAME, OWN, Uses(3, 7)) == Uses(5, 3)
    assert person.used(NAME, OWN, Uses(5, 4)) == Uses(5, 4)
    assert person.used(NAME, OWN, Uses(6, 0)) == Uses(6, 0)
    assert person.used("p/identity/day", "p/member/day", Uses(3, 7)) == Uses(3, 7)
    assert NOBODY_ELSE.used(NAME, OWN, Uses(3, 7)) == Uses(3, 7)


def test_holds_past_their_end_are_left_out_of_their_own_identity_and_window():
    overdue = {(NAME, "a", 5): 1, (NAME, "a", 4): 9}
    person = Person({"a": [1], "b": [1]}, {(NAME, "a"): Uses(5, 3), (NAME, "b"): Uses(5, 1)}, {}, overdue)
    assert person.used(NAME, OWN, Uses(0, 0)) == Uses(5, 2)


def test_an_order_counts_on_each_identity_once_read(engine):
    shop = twins(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "x", START) as work:
        seen = read(shop, session)
        assert {by.partition(":")[0]: len(who) for by, who in seen.accounts.items()} == {
            "device": 1,
            "phone": 2,
        }
        count(work, seen, "o1")
        count(work, read(shop, session), "o2")
        count(work, read(shop, session), "o3", key=6)
        found = rows_of(shop, session, IDENTITY_COUNTER)
        assert [(row.window_key, row.used) for row in found] == [(6, 1), (6, 1)]
        assert len(rows_of(shop, session, IDENTITY_USE)) == 6


def test_a_counter_that_is_not_as_it_was_read_is_not_counted_on(engine):
    shop = twins(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "x", START) as work:
        seen = read(shop, session)
        count(work, seen, "o1")
        with pytest.raises(Drained):
            count(work, seen, "o2")
        assert len(rows_of(shop, session, IDENTITY_USE)) == 2


def test_counters_are_made_once_and_read_behind_locks(engine):
    shop = twins(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "x", START) as work:
        for _ in range(2):
            make_counters(work, read(shop, session), COUNTERS)
        locked = read(shop, session, locking=True)
        assert set(locked.counted.values()) == {Uses(0, 0)}
        assert len(locked.counted) == 2
        count(work, locked, "o1")


def test_orders_that_count_on_no_identity_write_nothing(engine):
    shop = twins(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "x", START) as work:
        others = (Counted(OWN, 5, shared=False), Counted("o/program/day", 5, shared=True))
        count_person(work, read(shop, session), others, order_id="o1")
        count(work, NOBODY_ELSE, "o2")
        assert rows_of(shop, session, IDENTITY_COUNTER) == []
