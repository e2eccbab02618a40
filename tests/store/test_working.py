"""An operation is whole or not at all, and costs few round trips."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store import together
from loyalty.store.tables import CLAIM
from loyalty.store.working import working
from tests.live.shops import PROGRAM, START, cart, open_shop

PLAIN = PROGRAM[: PROGRAM.index("budgets:")]


def claim(identity):
    return {"program_key": "working", "kind": "k", "identity": identity, "op_key": "x", "recorded_us": 0}


def count(connection):
    return connection.scalar(sa.select(sa.func.count()).where(CLAIM.c.program_key == "working"))


def test_what_fails_leaves_what_the_host_wrote_before(engine):
    with engine.connect() as connection:
        connection.execute(sa.insert(CLAIM), claim("host"))
        with (
            pytest.raises(sa.exc.IntegrityError),
            working(connection, "working", op_key="x", at_us=0, recorded_us=0) as work,
        ):
            work.write(sa.insert(CLAIM), [claim("ours"), claim("ours")])
        assert count(connection) == 1
        with working(connection, "working", op_key="x", at_us=0, recorded_us=0) as work:
            work.write(sa.insert(CLAIM), claim("ours"))
        assert count(connection) == 2


CUT = {"postgresql": "SELECT pg_terminate_backend({})", "mysql": "KILL {}"}
ME = {"postgresql": "SELECT pg_backend_pid()", "mysql": "SELECT CONNECTION_ID()"}


def cut_off_within(engine):
    """An operation whose connection is gone between two statements."""
    kind = engine.dialect.name
    with (
        engine.connect() as connection,
        working(connection, "working", op_key="x", at_us=0, recorded_us=0) as work,
    ):
        work.write(sa.insert(CLAIM), claim("lost"))
        me = work.connection.exec_driver_sql(ME[kind]).scalar()
        with engine.connect() as other:
            other.exec_driver_sql(CUT[kind].format(me))
        work.write(sa.insert(CLAIM), claim("never"))


def test_a_host_whose_connection_is_lost_within_an_operation_is_told_so(engine):
    if engine.dialect.name == "sqlite":
        return  # a file has no connection to lose
    with pytest.raises(sa.exc.DBAPIError) as told:
        cut_off_within(engine)
    assert told.value.connection_invalidated
    with engine.connect() as connection:
        assert count(connection) == 0


def test_an_operation_that_does_nothing_sends_nothing(engine):
    with engine.connect() as connection:
        seen = []
        sa.event.listen(connection, "before_cursor_execute", lambda *told: seen.append(told[2]))
        with working(connection, "working", op_key="x", at_us=0, recorded_us=0):
            pass
        assert seen == []


def test_an_order_waits_for_the_database_twice_where_statements_go_together(engine, monkeypatch):
    if engine.dialect.name != "postgresql":
        return  # elsewhere they go one by one
    shop = open_shop(engine, "ann", document=PLAIN)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o0", member="ann", at=START)
    with Session(engine) as session, session.begin():
        waits = []
        real = together.waited_for
        monkeypatch.setattr(together, "waited_for", lambda *told: waits.append("pipeline") or real(*told))
        sa.event.listen(
            session.connection(), "before_cursor_execute", lambda *told: waits.append(told[2][:20])
        )
        shop.place(session, cart("50"), order_id="o1", member="ann", at=START + timedelta(days=1))
    assert waits == ["pipeline", "pipeline"]


def test_a_last_question_ends_the_operation_and_what_fails_behind_it_leaves_the_transaction_usable(engine):
    asked = together.Asked(sa.select(CLAIM.c.identity).where(CLAIM.c.program_key == "working"), {})

    def told_then_failed(connection):
        with working(connection, "working", op_key="x", at_us=0, recorded_us=0) as work:
            assert [row.identity for row in work.ask_last(asked)] == ["host"]
            raise KeyError

    with engine.connect() as connection:
        connection.execute(sa.insert(CLAIM), claim("host"))
        with pytest.raises(KeyError):
            told_then_failed(connection)
        assert count(connection) == 1
        with working(connection, "working", op_key="x", at_us=0, recorded_us=0) as work:
            work.write(sa.insert(CLAIM), claim("ours"))
        assert count(connection) == 2


def test_writes_of_a_block_that_fails_are_never_sent(engine):
    def written_then_failed(connection):
        with (
            working(connection, "working", op_key="x", at_us=0, recorded_us=0) as work,
            work.writing(last=True),
        ):
            work.write(sa.insert(CLAIM), claim("ours"))
            raise KeyError

    with engine.connect() as connection:
        with pytest.raises(KeyError):
            written_then_failed(connection)
        assert count(connection) == 0
