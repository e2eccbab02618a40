"""Shares that inactivity ends, years from the first points, points that stay spent: live as in the replay."""

from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.rules.document import load_program
from loyalty.store.tables import LEDGER_ENTRY
from tests.differential.live_replay.comparing import live_and_replayed
from tests.differential.logs import history
from tests.differential.settings_drawn import settings_of

PROGRAM = """
key: years
currency: CNY
time_zone: Asia/Shanghai
membership_from: {start}
tiers:
  - id: growth
    credit: {{of: spend, window: {{kind: membership_year}}}}
    upgrade: at_period_end
    term: {{kind: next_period_end}}
    levels:
      - {{id: silver, minimum: "20"}}
      - {{id: gold, minimum: "150", multiplier: "1.5"}}
points:
  rules: [{{kind: per_amount, id: base, points: "1", per: "0.1"}}]
  pending: {{days: 3}}
  expiry: {expiry}
  redeem: {{points: "10", worth: "0.1", max_percent: "50"}}
  on_return: {{reversible_days: {days}}}
"""
SHARE = "{kind: inactivity, months: 1, percent: '37.5'}"
YEARS = "{kind: anniversary}"


@pytest.mark.parametrize(
    ("start", "expiry", "days"),
    [
        ("joined", SHARE, 5),  # edge 26, edge 44
        ("first_earned", YEARS, 0),  # edge 44, edge 64
        ("activated", YEARS, 400),  # edge 64
    ],
)
def test_live_is_what_the_replay_says(engine: sa.Engine, start: str, expiry: str, days: int) -> None:
    program = load_program(PROGRAM.format(start=start, expiry=expiry, days=days))
    orders, kinds = 0, set()
    for seed in range(3):
        log = history(Random(seed), 25, large=False)  # noqa: S311 - test data
        with Session(engine) as session:
            parity = live_and_replayed(session, log, program, settings_of())
            kinds |= set(session.execute(sa.select(LEDGER_ENTRY.c.kind).distinct()).scalars())
            session.rollback()
        assert parity.differences == []
        orders += parity.orders
    assert orders > 50
    assert {"earned", "spent", "expired", "taken_back"} <= kinds
