"""The past is told as it was told then: after anything that is booked later, by day or by night."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from loyalty.errors import UnknownMember
from loyalty.live import Actor
from tests.faults.machine import Machine
from tests.faults.share import share, tell
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.live.test_giving import GIVING
from tests.live.test_maturing import WAITING

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
STAFF = Actor("eve", frozenset({"admin"}))
PENDING = PROGRAM.replace("  expiry:", "  pending: {{days: 7, after: paid}}\n  expiry:")


def figures(told):
    return told.booked, told.available, told.pending, told.debt, told.held


class Remembering(Machine):
    """What was told of each member at each instant last."""

    counted = None

    def __init__(self):
        super().__init__()
        self.told = {}

    @invariant()
    def is_told(self):
        with Session(self.engine) as session, session.begin():
            for member in self.model.people:
                self.told[member, self.clock.at] = figures(self.shop.figures(session, member))

    def teardown(self):
        with Session(self.engine) as session, session.begin():
            for (member, at), told in self.told.items():
                self.is_as_told(figures(self.shop.past_figures(session, member, at=at)), told)
        self.counted.update(runs=1, acknowledged=len(self.told))

    def is_as_told(self, past, told):
        assert past == told


class Skewed(Remembering):
    """Instants go back: more is known then than was told, and what is not there is never owed by a lot."""

    @rule(by=st.timedeltas(timedelta(0), timedelta(minutes=20)))
    def earlier(self, by):
        self.clock.at = max(self.clock.at - by, START)

    def is_as_told(self, past, told):
        booked, available, pending, _, held = past
        assert booked == available + pending + held
        assert min(past) >= 0


@pytest.mark.parametrize("machine", [Remembering, Skewed])
def test_the_past_is_what_was_told_at_every_step(engine, machine):
    class Here(machine):
        pass

    Here.engine, Here.counted = engine, Counter()
    most = {"sqlite": share(10, 300)}.get(engine.dialect.name, share(2, 30))
    run_state_machine_as_test(Here, settings=settings(max_examples=most, stateful_step_count=share(25, 50)))
    tell("the past as it was told", engine, **Here.counted)


def same_by_night(shop, engine, asked):
    """What is told of the past of ann, before and after the night of the last instant."""
    told = []
    for night in (False, True):
        if night:
            shop.nightly(lambda: Session(engine), at=max(asked))
        with Session(engine) as session, session.begin():
            told.append([figures(shop.past_figures(session, "ann", at=at)) for at in asked])
            assert shop.verify(session) == ()
    assert told[0] == told[1]
    return told[0]


def test_gifts_are_there_from_their_instant_whenever_they_are_booked(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    assert same_by_night(shop, engine, [START, START + 40 * DAY]) == [(7, 7, 0, 0, 0)] * 2
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START + 50 * DAY)
    asked = [START, START + 49 * DAY, START + 50 * DAY, START + 60 * DAY]
    assert [one[0] for one in same_by_night(shop, engine, asked)] == [7, 7, 167, 167]


def test_a_debt_is_repaid_when_points_became_available(engine):
    shop = open_shop(engine, "ann", document=PENDING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("60"), order_id="o2", member="ann", at=START + 8 * DAY)
        shop.return_items(session, "o1", {"1": 1}, return_id="r", at=START + 9 * DAY)
    asked = [START + days * DAY for days in (9, 14, 15, 400)]
    assert same_by_night(shop, engine, asked) == [
        (59, 0, 59, 100, 0),
        (59, 0, 59, 100, 0),
        (0, 0, 0, 41, 0),
        (0, 0, 0, 41, 0),
    ]


def test_checkouts_held_what_they_held_then(engine):
    shop = open_shop(engine, "ann", at=START - 365 * DAY)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("510"), order_id="o1", member="ann", at=START - 364 * DAY)
        for order in ("paid", "let go", "overdue"):
            shop.hold(session, cart("10"), order_id=order, member="ann", at=START)
        shop.place(session, cart("10"), order_id="paid", member="ann", at=START + 10 * MINUTE)
        shop.release(session, "let go", at=START + 20 * MINUTE)
    asked = [START - MINUTE, *(START + minutes * MINUTE for minutes in (5, 15, 25, 35)), START + 3 * DAY]
    assert same_by_night(shop, engine, asked) == [
        (500, 500, 0, 0, 0),
        (500, 0, 0, 0, 500),
        (312, 12, 0, 0, 300),
        (312, 212, 0, 0, 100),
        (312, 312, 0, 0, 0),
        (12, 12, 0, 0, 0),
    ]


def test_what_is_dated_before_its_order_takes_nothing_that_is_not_there(engine):
    shop = open_shop(engine, "ann", document=WAITING)
    with Session(engine) as session, session.begin():
        for order in ("o1", "o2"):
            shop.place(session, cart("110"), order_id=order, member="ann", at=START + 9 * DAY)
        shop.return_items(session, "o1", {"1": 1}, return_id="r", at=START + 2 * DAY)
        shop.mature(session, "o2", delivered_at=START + DAY, at=START + 10 * DAY)
    asked = [START + days * DAY for days in (1, 3, 8, 9)]
    assert same_by_night(shop, engine, asked) == [(0, 0, 0, 0, 0)] * 3 + [(110, 110, 0, 0, 0)]


def test_the_past_of_who_is_gone_and_of_before_the_shop_is_told_too(engine):
    shop = open_shop(engine, "ann", "bob", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        before = figures(shop.past_figures(session, "ann", at=START))
        shop.members.merge(session, "ann", into="bob", actor=STAFF, reason="r", at=START + DAY)
        shop.members.block(session, "bob", actor=STAFF, reason="r")
        past = [figures(shop.past_figures(session, "ann", at=START + n * DAY)) for n in (-1, 0, 1)]
        assert past == [(0,) * 5, before, (0,) * 5]
        assert shop.past_figures(session, "bob", at=START + DAY).booked == before[0] + 7
        with pytest.raises(UnknownMember):
            shop.past_figures(session, "nobody", at=START)
