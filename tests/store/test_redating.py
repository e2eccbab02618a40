"""Lots get another end in bulk: previewed, audited, whole; what was spent of them comes back with it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import IdempotencyConflict, OutOfBounds, ReasonMissing, RoleMissing
from loyalty.live import Actor, Loyalty
from loyalty.store import redating
from loyalty.store.redating import Span
from loyalty.store.tables import HOLD, POINT_LOT, QUOTA
from loyalty.when import to_us
from tests.faults.books import faults_of
from tests.faults.machine_both import Hands
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

LEE = Actor("lee", frozenset({"approver"}))
DAY = timedelta(days=1)
ENDS = datetime(2025, 1, 31, 16, tzinfo=UTC)
"""When points of an order at START end: twelve months later, carried on to midnight in Shanghai."""
WHICH = {"ending_from": ENDS - DAY, "ending_before": ENDS + DAY}


def redated(shop, session, to, **fields):
    asked = WHICH | {"key": "d1", "reason": "the shop was closed", "actor": LEE, "to": to} | fields
    return shop.points.redate(session, **asked)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(redating, "BATCH", 2)


@pytest.mark.parametrize("to", [ENDS + 30 * DAY, ENDS - 30 * DAY], ids=["later", "earlier"])
def test_lots_that_end_within_a_span_get_another_end(engine, to):  # edge 27
    names = [f"m{n}" for n in range(3)]
    shop = open_shop(engine, *names)
    with Session(engine) as session, session.begin():
        for name in names:
            shop.place(session, cart("60"), order_id=name, member=name, at=START)
        shop.place(session, cart("40"), order_id="later", member="m0", at=START + 60 * DAY)
        preview = shop.points.redate_preview(session, **WHICH, to=to)
        done = redated(shop, session, to)
        assert done == preview
        assert (done.members, done.lots, done.points, done.left_out) == (3, 3, 150, 0)
        for name, other in zip(names, (40, 0, 0), strict=True):
            before = shop.figures(session, name, at=to - timedelta(microseconds=1))
            assert (before.booked, shop.figures(session, name, at=to).booked) == (50 + other, other)
        (act,) = shop.programs.acts(session, subject="points")
        assert (act.actor, act.act, act.details["points"]) == ("lee", "redate_lots", 150)
        # done once: nothing is left to do, and the first answer comes again
        assert redated(shop, session, to) == done
        with pytest.raises(IdempotencyConflict):
            redated(shop, session, to + DAY)
    assert shop.nightly(lambda: Session(engine), at=to).expired == 150
    with Session(engine) as session:
        assert shop.verify(session) == ()


def test_points_spent_of_such_a_lot_come_back_with_its_new_end(engine):  # edge 27, edge 32
    shop = open_shop(engine, "ann", "bob")
    to = ENDS + 30 * DAY
    with Session(engine) as session, session.begin():
        for name, spent in (("ann", "500"), ("bob", "600")):
            shop.place(session, cart("510"), order_id=f"{name}1", member=name, at=START)
            shop.place(session, cart(spent), order_id=f"{name}2", member=name, at=START + DAY)
        booked = shop.figures(session, "ann", at=START + DAY).booked
        redated(shop, session, to, ending_before=ENDS)
        assert shop.figures(session, "ann", at=START + DAY).booked == booked
        redated(shop, session, to, key="d2", ending_before=ENDS + DAY / 2)
        for name in ("ann", "bob"):
            shop.return_items(session, f"{name}2", {"1": 1}, return_id="r", at=START + 2 * DAY)
            back = shop.figures(session, name, at=to - DAY).booked
            assert back == 500
            assert shop.figures(session, name, at=to).booked == 0
    assert faults_of(engine, shop) == []


def test_members_with_an_open_checkout_are_left_out_and_counted(engine):  # edge 27
    shop = open_shop(engine, "ann", "bob")
    to = ENDS + DAY * 30
    with Session(engine) as session, session.begin():
        for name in ("ann", "bob"):
            shop.place(session, cart("510"), order_id=name, member=name, at=START)
        shop.hold(session, cart("50"), order_id="h", member="ann", at=START)
        done = redated(shop, session, to)
        assert (done.members, done.left_out) == (1, 1)
        assert shop.figures(session, "bob", at=to - DAY).booked == 500


def test_it_takes_an_approver_a_reason_and_an_end_to_come(engine):  # edge 27
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        with pytest.raises(RoleMissing):
            redated(shop, session, ENDS, actor=Actor("kim", frozenset({"editor"})))
        with pytest.raises(ReasonMissing):
            redated(shop, session, ENDS, reason=" ")
        with pytest.raises(OutOfBounds):
            redated(shop, session, START)


@pytest.mark.parametrize("before", [ENDS, ENDS - DAY])
def test_a_span_that_holds_no_instant_is_refused(engine, before):
    """It would give no lot another end, and say nothing."""
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        with pytest.raises(OutOfBounds, match="ending_before is"):
            shop.points.redate_preview(session, ending_from=ENDS, ending_before=before, to=ENDS + DAY)
        with pytest.raises(OutOfBounds, match="ending_before is"):
            redated(shop, session, ENDS + DAY, ending_from=ENDS, ending_before=before)


@pytest.mark.parametrize(
    ("expires", "available", "held"),
    [(9, 0, False), (10, 0, True), (19, 0, True), (20, 0, False), (15, 29, True), (15, 30, False)],
)
def test_a_span_holds_lots_from_its_first_end_and_those_that_mature_before_the_new_one(
    expires, available, held
):
    span = Span(first_us=5, before_us=20, to_us=30)
    assert span.holds(expires, available, at_us=9) is held


def test_a_checkout_that_ran_out_leaves_nobody_out(engine):
    shop = open_shop(engine, "ann", "bob")
    clock = Hands()
    late = Loyalty(shop.program_key, clock=clock)
    with Session(engine) as session, session.begin():
        for name in ("ann", "bob"):
            shop.place(session, cart("510"), order_id=f"{name}1", member=name, at=START)
            assert shop.hold(session, cart("600"), order_id=f"{name}2", member=name).figures.held == 500
        shop.extend_hold(session, "bob2", ends_at=START + DAY)
    clock.at = START + timedelta(hours=1)
    with Session(engine) as session, session.begin():
        preview = late.points.redate_preview(session, **WHICH, to=ENDS + 30 * DAY)
        assert redated(late, session, ENDS + 30 * DAY) == preview
        assert (preview.members, preview.points, preview.left_out) == (1, 500, 1)
        assert [shop.figures(session, name, at=ENDS + DAY).booked for name in ("ann", "bob")] == [500, 0]
        assert shop.verify(session) == ()


def test_checkouts_that_ran_out_stay_as_they_are_and_give_back_points_with_the_new_end(engine):
    """However many there are, and whosever: none is let go here, and no limit of all members is touched."""
    shop = open_shop(engine, "ann", "bob", "cyd")
    clock, to = Hands(), ENDS + 30 * DAY
    late = Loyalty(shop.program_key, clock=clock)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("510"), order_id="ann1", member="ann", at=START)
        shop.place(session, cart("510"), order_id="bob1", member="bob", at=START + 60 * DAY)
        for name in ("ann", "bob", "cyd"):
            shop.hold(session, cart("600"), order_id=f"{name}2", member=name, at=START + 60 * DAY)
    counted = rows(engine, QUOTA, shop)
    clock.at = START + 61 * DAY
    with Session(engine) as session, session.begin():
        assert redated(late, session, to).members == 1
    assert {row["state"] for row in rows(engine, HOLD, shop)} == {"live"}
    assert rows(engine, QUOTA, shop) == counted
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
        for at, booked in ((ENDS + DAY, 500), (to, 0)):
            assert late.figures(session, "ann", at=at).booked == booked
        late.release(session, "ann2", at=clock.at)
        assert late.figures(session, "ann", at=ENDS + DAY).booked == 500
        assert shop.verify(session) == ()
    assert to_us(to) in {row["expires_us"] for row in rows(engine, POINT_LOT, shop)}
    assert faults_of(engine, shop) == []


def test_the_first_answer_comes_again_also_once_the_new_end_has_passed(engine):
    shop = open_shop(engine, "ann")
    clock, to = Hands(), ENDS + 30 * DAY
    late = Loyalty(shop.program_key, clock=clock)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("60"), order_id="o1", member="ann", at=START)
        first = redated(late, session, to)
        assert first.points == 50
        clock.at = to + DAY
        assert redated(late, session, to) == first
        with pytest.raises(OutOfBounds, match="to is"):
            redated(late, session, to, key="another")
