"""The quantity and the money of each row, in whole numbers, and which rows are refunds.

Line amounts are whole minor units. A file with unit prices only gets gross = price × quantity, rounded half
up once, in 128-bit integers. Refunds may be written with negative figures: a return keeps their size, and
where the file does not say what kind a row is, a negative one is a return.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from loyalty.money import Currency
from loyalty.simulate.columns import Loaded
from loyalty.simulate.parsing import PRICE_DECIMALS, Flags, Ints, Numbers, coded, prices, texts, whole
from loyalty.simulate.problems import Marks

SALE: Final = 0
RETURN: Final = 1
KINDS: Final = {
    "sale": SALE,
    "order": SALE,
    "purchase": SALE,
    "销售": SALE,
    "return": RETURN,
    "refund": RETURN,
    "退货": RETURN,
    "退款": RETURN,
}
"""Words for the two kinds, in lower case."""

QUANTITY_MAX: Final = 2**31 - 1
GROSS_ROOM: Final = 2**62
_UNKNOWN: Final = -1
_UNSAID: Final = -2


@dataclass(frozen=True, slots=True)
class Amounts:
    """Per row: is it a return, how many, and gross − discount = net in minor units."""

    returned: Flags
    quantity: Ints
    gross: Ints
    discount: Ints
    net: Ints


def amounts(loaded: Loaded, *, unit: Currency, marks: Marks) -> Amounts:
    """Read, complete and check the figures of every row; what is wrong is marked."""
    quantity = whole(loaded.need("quantity"), floats=True)
    gross, discount, net = (_money(loaded, name) for name in ("line_gross", "line_discount", "line_net"))
    if "unit_price" in loaded.choice.sources or "unit_price" in loaded.choice.constants:
        gross = _priced(loaded, quantity, unit=unit, marks=marks)
    returned = _returned(loaded, negative=_below_zero(quantity, gross, net), marks=marks)
    known = quantity.known & (gross.known | net.known)
    bad = quantity.bad | gross.bad | discount.bad | net.bad
    marks.exclude("bad_number", bad | ~known)

    figures = [_unsigned(numbers.values, returned) for numbers in (quantity, gross, discount, net)]
    pieces, gross_minor, discount_minor, net_minor = figures
    gross_full = np.where(gross.known, gross_minor, net_minor + discount_minor)
    implied = np.where(gross.known & net.known, gross_minor - net_minor, 0)
    discount_full = np.where(discount.known, discount_minor, implied)
    net_full = gross_full - discount_full
    marks.exclude("quantity_not_positive", pieces <= 0)
    marks.exclude("negative_money", (gross_full < 0) | (discount_full < 0) | (net_full < 0))
    marks.repair("net_mismatch", net.known & (net_minor != net_full))
    return Amounts(returned, pieces, gross_full, discount_full, net_full)


def _money(loaded: Loaded, name: str) -> Numbers:
    column = loaded.get(name)
    if column is None:
        nothing = np.zeros(loaded.frame.height, np.int64)
        return Numbers(nothing, nothing > 0, nothing > 0)
    return whole(column, floats=False)


def _priced(loaded: Loaded, quantity: Numbers, *, unit: Currency, marks: Marks) -> Numbers:
    """Gross from unit price × quantity, half up, in minor units."""
    column = loaded.need("unit_price")
    price = prices(column)
    if column.data.dtype.is_float():
        marks.note("float_prices", price.values.is_not_null().to_numpy())
    scale = pl.lit(10 ** (PRICE_DECIMALS - unit.exponent), dtype=pl.Int128)
    pieces = np.minimum(abs(quantity.values), QUANTITY_MAX + 1)
    frame = pl.DataFrame({"price": price.values, "pieces": pieces})
    twice = 2 * pl.col("price").abs() * pl.col("pieces").cast(pl.Int128)
    size = ((twice + scale) // (2 * scale)).clip(upper_bound=GROSS_ROOM)
    gross = frame.select((size * pl.col("price").sign()).cast(pl.Int64).alias("gross"))["gross"]
    return Numbers(gross.fill_null(0).to_numpy(), gross.is_not_null().to_numpy(), price.bad)


def _returned(loaded: Loaded, *, negative: Flags, marks: Marks) -> Flags:
    """Which rows are returns: as the file says, else by their sign."""
    column = loaded.get("kind")
    if column is None:
        marks.repair("signed_refund", negative)
        return negative
    words = coded(texts(column))
    read = [KINDS.get(word.strip().lower(), _UNKNOWN) for word in words.values]
    kinds = np.array([*read, _UNSAID], np.int8)[words.codes]
    marks.exclude("unknown_kind", kinds == _UNKNOWN)
    returned: Flags = (kinds == RETURN) | ((kinds == _UNSAID) & negative)
    marks.repair("signed_refund", returned & negative)
    return returned


def _below_zero(*figures: Numbers) -> Flags:
    below: Flags = np.logical_or.reduce([numbers.values < 0 for numbers in figures])
    return below


def _unsigned(values: Ints, returned: Flags) -> Ints:
    """A return's figures by their size."""
    return np.where(returned, abs(values), values) if (values < 0).any() else values
