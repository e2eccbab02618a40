"""A crash or a database error between any two statements of an operation leaves nothing half-written."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.store.tables import METADATA
from tests.faults.share import tell
from tests.live.shops import START, cart, open_shop

LATER = START + timedelta(days=1)


class Crash(Exception):
    """What the library knows nothing of."""


class Deadlock(Exception):
    """A driver's error that asks for the transaction to be run again."""

    sqlstate = "40001"


@contextmanager
def failing_at(engine, number, error):
    """The n-th statement fails; how many there were comes back in the list."""
    seen = []

    def before(connection, cursor, statement, parameters, context, many):
        if statement.startswith("RELEASE"):
            return  # nothing is written by it, and a database that fails here has lost the connection
        seen.append(statement)
        if len(seen) == number:
            raise error

    sa.event.listen(engine, "before_cursor_execute", before)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", before)


def place(shop, session):
    return shop.place(session, cart("300", "20"), order_id="new", member="ann", at=LATER)


def place_with_returns(shop, session):
    return shop.place(session, cart("300", "20"), order_id="early", member="ann", at=LATER)


def give_back(shop, session):
    return shop.return_items(session, "o2", {"1": 1}, return_id="r1", at=LATER)


def refund(shop, session):
    return shop.refund_amount(session, "o2", "10", return_id="r2", at=LATER)


def wait(shop, session):
    return shop.return_items(session, "unknown", {"1": 1}, return_id="r3", at=LATER)


def enrol(shop, session):
    return shop.enrol(session, "bob", joined_at=START)


OPERATIONS = (place, place_with_returns, give_back, refund, wait, enrol)


def worked_shop(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("1010"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50", "60"), order_id="o2", member="ann", at=START)
        shop.return_items(session, "early", {"2": 1}, return_id="r0", at=START)
    return shop


def everything(engine):
    """All rows of all tables."""
    with engine.connect() as connection:
        return {
            name: sorted(tuple(map(str, row)) for row in connection.execute(sa.select(table)))
            for name, table in METADATA.tables.items()
        }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.__name__)
def test_a_crash_between_two_statements_leaves_nothing_even_when_the_host_commits(engine, operation):
    shop = worked_shop(engine)
    before, number, done = everything(engine), 0, False
    while not done:
        number += 1
        with Session(engine) as session:
            session.begin()
            session.connection()
            with failing_at(engine, number, Crash()):
                try:
                    operation(shop, session)
                    done = True
                except Crash:
                    session.commit()
                else:
                    session.rollback()
        assert everything(engine) == before
    assert number > 4
    with Session(engine) as session, session.begin():
        operation(shop, session)
        assert shop.verify(session) == ()
    tell(f"crash in {operation.__name__}", engine, statements=number - 1)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.__name__)
def test_a_database_that_asks_to_run_again_is_heard_at_every_statement(engine, operation):
    shop = worked_shop(engine)
    number, done = 0, False
    while not done:
        number += 1
        error = sa.exc.OperationalError("", {}, Deadlock(1213, "deadlock"))
        with Session(engine) as session:
            session.begin()
            session.connection()
            with failing_at(engine, number, error):
                try:
                    operation(shop, session)
                    done = True
                except RetryTransaction:
                    pass
                session.rollback()
    tell(f"deadlock in {operation.__name__}", engine, statements=number - 1)


def test_an_operation_in_a_savepoint_that_the_host_undoes_never_happened(engine):
    shop = worked_shop(engine)
    before = everything(engine)
    with Session(engine) as session, session.begin():
        inner = session.begin_nested()
        place(shop, session)
        inner.rollback()
    assert everything(engine) == before
