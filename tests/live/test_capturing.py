"""Payment books what was held: uses and money move from held to used, coupons from locked to used."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.tables import ACCOUNT, BUDGET, HELD_COUPON, QUOTA
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

COUPON = (
    PROGRAM
    + """  - id: ten
    coupon: {{}}
    benefit: {{kind: amount, amount: "10"}}
"""
)


def with_coupon(engine):
    """A shop whose one member has a coupon."""
    shop = open_shop(engine, "ann", document=COUPON)
    with engine.begin() as connection:
        account = connection.scalar(sa.select(ACCOUNT.c.id).where(ACCOUNT.c.program_key == shop.program_key))
        coupon = {"coupon_id": "c1", "account_id": account, "offer_id": "ten", "state": "open"}
        told = {"granted_us": to_us(START), "cause": "by hand", "program_hash": "x"}
        connection.execute(sa.insert(HELD_COUPON).values(program_key=shop.program_key, **coupon, **told))
    return shop


def test_what_was_held_is_used_for_good(engine):
    shop = with_coupon(engine)
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
    assert [(row["state"], row["order_id"]) for row in rows(engine, HELD_COUPON, shop)] == [("locked", "o1")]
    with Session(engine) as session, session.begin():
        placed = shop.place(
            session, cart("100"), order_id="o1", member="ann", at=START + timedelta(minutes=1)
        )
        assert placed.quote.saved_minor == 2000
    assert [row["state"] for row in rows(engine, HELD_COUPON, shop)] == ["used"]
    assert [(row["used"], row["held"]) for row in rows(engine, QUOTA, shop)] == [(1, 0)]
    assert [(row["spent_minor"], row["held_minor"]) for row in rows(engine, BUDGET, shop)] == [(1000, 0)]


def test_a_coupon_of_a_hold_that_is_let_go_is_held_again(engine):
    shop = with_coupon(engine)
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
        assert shop.quote(session, cart("100"), member="ann", at=START).coupons == ()
        shop.release(session, "o1", at=START)
        assert len(shop.quote(session, cart("100"), member="ann", at=START).coupons) == 1
