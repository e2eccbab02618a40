"""Texts as whole numbers, over any number of batches: what repeats is kept once.

Within a file a text's number is its place in the order of appearance; at the end the distinct texts are put
in the order of their UTF-8 bytes, so that neither the order of the rows nor the size of a batch shows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.parsing import Coded, Codes, Flags, Ints, coded, texts

NO_ID: Final = -(2**63)
"""Where a number stands for an id: none."""
TABLE_MAX: Final = 2**22
"""Numbers that stand for texts are looked up in a table no longer than this."""
_UNSEEN: Final = -2
SPAN_PER_ID: Final = 8
"""Whole numbers are looked up in a table while it is at most so many times their count."""


class Dictionary:
    """The distinct texts of a column, growing batch by batch; each way to write one is read once."""

    def __init__(self, meaning: Callable[[Column], pl.Series] = texts) -> None:
        """No text is known yet; `meaning`: the texts that cells stand for."""
        self._meaning = meaning
        self._code_of: dict[str, int] = {}
        self._written: list[str] = []
        self._known = pl.Enum([])
        self._codes = np.empty(0, np.int32)
        self._table = np.empty(0, np.int32)
        self._lowest = 0
        self._stored_as: pl.DataType | None = None
        self._of_stored = np.empty(0, np.int32)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._code_of)

    def codes(self, column: Column) -> Codes:
        """Each cell's place among the texts in the order of appearance; -1 for a blank one."""
        data = column.data
        if data.null_count() == data.len():
            return np.full(data.len(), -1, np.int32)
        if isinstance(data.dtype, pl.Enum | pl.Categorical):
            return self._of_categories(column)
        if data.dtype.is_integer() and not data.null_count():
            low, high = (int(end) for end in (data.min(), data.max()))  # type: ignore[arg-type]
            if self._covers(low, high):
                return self._of_numbers(column)
        return self._of_texts(column if data.dtype == pl.String else replace(column, data=texts(column)))

    def sorted(self) -> tuple[pl.Series, Codes]:
        """The texts in byte order, and where each code stands among them (the last entry: none)."""
        values = pl.Series(list(self._code_of), dtype=pl.String)
        order = values.arg_sort().to_numpy()
        ranks = np.full(order.size + 1, -1, np.int32)
        ranks[order] = np.arange(order.size)
        return values.gather(order), ranks

    def _of_texts(self, column: Column) -> Codes:
        data = column.data
        places = data.cast(self._known, strict=False).to_physical()
        if places.null_count() > data.null_count():
            unknown = data.filter(places.is_null()).drop_nulls().unique()
            self._written += unknown.to_list()
            self._codes = np.append(self._codes, self._read(column, unknown))
            self._known = pl.Enum(self._written)
            places = data.cast(self._known, strict=False).to_physical()
        wide = places.cast(pl.Int32)
        found: Codes = (wide.fill_null(-1) if wide.null_count() else wide).to_numpy()
        return np.append(self._codes, np.int32(-1))[found]

    def _of_categories(self, column: Column) -> Codes:
        data = column.data
        if data.dtype != self._stored_as:
            self._stored_as, self._of_stored = data.dtype, np.full(1, -1, np.int32)
        physical = data.to_physical()
        if physical.null_count():
            physical = physical.cast(pl.Int32).fill_null(-1)
        places = physical.to_numpy()
        most = int(places.max())
        if most + 2 > self._of_stored.size:
            known, self._of_stored = self._of_stored[:-1], np.full(most + 2, _UNSEEN, np.int32)
            self._of_stored[: known.size], self._of_stored[-1] = known, -1
        found: Codes = self._of_stored[places]
        unseen = found == _UNSEEN
        if unseen.any():
            fresh, first = np.unique(places[unseen], return_index=True)
            rows = np.flatnonzero(unseen)[first]
            self._of_stored[fresh] = self._read(column, data.gather(rows))
            found = self._of_stored[places]
        return found

    def _covers(self, low: int, high: int) -> bool:
        """Whether a table may hold these numbers and those before; it does afterwards."""
        if self._table.size:
            low, high = min(low, self._lowest), max(high, self._lowest + self._table.size - 1)
        if high - low >= TABLE_MAX:
            return False
        if high - low + 1 > self._table.size:
            table = np.full(high - low + 1, _UNSEEN, np.int32)
            start = self._lowest - low if self._table.size else 0
            table[start : start + self._table.size] = self._table
            self._table, self._lowest = table, low
        return True

    def _of_numbers(self, column: Column) -> Codes:
        places = column.data.cast(pl.Int64).to_numpy() - self._lowest
        found: Codes = self._table[places]
        unseen = found == _UNSEEN
        if unseen.any():
            fresh = np.unique(places[unseen])
            self._table[fresh] = self._read(column, pl.Series(fresh + self._lowest))
            found = self._table[places]
        return found

    def _read(self, column: Column, distinct: pl.Series) -> Codes:
        """The codes of distinct cells, each text that they mean with one of its own."""
        meant = without_blanks(self._meaning(replace(column, data=distinct))).to_list()
        codes = [-1 if text is None else self._code_of.setdefault(text, len(self._code_of)) for text in meant]
        return np.array(codes, np.int32)


def without_blanks(cells: pl.Series) -> pl.Series:
    """Texts as written; a blank one is null."""
    blank = cells.str.strip_chars().str.len_bytes() == 0
    return cells.set(blank, None) if blank.any() else cells


def whole_numbers(cells: pl.Series) -> pl.Series | None:
    """Texts as the whole numbers they are the usual text of; None where one is not."""
    known = cells.drop_nulls().head(1)
    if known.len() and known.cast(pl.Int64, strict=False).null_count():
        return None
    numbers = cells.cast(pl.Int64, strict=False)
    if numbers.null_count() > cells.null_count() or NO_ID in numbers:
        return None
    return numbers if bool((numbers.cast(pl.String) == cells).all()) else None


class IdColumn:
    """Ids as they come; whole numbers are kept as numbers as long as all of them are."""

    def __init__(self) -> None:
        """No id is known yet."""
        self._parts: list[pl.Series] = []
        self._whole = True

    def add(self, cells: pl.Series) -> None:
        """Further ids: whole numbers or text; null is none."""
        if cells.dtype == pl.Null:
            cells = cells.cast(pl.String)
        elif cells.dtype != pl.String:
            self._parts.append(cells.cast(pl.Int64))
            return
        numbers = whole_numbers(cells) if self._whole else None
        self._whole = numbers is not None
        self._parts.append(cells if numbers is None else numbers)

    def joined(self) -> pl.Series:
        """All ids, as numbers (Int64) or text."""
        if not self._parts:
            return pl.Series([], dtype=pl.String)
        same = all(part.dtype == pl.Int64 for part in self._parts)
        return pl.concat(
            self._parts if same else [part.cast(pl.String) for part in self._parts], rechunk=True
        )


@dataclass(frozen=True, slots=True)
class Grouped:
    """Which ids are the same: a number for each (-1: none), and where each number stands first."""

    codes: Codes
    first: Codes
    unique: bool
    """Every id is another one: the codes are the places."""


def grouped(ids: pl.Series) -> Grouped:
    """Equal ids under one number, in no order that means anything."""
    none = ids.null_count() > 0
    exact = ids.dtype == pl.Int64
    keys: NDArray[np.int64] | NDArray[np.uint64]
    keys = (ids.fill_null(NO_ID) if exact else ids.hash()).to_numpy()
    if not none and _all_different(keys):
        places = np.arange(ids.len(), dtype=np.int32)
        return Grouped(places, places, unique=True)
    order: Codes = np.argsort(keys, kind="stable").astype(np.int32)
    if none:
        order = order[ids.is_not_null().to_numpy()[order]]
    keys = keys[order]
    opens = np.append(np.True_, keys[1:] != keys[:-1])[: keys.size]
    del keys
    first: Codes = order[opens]
    codes = np.full(ids.len(), -1, np.int32)
    codes[order] = np.cumsum(opens, dtype=np.int32) - 1
    if not exact and not _same(ids, first, codes):
        return _by_text(ids)
    return Grouped(codes, first, unique=False)


def _all_different(keys: NDArray[np.int64] | NDArray[np.uint64]) -> bool:
    if bool((keys[1:] > keys[:-1]).all()):
        return True
    ordered = np.sort(keys)
    return not bool((ordered[1:] == ordered[:-1]).any())


def _same(ids: pl.Series, first: Codes, codes: Codes) -> bool:
    """Whether ids of one hash are one text."""
    places = pl.Series(np.append(first, -1)[codes]).cast(pl.Int64)
    return bool((ids.gather(places.set(places < 0, None)) == ids).all())


def _by_text(ids: pl.Series) -> Grouped:
    """Two texts share a hash: compare the texts themselves."""
    told = coded(ids)
    first = np.full(told.values.len(), -1, np.int32)
    backwards = np.flatnonzero(told.codes >= 0)[::-1]
    first[told.codes[backwards]] = backwards
    return Grouped(told.codes, first, unique=False)


def ranked(ids: pl.Series) -> Coded:
    """The distinct ids as text in byte order, and each one's place among them."""
    if ids.dtype != pl.Int64:
        return coded(ids)
    known = ids.drop_nulls()
    if not known.len():
        return Coded(pl.Series([], dtype=pl.String), np.full(ids.len(), -1, np.int32))
    keys: Ints = ids.fill_null(NO_ID).to_numpy()
    low, high = int(known.min()), int(known.max())  # type: ignore[arg-type]
    if high - low < SPAN_PER_ID * known.len():
        places = np.where(keys == NO_ID, high - low + 1, keys - low) if ids.null_count() else keys - low
        occurs: Flags = np.zeros(high - low + 2, np.bool_)
        occurs[places] = True
        occurs[-1] = False
        distinct: Ints = np.flatnonzero(occurs)
        where = np.full(occurs.size, -1, np.int32)
        where[distinct] = np.arange(distinct.size)
        codes: Codes = where[places]
        distinct += low
    else:
        distinct, inverse = np.unique(known.to_numpy(), return_inverse=True)
        codes = np.full(ids.len(), -1, np.int32)
        codes[ids.is_not_null().to_numpy()] = inverse
    written = pl.Series(distinct).cast(pl.String)
    order = written.arg_sort().to_numpy()
    rank = np.full(order.size + 1, -1, np.int32)
    rank[order] = np.arange(order.size)
    ranks: Codes = rank[codes]
    return Coded(written.gather(order), ranks)
