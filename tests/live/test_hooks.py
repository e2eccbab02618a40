"""Hooks are called once for each event that stays, inside the operation; what they raise undoes it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from loyalty import load_program
from loyalty.errors import (
    AutocommitRefused,
    Drained,
    QuoteStale,
    RetryTransaction,
    UnknownMember,
)
from loyalty.live import Loyalty, ordering
from loyalty.store.tables import OPERATION, OUTBOX
from loyalty.when import FixedClock
from tests.live.hearing import Heard, Refused, hooked, outbox
from tests.live.shops import PROGRAM, START, cart, new_key
from tests.store.rows import rows

DAY = timedelta(days=1)


class Base(DeclarativeBase):
    """The host's own tables."""


class Mail(Base):
    """A row of the host's, written by a hook."""

    __tablename__ = "mail"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(200))


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def shop(engine, heard):
    return hooked(engine, heard)


def place(shop, session, order_id="o1", amount="99"):
    return shop.place(session, cart(amount), order_id=order_id, member="ann", at=START)


def test_a_hook_is_told_the_event_that_is_taken(engine, shop, heard):
    with Session(engine) as session, session.begin():
        place(shop, session)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
        told = list(heard.events)
    assert [one.topic for one in told] == ["order.placed", "order.returned"]
    assert told == outbox(engine, shop)


def test_all_else_is_written_when_a_hook_is_called_and_the_host_has_not_committed(engine):
    seen = []

    def look(session, event):
        connection = session.connection()
        done = sa.select(OPERATION.c.result).where(OPERATION.c.op_key == event.op_key)
        row = sa.select(OUTBOX.c.topic).where(OUTBOX.c.id == event.id)
        mine = OPERATION.c.program_key == shop.program_key
        answers = [
            connection.scalar(done.where(mine)) is not None,
            connection.scalar(row),
            shop.figures(session, "ann", at=START).booked,
        ]
        seen.append(answers)

    shop = hooked(engine, look)
    with Session(engine) as session:
        session.begin()
        placed = place(shop, session)
        session.rollback()
    assert seen == [[True, "order.placed", placed.figures.booked]]
    assert outbox(engine, shop) == []


def test_hooks_are_called_in_the_order_given_event_by_event(engine):
    told = []
    shop = hooked(
        engine,
        lambda _, event: told.append(("one", event.topic)),
        lambda _, event: told.append(("two", event.topic)),
    )
    with Session(engine) as session, session.begin():
        place(shop, session)
    assert told == [("one", "order.placed"), ("two", "order.placed")]


def test_a_hook_works_on_the_connection_that_the_verb_was_given(engine):
    given = []
    shop = hooked(engine, lambda host, _: given.append(host))
    with engine.begin() as connection:
        place(shop, connection)
        assert given == [connection]


def test_what_a_hook_raises_comes_out_and_undoes_the_operation_alone(engine, shop, heard):
    heard.raises = {"order.placed": Refused("no")}
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 5, key="k", reason="r", actor="a", at=START)
        with pytest.raises(Refused):
            place(shop, session)
        heard.raises = {}
        assert shop.figures(session, "ann", at=START).booked == 5
    assert [one.topic for one in outbox(engine, shop)] == ["points.adjusted"]
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
        assert place(shop, session).figures.booked > 5  # nothing of it is in the way
    assert heard.topics == ["points.adjusted", "order.placed", "order.placed"]


def test_what_hooks_write_is_there_with_the_operation_or_not_at_all(engine):
    Base.metadata.create_all(engine)

    def write(session, event):
        if event.topic == "order.placed":
            session.add(Mail(subject=event.op_key))

    def refuse(session, event):
        if event.op_key == "place:o2":
            raise Refused(event.op_key)

    shop = hooked(engine, write, refuse)
    with Session(engine) as session, session.begin():
        place(shop, session, "o1")
        with pytest.raises(Refused):
            place(shop, session, "o2")
        place(shop, session, "o3")
    with Session(engine) as session, session.begin():
        assert session.scalars(sa.select(Mail.subject).order_by(Mail.id)).all() == ["place:o1", "place:o3"]
    Base.metadata.drop_all(engine)


def test_a_request_that_comes_again_calls_no_hook(engine, shop, heard):
    for _ in range(2):
        with Session(engine) as session, session.begin():
            place(shop, session)
            place(shop, session)
    assert heard.topics == ["order.placed"]


def test_an_operation_that_fails_calls_no_hook(engine, shop, heard):
    with Session(engine) as session, session.begin():
        with pytest.raises(QuoteStale):
            shop.place(session, cart("99"), order_id="o1", member="ann", at=START, accept="other")
        with pytest.raises(UnknownMember):
            shop.place(session, cart("99"), order_id="o1", member="bob", at=START)
    assert heard.events == outbox(engine, shop) == []


def test_an_order_that_was_outrun_and_is_done_again_calls_its_hook_once(engine, shop, heard, monkeypatch):
    real = ordering.place_live

    def outrun(*told, locking, **named):
        done = real(*told, locking=locking, **named)
        if not locking:
            raise Drained(what="first")
        return done

    monkeypatch.setattr(ordering, "place_live", outrun)
    with Session(engine) as session, session.begin():
        place(shop, session)
    assert heard.events == outbox(engine, shop)
    assert heard.topics == ["order.placed"]


def test_a_hook_may_use_the_shop_and_is_told_of_that_too(engine):
    told = []

    def thank(session, event):
        told.append(event.topic)
        if event.topic == "order.placed":
            order_id = event.payload["order_id"]
            shop.points.adjust(
                session, "ann", 7, key=f"thanks-{order_id}", reason="thanks", actor="a", at=START
            )

    shop = hooked(engine, thank)
    with Session(engine) as session, session.begin():
        placed = place(shop, session)
        assert shop.figures(session, "ann", at=START).booked == placed.figures.booked + 7
        assert shop.verify(session) == ()
    assert told == ["order.placed", "points.adjusted"]
    assert [one.topic for one in outbox(engine, shop)] == told


def test_a_database_that_wants_a_hook_run_again_is_told_as_that(engine, shop, heard):
    class GivenUp(Exception):
        sqlstate = "40001"

    heard.raises = {"order.placed": sa.exc.DBAPIError("select", {}, GivenUp("deadlock"))}
    with Session(engine) as session, session.begin(), pytest.raises(RetryTransaction):
        place(shop, session)
    heard.raises = {"order.placed": IntegrityError("insert", {}, Exception("twice"))}
    with Session(engine) as session, session.begin(), pytest.raises(IntegrityError):
        place(shop, session)
    assert outbox(engine, shop) == []


def test_a_transaction_that_is_given_up_under_a_hook_is_to_be_run_again(engine):
    def lost(session, event):
        session.connection().connection.cursor().execute(
            "ROLLBACK"
        )  # as a server does with who lost a deadlock
        raise RetryTransaction(what="deadlock")

    shop = hooked(engine, lost)
    with Session(engine) as session:
        session.begin()
        with pytest.raises(RetryTransaction):
            place(shop, session)
        session.rollback()
    assert outbox(engine, shop) == []


def test_with_hooks_too_a_connection_that_commits_by_itself_is_refused(engine, shop):
    connected = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    with connected as connection, pytest.raises(AutocommitRefused):
        place(shop, connection)


def test_a_membership_is_told_of_once_and_a_published_version_is_not(engine, heard):
    key = new_key()
    shop = Loyalty(key, clock=FixedClock(START), hooks=[heard])
    with Session(engine) as session, session.begin():
        shop.publish(session, load_program(PROGRAM.format(key=key)), author="ann", at=START)
        shop.enrol(session, "ann", joined_at=START)
        shop.enrol(session, "ann", joined_at=START)
    assert heard.topics == ["member.enrolled"]
    assert [row["id"] for row in rows(engine, OUTBOX, shop)] == [one.id for one in heard.events]
