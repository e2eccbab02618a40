"""Whoever is blocked, closed or erased gets nothing new; what was bought comes back, and no hold stays."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import MemberInactive
from loyalty.live import Actor
from loyalty.store.tables import ACCOUNT, HELD_COUPON, HOLD, HOLD_LOT
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

ADA = Actor("ada", frozenset({"admin"}))
LATER = START + timedelta(days=2)
DOCUMENT = PROGRAM + (
    '  - {{id: gift, coupon: {{}}, benefit: {{kind: amount, amount: "5"}}}}\n'
    "issuances:\n"
    '  - {{id: hello, on: {{kind: sign_up}}, gives: [{{kind: points, points: "7"}}]}}\n'
)


@pytest.fixture(params=["block", "close", "erase"])
def shop(request, engine):
    """Somebody with an order, a hold and a coupon, who is then blocked, closed or erased."""
    made = open_shop(engine, "ann", document=DOCUMENT)
    with Session(engine) as session, session.begin():
        made.place(session, cart("210", "90"), order_id="o1", member="ann", at=START)
        made.coupons.grant(session, "gift", members=["ann"], key="g", at=START)
        made.hold(session, cart("100"), order_id="o2", member="ann", at=START)
    with Session(engine) as session, session.begin():
        getattr(made.members, request.param)(session, "ann", actor=ADA, reason="asked for")
    return made


def booked(engine, shop):
    account = rows(engine, ACCOUNT, shop)[0]
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
    return account["booked"], account["held"], account["debt"], account["orders"]


def test_goods_come_back_whatever_became_of_the_member(engine, shop):
    before = booked(engine, shop)
    with Session(engine) as session, session.begin():
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        again = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        paid = shop.refund_amount(session, "o1", "10", return_id="r2", at=LATER)
    assert back == again
    assert back.returned_minor + paid.returned_minor > 20_000
    assert booked(engine, shop)[0] < before[0]


def test_goods_that_name_no_order_come_back_too(engine, shop):
    with Session(engine) as session, session.begin():
        back = shop.return_unlinked(session, cart("20"), member="ann", return_id="r1", at=LATER)
    assert back.taken_unlinked == 20
    assert booked(engine, shop)[3] == 1  # the hold was past its end and is let go


def test_an_order_is_cancelled_and_a_delivery_made_known(engine, shop):
    with Session(engine) as session, session.begin():
        assert shop.mature(session, "o1", at=LATER).figures is not None
        shop.cancel(session, "o1", at=LATER)
    assert booked(engine, shop)[3] == 0  # the hold was past its end and is let go


@pytest.mark.parametrize("late", [timedelta(minutes=1), timedelta(hours=1)])
def test_a_hold_is_let_go(engine, shop, late):
    with Session(engine) as session, session.begin():
        shop.release(session, "o2", at=START + late)
    assert [row["state"] for row in rows(engine, HOLD, shop)] == ["released"]
    assert rows(engine, HOLD_LOT, shop) == []
    assert [row["state"] for row in rows(engine, HELD_COUPON, shop)] == ["open"]
    assert booked(engine, shop)[1] == 0


def test_nothing_new_is_booked_and_nothing_given(engine, shop):
    with Session(engine) as session, session.begin():
        with pytest.raises(MemberInactive):
            shop.place(session, cart("9"), order_id="o3", member="ann", at=LATER)
        with pytest.raises(MemberInactive):  # the hold ran out
            shop.place(session, cart("100"), order_id="o2", member="ann", at=LATER)
        with pytest.raises(MemberInactive):
            shop.points.adjust(session, "ann", 5, key="k", reason="r", actor="kim", at=LATER)


def test_what_was_held_and_is_paid_is_booked_as_it_was_held(engine, shop):
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("100"), order_id="o2", member="ann", at=START)
    assert [row["state"] for row in rows(engine, HOLD, shop)] == ["captured"]
    assert placed.quote.points_spent > 0
    assert booked(engine, shop)[3] == 2
