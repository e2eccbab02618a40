"""Small order files made by hand: one dictionary a row, everything but what matters filled in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from loyalty.simulate.orders.log import OrderLog

SCHEMA = {
    "order_id": pl.String,
    "customer_id": pl.String,
    "ordered_at": pl.Datetime("us", "UTC"),
    "line_no": pl.Int64,
    "sku": pl.String,
    "category": pl.String,
    "quantity": pl.Int64,
    "currency": pl.String,
    "line_gross": pl.Int64,
    "line_discount": pl.Int64,
    "line_net": pl.Int64,
    "kind": pl.String,
    "coupon_code": pl.String,
    "channel": pl.String,
    "original_order_id": pl.String,
}
Row = dict[str, Any]


def at(day: int, hour: int = 12) -> datetime:
    """An instant in January 2025."""
    return datetime(2025, 1, day, hour, tzinfo=UTC)


def sale(order_id: str | None = "A", **changes: Any) -> Row:
    """One unit of one item for 10.00, sold to m1 on 2 January, but for the changes."""
    row: Row = {
        "order_id": order_id,
        "customer_id": "m1",
        "ordered_at": at(2),
        "line_no": 1,
        "sku": "tea",
        "category": "drinks",
        "quantity": 1,
        "currency": "CNY",
        "line_gross": 1000,
        "line_discount": 0,
        "kind": "sale",
    }
    row |= changes
    if "line_net" not in row and None not in {row["line_gross"], row["line_discount"]}:
        row["line_net"] = row["line_gross"] - row["line_discount"]
    return row


def back(order_id: str = "R", *, of: str | None = "A", **changes: Any) -> Row:
    """The return of that unit on 5 January, but for the changes."""
    return sale(order_id, **({"kind": "return", "ordered_at": at(5), "original_order_id": of} | changes))


def frame(rows: Sequence[Row]) -> pl.DataFrame:
    """The rows with the columns of an order file, and what other columns they bring."""
    more = {name for row in rows for name in row} - set(SCHEMA)
    whole = [dict.fromkeys([*SCHEMA, *sorted(more)]) | row for row in rows]
    return pl.DataFrame(whole, schema_overrides=SCHEMA, infer_schema_length=None)


def log_of(folder: Path, *rows: Row, **options: Any) -> OrderLog:
    """The log of a Parquet file with these rows."""
    path = folder / "orders.parquet"
    frame(rows).write_parquet(path)
    return OrderLog.read(path, **options)


def log_of_csv(folder: Path, text: str | bytes, **options: Any) -> OrderLog:
    """The log of a CSV file with this text."""
    path = folder / "orders.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return OrderLog.read(path, **options)


def codes(log: OrderLog) -> dict[str, int]:
    """Each finding and its rows."""
    return {entry.code: entry.rows for entry in log.problems.entries}


def adds_up(log: OrderLog) -> bool:
    """Whether every row of the file is accounted for exactly once."""
    problems = log.problems
    by_action = {
        action: sum(entry.rows for entry in problems.entries if entry.action == action)
        for action in ("excluded", "repaired")
    }
    return (
        problems.rows_in == problems.rows_used + problems.rows_excluded
        and by_action["excluded"] == problems.rows_excluded
        and by_action["repaired"] == problems.rows_repaired
        and problems.rows_repaired <= problems.rows_used
        and len(set(log.line_row.tolist())) == problems.rows_used
    )
