"""The switch of an offer stays until whoever read it is done."""

from sqlalchemy.orm import Session

from loyalty.store.switches import switch_of, turn_switch
from tests.live.shops import START, open_shop


def test_an_offer_that_nobody_switched_is_live(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "a", START) as work:
        assert switch_of(work, "first") == "live"
        turn_switch(work, "first", {"state": "not_issuing"}, actor="eve", reason=None)
        assert switch_of(work, "first") == "not_issuing"
        turn_switch(work, "first", {"state": "live"}, actor="eve", reason="again")
        assert switch_of(work, "first") == "live"
