"""Holds are kept with what they hold of each lot, and found again by their order or when they are overdue."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.store.holds import asked_hold, asked_overdue, held_lots, holds_from
from loyalty.store.tables import HOLD_LOT
from loyalty.when import to_us
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

MINUTE = timedelta(minutes=1)


def held_by(engine, shop, order_id):
    with engine.connect() as connection:
        return holds_from(connection.execute(*asked_hold(shop.program_key, order_id)).all())


def overdue(engine, shop, at):
    with engine.connect() as connection:
        found = holds_from(connection.execute(*asked_overdue(shop.program_key, to_us(at))).all())
    return [one.held.order_id for one in found]


def test_a_hold_says_how_much_of_each_lot_it_keeps_back(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for n, amount in enumerate(("160", "60")):
            shop.place(session, cart(amount), order_id=f"b{n}", member="ann", at=START + n * MINUTE)
        shop.hold(session, cart("1000"), order_id="o1", member="ann", at=START + 2 * MINUTE)
    (found,) = held_by(engine, shop, "o1")
    told = {row["lot_key"]: row["points"] for row in rows(engine, HOLD_LOT, shop)}
    assert held_lots(found.held) == told
    assert sum(told.values()) == found.held.points_held == found.held.quote.points_spent
    assert (found.state, found.member_ref, found.live(to_us(START + 5 * MINUTE))) == ("live", "ann", True)


def test_overdue_holds_are_found_by_their_end(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for n in (2, 1):
            shop.hold(session, cart("10"), order_id=f"o{n}", at=START, ends_at=START + n * MINUTE)
    assert overdue(engine, shop, START) == []
    assert overdue(engine, shop, START + MINUTE) == ["o1"]
    assert overdue(engine, shop, START + 2 * MINUTE) == ["o1", "o2"]


def test_an_order_may_be_held_again_after_it_was_let_go(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("10"), order_id="o1", member="ann", at=START)
        shop.release(session, "o1", at=START + MINUTE)
        shop.hold(session, cart("20"), order_id="o1", member="ann", at=START + 2 * MINUTE, hold_id="2")
    (found,) = held_by(engine, shop, "o1")
    assert (found.state, found.held.quote.goods_minor) == ("live", 2000)
