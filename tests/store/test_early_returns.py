"""A return whose order is not known waits and says so."""

from sqlalchemy.orm import Session

from loyalty.store.tables import EARLY_RETURN
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows


def test_a_return_that_comes_before_its_order_waits(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        told = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
        assert (told.waits, told.figures, told.entries) == (True, None, ())
        assert shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START) == told
    assert [row["return_id"] for row in rows(engine, EARLY_RETURN, shop)] == ["r1"]
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o1", member="ann", at=START)
    assert rows(engine, EARLY_RETURN, shop) == []
