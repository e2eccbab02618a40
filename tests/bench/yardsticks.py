"""What the same file costs other engines: DuckDB scanning it and grouping by member."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from tests.bench.clock import Timed, timed
from tests.bench.history import Shape

FULL: Final = """
SELECT member_id, count(*) AS lines, max(order_id), max(ordered_at), max(sku), sum(quantity),
       sum(line_net) AS net
FROM read_parquet(?) GROUP BY member_id"""
"""Reads what a replay reads: member, order, time, item, quantity, money."""

LIGHT: Final = (
    "SELECT member_id, count(*) AS lines, sum(line_net) AS net FROM read_parquet(?) GROUP BY member_id"
)


def grouped(path: Path, query: str, shape: Shape, *, rounds: int) -> Timed[int]:
    """CPU seconds of a query in this process on one thread; the net amount of all lines comes out."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")

        def work() -> tuple[int, int]:
            columns = connection.execute(query, [str(path)]).fetchnumpy()
            return int(columns["lines"].sum()), int(columns["net"].sum())

        measured = timed(work, rounds=rounds)
    lines, net = measured.result
    assert lines == shape.lines
    return Timed(net, measured.seconds)
