"""Clocks that disagree, days that are longer or shorter, and instants a microsecond apart."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from loyalty.errors import HoldEnded
from tests.faults.machine import Machine, machine_on
from tests.faults.share import share, tell
from tests.live.shops import PROGRAM, START, cart, open_shop

TICK = timedelta(microseconds=1)
ZONES = """
key: {{key}}
currency: CNY
time_zone: {zone}
points:
  rules: [{{{{kind: per_amount, id: base, points: "1", per: "1"}}}}]
  expiry: {{{{kind: rolling, {length}, from: earning, round_up: {to}}}}}
  redeem: {{{{points: "100", worth: "1", max_percent: "20"}}}}
"""
DAILY = (
    PROGRAM.split("budgets:", maxsplit=1)[0]
    + """
offers:
  - id: once
    benefit: {{kind: amount, amount: "10"}}
    limits: [{{per: member, uses: 1, each: day}}]
  - id: until
    when: [{{kind: window, end: "2024-02-10T12:00"}}]
    benefit: {{kind: amount, amount: "5"}}
"""
)


def test_operations_whose_instants_go_back_by_minutes(engine):
    counted = Counter()

    class Skewed(Machine):
        @rule(by=st.timedeltas(timedelta(0), timedelta(minutes=20)))
        def earlier(self, by):
            self.clock.at = max(self.clock.at - by, START)

        def teardown(self):
            counted.update(runs=1, steps=self.steps)

    Skewed.engine = engine
    most = {"sqlite": share(20, 500)}.get(engine.dialect.name, share(4, 50))
    run_state_machine_as_test(Skewed, settings=settings(max_examples=most, stateful_step_count=share(30, 50)))
    tell("clocks that disagree", engine, runs=counted["runs"], acknowledged=counted["steps"])


def test_a_clock_behind_sees_no_coupon_yet_and_books_a_return_at_its_own_instant(engine):
    machine = machine_on(engine)
    machine.clock.at += timedelta(days=1)
    machine.grant(member="ann", undone=False)
    machine.give_back_early(lines={0: 1}, undone=False)
    machine.clock.at -= TICK
    machine.quote(cart=((1, 3000),), member="ann", wanted=None)
    machine.place_what_came_back_early(cart=((2, 9916), (2, 14043)), member="ann", undone=False)
    machine.both_say_the_same()


def test_an_order_that_comes_late_over_midnight_takes_no_second_use_of_the_day(engine):
    shop = open_shop(engine, "ann", document=DAILY)
    midnight = datetime(2024, 2, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    minutes = (-10, 10, -5, 15, 24 * 60 + 1)
    with Session(engine) as session, session.begin():
        given = [
            "once"
            in shop.place(
                session,
                cart("60"),
                order_id=str(minute),
                member="ann",
                at=midnight + timedelta(minutes=minute),
            ).quote.applied
            for minute in minutes
        ]
        assert given == [True, True, False, False, True]
        for minute in (10, 24 * 60 + 1):
            shop.cancel(session, str(minute), at=midnight + timedelta(days=1, hours=1))
        at = midnight + timedelta(days=1, hours=2)
        assert "once" in shop.quote(session, cart("60"), member="ann", at=at).applied
        assert shop.verify(session) == ()
    tell("midnight", engine, runs=len(minutes))


@pytest.mark.parametrize(
    ("zone", "length", "to", "earned", "ends"),
    [
        # the day on which clocks go on an hour is the 23-hour one; its end is midnight all the same
        ("Europe/Berlin", "days: 1", "day", "2024-03-30T12:00+01:00", "2024-04-01T00:00+02:00"),
        ("Europe/Berlin", "days: 1", "none", "2024-03-30T12:00+01:00", "2024-03-31T12:00+02:00"),
        ("Europe/Berlin", "days: 1", "none", "2024-03-30T02:30+01:00", "2024-03-31T03:30+02:00"),
        # and the 25-hour day
        ("Europe/Berlin", "days: 1", "day", "2024-10-26T12:00+02:00", "2024-10-28T00:00+01:00"),
        ("Europe/Berlin", "days: 1", "none", "2024-10-26T12:00+02:00", "2024-10-27T12:00+01:00"),
        ("America/New_York", "days: 1", "day", "2024-11-02T12:00-04:00", "2024-11-04T00:00-05:00"),
        # midnight itself does not exist there on that day
        ("America/Santiago", "days: 1", "day", "2024-09-06T12:00-04:00", "2024-09-08T01:00-03:00"),
        # leap days
        ("Asia/Shanghai", "months: 12", "none", "2024-02-29T12:00+08:00", "2025-02-28T12:00+08:00"),
        ("Asia/Shanghai", "months: 12", "day", "2023-02-28T12:00+08:00", "2024-02-29T00:00+08:00"),
        ("Asia/Shanghai", "days: 365", "none", "2024-02-28T12:00+08:00", "2025-02-27T12:00+08:00"),
        ("Asia/Shanghai", "months: 1", "day", "2024-01-31T12:00+08:00", "2024-03-01T00:00+08:00"),
    ],
)
def test_points_end_at_their_civil_instant_and_not_a_microsecond_before(
    engine, zone, length, to, earned, ends
):
    earned, ends = datetime.fromisoformat(earned), datetime.fromisoformat(ends)
    shop = open_shop(
        engine,
        "ann",
        document=ZONES.format(zone=zone, length=length, to=to),
        at=earned - timedelta(days=1),
    )
    with Session(engine) as session, session.begin():
        shop.place(session, cart("500"), order_id="o1", member="ann", at=earned)
        last, first = ends - TICK, ends
        assert shop.figures(session, "ann", at=last).available == 500
        assert shop.figures(session, "ann", at=first).available == 0
        assert shop.quote(session, cart("60"), member="ann", at=first).points_spent == 0
        placed = shop.place(session, cart("25"), order_id="o2", member="ann", at=last)
        assert placed.quote.points_spent == 500
        gone = shop.place(session, cart("25"), order_id="o3", member="ann", at=first)
        assert gone.quote.points_spent == 0
        assert shop.verify(session) == ()
    tell("ends by the calendar", engine, runs=1)


def test_a_hold_and_a_window_end_with_their_microsecond(engine):
    shop = open_shop(engine, "ann", document=DAILY)
    ends = START + timedelta(minutes=30)
    window = datetime(2024, 2, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    with Session(engine) as session, session.begin():
        for order, at in (("in", ends - TICK), ("late", ends)):
            shop.hold(session, cart("60"), order_id=order, member="ann", at=START, ends_at=ends)
            if order == "late":
                with pytest.raises(HoldEnded):
                    shop.extend_hold(session, order, ends_at=ends + TICK, at=at)
            else:
                assert shop.extend_hold(session, order, ends_at=ends, at=at) == ends
            held = shop.figures(session, "ann", at=at).held
            placed = shop.place(session, cart("60"), order_id=order, member="ann", at=at)
            assert (placed.figures.held, held) == (0, 0)
        for at, applies in ((window - TICK, True), (window, False)):
            assert ("until" in shop.quote(session, cart("60"), member="ann", at=at).applied) is applies
        assert shop.verify(session) == ()
    tell("microseconds at an end", engine, runs=4)
