"""The nightly run lets go of overdue holds, books gifts and announces reminders, each once."""

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Actor
from loyalty.store.tables import HELD_COUPON, HOLD, OUTBOX
from tests.faults.books import faults_of
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

EVE = Actor("eve", frozenset({"admin"}))
GIVING = (
    PROGRAM
    + """  - id: gift
    coupon: {{}}
    benefit: {{kind: amount, amount: "5"}}
issuances:
  - id: hello
    on: {{kind: sign_up}}
    gives: [{{kind: coupon, offer: gift, valid_days: 30}}]
reminders: {{points_days: 20, coupon_days: 7}}
"""
)


def test_overdue_holds_are_let_go_at_night(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        for member in ("ann", "bob"):
            shop.hold(session, cart("50"), order_id=member, member=member, at=START)
        shop.hold(session, cart("50"), order_id="guest", at=START)
    night = shop.nightly(sessionmaker(engine), at=START + timedelta(hours=1))
    assert night.holds == 3
    assert {row["state"] for row in rows(engine, HOLD, shop)} == {"released"}
    assert shop.nightly(sessionmaker(engine), at=START + timedelta(hours=1)).holds == 0
    assert faults_of(engine, shop) == []


def test_what_ends_with_a_hold_at_night_is_booked_by_an_operation(engine):
    shop = open_shop(engine, "ann")
    end = START + timedelta(days=367)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("510"), order_id="o1", member="ann", at=START)
        late = end - timedelta(days=20)
        shop.hold(session, cart("100"), order_id="o2", member="ann", at=late, ends_at=end)
    assert shop.nightly(sessionmaker(engine), at=end).holds == 1
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=end).held == 0
        assert {one.verb for one in shop.history(session, "ann") if one.kind == "expired"} == {
            "release_overdue"
        }
        assert shop.verify(session) == ()
    assert faults_of(engine, shop) == []


def test_a_hold_of_a_member_who_was_blocked_since_stops_nobody(engine):
    shop = open_shop(engine, "ann", "bob", "cem")
    late = START + timedelta(hours=1)
    with Session(engine) as session, session.begin():
        for member in ("ann", "bob"):
            shop.hold(session, cart("50"), order_id=member, member=member, at=START)
            shop.members.block(session, member, actor=EVE, reason="fraud")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o", member="cem", at=late)
    assert {row["state"] for row in rows(engine, HOLD, shop)} == {"released"}
    assert shop.nightly(sessionmaker(engine), at=late).holds == 0
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()


def test_gifts_are_booked_and_what_ends_soon_is_told_once(engine):
    shop = open_shop(engine, "ann", "bob", document=GIVING)
    sessions = sessionmaker(engine)
    assert shop.nightly(sessions, at=START + timedelta(days=1), batch=1).reminded == 0
    assert len(rows(engine, HELD_COUPON, shop)) == 2
    late = START + timedelta(days=25)
    assert shop.nightly(sessions, at=late).reminded == 2
    assert shop.nightly(sessions, at=late + timedelta(hours=1)).reminded == 0
    topics = [row["topic"] for row in rows(engine, OUTBOX, shop)]
    assert topics.count("issuance.given") == topics.count("reminder.coupon") == 2
