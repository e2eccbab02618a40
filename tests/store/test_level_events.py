"""Every rise and fall of a level is an event, once, when it is booked."""

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from loyalty.live.actors import Actor
from tests.live.shops import PROGRAM, START, cart, open_shop

STAFF = Actor("eve", frozenset({"admin"}))
EVERYBODY = PROGRAM.replace(
    '      - {{id: silver, minimum: "100"}}\n',
    '      - {{id: basic, minimum: "0"}}\n      - {{id: silver, minimum: "100"}}\n',
)
RECHECKED = PROGRAM.replace("    levels:\n", "    on_return: recheck\n    levels:\n", 1)
YEAR = timedelta(days=400)


def moves(session, shop):
    """From where to where members moved, and by which operation, since this was last asked."""
    found = shop.events.take(session, most=1_000, topics=["tier.changed"])
    assert {one.payload["track"] for one in found} <= {"growth"}
    return [
        (one.payload["member"], one.payload["from"], one.payload["to"], one.op_key.split(":")[0])
        for one in found
    ]


def test_an_order_lifts_and_its_return_lowers(engine):
    shop = open_shop(engine, "ann", document=RECHECKED)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("200"), order_id="o1", member="ann", at=START)
        assert moves(session, shop) == [("ann", None, "silver", "place")]
        shop.place(session, cart("400"), order_id="o2", member="ann", at=START)
        shop.place(session, cart("400"), order_id="o2", member="ann", at=START)
        assert moves(session, shop) == [("ann", "silver", "gold", "place")]
        shop.place(session, cart("10"), order_id="o3", member="ann", at=START)
        assert moves(session, shop) == []
        shop.return_items(session, "o2", {"1": 1}, return_id="r", at=START + timedelta(hours=1))
        assert moves(session, shop) == [("ann", "gold", "silver", "return")]


def test_a_change_of_level_stands_before_its_operations_own_event(engine):
    shop = open_shop(engine, "ann", document=RECHECKED)
    with Session(engine) as session, session.begin():
        shop.events.take(session, most=10)
        shop.place(session, cart("200"), order_id="o", member="ann", at=START)
        shop.return_items(session, "o", {"1": 1}, return_id="r", at=START)
        told = shop.events.take(session, most=10)
    assert [one.topic for one in told] == ["tier.changed", "order.placed", "tier.changed", "order.returned"]


def test_a_level_that_everybody_has_is_no_rise(engine):
    shop = open_shop(engine, "ann", document=EVERYBODY)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("20"), order_id="o1", member="ann", at=START)
        assert moves(session, shop) == []
        shop.place(session, cart("200"), order_id="o2", member="ann", at=START)
        assert moves(session, shop) == [("ann", "basic", "silver", "place")]


def test_a_level_held_by_hand_counts_while_it_lasts(engine):
    shop = open_shop(engine, "ann", "bob")
    by = {"actor": STAFF, "reason": "r"}
    with Session(engine) as session, session.begin():
        until = START + timedelta(days=10)
        shop.tiers.grant(session, "ann", "gold", key="g", until=until, at=START, **by)
        shop.tiers.grant(session, "bob", "silver", key="b", at=START, **by)
        assert moves(session, shop) == [
            ("ann", None, "gold", "grant_level"),
            ("bob", None, "silver", "grant_level"),
        ]
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START + timedelta(days=1))
        assert moves(session, shop) == []
        shop.tiers.revoke(session, "bob", "silver", key="c", at=START + timedelta(days=2), **by)
        assert moves(session, shop) == [("bob", "silver", None, "revoke_level")]
    shop.nightly(sessionmaker(engine), at=START + timedelta(days=11))
    with Session(engine) as session, session.begin():
        assert moves(session, shop) == [("ann", "gold", "silver", "nightly")]


def test_a_term_that_ends_is_told_by_the_nightly_run_or_the_next_touch(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        for member in ("ann", "bob"):
            shop.place(session, cart("200"), order_id=f"o-{member}", member=member, at=START)
        assert len(moves(session, shop)) == 2
        shop.points.adjust(session, "ann", 1, key="k", reason="r", actor="a", at=START + YEAR)
        assert moves(session, shop) == [("ann", "silver", None, "adjust")]
    shop.nightly(sessionmaker(engine), at=START + YEAR)
    shop.nightly(sessionmaker(engine), at=START + YEAR)
    with Session(engine) as session, session.begin():
        assert moves(session, shop) == [("bob", "silver", None, "nightly")]


def test_an_order_that_comes_late_moves_from_where_the_member_stands(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        later = START + timedelta(days=5)
        shop.tiers.grant(session, "ann", "silver", key="g", actor=STAFF, reason="r", at=later)
        assert moves(session, shop) == [("ann", None, "silver", "grant_level")]
        shop.place(session, cart("20"), order_id="late", member="ann", at=START)
        assert moves(session, shop) == []
        shop.place(session, cart("600"), order_id="later", member="ann", at=START)
        assert moves(session, shop) == [("ann", "silver", "gold", "place")]
