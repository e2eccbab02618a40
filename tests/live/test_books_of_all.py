"""Whatever doors a shop uses, its books add up."""

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Actor
from tests.live.shops import PROGRAM, START, cart, open_shop

DAY = timedelta(days=1)
DOCUMENT = (
    PROGRAM.replace("  redeem:", "  pending: {{days: 2, after: delivered}}\n  redeem:")
    + """  - id: gift
    coupon: {{}}
    benefit: {{kind: amount, amount: "5"}}
"""
)
BY = {"reason": "goodwill", "actor": "kim"}
KIM = Actor("kim", frozenset({"admin"}))


def test_books_of_a_busy_shop_add_up(engine):
    shop = open_shop(engine, "ann", "bob", "cem", document=DOCUMENT)
    steps = [
        lambda s: shop.place(s, cart("310", "90"), order_id="o1", member="ann", at=START),
        lambda s: shop.coupons.grant(s, "gift", members=["ann", "bob"], key="g", at=START),
        lambda s: shop.mature(s, "o1", at=START + DAY),
        lambda s: shop.points.adjust(s, "bob", 500, key="a", at=START + DAY, **BY),
        lambda s: shop.points.transfer(s, 150, giver="bob", taker="ann", key="t", at=START + 2 * DAY, **BY),
        lambda s: shop.hold(s, cart("60"), order_id="o2", member="ann", at=START + 4 * DAY),
        lambda s: shop.place(s, cart("60"), order_id="o2", member="ann", at=START + 4 * DAY),
        lambda s: shop.place(s, cart("80"), order_id="o3", member="bob", at=START + 4 * DAY),
        lambda s: shop.return_items(s, "o1", {"1": 1}, return_id="r", at=START + 5 * DAY),
        lambda s: shop.cancel(s, "o3", at=START + 5 * DAY),
        lambda s: shop.place(s, cart("70"), order_id="o4", member="cem", at=START + 6 * DAY),
        lambda s: shop.members.merge(
            s, "cem", into="bob", reason="one person", actor=KIM, at=START + 7 * DAY
        ),
        lambda s: shop.mature(s, "o4", at=START + 8 * DAY),
        lambda s: shop.return_items(s, "o4", {"1": 1}, return_id="r", at=START + 9 * DAY),
        lambda s: shop.place(s, cart("50"), order_id="o5", member="bob", at=START + 500 * DAY),
    ]
    for number, step in enumerate(steps):
        with Session(engine) as session, session.begin():
            step(session)
        with Session(engine) as session, session.begin():
            assert shop.verify(session) == (), number
    shop.nightly(sessionmaker(engine), at=START + 900 * DAY)
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
        left = shop.figures(session, "bob", at=START + 900 * DAY)
        assert (left.available, left.booked) == (0, left.pending)
