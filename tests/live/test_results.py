"""What a verb answered is kept with its operation and given again."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.live import Placed, Returned
from loyalty.store.documents import decode, encode
from tests.live.shops import START, cart, open_shop


def test_answers_come_back_from_their_documents_as_they_were(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("110", "40"), order_id="o1", member="ann", at=START)
        back = shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=START + timedelta(days=1))
    assert decode(Placed, encode(placed)) == placed
    assert decode(Placed, encode(placed)).quote.id == placed.quote.id
    assert decode(Returned, encode(back)) == back


def test_what_a_member_is_shown_is_less_their_debt(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50"), order_id="o2", member="ann", at=START)
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
    assert (back.figures.available, back.figures.debt, back.figures.spendable) == (0, 152, -152)
