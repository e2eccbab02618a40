"""A budget that is spent too fast pauses its offers until somebody answers for going on."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import Loyalty
from loyalty.store.tables import AUDIT, OUTBOX
from loyalty.when import FixedClock
from tests.live.shops import START, cart, open_shop

PROGRAM = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
budgets: [{{id: fund, amount: "1000", per_hour: "25"}}]
offers:
  - id: paid
    benefit: {{kind: amount, amount: "10"}}
    budget: fund
"""


def applied(session, shop, *names):
    return [shop.place(session, cart("60"), order_id=name, at=START).quote.applied for name in names]


def test_a_budget_that_is_spent_too_fast_pauses_until_somebody_lets_it_go_on(engine):
    shop = open_shop(engine, document=PROGRAM)
    with Session(engine) as session, session.begin():
        assert applied(session, shop, "a", "b", "c", "d") == [("paid",)] * 3 + [()]
        later = Loyalty(shop.program_key, clock=FixedClock(START + timedelta(hours=5)))
        assert applied(session, later, "e") == [()]
        hand = {"actor": "eve", "reason": "it is the sale", "key": "r1"}
        assert shop.budgets.resume(session, "fund", **hand)
        assert shop.budgets.resume(session, "fund", **hand)
        assert not shop.budgets.resume(session, "fund", **(hand | {"key": "r2"}))
        assert applied(session, shop, "f") == [("paid",)]
        acts = sa.select(AUDIT.c.act, AUDIT.c.actor).where(AUDIT.c.program_key == shop.program_key)
        assert [tuple(one) for one in session.execute(acts.order_by(AUDIT.c.id))] == [
            ("budget_paused", "breaker"),
            ("budget_resumed", "eve"),
            ("budget_resumed", "eve"),
        ]
        topics = sa.select(OUTBOX.c.topic).where(OUTBOX.c.program_key == shop.program_key)
        assert "budget.paused" in set(session.execute(topics).scalars())


def test_what_was_spent_in_another_hour_does_not_count(engine):
    shop = open_shop(engine, document=PROGRAM)
    with Session(engine) as session, session.begin():
        assert applied(session, shop, "a", "b") == [("paid",)] * 2
        later = Loyalty(shop.program_key, clock=FixedClock(START + timedelta(hours=1)))
        assert applied(session, later, "c", "d", "e", "f") == [("paid",)] * 3 + [()]


def test_what_is_held_counts_when_it_is_paid(engine):
    shop = open_shop(engine, document=PROGRAM)
    with Session(engine) as session, session.begin():
        for name in ("a", "b", "c"):
            assert shop.hold(session, cart("60"), order_id=name, at=START).quote.applied == ("paid",)
            shop.release(session, name, at=START)
        assert applied(session, shop, "d", "e") == [("paid",)] * 2
        for name in ("f", "g"):
            assert shop.hold(session, cart("60"), order_id=name, at=START).quote.applied == ("paid",)
        assert applied(session, shop, "f", "g", "h") == [("paid",), ("paid",), ()]
