"""Lots after an operation: what is left of each, what checkouts keep back, what of it expired."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.store.tables import POINT_LOT
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows


def lots(engine, shop):
    columns = ("order_id", "granted", "remaining", "held", "expired", "matured")
    return [tuple(row.values()) for row in rows(engine, POINT_LOT, shop, *columns)]


def test_held_points_stay_in_their_lot(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
        shop.hold(session, cart("50"), order_id="o2", member="ann", at=START)
    assert lots(engine, shop) == [("o1", 200, 200, 200, 0, 1)]
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o2", member="ann", at=START)
    assert lots(engine, shop) == [("o1", 200, 0, 0, 0, 1), ("o2", 48, 48, 0, 0, 1)]


def test_what_expired_is_told_beside_what_is_left(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("20"), order_id="o2", member="ann", at=START + timedelta(days=500))
    assert lots(engine, shop) == [("o1", 200, 0, 0, 200, 1), ("o2", 20, 20, 0, 0, 1)]
