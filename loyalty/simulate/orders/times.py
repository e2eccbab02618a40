"""Instants as people write them: year, day or month first, with names of months, in Chinese, as counts.

Whether 03/04 is in March or in April is a matter of the whole column (`deciding_dates`), never of one cell. A
time without an offset is on the shop's wall clock. What no calendar has is flagged, not guessed.
"""

import re
from typing import Final

import polars as pl

from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.mapping import DateOrder
from loyalty.simulate.orders.numerals import PRICE_DECIMALS, decimals
from loyalty.simulate.orders.parsing import Numbers, by_distinct, numbers, trimmed, wrong_type
from loyalty.when import FIRST_US, LAST_US

DAY_S: Final = 86_400
COUNTS: Final = ("excel", "unix_s", "unix_ms")
"""Orders in which an instant is a bare number; they are taken only where somebody said so."""

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def instants(column: Column, zone: str, order: DateOrder = "year_first") -> Numbers:
    """Microseconds since 1970 in UTC; a time without an offset is on the zone's wall clock."""
    data = column.data
    if order in COUNTS:
        if data.dtype == pl.String:
            data = trimmed(column)
        elif not data.dtype.is_numeric():
            raise wrong_type(column, "numbers", "数字")
        values = _counted(data, zone, order)
    elif data.dtype == pl.String:
        data = trimmed(column)
        values = by_distinct(data, lambda distinct: written_times(distinct, zone, order))
    elif isinstance(data.dtype, pl.Datetime):
        moments = data.dt.cast_time_unit("us")
        values = _local(moments, zone) if data.dtype.time_zone is None else moments.to_physical()
    elif data.dtype == pl.Date:
        values = _local(data.cast(pl.Datetime("us")), zone)
    else:
        raise wrong_type(column, "dates or times", "日期或时间")
    return numbers(data, values.set(~values.is_between(FIRST_US, LAST_US), None))


def written_times(text: pl.Series, zone: str, order: DateOrder) -> pl.Series:
    """Texts as instants; null where they are none."""
    for plain in _PLAIN.get(text.drop_nulls().str.len_bytes().mode().sort().first(), ()):
        wall = text.str.to_datetime(plain, strict=False, time_unit="us")
        if wall.null_count() == text.null_count():
            return _local(wall, zone)
    return _even(year_first(text, order), zone)


def year_first(text: pl.Series, order: DateOrder = "year_first") -> pl.Series:
    """Dates in any of the usual forms with their parts in the order year, month, day."""
    even = (
        text.str.replace(
            r"^([0-9]{4})([0-9]{2})([0-9]{2})(?:[ T]?([0-9]{2})([0-9]{2})([0-9]{2})?)?$", "$1-$2-$3 $4:$5:$6"
        )
        .str.replace(r" ::$", "")
        .str.replace(r"年 *", "-")
        .str.replace(r"月 *", "-")
        .str.replace("日", " ", literal=True)
        .str.replace(r"[时時点點] *", ":")
        .str.replace(r"分 *", ":")
        .str.replace("秒", "", literal=True)
        .str.replace(r": *$", "")
        .str.replace(r": *([AaPp][Mm])$", " $1")
        .str.replace(r"(上午|下午|晚上|中午|凌晨|早上) *([0-9:.]+)", "$2 $1")
        .str.strip_chars()
        .str.replace(
            r"^(?:[A-Za-z]{3,9},? +)?([0-9]{1,2})(?:st|nd|rd|th)?[ \-/]([A-Za-z]{3,9})\.?,?[ \-/]([0-9]{4})",
            "$3-$2-$1",
        )
        .str.replace(
            r"^(?:[A-Za-z]{3,9}, +)?([A-Za-z]{3,9})\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4}),?",
            "$3-$1-$2",
        )
    )
    if even.str.contains(r"^[0-9]{4}-[A-Za-z]").any():
        for number, month in enumerate(MONTHS, start=1):
            even = even.str.replace(rf"(?i)^([0-9]{{4}})-{month}[a-z]*-", f"${{1}}-{number}-")
    match order:
        case "day_first":
            return even.str.replace(NUMBERED, "$3-$2-$1").str.replace(SHORT, "20$3-$2-$1$4")
        case "month_first":
            return even.str.replace(NUMBERED, "$3-$1-$2").str.replace(SHORT, "20$3-$1-$2$4")
        case _:
            return even


NUMBERED: Final = r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"
"""A date by numbers with the year last."""

SHORT: Final = r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{2})([ T,]|$)"
"""The same with the year by two digits: taken only where the order is known."""

_DATE: Final = r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
_TIME: Final = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_HALF: Final = r"(?:[AaPp]\.?[Mm]\.?|上午|下午|晚上|中午|凌晨|早上)"
_OFFSET: Final = r"(?:Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)"
_PLAIN: Final[dict[object, tuple[str, ...]]] = {
    10: ("%Y-%m-%d", "%Y/%m/%d"),
    16: ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"),
    19: ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S"),
}
"""By their length, the forms that most files keep throughout."""

_CIVIL: Final = "%Y-%m-%dT%H:%M:%S%.f"


def _even(text: pl.Series, zone: str) -> pl.Series:
    """Year first; the time of day, its seconds and an offset may be left out."""
    even = (
        text.set(~text.str.contains(rf"{_DATE}(?:[ T,]+{_TIME} *{_HALF}? *{_OFFSET}?)?$"), None)
        .str.replace(rf"{_DATE}[ T,]*", "$1-$2-${3}T")
        .str.replace(r"T$", "T00:00:00")
        .str.replace(r"T([0-9]+:[0-9]{2})($|[^0-9:])", "T${1}:00$2")
        .str.replace(r" *(?:[Zz]|UTC|GMT)$", "+00:00")
        .str.replace(r" *([+-])([0-9]{2}):?([0-9]{2})?$", "$1$2:$3")
        .str.replace(r":$", ":00")
    )
    late = even.str.contains(r"(?:[Pp]\.?[Mm]|下午|晚上|中午)")
    early = even.str.contains(r"(?:[Aa]\.?[Mm]|上午|凌晨|早上)")
    if bool((late | early).any()):
        return _halves(even, zone, late=late, early=early)
    offset = even.str.contains(r"T.*[+-]")
    wall = even.set(offset, None).str.to_datetime(_CIVIL, strict=False, time_unit="us")
    exact = even.set(~offset, None).str.to_datetime(f"{_CIVIL}%:z", strict=False, time_unit="us")
    return exact.to_physical().zip_with(exact.is_not_null(), _local(wall, zone))


def _halves(even: pl.Series, zone: str, *, late: pl.Series, early: pl.Series) -> pl.Series:
    """The same with hours from 1 to 12 in two halves of a day: 12 AM is midnight, 12 PM noon."""
    frame = pl.DataFrame({"text": even, "late": late, "early": early})
    hour = pl.col("text").str.extract("T([0-9]+):").cast(pl.Int32)
    shifted = (
        pl.when(pl.col("late") & (hour < 12))  # noqa: PLR2004 - hours on a clock's face
        .then(hour + 12)
        .when(pl.col("early") & (hour == 12))  # noqa: PLR2004 - the same
        .then(0)
        .when(pl.col("early") & (hour > 12))  # noqa: PLR2004 - no clock shows 13 AM
        .then(99)
        .otherwise(hour)
    )
    whole = (
        pl.col("text").str.extract("^(.*T)")
        + shifted.cast(pl.String).str.zfill(2)
        + pl.col("text").str.extract(r"T[0-9]+(:.*)$").str.replace(rf" *{_HALF} *", "")
    )
    return _even(frame.select(whole.alias("text"))["text"], zone)


def _counted(data: pl.Series, zone: str, order: DateOrder) -> pl.Series:
    """Days since the end of 1899 on the wall clock, or seconds or milliseconds since 1970 in UTC."""
    text = data.cast(pl.String).str.replace(rf"(\.[0-9]{{{PRICE_DECIMALS}}})[0-9]+$", "$1")
    frame = pl.DataFrame({"count": by_distinct(text, decimals)})
    one = pl.lit(10**PRICE_DECIMALS, dtype=pl.Int128)
    count = pl.col("count")
    if order != "excel":
        micro = pl.lit(10 ** (PRICE_DECIMALS - (6 if order == "unix_s" else 3)), dtype=pl.Int128)
        return frame.select((count // micro).cast(pl.Int64, strict=False).alias("at"))["at"]
    day = pl.lit(DAY_S, dtype=pl.Int128)
    seconds = (count * day + one // 2) // one - EXCEL_EPOCH_DAYS * DAY_S
    since = frame.select(seconds.cast(pl.Int64, strict=False).alias("at"))["at"]
    inside = since.is_between(FIRST_US // 1_000_000, LAST_US // 1_000_000)
    return _local((since.set(~inside, None) * 1_000_000).cast(pl.Datetime("us")), zone)


EXCEL_EPOCH_DAYS: Final = 25_569
"""Days from 1899-12-30, where spreadsheets begin to count, to 1970."""


def _local(wall: pl.Series, zone: str) -> pl.Series:
    """Wall times as instants: one shown twice means the first, a skipped one moves on by what was skipped."""
    if zone == "UTC":
        return wall.to_physical()
    day = pl.duration(days=1)
    shown = pl.col("wall").dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    before = (pl.col("wall") - day).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    utc = [moment.dt.convert_time_zone("UTC") for moment in (shown, before)]
    instant = pl.coalesce(utc[0], utc[1] + day).alias("at")
    return pl.DataFrame({"wall": wall}).select(instant)["at"].to_physical()


def is_count(text: str) -> bool:
    """Whether a cell is a bare number rather than a date without separators (20251111)."""
    return re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) is not None and len(text) not in {8, 12, 14}
