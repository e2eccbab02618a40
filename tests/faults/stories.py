"""Operations that faults strike: each verb once, on a shop that is ready for it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.live import AdjustItem
from tests.live.shops import START, cart, open_shop

LATER = START + timedelta(minutes=5)
VERBS = {
    "enrol": lambda shop, session: shop.enrol(session, "new", joined_at=START),
    "place": lambda shop, session: shop.place(
        session, cart("60", "40"), order_id="n", member="ann", at=LATER
    ),
    "place, a guest": lambda shop, session: shop.place(session, cart("60"), order_id="n", at=LATER),
    "place, first order": lambda shop, session: shop.place(
        session, cart("60"), order_id="n", member="bob", at=LATER
    ),
    "hold": lambda shop, session: shop.hold(session, cart("60"), order_id="n", member="bob", at=LATER),
    "place, held": lambda shop, session: shop.place(
        session, cart("80"), order_id="held", member="cem", at=LATER
    ),
    "extend_hold": lambda shop, session: shop.extend_hold(
        session, "held", ends_at=START + timedelta(hours=3), at=LATER
    ),
    "release": lambda shop, session: shop.release(session, "held", at=LATER),
    "place, past a hold": lambda shop, session: shop.place(
        session, cart("80"), order_id="n", member="cem", at=START + timedelta(hours=2)
    ),
    "return_items": lambda shop, session: shop.return_items(session, "o1", {"1": 1}, return_id="n", at=LATER),
    "refund_amount": lambda shop, session: shop.refund_amount(session, "o1", "7", return_id="n", at=LATER),
    "return_unlinked": lambda shop, session: shop.return_unlinked(
        session, cart("30"), member="ann", return_id="n", at=LATER
    ),
    "return of a spending order": lambda shop, session: shop.return_items(
        session, "o2", {"1": 1}, return_id="n", at=LATER
    ),
    "return, not known yet": lambda shop, session: shop.return_items(
        session, "later", {"1": 1}, return_id="n", at=LATER
    ),
    "cancel": lambda shop, session: shop.cancel(session, "o1", at=LATER),
    "adjust_many": lambda shop, session: shop.points.adjust_many(
        session,
        [
            AdjustItem(member=who, points=5, key=f"n{who}", reason="r", at=LATER)
            for who in ("cem", "ann", "bob")
        ],
        actor="a",
    ),
    "expiry": lambda shop, session: shop.place(
        session, cart("60"), order_id="n", member="ann", at=START + timedelta(days=500)
    ),
}


def ready(engine):
    """A shop with orders, points spent, and a live hold."""
    shop = open_shop(engine, "ann", "bob", "cem")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210", "90"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("100"), order_id="o2", member="ann", at=START)
        shop.hold(session, cart("80"), order_id="held", member="cem", at=START)
    return shop
