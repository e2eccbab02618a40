"""Real order histories for the live shop: some members of each, or all of them, and a programme for them."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl

from loyalty import Program, load_program
from loyalty.simulate.orders.log import OrderLog

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
"""Whether whole histories are posted."""
PROGRAM = """
key: {key}
currency: {currency}
time_zone: Europe/London
tiers:
  - id: growth
    credit: {{of: spend, window: {{kind: rolling, months: 12}}}}
    term: {{kind: months, months: 6}}
    at_term_end: {{grace_days: 10, drop: one}}
    levels:
      - {{id: silver, minimum: 300, multiplier: 1.25}}
      - {{id: gold, minimum: 1500, multiplier: 1.5, member_price: {{percent: 3}}}}
points:
  rules: [{{kind: per_amount, id: base, points: 3, per: 2}}]
  pending: {{days: 7}}
  expiry: {{kind: rolling, months: 4, round_up: month}}
  redeem: {{points: 100, worth: 1, max_percent: 20, minimum_points: 200}}
  caps: [{{id: month, per: month, points: 3000}}]
budgets: [{{id: launch, amount: 150, over: clip}}]
offers:
  - id: first
    when: {{kind: first_order}}
    benefit: {{kind: percent, percent: 10, cap: 15}}
    limits: [{{per: program, uses: 25}}]
  - id: each
    benefit: {{kind: per_each, every: 50, amount: 4, times_max: 3}}
    limits: [{{per: member, uses: 2, each: month}}, {{per: program, uses: 4, each: day}}]
    budget: launch
  - id: steps
    benefit: {{kind: steps, measure: subtotal, steps: [{{from: 100, amount: 5}}, {{from: 400, percent: 6}}]}}
"""


def program_for(log: OrderLog, *, key: str) -> Program:
    """Tiers, waiting and expiring points, a first-order offer, limits and a budget in the log's currency."""
    return load_program(PROGRAM.format(key=key, currency=log.currency.code))


def some_of(path: Path, folder: Path, *, members: int) -> OrderLog:
    """The history of so many members, those with returns first; all of it under `make deep`."""
    if DEEP:
        return OrderLog.read(path)
    lines = pl.read_parquet(path)
    counted = (
        lines.filter(pl.col("customer_id").is_not_null())
        .group_by("customer_id")
        .agg(
            (pl.col("kind") != "sale").any().alias("returns"),
            pl.col("order_id").n_unique().alias("orders"),
            pl.len().alias("lines"),
        )
        .filter(pl.col("lines") < 20 * pl.col("orders"), pl.col("orders").is_between(3, 25))
        .sort(["returns", "orders", "customer_id"], descending=[True, True, False])
        .head(members)
    )
    cut = folder / path.name
    lines.filter(pl.col("customer_id").is_in(counted["customer_id"].implode())).write_parquet(cut)
    return OrderLog.read(cut)
