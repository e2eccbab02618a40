"""A member's orders as people look them up."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.store.accounts import account_id_of
from loyalty.store.order_reading import orders_of
from tests.live.shops import START, cart, open_shop


def test_the_latest_orders_come_first_with_their_offers_and_returns(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        for number in range(3):
            at = START + timedelta(hours=number)
            shop.place(session, cart("60", "20"), order_id=f"o{number}", member="ann", at=at)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + timedelta(hours=4))
        shop.place(session, cart("60"), order_id="other", member="bob", at=START)
        connection = session.connection()
        account = account_id_of(connection, shop.program_key, "ann")
        found = orders_of(connection, shop.program_key, account, most=2)
        first = orders_of(connection, shop.program_key, account, most=9)[-1]
        nobody = orders_of(connection, shop.program_key, -1, most=9)
    assert [(one.order_id, one.returns, one.offers) for one in found] == [("o2", 0, ()), ("o1", 1, ())]
    assert (first.order_id, first.offers) == ("o0", (("first", 10_00),))
    assert nobody == ()
