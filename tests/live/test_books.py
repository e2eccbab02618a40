"""History, past figures and proofs through the shop's door."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.live.shops import START, cart, open_shop


def test_the_ledger_of_a_member_is_read_through_the_door(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + timedelta(days=1))
        told = shop.history(session, "ann")
        assert [one.kind for one in told] == ["taken_back", "earned"]
        then = shop.past_figures(session, "ann", at=START + timedelta(hours=1))
        assert (then.booked, shop.figures(session, "ann", at=START + timedelta(days=2)).booked) == (100, 0)
        assert shop.verify(session) == ()
