"""Points moved by hand: for a reason, once, never below zero, and never both legs without each other."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import (
    BadReference,
    IdempotencyConflict,
    NotEnoughPoints,
    ReasonMissing,
    SameMember,
    SecondPersonNeeded,
    UnknownMember,
)
from loyalty.live import Loyalty
from loyalty.store.tables import LEDGER_ENTRY, OPERATION, POINT_LOT
from loyalty.when import FixedClock
from tests.faults.books import faults_of
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

BY = {"reason": "goodwill", "actor": "kim"}


def test_points_given_by_hand_have_a_reason_and_an_end_of_their_own(engine):  # edge 31
    shop = open_shop(engine, "ann")
    ends = START + timedelta(days=10)
    with Session(engine) as session, session.begin():
        moved = shop.points.adjust(session, "ann", 50, key="a1", expires=ends, at=START, **BY)
        assert (moved.figures.available, moved.entries[0].kind.name) == (50, "ADJUSTED")
        assert shop.points.adjust(session, "ann", 50, key="a1", expires=ends, at=START, **BY) == moved
        assert shop.figures(session, "ann", at=ends).booked == 0
        with pytest.raises(IdempotencyConflict):
            shop.points.adjust(session, "ann", 60, key="a1", expires=ends, at=START, **BY)
    told = [row for row in rows(engine, OPERATION, shop) if row["verb"] == "adjust"]
    assert [(row["actor"], row["reason"]) for row in told] == [("kim", "goodwill")]
    assert faults_of(engine, shop) == []


def test_expired_points_are_reinstated_as_a_lot_of_their_own_by_two_people(engine):  # edge 31
    shop = open_shop(engine, "ann")
    gone, ends = datetime(2025, 1, 31, 16, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("60"), order_id="o1", member="ann", at=START)
        assert shop.figures(session, "ann", at=gone).booked == 0
        back = shop.points.adjust(
            session,
            "ann",
            50,
            key="a1",
            expires=ends,
            at=gone,
            approver="lee",
            reason="parcel late",
            actor="kim",
        )
        assert [(one.kind.name, one.points) for one in back.entries] == [("EXPIRED", 50), ("ADJUSTED", 50)]
        assert shop.figures(session, "ann", at=ends - timedelta(microseconds=1)).available == 50
        assert shop.figures(session, "ann", at=ends).booked == 0
        (act,) = shop.programs.acts(session, subject="member ann")
    assert (act.actor, act.act) == ("kim", "adjust_points")
    assert act.details == {"points": 50, "reason": "parcel late", "approver": "lee"}
    old, new = rows(engine, POINT_LOT, shop)
    assert (old["remaining"], new["remaining"], new["op_key"]) == (0, 50, "adjust:a1")
    assert faults_of(engine, shop) == []


def test_points_taken_by_hand_leave_in_spending_order_and_never_below_zero(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.points.adjust(session, "ann", -30, key="a1", at=START, **BY)
        with pytest.raises(NotEnoughPoints):
            shop.points.adjust(session, "ann", -71, key="a2", at=START, **BY)
        assert shop.figures(session, "ann", at=START).available == 70
    assert [row["delta_points"] for row in rows(engine, LEDGER_ENTRY, shop)] == [100, -30]


def test_points_given_repay_a_debt_first(engine):  # edge 29
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50"), order_id="o2", member="ann", at=START)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
        moved = shop.points.adjust(session, "ann", 200, key="a1", at=START, **BY)
        assert (moved.figures.available, moved.figures.debt) == (48, 0)
    assert faults_of(engine, shop) == []


def test_a_transfer_keeps_the_end_of_every_lot(engine):  # edge 50
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        passed = shop.points.transfer(session, 60, giver="ann", taker="bob", key="t1", at=START, **BY)
        assert (passed.giver.figures.available, passed.taker.figures.available) == (40, 60)
        with pytest.raises(NotEnoughPoints):
            shop.points.transfer(session, 41, giver="ann", taker="bob", key="t2", at=START, **BY)
        with pytest.raises(SameMember):
            shop.points.transfer(session, 1, giver="ann", taker="ann", key="t3", at=START, **BY)
        with pytest.raises(UnknownMember):
            shop.points.transfer(session, 1, giver="ann", taker="nobody", key="t4", at=START, **BY)
    mine, theirs = rows(engine, POINT_LOT, shop)
    assert mine["expires_us"] == theirs["expires_us"]
    assert faults_of(engine, shop) == []


def test_points_are_not_moved_without_a_reason_or_by_one_person_alone(engine):
    opened = open_shop(engine, "ann")
    shop = Loyalty(opened.program_key, clock=FixedClock(START), points_alone_max=1000)
    with Session(engine) as session, session.begin():
        with pytest.raises(ReasonMissing):
            shop.points.adjust(session, "ann", 5, key="a1", reason=" ", actor="kim", at=START)
        for approver in (None, "kim", " kim"):
            with pytest.raises(SecondPersonNeeded):
                shop.points.adjust(session, "ann", 1001, key="a1", approver=approver, at=START, **BY)
            with pytest.raises(SecondPersonNeeded):
                shop.points.transfer(
                    session, 1001, giver="ann", taker="bob", key="t1", approver=approver, at=START, **BY
                )
        for approver in ("", " ", 0, False, [], "lee\n", "\ud800"):
            with pytest.raises(BadReference):
                shop.points.adjust(session, "ann", 5, key="a1", approver=approver, at=START, **BY)
        moved = shop.points.adjust(session, "ann", 1001, key="a1", approver="lee", at=START, **BY)
        assert moved.figures.available == 1001


def test_what_one_person_moved_alone_is_answered_again_when_they_may_no_more(engine):
    shop = open_shop(engine, "ann", "bob")
    strict = Loyalty(shop.program_key, clock=FixedClock(START), points_alone_max=10)
    both = {"giver": "ann", "taker": "bob"}
    with Session(engine) as session, session.begin():
        moved = shop.points.adjust(session, "ann", 500, key="a1", at=START, **BY)
        passed = shop.points.transfer(session, 100, key="t1", at=START, **both, **BY)
        assert strict.points.adjust(session, "ann", 500, key="a1", at=START, **BY) == moved
        assert strict.points.transfer(session, 100, key="t1", at=START, **both, **BY) == passed
        with pytest.raises(IdempotencyConflict):
            strict.points.adjust(session, "ann", 501, key="a1", at=START, **BY)
        with pytest.raises(SecondPersonNeeded):
            strict.points.adjust(session, "ann", 11, key="a2", at=START, **BY)
        with pytest.raises(SecondPersonNeeded):
            strict.points.transfer(session, 11, key="t2", at=START, **both, **BY)
        assert shop.figures(session, "ann").booked == 400
