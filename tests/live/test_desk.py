"""What the doors share: when something happened, and operations that run whole, once, or once more."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import Drained
from loyalty.live.desk import Desk
from loyalty.store.operations import Request
from loyalty.store.tables import CLAIM
from loyalty.when import FixedClock, to_us
from tests.live.shops import START, new_key

ASKED = Request(verb="test", named=("o1",), content={})


class Outrun(Drained):
    """Somebody else was quicker on a shared counter."""

    def __init__(self):
        Exception.__init__(self)


def desk():
    return Desk(new_key(), FixedClock(START), plans=None)


def note(work, identity):
    row = {"program_key": work.program_key, "kind": "k", "op_key": work.op_key, "recorded_us": 0}
    work.connection.execute(sa.insert(CLAIM), row | {"identity": identity})


def noted(session, place):
    return session.scalars(
        sa.select(CLAIM.c.identity).where(CLAIM.c.program_key == place.program_key).order_by(CLAIM.c.identity)
    ).all()


def test_what_nobody_dates_happened_now():
    assert desk().at(None) == START
    assert desk().at(START - timedelta(days=3)) == START - timedelta(days=3)


def test_an_operation_knows_when_it_happened_and_when_it_was_recorded(engine):
    earlier = START - timedelta(days=3)
    place = desk()
    with Session(engine) as session:
        told = place.once(session, ASKED, earlier, lambda work: (work.at_us, work.recorded_us, work.op_key))
    assert told == (to_us(earlier), to_us(START), "test:o1")


def test_an_operation_that_fails_leaves_what_the_host_did_before(engine):
    place = desk()

    def fail(work):
        note(work, "b")
        raise ZeroDivisionError

    with Session(engine) as session:
        place.once(session, ASKED, START, lambda work: note(work, "a"))
        with pytest.raises(ZeroDivisionError):
            place.once(session, ASKED, START, fail)
        place.once(session, ASKED, START, lambda work: note(work, "c"))
        assert noted(session, place) == ["a", "c"]


def test_who_was_outrun_on_a_counter_runs_once_more_behind_locks(engine):
    place, tries = desk(), []

    def draw(work, locking):
        tries.append(locking)
        note(work, "mine")
        if not locking:
            raise Outrun
        return "drawn"

    with Session(engine) as session:
        assert place.drawing(session, ASKED, START, draw) == "drawn"
        assert (tries, noted(session, place)) == ([False, True], ["mine"])


def test_who_was_first_runs_once(engine):
    place, tries = desk(), []
    with Session(engine) as session:
        place.drawing(session, ASKED, START, lambda work, locking: tries.append(locking))
    assert tries == [False]
