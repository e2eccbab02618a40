"""Orders are kept with what a return needs, and what came back of them."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.store.orders import order_of, with_expired
from loyalty.store.tables import ORDER_RETURN, PLACED_ORDER, REDEMPTION
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows


def test_an_order_is_found_as_it_was_placed(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("99", "20"), order_id="o1", member="ann", at=START)
        found = order_of(session.connection(), shop.program_key, "o1", locking=False)
    assert found.record.line_ids == ("1", "2")
    assert (found.member_ref, found.state) == ("ann", "placed")
    assert sum(line.net for line in found.record.lines) == placed.quote.to_pay_minor
    with engine.connect() as connection:
        assert order_of(connection, shop.program_key, "O1", locking=False) is None


def test_an_order_of_which_nothing_is_left_is_returned(engine):
    shop = open_shop(engine, "ann")
    states = []
    for line in ("1", "2"):
        with Session(engine) as session, session.begin():
            shop.place(session, cart("99", "20"), order_id="o1", member="ann", at=START)
            shop.return_items(session, "o1", {line: 1}, return_id=line, at=START)
        states += [row["state"] for row in rows(engine, PLACED_ORDER, shop)]
    assert states == ["placed", "returned"]
    assert [row["kind"] for row in rows(engine, ORDER_RETURN, shop)] == ["units", "units"]


def test_every_offer_that_applied_is_a_redemption(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("99"), order_id="o2", member="ann", at=START)
    told = [(row["order_id"], row["offer_id"], row["amount_minor"]) for row in rows(engine, REDEMPTION, shop)]
    assert told == [("o1", "first", 1000)]


def test_what_of_an_award_expired_is_told_to_its_return(engine):
    shop = open_shop(engine, "ann")
    later = START + timedelta(days=500)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50"), order_id="o2", member="ann", at=later)
        found = order_of(session.connection(), shop.program_key, "o1", locking=False)
        assert [award.expired for award in with_expired(session.connection(), found).awards] == [100]
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=later)
        # what had expired counts as taken: the points of the other order stay
        assert (back.taken_base, back.figures.booked, back.figures.debt) == (100, 50, 0)
        assert [award.expired for award in with_expired(session.connection(), found).awards] == [0]
