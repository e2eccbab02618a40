"""What is common to reading any column: texts, blanks, and each distinct cell read once.

A shop's column repeats its values, so each distinct cell is read once and the rows only point at it. What
figures and times mean stands in `numerals` and `times`. A cell that cannot be read is flagged, not guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.columns import Column

Ints: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]

FLOAT_EXACT: Final = 2**53


@dataclass(frozen=True, slots=True)
class Coded:
    """A text column: its distinct values in byte order, and per row which one (-1: none)."""

    values: pl.Series
    codes: Codes


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers per row (0 where unknown), which are known, and which cells hold something else."""

    values: Ints
    known: Flags
    bad: Flags


@dataclass(frozen=True, slots=True)
class Prices:
    """Exact decimals per row as Int128 in 10^-PRICE_DECIMALS (null: unknown), and the unreadable cells."""

    values: pl.Series
    bad: Flags


def texts(column: Column) -> pl.Series:
    """The cells as text, as written: `A1 ` is not `A1`. Raises LogUnreadable."""
    data = column.data
    if data.dtype.is_float():
        filled = data.fill_nan(None)
        data = whole_floats(filled)
        if data.null_count() > filled.null_count():
            raise wrong_type(column, "text", "文本")
    if data.dtype.is_integer() or isinstance(data.dtype, pl.Categorical | pl.Enum | pl.Null):
        data = data.cast(pl.String)
    if data.dtype != pl.String:
        raise wrong_type(column, "text", "文本")
    return _unwrapped(data)


def paths(column: Column) -> pl.Series:
    """Texts as paths in their one spelling, as `plain_path` has them."""
    return texts(column).str.strip_chars("/").str.replace_all("/{2,}", "/")


def names(column: Column) -> pl.Series:
    """Texts as `texts` has them, with the words that exports write for nothing (`null`, `-`) as nothing.

    For who and what an order may name or not: a member called `null` would be all guests in one.
    """
    data = texts(column)
    short = data.filter(data.str.len_bytes() <= _NOTHING_BYTES).unique()
    words = short.filter(short.str.strip_chars().str.to_lowercase().is_in(list(NOTHING)))
    return data.set(data.is_in(words.implode()), None) if words.len() else data


def _unwrapped(data: pl.Series) -> pl.Series:
    """Ids without what keeps a spreadsheet from reading them as numbers: `="0017"`, or a tab beside them."""
    # An export wraps a column's cells or does not: both ends of a batch are enough to see it.
    ends = data if data.len() <= 2 * _ENDS else pl.concat([data.head(_ENDS), data.tail(_ENDS)])
    marks = ends.str.starts_with('="') | ends.str.ends_with("\t") | ends.str.starts_with("\t")
    if not marks.any():
        return data
    return by_distinct(data, lambda cells: cells.str.strip_chars("\t").str.replace(r'^="(.*)"$', "$1"))


def coded(data: pl.Series) -> Coded:
    """Texts as numbers in the byte order of their UTF-8; a blank cell is none."""
    values = data.unique().drop_nulls()
    return coded_among(data, values.filter(values.str.strip_chars() != "").sort())


def coded_among(data: pl.Series, values: pl.Series) -> Coded:
    """Texts as positions in these distinct values; -1 for what is not among them."""
    codes = data.cast(pl.Enum(values), strict=False).to_physical().cast(pl.Int32).fill_null(-1)
    return Coded(values, codes.to_numpy())


def by_distinct(data: pl.Series, parse: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The parsed cells, each distinct one parsed once."""
    distinct = data.unique()
    if distinct.len() * 2 > data.len():
        return parse(data)
    rows = pl.DataFrame({"cell": data})
    parsed = pl.DataFrame({"cell": distinct, "value": parse(distinct)})
    return rows.join(parsed, on="cell", how="left", nulls_equal=True, maintain_order="left")["value"]


NOTHING: Final = frozenset(
    ("", "-", "--", "—", "n/a", "na", "nan", "null", "none", r"\n", "无", "无退款申请", "没有申请退款")
)
"""What exports write into cells that hold nothing, in lower case."""

_ENDS: Final = 1_000
"""Cells at either end of a batch that show how its ids are written."""

_NOTHING_BYTES: Final = 8
"""Longer cells are none of these, even with spaces around."""


def trimmed(column: Column) -> pl.Series:
    """Texts without outer spaces, blank ones null: for cells that are figures or times."""

    def read(cells: pl.Series) -> pl.Series:
        text = cells.str.strip_chars()
        return text.set(text.str.to_lowercase().is_in(list(NOTHING)), None)

    return by_distinct(column.data, read)


def numbers(data: pl.Series, values: pl.Series) -> Numbers:
    """The values that were read from these cells, what is known, and what was there but could not be read."""
    if not values.null_count():
        return Numbers(values.to_numpy(), np.ones(data.len(), np.bool_), np.zeros(data.len(), np.bool_))
    known = values.is_not_null().to_numpy()
    return Numbers(values.fill_null(0).to_numpy(), known, data.is_not_null().to_numpy() & ~known)


def whole_floats(data: pl.Series) -> pl.Series:
    """Pandas turns a column of whole numbers with gaps into floating-point ones; this turns it back."""
    inside = data.abs() < FLOAT_EXACT
    return data.set(~(inside & (data == data.floor())), None).cast(pl.Int64)


def wrong_type(column: Column, wanted: str, wanted_zh: str) -> LogUnreadable:
    """The error of a column whose type cannot hold what it should."""
    found = str(column.data.dtype)
    return column.refused(
        f"is of the type {found}.",
        f"Store it as {wanted}.",
        what_zh=f"的类型为 {found}。",
        mend_zh=f"请保存为{wanted_zh}。",
    )
