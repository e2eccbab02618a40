"""What the batches of a log's files brought: used lines in narrow columns, and the stretches they lie in.

A stretch is what adjacent rows of a file have in common: order, kind, time, member, channel. Most files hold
an order's lines together, so that a third of the rows or fewer carry these cells and what is done with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.money import Currency
from loyalty.simulate.orders.dictionaries import Grouped
from loyalty.simulate.orders.parsing import Codes, Ints

NONE_NAMED: Final = -1
NOT_IN_FILE: Final = -2
WIDTHS: Final = (np.int8, np.int16, np.int32, np.int64)
_FEW: Final = 8
"""From this share of all rows on it is cheaper to look at every row."""

Column: TypeAlias = NDArray[Any]
"""Whole numbers, as narrow as they fit."""


@dataclass(slots=True)
class Lines:
    """The used rows, in file order."""

    row: Column
    """The row of the files, counted through all of them."""
    number: Column
    item: Column
    quantity: Column
    gross: Column
    discount: Column
    code: Column
    cost: Column | None
    parts: dict[str, Column]

    def taken(self, places: Column) -> "Lines":
        """The lines at these places, in this order."""
        names = [one.name for one in fields(self) if one.name not in {"cost", "parts"}]
        taken: dict[str, Column] = {name: getattr(self, name)[places] for name in names}
        cost = None if self.cost is None else self.cost[places]
        return Lines(**taken, cost=cost, parts={name: column[places] for name, column in self.parts.items()})

    def net(self) -> Column:
        """What was paid for each line."""
        return self.gross - self.discount


@dataclass(slots=True)
class Stretches:
    """Adjacent rows of one document, in file order."""

    row_start: Column
    line_start: Column
    """One more than there are stretches: lines of s are line_start[s] to line_start[s + 1]."""
    kind: Column
    at: Ints
    shipping: Column
    channel: Column
    member: Codes
    order: Grouped
    original: Codes
    """Order the rows give back to: NONE_NAMED, or NOT_IN_FILE."""
    rows: int
    """Rows of all files."""
    file_start: Column
    """Each file's first row."""

    def orders_of(self, rows: Ints) -> Codes:
        """The orders of these rows of the files, used or not (-1: none)."""
        if rows.size * _FEW > self.rows:
            counts = np.diff(self.row_start, append=self.rows)
            return np.repeat(self.order.codes, counts)[rows]
        return self.order.codes[np.searchsorted(self.row_start, rows, side="right") - 1]


@dataclass(slots=True)
class Gathered:
    """All that the files hold, and the lists that the codes point into."""

    lines: Lines
    stretches: Stretches
    currency: Currency
    orders: pl.Series
    """Ids by order, whole numbers or text."""
    members: pl.Series
    channels: pl.Series
    codes: pl.Series
    items: pl.DataFrame
    """sku, category, brand, seller and one column per attribute."""
    numbered: bool
    """Whether the files number the lines of an order."""


def joined(several: Sequence[Lines]) -> Lines:
    """The lines of all, one after the other; they are let go column by column."""
    columns: dict[str, Column | None] = {}
    for name in [one.name for one in fields(Lines) if one.name != "parts"]:
        parts = [getattr(lines, name) for lines in several]
        columns[name] = None if any(part is None for part in parts) else np.concatenate(parts)
        for lines in several:
            setattr(lines, name, None)
    cost = columns.pop("cost")
    return Lines(
        **{name: column for name, column in columns.items() if column is not None}, cost=cost, parts={}
    )


def narrow(values: Column) -> Column:
    """The same numbers in as few bits as hold all of them."""
    if not values.size:
        return values.astype(np.int8)
    low, high = int(values.min()), int(values.max())
    width = next(one for one in WIDTHS if np.iinfo(one).min <= low and high <= np.iinfo(one).max)
    return values.astype(width, copy=False)


def ranges(starts: Column, counts: Column) -> Column:
    """The places of all members of consecutive groups."""
    ends = np.cumsum(counts, dtype=np.int32)
    total = int(ends[-1]) if ends.size else 0
    places = np.repeat((starts - (ends - counts)).astype(np.int32, copy=False), counts)
    places += np.arange(total, dtype=np.int32)
    return places
