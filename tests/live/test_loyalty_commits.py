"""The host commits: no verb of the library ends the host's transaction, and none closes its session.

The fixture `engine` of these tests watches every verb that any of them calls.
"""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import QuoteStale, UnknownMember
from loyalty.live.desk import Desk
from loyalty.store.operations import Request
from loyalty.when import FixedClock
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.live.watching import watched

LATER = START + timedelta(days=1)
ASKED = Request(verb="test", named=("o1",), content={})


def all_verbs(shop, session):
    shop.publish(session, load_program(PROGRAM.format(key=shop.program_key)), author="ann", at=LATER)
    shop.enrol(session, "bob", joined_at=START)
    quoted = shop.quote(session, cart("1010"), member="bob", at=START)
    shop.place(session, cart("1010"), order_id="o1", member="bob", at=START, accept=quoted)
    with pytest.raises(QuoteStale):
        shop.place(session, cart("1010"), order_id="o2", member="bob", at=START, accept=quoted)
    shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
    shop.place(session, cart("99"), order_id="o3", member="bob", at=LATER)
    shop.refund_amount(session, "o3", "5", return_id="r2", at=LATER)
    shop.return_items(session, "o4", {"1": 1}, return_id="r3", at=LATER)
    with pytest.raises(UnknownMember):
        shop.place(session, cart("99"), order_id="o5", member="nobody", at=LATER)
    shop.figures(session, "bob", at=LATER)


def test_no_verb_ends_the_hosts_transaction(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session:
        transaction = session.begin()
        connection = session.connection()
        all_verbs(shop, session)
        assert transaction.is_active
        assert session.connection() is connection
        session.rollback()
    with Session(engine) as session, pytest.raises(UnknownMember):
        shop.figures(session, "bob", at=LATER)


def test_a_connection_is_as_good_as_a_session(engine):
    shop = open_shop(engine, "ann")
    with engine.connect() as connection:
        transaction = connection.begin()
        all_verbs(shop, connection)
        assert transaction.is_active
        transaction.rollback()


def test_a_hosts_own_savepoint_takes_back_what_was_done_behind_it(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o1", member="ann", at=START)
        with session.begin_nested() as inner:
            shop.place(session, cart("50"), order_id="o2", member="ann", at=START)
            inner.rollback()
        assert shop.figures(session, "ann", at=START).booked == 40


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_the_watch_would_see_a_verb_that_ends_it(engine, end):
    desk = Desk("watch", FixedClock(START), plans=None)
    with Session(engine) as session, pytest.raises((AssertionError, sa.exc.SQLAlchemyError)):
        desk.once(session, ASKED, START, lambda _: getattr(session, end)())


def test_the_watch_would_see_the_words_themselves(engine):
    desk = Desk("watch", FixedClock(START), plans=None)
    with engine.connect() as connection, pytest.raises(AssertionError, match="COMMIT"):
        desk.once(connection, ASKED, START, lambda work: work.connection.exec_driver_sql("COMMIT"))


def test_a_watch_ends(engine):
    with watched(engine):
        pass
