"""A quote reads what is committed and writes nothing."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import UnknownMember
from loyalty.facts.quote import Reason
from loyalty.store import together
from tests.faults.books import everything
from tests.live.shops import PROGRAM, START, cart, open_shop


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


def test_codes_used_all_or_none_are_quoted_and_placed_alike(engine):  # edge 81
    coded = (
        PROGRAM
        + """
  - {{id: word, when: [{{kind: code, any: [SUMMER]}}], benefit: {{kind: amount, amount: "5"}}}}
"""
    )
    shop = open_shop(engine, "ann", document=coded)
    together = cart("100", codes=("SUMMER", "typo"), codes_use="all")
    with Session(engine) as session, session.begin():
        quoted = shop.quote(session, together, member="ann", at=START)
        placed = shop.place(session, together, order_id="1", member="ann", at=START, accept=quoted).quote
    assert quoted.applied == placed.applied == ("first",)
    assert [(one.reason, one.failed_code) for one in placed.codes] == [
        (Reason.OTHER_CODE_REFUSED, "typo"),
        (Reason.UNKNOWN_CODE, None),
    ]
    with Session(engine) as session, session.begin():
        again = shop.place(session, together, order_id="1", member="ann", at=START)
    assert again.quote == placed
