"""A transaction that the database gives up at any statement: the host is told, tries again, all is done."""

from re import sub

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.live import run
from loyalty.store import working
from tests.faults.books import everything, faults_of
from tests.faults.injecting import ERRORS, injected
from tests.faults.share import share, tell
from tests.faults.stories import VERBS, ready

EACH = share(3, 1)
"""Every so many of the statements of a verb that is run to its end."""
MEMBERS = ("ann", "bob", "cem")


def refused(engine, shop, verb, error, at):
    """Run a verb whose n-th statement fails, and keep nothing; whether it came so far."""
    with injected(engine, error, at) as one, Session(engine) as session:
        try:
            VERBS[verb](shop, session)
        except RetryTransaction:
            session.rollback()
            return True
        except sa.exc.OperationalError as found:
            if found.statement != "BEGIN IMMEDIATE":  # the host's own, before anybody was asked
                raise
            return True
        assert not one.struck, (verb, error, at)
        session.rollback()
        return False


def state(engine, shop):
    """What a shop holds, without the numbers and the key that are its own."""
    with Session(engine) as session, session.begin():
        moved = {
            member: [
                (one.kind, one.points, one.debt, one.available, one.effective_us, one.op_key)
                for one in shop.history(session, member)
            ]
            for member in MEMBERS
        }
    return moved, {table: len(rows) for table, rows in everything(engine, shop).items()}


def plain(answer):
    """What an answer says, but for the programme's hash, which names the shop."""
    return sub("hash='[0-9a-f]*'", "", repr(answer))


@pytest.mark.parametrize("verb", VERBS)
def test_whatever_statement_fails_the_host_is_told_and_nothing_is_kept(engine, verb):
    shop = ready(engine)
    before, runs = everything(engine, shop), 0
    for error in ERRORS[engine.dialect.name][: share(1, 3)]:
        at = 1
        while refused(engine, shop, verb, error, at):
            at, runs = at + share(2, 1), runs + 1
        assert at > 3
    assert everything(engine, shop) == before
    tell("errors at every statement, told", engine, runs=runs)


@pytest.mark.parametrize("verb", list(VERBS)[:: share(4, 1)])
def test_a_transaction_that_is_run_again_leaves_what_one_without_errors_does(engine, verb):
    def done(shop):
        return run(lambda: Session(engine), lambda session: VERBS[verb](shop, session), pause_s=0)

    clean = ready(engine)
    answer, left = done(clean), state(engine, clean)
    runs, at, struck = 0, 1, True
    while struck:
        shop = ready(engine)
        error = ERRORS[engine.dialect.name][runs % len(ERRORS[engine.dialect.name])]
        with injected(engine, error, at) as one:
            told = done(shop)
        struck = one.struck
        assert plain(told) == plain(answer)
        assert state(engine, shop) == left
        assert faults_of(engine, shop) == []
        at, runs = at + EACH, runs + 1
    tell("errors at every statement, run again", engine, runs=runs)


def test_a_commit_that_fails_is_run_again(engine, monkeypatch):
    shop = ready(engine)
    real, errors = engine.dialect.do_commit, [working]

    def commit(connection):
        if errors:
            errors.pop()
            engine.dialect.do_rollback(connection)
            raise sa.exc.DBAPIError.instance(
                None, None, given_up(engine), engine.dialect.dbapi.Error, dialect=engine.dialect
            )
        real(connection)

    monkeypatch.setattr(engine.dialect, "do_commit", commit)
    run(lambda: Session(engine), lambda session: VERBS["place"](shop, session), pause_s=0)
    monkeypatch.undo()
    assert faults_of(engine, shop) == []
    with Session(engine) as session, session.begin():
        assert any(one.op_key == "place:n" for one in shop.history(session, "ann"))


def given_up(engine):
    """The driver's error for a transaction that lost at its commit."""
    api = engine.dialect.dbapi
    if engine.dialect.name == "postgresql":
        return api.errors.SerializationFailure("could not serialize access")
    if engine.dialect.name == "mysql":
        return api.err.OperationalError(1213, "Deadlock found")
    return api.OperationalError("database is locked")


@pytest.mark.parametrize("verb", ["place"])
def test_a_build_that_hides_what_the_database_asks_for_is_found(engine, verb, monkeypatch):
    shop = ready(engine)
    monkeypatch.setattr(working, "asks_to_retry", lambda _error: False)
    error = ERRORS[engine.dialect.name][0]
    with pytest.raises(sa.exc.DBAPIError):
        refused(engine, shop, verb, error, 4)
