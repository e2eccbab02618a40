"""A page of the orders behind a figure, read from a run's file of orders without the run itself.

Whoever looks through a finished run has its file of outcomes, not its tables. The file says of every order
what was given in all, so the sums here are of whole orders; an order's arithmetic shows its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from loyalty.simulate.behind.behind_names import GUESTS, NONE_NAMED
from loyalty.simulate.behind.order_outcomes import SALE


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which orders: each field that is set narrows them down; `order_id` finds one."""

    offer: str | None = None
    month: str | None = None
    tier: str | None = None
    channel: str | None = None
    member: str | None = None
    order_id: str | None = None


@dataclass(frozen=True, slots=True)
class OrdersPage:
    """How many orders there are, what they add up to, and one page of them, as rows by field name."""

    orders: int
    revenue_minor: int
    cost_minor: int
    rows: tuple[dict[str, Any], ...]


def orders_page(path: Path, asked: Asked, *, page: int = 0, size: int = 20) -> OrdersPage:
    """The orders that are asked for, dearest first, ties in the order of events; pages count from 0."""
    found = pl.scan_parquet(path).filter(_filter(asked))
    sums = found.select(
        pl.len().alias("orders"), pl.col("revenue_minor").sum(), pl.col("cost_minor").sum()
    ).collect()
    rows = found.sort("cost_minor", descending=True, maintain_order=True).slice(page * size, size).collect()
    orders, revenue, cost = sums.row(0)
    return OrdersPage(orders, revenue, cost, tuple(rows.iter_rows(named=True)))


def _filter(asked: Asked) -> pl.Expr:
    wanted = pl.col("kind") == SALE
    if asked.offer is not None:
        wanted &= pl.col("offers").list.contains(asked.offer)
    for name in ("month", "channel", "member", "order_id"):
        value = getattr(asked, name)
        if value is not None:
            wanted &= pl.col(name).is_null() if value == NONE_NAMED else pl.col(name) == value
    match asked.tier:
        case None:
            return wanted
        case _ if asked.tier == GUESTS:
            return wanted & pl.col("member").is_null()
        case _ if asked.tier == NONE_NAMED:
            return wanted & pl.col("tier").is_null() & pl.col("member").is_not_null()
        case _:
            return wanted & (pl.col("tier") == asked.tier)
