"""Figures as people write them, read exactly: separators, currency signs, brackets for what is negative.

The decimal mark is a matter of the whole file (`conventions`), never of one cell: `1.234` and `1,234` are two
numbers in each of two worlds. A cell that does not fit, or that carries another currency's sign, is flagged.
"""

import re
from typing import Final, Literal, TypeAlias

import polars as pl

from loyalty.money import Currency
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.parsing import (
    Flags,
    Numbers,
    Prices,
    by_distinct,
    numbers,
    trimmed,
    whole_floats,
    wrong_type,
)

DecimalMark: TypeAlias = Literal[".", ","]
PRICE_DECIMALS: Final = 10
"""Prices are carried in units of 10^-10 of the major unit; more decimals are no price."""

AMOUNT_ROOM: Final = 2**62
"""Amounts beyond this are cut to it; such an order is refused anyway."""

SIGNS: Final = {
    "CNY": "¥|￥|元|人民币|rmb|cn¥",
    "JPY": "¥|￥|円",
    "USD": r"us\$|\$",
    "EUR": "€",
    "GBP": "£",
    "INR": r"₹|rs\.?",
    "KRW": "₩|원",
    "IDR": r"rp\.?",
    "BRL": r"r\$",
    "RUB": "₽",
    "THB": "฿",
    "VND": "₫|đ",
    "PHP": "₱",
    "TRY": "₺|tl",
    "PLN": "zł",
    "HKD": r"hk\$|\$",
    "TWD": r"nt\$|\$",
    "SGD": r"s\$|\$",
    "AUD": r"a\$|au\$|\$",
    "CAD": r"c\$|ca\$|\$",
    "NZD": r"nz\$|\$",
    "MXN": r"mx\$|\$",
}
"""What may stand beside a currency's figures, besides its code."""

_PLAIN: Final = r"^[+-]?[0-9]{1,13}(?:\.[0-9]{1,10}0*)?$"
_GAPS: Final = r"[ \x{a0}\x{2009}\x{202f}'’]"


def whole(column: Column, *, floats: bool, mark: DecimalMark = ".", unit: Currency | None = None) -> Numbers:
    """Whole numbers; `12.0` and `1,200` are whole too. Floating-point columns only where `floats` says so."""
    data = column.data
    if data.dtype.is_integer():
        return numbers(data, data.cast(pl.Int64, strict=False))
    if data.dtype.is_float():
        if not floats:
            raise column.refused(
                "holds floating-point numbers, which are not exact.",
                "Store whole minor units (cents), or give unit_price instead.",
                what_zh="为浮点数，无法保证精确。",
                mend_zh="请保存为最小货币单位（如分）的整数，或改用 unit_price。",
            )
        filled = data.fill_nan(None)
        return numbers(filled, whole_floats(filled))
    if data.dtype.is_decimal():
        data, mark = data.cast(pl.String), "."
    elif data.dtype == pl.String:
        data = trimmed(column)
    else:
        raise wrong_type(column, "whole numbers", "整数")
    return numbers(data, by_distinct(data, lambda cells: whole_numbers(cells, mark=mark, unit=unit)))


def prices(column: Column, *, unit: Currency | None = None, mark: DecimalMark = ".") -> Prices:
    """Prices in major units, exactly, as whole multiples of 10^-PRICE_DECIMALS."""
    data = column.data
    if data.dtype == pl.String:
        data = trimmed(column)
    elif data.dtype.is_float():
        data = data.fill_nan(None)
    elif not data.dtype.is_numeric():
        raise wrong_type(column, "decimal text or a number", "十进制文本或数字")
    values = by_distinct(data, lambda cells: decimals(cells, unit=unit, mark=mark))
    return Prices(values, (data.is_not_null() & values.is_null()).to_numpy())


def minor(column: Column, *, unit: Currency, mark: DecimalMark = ".") -> tuple[Numbers, Flags]:
    """Amounts in major units as whole minor units, and which of them had to be rounded (half up)."""
    price = prices(column, unit=unit, mark=mark)
    scale = 10 ** (PRICE_DECIMALS - unit.exponent)
    finer = pl.col("price") % pl.lit(scale, dtype=pl.Int128) != 0
    rounded = pl.DataFrame({"price": price.values}).select(finer.fill_null(value=False))["price"]
    found = numbers(price.values, halves_up(price.values, scale))
    return Numbers(found.values, found.known, price.bad), rounded.to_numpy()


def halves_up(values: pl.Series, scale: int) -> pl.Series:
    """Int128 figures by a scale as Int64, halves away from zero."""
    step = pl.lit(scale, dtype=pl.Int128)
    size = ((2 * pl.col("value").abs() + step) // (2 * step)).clip(upper_bound=AMOUNT_ROOM)
    signed = (size * pl.col("value").sign()).cast(pl.Int64).alias("whole")
    return pl.DataFrame({"value": values}).select(signed)["whole"]


def whole_numbers(cells: pl.Series, *, mark: DecimalMark = ".", unit: Currency | None = None) -> pl.Series:
    """Texts that are whole numbers as Int64, `12.0` and `1,200` too; the others are null."""
    text = cells.cast(pl.Decimal(18, 0)).cast(pl.Int64) if _all(cells, r"^[+-]?[0-9]{1,18}$") else None
    if text is not None:
        return text
    long = cells.str.contains(r"^[+-]?[0-9]{14,18}$")
    fitting = plain_text(cells, mark=mark, unit=unit).set(long, None)
    written = fitting.str.contains(r"^-?[0-9]*(?:\.0*)?$")
    found = fitting.set(~written.fill_null(value=False), None).str.replace(r"\..*$", "").cast(pl.Int64)
    return (
        cells.set(~long.fill_null(value=False), None)
        .cast(pl.Int64)
        .zip_with(long.fill_null(value=False), found)
    )


def decimals(cells: pl.Series, *, mark: DecimalMark = ".", unit: Currency | None = None) -> pl.Series:
    """Figures as Int128 in 10^-PRICE_DECIMALS; what is none is null."""
    text = cells if cells.dtype == pl.String else cells.cast(pl.String)
    if mark == "," or not _all(text, _PLAIN):
        text = plain_text(text, mark=mark if cells.dtype == pl.String else ".", unit=unit)
    return text.cast(pl.Decimal(38, PRICE_DECIMALS)).to_physical()


def plain_text(text: pl.Series, *, mark: DecimalMark, unit: Currency | None) -> pl.Series:
    """Figures as digits with a point and a leading minus; texts of another shape are null."""
    point, comma = re.escape(mark), "," if mark == "." else r"\."
    whole = (
        rf"[0-9]{{1,13}}|[0-9]{{1,3}}(?:{comma}[0-9]{{3}}){{1,4}}|[0-9]{{1,3}}(?:{_GAPS}[0-9]{{3}}){{1,4}}"
    )
    whole += rf"|[0-9]{{1,2}}(?:{comma}[0-9]{{2}}){{1,4}}{comma}[0-9]{{3}}"
    figure = rf"(?:{whole})(?:{point}[0-9]{{0,10}}0*)?|{point}[0-9]{{1,10}}"
    sign = f"(?:{sign_pattern(unit)})?"
    minus = r"[-−－]"
    shape = rf"(?i)^(?:[+]|{minus})? *{sign} *(?:[+]|{minus})? *(?:{figure}) *{sign} *(?:{minus})?$"
    bracketed = rf"(?i)^[(（] *{sign} *(?:{figure}) *{sign} *[)）]$"
    inside = text.str.contains(bracketed)
    fits = (text.str.contains(shape) & (text.str.count_matches(minus) <= 1)) | inside
    negative = inside | text.str.contains(minus)
    digits = text.str.replace_all(rf"(?i){sign_pattern(unit)}", "").str.replace_all(rf"[^0-9{point}]", "")
    if mark == ",":
        digits = digits.str.replace(",", ".", literal=True)
    frame = pl.DataFrame({"digits": digits, "fits": fits, "negative": negative})
    signed = pl.when("negative").then("-" + pl.col("digits")).otherwise("digits")
    return frame.select(pl.when("fits").then(signed).alias("plain"))["plain"]


def sign_pattern(unit: Currency | None) -> str:
    """What may stand beside a figure: the currency's code and signs."""
    if unit is None:
        return r"\x00"
    return "|".join(part for part in (SIGNS.get(unit.code), unit.code.lower()) if part)


def _all(text: pl.Series, pattern: str) -> bool:
    return bool(text.str.contains(pattern).all())
