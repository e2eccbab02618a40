"""Which currency a file is in: the one that its column names, whatever its spelling.

A shop's file is in one currency; the first rows name it, and every later row is checked while it is read.
"""

from collections import Counter
from typing import Final

import polars as pl

from loyalty.errors import LogEmpty, MixedCurrency
from loyalty.money import Currency, currency
from loyalty.simulate.orders.columns import Column

NAMES: Final = {"RMB": "CNY", "人民币": "CNY", "¥": "CNY", "￥": "CNY", "元": "CNY"}
"""What Chinese shops write for CNY; every other currency goes by its code."""


class CurrencyQuestion:
    """Which currency a column names."""

    def __init__(self, column: str) -> None:
        """Nothing is known yet."""
        self.columns = (column,)
        self._named: Counter[str] = Counter()
        self._rows = 0

    @property
    def settled(self) -> bool:
        """One name is enough here."""
        return bool(self._named)

    def see(self, frame: pl.DataFrame) -> None:
        """Count the names."""
        self._rows += frame.height
        cells = frame[self.columns[0]].cast(pl.String).drop_nulls()
        for name, rows in cells.value_counts().iter_rows():
            if name.strip():
                self._named[code_of(name)] += rows

    def answer(self, column: Column) -> Currency:
        """The currency; raises LogEmpty, LogUnreadable, MixedCurrency or UnknownCurrency."""
        if not self._rows:
            raise LogEmpty(path=column.path)
        if not self._named:
            raise column.refused(
                "is empty.",
                "Fill in the ISO 4217 code, or give it for all rows: --map '=CNY=currency', in Python with a "
                "mapping {'currency': '=CNY'}.",
                what_zh="为空。",
                mend_zh="请填写 ISO 4217 货币代码，或用 --map '=CNY=currency'（Python 中为列映射 "
                "{'currency': '=CNY'}）统一指定。",
            )
        most = self._named.most_common(1)[0][0]
        if len(self._named) > 1:
            others = ", ".join(sorted(set(self._named) - {most}))
            raise MixedCurrency(path=column.path, expected=most, got=others)
        return currency(most)


def code_of(written: str) -> str:
    """The ISO 4217 code that a cell means."""
    name = written.strip().upper()
    return NAMES.get(name, name)
