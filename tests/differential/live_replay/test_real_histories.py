"""Members of real histories live their lives on each database and in a replay, returns included: the same."""

import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.rules.document import load_program
from loyalty.simulate.orders.log import OrderLog
from tests.differential.live_replay.comparing import live_and_replayed
from tests.differential.settings_drawn import settings_of
from tests.faults.share import NAMES

ORDERS = int(os.environ.get("LOYALTY_LIVE_REPLAY_ORDERS", "150"))
"""Documents of a history that are posted on each database; `make deep` may say more."""
PROGRAM = """
key: real
currency: {currency}
time_zone: Europe/London
tiers:
  - id: growth
    credit: {{of: spend, window: {{kind: rolling, months: 3}}}}
    term: {{kind: months, months: 2}}
    levels:
      - {{id: silver, minimum: "200"}}
      - {{id: gold, minimum: "1500", multiplier: "1.5"}}
points:
  rules: [{{kind: per_amount, id: base, points: "1", per: "1"}}]
  expiry: {{kind: rolling, months: 3}}
  redeem: {{points: "100", worth: "1", max_percent: "20"}}
budgets: [{{id: launch, amount: "500", over: clip}}]
offers:
  - id: first
    when: [{{kind: first_order}}]
    benefit: {{kind: amount, amount: "10"}}
    limits: [{{per: member, uses: 1}}, {{per: program, uses: 12}}]
  - id: large
    when: [{{kind: subtotal, minimum: "300"}}]
    benefit: {{kind: percent, percent: "5"}}
    budget: launch
"""


def part_of(path: Path, folder: Path) -> OrderLog:
    """The members with the most returns, one after the other while there is room, from first to last."""
    lines = pl.read_parquet(path).filter(pl.col("customer_id").is_not_null())
    counts = (
        lines.group_by("customer_id")
        .agg(
            documents=pl.col("order_id").n_unique(),
            back=pl.col("order_id").filter(pl.col("kind") == "return").n_unique(),
        )
        .filter(pl.col("documents") <= ORDERS // 4)
        .sort(["back", "documents", "customer_id"], descending=[True, True, False])
    )
    chosen = counts.filter(pl.col("documents").cum_sum() <= ORDERS)["customer_id"]
    found = lines.filter(pl.col("customer_id").is_in(chosen.implode()))
    found.write_parquet(folder / "part.parquet")
    return OrderLog.read(folder / "part.parquet")


@pytest.mark.parametrize("name", ["uci_online_retail_ii", "analytix_retail"])
def test_real_members_live_the_lives_that_the_replay_says(
    engine: sa.Engine, shared_data: Path, tmp_path: Path, name: str, record_property: Callable[..., None]
) -> None:
    log = part_of(shared_data / "lines" / f"{name}.parquet", tmp_path)
    program = load_program(PROGRAM.format(currency=log.currency.code))
    with Session(engine) as session, session.begin():
        parity = live_and_replayed(session, log, program, settings_of())
    counts = {
        "runs": parity.members,
        "acknowledged": parity.orders,
        "differences": len(parity.differences),
    }
    record_property("fault", [f"live as replayed, {name}", NAMES[engine.dialect.name], counts])
    assert parity.differences == []
    assert parity.orders > min(ORDERS, len(log.doc_at)) // 2
    assert (log.doc_kind == 1).any()
