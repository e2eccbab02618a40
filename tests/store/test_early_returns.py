"""A return whose order is not known waits and says so."""

from sqlalchemy.orm import Session

from loyalty.store.early_returns import early_returns
from tests.live.shops import START, open_shop


def test_a_return_that_comes_before_its_order_waits(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        told = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
        assert (told.waits, told.figures, told.entries) == (True, None, ())
        assert shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START) == told
        waiting = early_returns(session.connection(), shop.program_key, "o1")
    assert [return_id for return_id, _, _ in waiting] == ["r1"]
