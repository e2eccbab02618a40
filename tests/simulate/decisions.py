"""Small files whose conventions are to be decided."""

from pathlib import Path
from typing import Any

import polars as pl

from loyalty.simulate.orders.columns import choose
from loyalty.simulate.orders.conventions import Conventions, decide
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.orders.reading import Table, open_table

HEADER = "order_id,ordered_at,sku,quantity,currency"


def table_of(folder: Path, text: str) -> Table:
    """A CSV file with this text."""
    path = folder / "orders.csv"
    path.write_text(text, encoding="utf-8")
    return open_table(path)


def decided(folder: Path, text: str, *, zone: str = "UTC", **said: Any) -> Conventions:
    """The conventions of a CSV file with this text."""
    table, mapping = table_of(folder, text), FileMapping(**said)
    return decide(table, choose(table.columns, path=table.path, mapping=mapping), mapping=mapping, zone=zone)


def decided_of(folder: Path, frame: pl.DataFrame, **said: Any) -> Conventions:
    """The conventions of a Parquet file with these columns."""
    path = folder / "orders.parquet"
    frame.write_parquet(path)
    table, mapping = open_table(path), FileMapping(**said)
    return decide(table, choose(table.columns, path=path, mapping=mapping), mapping=mapping, zone="UTC")


def lines(amount: str, *cells: str, more: str = "") -> str:
    """A file of one-line orders in CNY whose column `amount` holds these cells."""
    rows = [f'{at},2025-01-02,tea,1,CNY,"{cell}"{more}' for at, cell in enumerate(cells)]
    return "\n".join([f"{HEADER},{amount}{',more' if more else ''}", *rows]) + "\n"
