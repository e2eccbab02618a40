"""Hosts that hold the library wrongly: what they commit is whole, and what they do not is not there."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, ResourceClosedError
from sqlalchemy.orm import Session

from loyalty.errors import AutocommitRefused, LoyaltyError, NotEnoughPoints
from tests.databases import SERVERS, shop_database
from tests.faults.books import everything, faults_of
from tests.faults.share import tell
from tests.faults.stories import LATER, VERBS, ready
from tests.live.shops import START, cart, open_shop


@pytest.mark.parametrize("server", [one for one in SERVERS if one != "SQLite"])
def test_no_verb_works_on_a_connection_that_commits_by_itself(server, tmp_path):
    with shop_database(server, tmp_path) as engine:
        shop = ready(engine)
        before = everything(engine, shop)
        careless = engine.execution_options(isolation_level="AUTOCOMMIT")
        for verb in VERBS.values():
            with Session(careless) as session, pytest.raises(AutocommitRefused):
                verb(shop, session)
        assert everything(engine, shop) == before
        tell("hosts that commit by themselves", engine, runs=len(VERBS))


@pytest.mark.parametrize("verb", VERBS)
def test_what_a_host_rolls_back_after_success_is_not_there_and_can_be_done_again(engine, verb):
    shop = ready(engine)
    before = everything(engine, shop)
    with Session(engine) as session:
        first = VERBS[verb](shop, session)
        session.rollback()
    assert everything(engine, shop) == before
    with Session(engine) as session, session.begin():
        assert VERBS[verb](shop, session) == first
    assert faults_of(engine, shop) == []
    tell("rolled back after success", engine, runs=1)


@pytest.mark.parametrize("verb", VERBS)
def test_a_savepoint_of_the_host_takes_back_what_was_done_inside_and_no_more(engine, verb):
    shop = ready(engine)
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 7, key="before", reason="r", actor="a", at=START)
        inside = session.begin_nested()
        VERBS[verb](shop, session)
        inside.rollback()
        shop.points.adjust(session, "ann", 8, key="after", reason="r", actor="a", at=START)
        with session.begin_nested(), session.begin_nested():
            VERBS[verb](shop, session)
    with Session(engine) as session, session.begin():
        keys = {one.op_key for one in shop.history(session, "ann")}
        assert {"adjust:before", "adjust:after"} <= keys
        assert VERBS[verb](shop, session) is not None  # the first answer again
    assert faults_of(engine, shop) == []
    tell("savepoints of the host", engine, runs=2)


def test_a_savepoint_of_the_hosts_that_has_the_librarys_name_is_still_the_hosts(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        session.execute(sa.text("SAVEPOINT loyalty_operation"))
        shop.place(session, cart("50"), order_id="o1", member="ann", at=START)
        if engine.dialect.name == "mysql":
            return  # there a name is set anew: the host's savepoint is gone, and it is told when it asks
        session.execute(sa.text("ROLLBACK TO SAVEPOINT loyalty_operation"))
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).booked == 0


def test_two_operations_of_one_session_see_each_other_and_one_twice_is_one(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        first = shop.place(session, cart("510"), order_id="o1", member="ann", at=START)
        assert shop.place(session, cart("510"), order_id="o1", member="ann", at=START) == first
        second = shop.place(session, cart("100"), order_id="o2", member="ann", at=START)
        assert second.quote.points_spent == 0 or second.figures.booked < first.figures.booked + 100
        shop.points.transfer(session, 100, giver="ann", taker="bob", key="k", reason="r", actor="a", at=LATER)
        assert shop.figures(session, "bob", at=LATER).available == 100
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
    assert faults_of(engine, shop) == []
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()


def test_a_refusal_that_is_caught_leaves_the_session_usable(engine):
    shop = ready(engine)
    with Session(engine) as session, session.begin():
        with pytest.raises(NotEnoughPoints):
            shop.points.adjust(session, "cem", -99, key="k", reason="r", actor="a", at=LATER)
        for refused in (
            lambda: shop.place(session, cart("5"), order_id="n", member="nobody", at=LATER),
            lambda: shop.cancel(session, "nothing", at=LATER),
            lambda: shop.return_items(session, "o1", {"1": 99}, return_id="r", at=LATER),
        ):
            with pytest.raises(LoyaltyError):
                refused()
        shop.points.adjust(session, "cem", 99, key="k", reason="r", actor="a", at=LATER)
    assert faults_of(engine, shop) == []


def test_a_transaction_that_the_host_has_spoilt_writes_nothing(engine):
    shop = ready(engine)
    before = everything(engine, shop)
    with Session(engine) as session:
        with pytest.raises(DBAPIError):
            session.execute(sa.text("SELECT nothing FROM nowhere"))
        try:
            VERBS["place"](shop, session)
        except DBAPIError:
            assert engine.dialect.name == "postgresql"  # the others go on after a statement that failed
        session.rollback()
    assert everything(engine, shop) == before


def test_a_connection_that_is_closed_is_told_and_nothing_is_written(engine):
    shop = ready(engine)
    before = everything(engine, shop)
    connection = engine.connect()
    connection.begin()
    VERBS["place"](shop, connection)
    connection.close()  # without a commit
    with pytest.raises(ResourceClosedError):
        VERBS["place"](shop, connection)
    session = Session(engine)
    VERBS["place"](shop, session)
    session.close()
    assert everything(engine, shop) == before
