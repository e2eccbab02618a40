"""Adjacent rows of a file with equal shared cells, read once for all of them."""

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import polars as pl

from loyalty.simulate.orders.columns import Loaded
from loyalty.simulate.orders.dictionaries import without_blanks
from loyalty.simulate.orders.parsing import Flags, Ints, names, texts
from loyalty.simulate.orders.problems import Marks

SHARED: Final = (
    "order_id",
    "return_id",
    "original_order_id",
    "ordered_at",
    "member_id",
    "channel",
    "kind",
    "currency",
    "shipping_fee",
)
"""What the lines of an order have in common."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The stretches of a batch: adjacent rows whose shared cells are equal."""

    loaded: Loaded
    """One row per stretch, with the shared cells."""
    start: Ints
    """Each stretch's first row of the batch."""
    rows: int

    @classmethod
    def of(cls, loaded: Loaded) -> Self:
        """The stretches of these rows."""
        sources, rows = loaded.choice.sources, loaded.frame.height
        named = list(dict.fromkeys(sources[name] for name in SHARED if name in sources))
        shared = loaded.frame.select(named)
        opens = np.zeros(rows, np.bool_)
        opens[:1] = True
        for column in shared:
            _open(column, opens[1:])
        start = np.flatnonzero(opens)
        heads = shared if start.size == rows else shared[start]
        return cls(replace(loaded, frame=heads), start, rows)

    def spread(self, flags: Flags) -> Flags:
        """What is so of a stretch is so of its rows."""
        return np.repeat(flags, np.diff(self.start, append=self.rows))

    def exclude(self, code: str, flags: Flags, marks: Marks) -> None:
        """The rows of these stretches are not used."""
        if flags.any():
            marks.exclude(code, self.spread(flags))

    def repair(self, code: str, flags: Flags, marks: Marks) -> None:
        """The rows of these stretches are used with a figure changed."""
        if flags.any():
            marks.repair(code, self.spread(flags))

    def ids(self, name: str) -> pl.Series | None:
        """The ids of a column, whole numbers or text, a blank one null; None without the column."""
        column = self.loaded.get(name)
        if column is None:
            return None
        if column.data.dtype.is_integer() and column.data.dtype not in {pl.UInt64, pl.Int128, pl.UInt128}:
            return column.data.cast(pl.Int64)
        return without_blanks(texts(column) if name == "order_id" else names(column))

    def names(self, name: str) -> pl.Series:
        """The names in a column; without the column, none."""
        column = self.loaded.get(name)
        if column is None:
            return pl.repeat(None, self.start.size, dtype=pl.String, eager=True)
        return names(column)

    def split(self, returned: Flags) -> "Stretches":
        """The stretches cut where sales and returns meet."""
        first = np.zeros(self.rows, np.bool_)
        first[self.start] = True
        first[1:] |= returned[1:] != returned[:-1]
        start = np.flatnonzero(first)
        if start.size == self.start.size:
            return Stretches(start, None, returned[start], self.rows)
        return Stretches(
            start, np.searchsorted(self.start, start, side="right") - 1, returned[start], self.rows
        )


def _open(column: pl.Series, opens: Flags) -> None:
    """Flag the cells that differ from the one before; a type that cannot be compared is refused later on."""
    if column.null_count() == column.len() or column.dtype.is_nested():
        return
    kind = column.dtype
    if not column.null_count() and (kind.is_numeric() or kind.is_temporal() or isinstance(kind, pl.Enum)):
        cells = column.to_physical().to_numpy()
    else:
        cells = column.rle_id().to_numpy()
    opens |= cells[1:] != cells[:-1]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches that are all sale or all return."""

    start: Ints
    head: Ints | None
    """Which of the heads each is cut from; None: each is one."""
    returned: Flags
    rows: int

    def cells(self, heads: pl.Series) -> pl.Series:
        """The heads' cells, one per stretch."""
        return heads if self.head is None else heads.gather(self.head)

    def counts(self) -> Ints:
        """The rows of each stretch."""
        return np.diff(self.start, append=self.rows)

    def documents(
        self, order: pl.Series, own: pl.Series | None, original: pl.Series | None
    ) -> tuple[pl.Series, pl.Series | None]:
        """Each stretch's document, and the order that it names.

        A return with an id of its own is a document of that id; its order id then says what it gives back to.
        """
        order = self.cells(order)
        named = None if original is None else self.cells(original)
        if own is None:
            return order, named
        own = self.cells(own)
        if own.dtype != order.dtype or (named is not None and named.dtype != order.dtype):
            order, own = order.cast(pl.String), own.cast(pl.String)
            named = None if named is None else named.cast(pl.String)
        apart = pl.Series(self.returned) & own.is_not_null() & order.is_not_null()
        documents = own.zip_with(apart, order)
        gives_back = order.set(~apart, None)
        return documents, gives_back if named is None else named.zip_with(named.is_not_null(), gives_back)
