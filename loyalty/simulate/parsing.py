"""What a column's cells mean: texts, whole numbers, exact prices, instants.

A shop's column repeats its values, so each distinct cell is read once and the rows only point at it. Nothing
here multiplies or rounds a floating-point number; a price stored as one is read by its shortest decimal text,
which is what was typed. A cell that cannot be read is flagged, not guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.errors import LogUnreadable
from loyalty.simulate.columns import Column
from loyalty.when import FIRST_US, LAST_US

Ints: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]

PRICE_DECIMALS: Final = 10
"""Prices are carried in units of 10^-10 of the major unit; more decimals are no price."""

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
        data = _whole_floats(filled)
        if data.null_count() > filled.null_count():
            raise _wrong_type(column, "text", "文本")
    if data.dtype.is_integer() or isinstance(data.dtype, pl.Categorical | pl.Enum | pl.Null):
        data = data.cast(pl.String)
    if data.dtype != pl.String:
        raise _wrong_type(column, "text", "文本")
    return data


def coded(data: pl.Series) -> Coded:
    """Texts as numbers in the byte order of their UTF-8; a blank cell is none."""
    values = data.unique().drop_nulls()
    return coded_among(data, values.filter(values.str.strip_chars() != "").sort())


def coded_among(data: pl.Series, values: pl.Series) -> Coded:
    """Texts as positions in these distinct values; -1 for what is not among them."""
    codes = data.cast(pl.Enum(values), strict=False).to_physical().cast(pl.Int32).fill_null(-1)
    return Coded(values, codes.to_numpy())


def whole(column: Column, *, floats: bool) -> Numbers:
    """Whole numbers; `12.0` and `1,200` are whole too. Floating-point columns only where `floats` says so."""
    data = column.data
    if data.dtype.is_float():
        if not floats:
            raise column.refused(
                "holds floating-point numbers, which are not exact.",
                "Store whole minor units (cents), or give unit_price instead.",
                what_zh="为浮点数，无法保证精确。",
                mend_zh="请保存为最小货币单位（如分）的整数，或改用 unit_price。",
            )
        filled = data.fill_nan(None)
        return _numbers(filled, _whole_floats(filled))
    if data.dtype.is_integer():
        return _numbers(data, data.cast(pl.Int64, strict=False))
    if data.dtype.is_decimal():
        data = data.cast(pl.String)
    elif data.dtype == pl.String:
        data = _trimmed(column)
    else:
        raise _wrong_type(column, "whole numbers", "整数")
    return _numbers(data, by_distinct(data, _whole_texts))


def prices(column: Column) -> Prices:
    """Prices in major units, exactly."""
    data = column.data
    if data.dtype == pl.String:
        data = _trimmed(column)
    elif data.dtype.is_float():
        data = data.fill_nan(None)
    elif not data.dtype.is_numeric():
        raise _wrong_type(column, "decimal text or a number", "十进制文本或数字")
    values = by_distinct(data, _price_texts)
    bad = data.is_not_null() & values.is_null()
    return Prices(values, bad.to_numpy())


def instants(column: Column, zone: str) -> Numbers:
    """Microseconds since 1970 in UTC; a time without an offset is on the zone's wall clock."""
    data = column.data
    if data.dtype == pl.String:
        data = _trimmed(column)
        values = by_distinct(data, lambda distinct: _written_times(distinct, zone))
    elif isinstance(data.dtype, pl.Datetime):
        moments = data.dt.cast_time_unit("us")
        values = _local(moments, zone) if data.dtype.time_zone is None else moments.to_physical()
    elif data.dtype == pl.Date:
        values = _local(data.cast(pl.Datetime("us")), zone)
    else:
        raise _wrong_type(column, "dates or times", "日期或时间")
    return _numbers(data, values.set(~values.is_between(FIRST_US, LAST_US), None))


def by_distinct(data: pl.Series, parse: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The parsed cells, each distinct one parsed once."""
    distinct = data.unique()
    if distinct.len() * 2 > data.len():
        return parse(data)
    rows = pl.DataFrame({"cell": data})
    parsed = pl.DataFrame({"cell": distinct, "value": parse(distinct)})
    return rows.join(parsed, on="cell", how="left", nulls_equal=True, maintain_order="left")["value"]


_DATE: Final = r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
_TIME: Final = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_OFFSET: Final = r"(?:Z|z|[+-][0-9]{2}(?::?[0-9]{2})?)"
_WHOLE: Final = r"^[+-]?(?:[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.0*)?$"
_PRICE: Final = r"^[+-]?(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{0,10}0*)?$"


def _trimmed(column: Column) -> pl.Series:
    """Texts without outer spaces, a blank one null: for cells that are figures."""
    return by_distinct(column.data, lambda cells: cells.str.strip_chars().replace({"": None}))


def _numbers(data: pl.Series, values: pl.Series) -> Numbers:
    if not values.null_count():
        return Numbers(values.to_numpy(), np.ones(data.len(), np.bool_), np.zeros(data.len(), np.bool_))
    known = values.is_not_null().to_numpy()
    return Numbers(values.fill_null(0).to_numpy(), known, data.is_not_null().to_numpy() & ~known)


def _fitting(text: pl.Series, pattern: str) -> pl.Series:
    """The texts of this shape without thousands separators; the others are null."""
    return text.set(~text.str.contains(pattern), None).str.replace_all(",", "", literal=True)


def _whole_texts(text: pl.Series) -> pl.Series:
    return _fitting(text, _WHOLE).str.replace(r"\..*$", "").cast(pl.Int64)


def _price_texts(cells: pl.Series) -> pl.Series:
    text = cells if cells.dtype == pl.String else cells.cast(pl.String)
    return _fitting(text, _PRICE).cast(pl.Decimal(38, PRICE_DECIMALS)).to_physical()


def _whole_floats(data: pl.Series) -> pl.Series:
    """Pandas turns a column of whole numbers with gaps into floating-point ones; this turns it back."""
    inside = data.abs() < FLOAT_EXACT
    return data.set(~(inside & (data == data.floor())), None).cast(pl.Int64)


def _wrong_type(column: Column, wanted: str, wanted_zh: str) -> LogUnreadable:
    found = str(column.data.dtype)
    return column.refused(
        f"is of the type {found}.",
        f"Store it as {wanted}.",
        what_zh=f"的类型为 {found}。",
        mend_zh=f"请保存为{wanted_zh}。",
    )


def _written_times(text: pl.Series, zone: str) -> pl.Series:
    """Year first; the time of day, its seconds and an offset may be left out."""
    even = (
        text.set(~text.str.contains(rf"{_DATE}(?:[ T]+{_TIME} *{_OFFSET}?)?$"), None)
        .str.replace(rf"{_DATE}[ T]*", "$1-$2-${3}T")
        .str.replace(r"T$", "T00:00:00")
        .str.replace(r"T([0-9]+:[0-9]{2})($|[^0-9:])", "T${1}:00$2")
        .str.replace(r" *[Zz]$", "+00:00")
        .str.replace(r" *([+-])([0-9]{2}):?([0-9]{2})?$", "$1$2:$3")
        .str.replace(r":$", ":00")
    )
    offset = even.str.contains(r"T.*[+-]")
    wall = even.set(offset, None).str.to_datetime(_CIVIL, strict=False, time_unit="us")
    exact = even.set(~offset, None).str.to_datetime(f"{_CIVIL}%:z", strict=False, time_unit="us")
    return exact.to_physical().zip_with(exact.is_not_null(), _local(wall, zone))


_CIVIL: Final = "%Y-%m-%dT%H:%M:%S%.f"


def _local(wall: pl.Series, zone: str) -> pl.Series:
    """Wall times as instants: one shown twice means the first, a skipped one moves on by what was skipped."""
    day = pl.duration(days=1)
    shown = pl.col("wall").dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    before = (pl.col("wall") - day).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    utc = [moment.dt.convert_time_zone("UTC") for moment in (shown, before)]
    instant = pl.coalesce(utc[0], utc[1] + day).alias("at")
    return pl.DataFrame({"wall": wall}).select(instant)["at"].to_physical()
