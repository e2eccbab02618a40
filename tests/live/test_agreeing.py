"""What a member was shown is what an order gets, or somebody says what is different."""

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import QuoteStale
from loyalty.live import HoldItem
from loyalty.live.agreeing import refuse_stale
from loyalty.store.tables import HOLD, OPERATION
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows


def test_a_hold_that_would_get_something_else_than_was_shown_holds_nothing(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shown = shop.quote(session, cart("99"), member="ann", at=START)
        shop.place(session, cart("50"), order_id="o0", member="ann", at=START)
    before = rows(engine, OPERATION, shop)
    with Session(engine) as session, session.begin():
        with pytest.raises(QuoteStale) as refused:
            shop.hold(session, cart("99"), order_id="o1", member="ann", at=START, accept=shown)
        assert "adjustments" in refused.value.fields["changed"]
    assert (rows(engine, HOLD, shop), rows(engine, OPERATION, shop)) == ([], before)
    with Session(engine) as session, session.begin():
        now = refused.value.fields["quote"]
        held = shop.hold(session, cart("99"), order_id="o1", member="ann", at=START, accept=now.id)
        again = shop.hold(session, cart("99"), order_id="o1", member="ann", at=START, accept=shown)
        assert held == again
        assert shop.place(session, cart("99"), order_id="o1", member="ann", at=START).quote == now


def test_held_anew_as_shown_or_the_earlier_hold_stays(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        held = shop.hold(session, cart("99"), order_id="o1", member="ann", at=START)
        told = {"order_id": "o1", "member": "ann", "at": START, "hold_id": "2"}
        with pytest.raises(QuoteStale, match="cart"):
            shop.hold(session, cart("98"), accept=held.quote, **told)
        (stale,) = shop.hold_many(session, [HoldItem(cart=cart("98"), accept=held.quote, **told)])
        assert isinstance(stale, QuoteStale)
        assert shop.place(session, cart("99"), order_id="o1", member="ann", at=START).quote == held.quote


def test_who_agreed_to_nothing_gets_what_it_is_now(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session:
        now = shop.quote(session, cart("99"), member="ann", at=START)
    refuse_stale("o1", None, now)
    refuse_stale("o1", now, now)
    refuse_stale("o1", now.id, now)
    with pytest.raises(QuoteStale, match="amounts"):
        refuse_stale("o1", "another", now)
