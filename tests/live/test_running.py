"""A host's transaction that runs again when the database asks for it."""

import asyncio
import math
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from loyalty.errors import FloatRefused, NotANumber, OutOfBounds, RetryTransaction
from loyalty.live import run
from loyalty.live.aio import run_async
from loyalty.live.running import pause_after
from loyalty.store.tables import CLAIM
from tests.live.shops import new_key

ASKS = {
    "postgresql": "DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$",
    "mysql": "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213",
}


def ask_again(session):
    """What a database does that gives a transaction up."""
    engine = session.get_bind()
    if engine.dialect.name == "sqlite":
        with engine.connect() as other:
            other.connection.dbapi_connection.execute("PRAGMA busy_timeout=1")
            other.begin()  # the file is taken by this very session
    session.execute(sa.text(ASKS[engine.dialect.name]))


def note(session, key):
    row = {"program_key": key, "kind": "k", "identity": "i", "op_key": "x", "recorded_us": 0}
    session.execute(sa.insert(CLAIM), row)


def noted(engine, key):
    with engine.connect() as connection:
        return connection.scalar(
            sa.select(sa.func.count()).select_from(CLAIM).where(CLAIM.c.program_key == key)
        )


@pytest.mark.parametrize("asks", [1, 2, 4])
def test_a_transaction_that_the_database_gives_up_runs_again_and_is_committed(engine, asks):
    key, attempts = new_key(), []

    def transaction(session):
        note(session, key)
        attempts.append(session)
        if len(attempts) <= asks:
            ask_again(session)
        return "done"

    assert run(lambda: Session(engine), transaction, pause_s=0) == "done"
    assert (len(attempts), noted(engine, key)) == (asks + 1, 1)


def test_after_the_last_attempt_the_host_is_told(engine):
    attempts = []

    def transaction(session):
        note(session, "running")
        attempts.append(session)
        ask_again(session)

    with pytest.raises(RetryTransaction):
        run(lambda: Session(engine), transaction, attempts=3, pause_s=0)
    assert (len(attempts), noted(engine, "running")) == (3, 0)


def test_what_the_library_asks_to_retry_runs_again(engine):
    key, attempts = new_key(), []

    def transaction(session):
        note(session, key)
        attempts.append(session)
        if len(attempts) == 1:
            raise RetryTransaction(what="somebody was quicker")

    run(lambda: Session(engine), transaction, pause_s=0)
    assert (len(attempts), noted(engine, key)) == (2, 1)


def test_what_the_library_asks_to_retry_to_the_end_is_told(engine):
    def transaction(session):
        raise RetryTransaction(what="somebody was quicker")

    with pytest.raises(RetryTransaction, match="quicker"):
        run(lambda: Session(engine), transaction, attempts=2, pause_s=0)


def test_any_other_error_comes_at_once_and_leaves_nothing(engine):
    key, attempts = new_key(), []

    def transaction(session):
        attempts.append(session)
        note(session, key)
        note(session, key)

    with pytest.raises(sa.exc.IntegrityError):
        run(lambda: Session(engine), transaction)
    assert (len(attempts), noted(engine, key)) == (1, 0)


WRONG = [
    ({"attempts": 0}, OutOfBounds),
    ({"attempts": -1}, OutOfBounds),
    ({"attempts": True}, NotANumber),
    ({"attempts": "3"}, NotANumber),
    ({"attempts": None}, NotANumber),
    ({"attempts": 2.0}, FloatRefused),
    ({"pause_s": -0.001}, OutOfBounds),
    ({"pause_s": math.inf}, OutOfBounds),
    ({"pause_s": 10**400}, OutOfBounds),
    ({"pause_s": math.nan}, NotANumber),
    ({"pause_s": True}, NotANumber),
    ({"pause_s": "0.02"}, NotANumber),
    ({"pause_s": Decimal("0.02")}, NotANumber),
]


@pytest.mark.parametrize(("given", "error"), WRONG, ids=[str(given)[:30] for given, _ in WRONG])
def test_attempts_and_pauses_that_cannot_be_meant_are_refused_before_anything_is_done(engine, given, error):
    """No attempt asked for a retry that nobody makes; a pause below nothing failed while it slept."""
    done = []

    def transaction(session):
        done.append(session)
        raise RetryTransaction(what="somebody was quicker")

    with pytest.raises(error) as refused:
        run(lambda: Session(engine), transaction, **given)
    assert (done, refused.value.fields["where"]) == ([], f"run({next(iter(given))})")

    async def again():
        await run_async(lambda: AsyncSession(engine), transaction, **given)

    with pytest.raises(error, match="run_async"):
        asyncio.run(again())
    assert done == []


def test_a_pause_may_be_a_whole_number_of_seconds(engine):
    attempts = []

    def transaction(session):
        attempts.append(session)
        if len(attempts) == 1:
            raise RetryTransaction(what="somebody was quicker")
        return "done"

    assert run(lambda: Session(engine), transaction, pause_s=0) == "done"


KILLS = {
    "postgresql": "SELECT pg_terminate_backend({0})",
    "mysql": "KILL {0}",
}
NAMES_ITSELF = {"postgresql": "SELECT pg_backend_pid()", "mysql": "SELECT connection_id()"}


def cut(session):
    """What a restart, a fail-over or a proxy does to a connection."""
    engine = session.get_bind()
    if engine.dialect.name == "sqlite":
        pytest.skip("a file has no connection to lose")
    kill(engine, session.scalar(sa.text(NAMES_ITSELF[engine.dialect.name])))


def kill(engine, number):
    """Cut the connection of a number, from another one."""
    with engine.connect() as other:
        other.execute(sa.text(KILLS[engine.dialect.name].format(number)))


def test_a_transaction_whose_connection_was_lost_under_way_runs_again(engine):
    key, attempts = new_key(), []

    def transaction(session):
        attempts.append(session)
        note(session, key)
        if len(attempts) == 1:
            cut(session)
            note(session, new_key())
        return "done"

    assert run(lambda: Session(engine), transaction, pause_s=0) == "done"
    assert (len(attempts), noted(engine, key)) == (2, 1)


def test_a_connection_that_is_lost_again_and_again_is_told(engine):
    def transaction(session):
        cut(session)
        note(session, new_key())

    with pytest.raises(RetryTransaction) as told:
        run(lambda: Session(engine), transaction, attempts=2, pause_s=0)
    assert told.value.__cause__.connection_invalidated


def test_a_commit_nobody_answered_is_not_repeated(engine):
    attempts = []

    def transaction(session):
        attempts.append(session)
        note(session, new_key())
        cut(session)

    with pytest.raises(sa.exc.DBAPIError) as told:
        run(lambda: Session(engine), transaction, pause_s=0)
    assert told.value.connection_invalidated
    assert len(attempts) == 1


def test_pauses_double_and_stay_below_one_and_a_half_seconds():
    for attempt, whole in [(1, 0.02), (2, 0.04), (5, 0.32), (7, 1.0), (10_000, 1.0)]:
        assert 0.5 * whole <= pause_after(attempt, 0.02) <= 1.5 * whole
    assert 2.5 <= pause_after(3, 5.0) <= 7.5  # a host that asks for longer ones has them
