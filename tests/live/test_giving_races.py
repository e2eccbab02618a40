"""Two at once give a member once."""

import threading

from sqlalchemy.orm import Session

from loyalty.live import run
from tests.live.shops import cart, open_shop
from tests.live.test_giving import GIVING, MARCH, books, topics


def test_orders_at_once_give_a_cycle_once(engine):
    shop = open_shop(engine, "ann", document=GIVING)

    def place(number):
        run(
            lambda: Session(engine),
            lambda session: shop.place(
                session, cart("9", points="none"), order_id=f"o{number}", member="ann", at=MARCH
            ),
            attempts=20,
        )

    threads = [threading.Thread(target=place, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session, session.begin():
        assert len(topics(session, shop, "issuance.given")) == 3
        booked, lots, entries = books(session, shop)
        assert booked == lots == entries
