"""Deliberately broken builds: each fault that the checks guard against makes one of them go red."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program, lower
from loyalty.errors import Drained
from loyalty.facts.member import Uses
from loyalty.facts.standing import Fund, Shared
from loyalty.live import asking, points
from loyalty.store import drawing, entries, holds, operations, shards, state_reading, uses, working
from loyalty.store.tables import ACCOUNT, QUOTA
from tests.faults.books import everything, faults_of
from tests.faults.stories import ready
from tests.faults.test_crashes import Crash, Striking
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.test_drawing import all_applied


def test_without_its_savepoint_a_caught_crash_leaves_half_an_order(engine, monkeypatch):
    shop = ready(engine)
    before = everything(engine, shop)
    monkeypatch.setattr(working.Work, "undo", lambda _self: None)
    if engine.dialect.name == "postgresql":
        pytest.skip("what is sent together arrives together: no half of it is there to be seen")
    with Session(engine) as session, session.begin(), monkeypatch.context() as patch:
        striking = Striking(patch, session.connection(), 9)
        with pytest.raises(Crash):
            shop.place(session, cart("60"), order_id="n", member="ann", at=START)
        striking.left = -1
    assert everything(engine, shop) != before


def test_a_limit_that_lets_one_more_through_is_overrun(engine, monkeypatch):
    shop = open_shop(engine)
    plan = lower(load_program(PROGRAM.format(key=shop.program_key)))
    too_many = sa.update(QUOTA).where(shards.COUNTER).values(used=QUOTA.c.used + sa.bindparam("more"))
    monkeypatch.setattr(uses, "_USE", too_many)
    fund = (Fund(0, 0, 5000, 0),)
    one_more = Shared((Uses(0, 0),), fund), Shared((Uses(0, 1),), fund)
    with Session(engine) as session, session.begin():
        with shop.desk.working(session, "x", START) as work:
            for _ in range(3):
                drawing.draw(work, plan, all_applied(plan), *one_more)
        # the database's own bound is what is left of the rule
        with pytest.raises((Drained, sa.exc.DBAPIError)), shop.desk.working(session, "x", START) as work:
            drawing.draw(work, plan, all_applied(plan), *one_more)


def test_points_that_are_booked_twice_over_are_found_in_the_books(engine, monkeypatch):
    shop = open_shop(engine, "ann")
    monkeypatch.setitem(entries.SIGNS, entries.EntryKind.EARNED, 2)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("510"), order_id="o1", member="ann", at=START)
    assert any("remaining" in one for one in faults_of(engine, shop))


def test_held_points_that_are_not_counted_are_found_in_the_books(engine, monkeypatch):
    shop = open_shop(engine, "ann")
    monkeypatch.setattr(holds, "_INSERT_LOTS", sa.select(sa.literal(1)))
    monkeypatch.setattr(holds, "held_lots", lambda _held: {})
    with Session(engine) as session, session.begin():
        shop.place(session, cart("510"), order_id="o1", member="ann", at=START)
        shop.hold(session, cart("100"), order_id="o2", member="ann", at=START)
    assert faults_of(engine, shop) != []


def test_an_operation_that_is_not_claimed_is_booked_twice(engine, monkeypatch):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 5, key="k", reason="r", actor="a", at=START)
    monkeypatch.setattr(points, "claim", lambda *_: None)
    monkeypatch.setattr(operations, "finish", lambda *_, **__: None)
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 5, key="k", reason="r", actor="a", at=START)
    with engine.connect() as connection:
        booked = connection.scalar(
            sa.select(ACCOUNT.c.booked).where(ACCOUNT.c.program_key == shop.program_key)
        )
    assert booked == 10
    assert any("events" in one for one in faults_of(engine, shop))


def test_an_older_view_hides_what_others_committed(engine, monkeypatch):
    if engine.dialect.name != "mysql":
        pytest.skip("a plain read sees what is committed here, or the transaction is refused")
    shop = open_shop(engine, "ann")
    monkeypatch.setattr(state_reading, "is_mysql", lambda _dialect: False)
    state_reading._statement.cache_clear()
    try:
        with engine.connect() as connection, connection.begin():
            connection.execute(sa.select(ACCOUNT.c.id)).all()  # the transaction's view is taken here
            with Session(engine) as session, session.begin():
                shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
            account = asking.lock_account(connection, shop.program_key, "ann")
            found = state_reading.read_state(connection, account.id, locking=True)
            assert (account.booked, found.lots) == (140, [])
    finally:
        state_reading._statement.cache_clear()
