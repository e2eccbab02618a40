"""The one currency of a log's files; where they disagree it is said which they hold."""

from collections import Counter
from dataclasses import replace

import polars as pl

from loyalty.errors import MixedCurrency
from loyalty.money import Currency
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.deciding_currency import code_of
from loyalty.simulate.orders.parsing import texts
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.reading import Table
from loyalty.simulate.orders.stretches import Heads


def check_currency(heads: Heads, table: Table, unit: Currency, marks: Marks) -> None:
    """Rows in another currency are refused with what the file holds; raises MixedCurrency."""
    column = heads.loaded.get("currency")
    if column is None:
        return
    distinct = texts(replace(column, data=column.data.unique())).to_list()
    if distinct == [unit.code]:
        return
    cells = texts(column)
    names = _names(cells)
    heads.repair("currency_filled", names.is_null().to_numpy(), marks)
    if bool((names.drop_nulls() != unit.code).any()):
        raise _mixed(table, heads.loaded.choice.sources.get("currency"), unit)


def _names(cells: pl.Series) -> pl.Series:
    written = cells.unique().drop_nulls()
    meant = {one: code_of(one) or None for one in written.to_list()}
    return cells.replace_strict(meant, return_dtype=pl.String) if meant else cells


def _mixed(table: Table, source: str | None, unit: Currency) -> MixedCurrency:
    """All currencies of a file; the one that most rows name is the expected one."""
    counts = Counter({unit.code: 0})
    for frame in table.batches([source] if source else []):
        names = _names(texts(Column(table.path, str(source), frame[str(source)])))
        for name, count in names.drop_nulls().value_counts().iter_rows():
            counts[name] += count
    most = max(counts, key=lambda name: counts[name])
    others = sorted(name for name in counts if name != most and counts[name])
    return MixedCurrency(path=table.path, expected=most, got=", ".join(others or [unit.code]))
