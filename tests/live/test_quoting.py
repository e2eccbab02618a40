"""A quote reads what is committed and writes nothing."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import UnknownMember
from loyalty.store import together
from tests.faults.books import everything
from tests.live.shops import START, cart, open_shop


def test_a_quote_writes_nothing(engine):
    shop = open_shop(engine, "ann")
    before = everything(engine, shop)
    with Session(engine) as session, session.begin():
        shop.quote(session, cart("50"), member="ann", at=START)
        shop.quote(session, cart("50"), at=START)
    assert everything(engine, shop) == before


def test_a_quote_for_somebody_unknown_says_so(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), pytest.raises(UnknownMember):
        shop.quote(session, cart("50"), member="nobody", at=START)


def test_a_quote_waits_for_the_database_at_most_three_times(engine, monkeypatch):
    if engine.dialect.name != "postgresql":
        pytest.skip("elsewhere statements go one by one")
    shop = open_shop(engine, "ann")
    waits = []
    real = together.waited_for
    monkeypatch.setattr(together, "waited_for", lambda *told: waits.append("together") or real(*told))
    with Session(engine) as session, session.begin():
        shop.quote(session, cart("50"), member="ann", at=START)
        waits.clear()
        sa.event.listen(session.connection(), "before_cursor_execute", lambda *_: waits.append("alone"))
        shop.quote(session, cart("50"), member="ann", at=START)
    assert 1 <= len(waits) <= 3
