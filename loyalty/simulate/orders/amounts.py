"""The quantity and the money of each row, in whole numbers, and which rows are refunds.

Whether a column holds minor or major units is a matter of the whole file (`conventions`). A file with unit
prices has gross = price × quantity, rounded half up once, in 128-bit integers. Refunds may be written with
negative figures: a return keeps their size, and where the file does not say what kind a row is, a negative
one is a return.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from loyalty.money import MINOR_MAX
from loyalty.simulate.orders.columns import Column, Loaded
from loyalty.simulate.orders.conventions import Conventions
from loyalty.simulate.orders.numerals import AMOUNT_ROOM, PRICE_DECIMALS, halves_up, minor, prices, whole
from loyalty.simulate.orders.parsing import Flags, Ints, Numbers, coded, texts
from loyalty.simulate.orders.problems import Marks

SALE: Final = 0
RETURN: Final = 1
KINDS: Final = {
    "sale": SALE,
    "order": SALE,
    "purchase": SALE,
    "销售": SALE,
    "销售单": SALE,
    "return": RETURN,
    "refund": RETURN,
    "退货": RETURN,
    "退款": RETURN,
    "退货单": RETURN,
}
"""Words for the two kinds, in lower case."""

QUANTITY_MAX: Final = 2**31 - 1
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
    cost: Ints | None
    """What the row's goods cost the shop: -1 where it does not say, None where the file never does."""


def amounts(loaded: Loaded, *, conventions: Conventions, marks: Marks) -> Amounts:
    """Read, complete and check the figures of every row; what is wrong is marked."""
    told = _Told(loaded, conventions, marks)
    quantity = whole(loaded.need("quantity"), floats=True, mark=conventions.decimal_mark)
    gross, discount, net = (told.money(name) for name in ("line_gross", "line_discount", "line_net"))
    if loaded.choice.has("unit_price"):
        gross = told.priced("unit_price", quantity)
    if conventions.paid_after_refunds:
        back = told.money("line_refund")
        net = Numbers(net.values + abs(back.values), net.known, net.bad | back.bad)
    if conventions.discounts_negative:
        discount = Numbers(abs(discount.values), discount.known, discount.bad)
    returned = _returned(loaded, conventions, negative=_below_zero(quantity, gross, net), marks=marks)
    cost = told.cost(quantity)
    listed = loaded.choice.has("unit_price") and not loaded.choice.has("line_discount") and net.known.any()
    plain = None if listed else _plain(quantity, gross, discount, net)
    if plain is not None:
        full, off, left = plain
        if net.known.any():
            marks.repair("net_mismatch", net.values != left)
        return Amounts(returned, quantity.values, full, off, left, cost)

    known = quantity.known & (gross.known | net.known)
    bad = quantity.bad | gross.bad | discount.bad | net.bad
    marks.exclude("bad_number", bad | ~known)
    figures = [_unsigned(numbers.values, returned) for numbers in (quantity, gross, discount, net)]
    pieces, gross_minor, discount_minor, net_minor = figures
    if listed:
        above = net.known & (net_minor > gross_minor)
        gross_minor = np.where(above, net_minor, gross_minor)
        marks.note("net_above_price", above)
    full = np.where(gross.known, gross_minor, net_minor + discount_minor)
    implied = np.where(gross.known & net.known, gross_minor - net_minor, 0)
    off = np.where(discount.known, discount_minor, implied)
    left = full - off
    marks.exclude("quantity_not_positive", pieces <= 0)
    marks.exclude("negative_money", (full < 0) | (off < 0) | (left < 0))
    marks.repair("net_mismatch", net.known & (net_minor != left))
    return Amounts(returned, pieces, full, off, left, cost)


def _plain(
    quantity: Numbers, gross: Numbers, discount: Numbers, net: Numbers
) -> tuple[Ints, Ints, Ints] | None:
    """Gross, discount and net where every figure is known and in order, as in most batches; else None."""
    if not _clean(quantity) or quantity.values.min(initial=1) < 1:
        return None
    if not all(_clean(one) or _absent(one) for one in (gross, discount, net)):
        return None
    if _absent(gross) and _absent(net):
        return None
    full = net.values + discount.values if _absent(gross) else gross.values
    if _absent(discount):
        off = full - net.values if _clean(net) else np.zeros_like(full)
    else:
        off = discount.values
    left = full - off
    return None if left.min(initial=0) < 0 or off.min(initial=0) < 0 else (full, off, left)


def _clean(numbers: Numbers) -> bool:
    return bool(numbers.known.all()) and numbers.values.min(initial=0) >= 0


def _absent(numbers: Numbers) -> bool:
    return not numbers.known.any() and not numbers.bad.any()


def shipping(loaded: Loaded, *, conventions: Conventions, marks: Marks) -> Ints:
    """The fee each row names in minor units, -1 where it names none; a bad one is none."""
    fee = _Told(loaded, conventions, marks).money("shipping_fee")
    good = fee.known & (fee.values >= 0) & (fee.values <= MINOR_MAX)
    marks.repair("bad_shipping_fee", (fee.known | fee.bad) & ~good)
    return np.where(good, fee.values, -1)


def skus(loaded: Loaded) -> pl.Series:
    """What each row's item is called: by its code, or by its name where it has none and the file names it."""
    codes = texts(loaded.need("sku"))
    column = loaded.get("item_name")
    if column is None:
        return codes
    return codes.zip_with((codes.str.strip_chars() != "").fill_null(value=False), texts(column))


def money(loaded: Loaded, name: str, *, conventions: Conventions, marks: Marks) -> Numbers:
    """A column's amounts in whole minor units, unknown throughout where the file has no such column."""
    return _Told(loaded, conventions, marks).money(name)


@dataclass(frozen=True, slots=True)
class _Told:
    """The money columns of some rows."""

    loaded: Loaded
    conventions: Conventions
    marks: Marks

    def money(self, name: str) -> Numbers:
        """Whole minor units, as the file's convention has it."""
        column = self.loaded.get(name)
        if column is None:
            nothing = np.zeros(self.loaded.frame.height, np.int64)
            return Numbers(nothing, nothing > 0, nothing > 0)
        unit, mark = self.conventions.currency, self.conventions.decimal_mark
        if self.conventions.unit_of(name) == "minor":
            return whole(column, floats=True, mark=mark, unit=unit)
        read, rounded = minor(column, unit=unit, mark=mark)
        self._note_floats(column.data)
        if rounded.any() and name == "line_cost":
            self.marks.note("rounded_cost", rounded)
        elif rounded.any():
            self.marks.repair("rounded_amount", rounded)
        return read

    def priced(self, name: str, quantity: Numbers) -> Numbers:
        """Amounts from a figure per unit × quantity, half up, in minor units."""
        column = self.loaded.need(name)
        unit = self.conventions.currency
        price = prices(column, unit=unit, mark=self.conventions.decimal_mark)
        self._note_floats(column.data)
        decimals = (
            PRICE_DECIMALS if self.conventions.unit_of(name) == "minor" else PRICE_DECIMALS - unit.exponent
        )
        pieces = np.minimum(abs(quantity.values), QUANTITY_MAX + 1)
        frame = pl.DataFrame({"price": price.values, "pieces": pieces})
        product = frame.select((pl.col("price") * pl.col("pieces").cast(pl.Int128)).alias("value"))["value"]
        gross = halves_up(product, 10**decimals)
        return Numbers(gross.fill_null(0).to_numpy(), gross.is_not_null().to_numpy(), price.bad)

    def cost(self, quantity: Numbers) -> Ints | None:
        """What the goods of each row cost; None where the file has no such column."""
        if self.loaded.choice.has("line_cost"):
            found = self.money("line_cost")
        elif self.loaded.choice.has("unit_cost"):
            found = self.priced("unit_cost", quantity)
        else:
            return None
        size = abs(found.values)
        good = found.known & (size <= AMOUNT_ROOM)
        self.marks.repair("bad_cost", found.bad)
        return np.where(good, size, -1)

    def _note_floats(self, data: pl.Series) -> None:
        if data.dtype.is_float():
            self.marks.note("float_prices", (data.is_not_null() & data.is_not_nan()).to_numpy())


def _returned(loaded: Loaded, conventions: Conventions, *, negative: Flags, marks: Marks) -> Flags:
    """Which rows are returns: by the order's id where that tells, as the file says, else by their sign."""
    if conventions.refunds == "columns":
        return np.zeros(loaded.frame.height, np.bool_)
    column = loaded.get("kind")
    prefix = conventions.return_prefix
    if prefix is not None:
        ids = texts(loaded.need("order_id")).str.starts_with(prefix)
        returned: Flags = ids.fill_null(value=False).to_numpy()
        marks.repair("signed_refund", returned & negative)
        return returned
    if column is None:
        marks.repair("signed_refund", negative)
        return negative
    word = _only_word(column)
    if word:
        kind = KINDS.get(word.lower(), _UNKNOWN)
        if kind == SALE:
            return np.zeros(column.data.len(), np.bool_)
        kinds = np.full(column.data.len(), kind, np.int8)
    else:
        words = coded(texts(column))
        read = [KINDS.get(word.strip().lower(), _UNKNOWN) for word in words.values]
        kinds = np.array([*read, _UNSAID], np.int8)[words.codes]
    marks.exclude("unknown_kind", kinds == _UNKNOWN)
    returned = (kinds == RETURN) | ((kinds == _UNSAID) & negative)
    marks.repair("signed_refund", returned & negative)
    return returned


def _only_word(column: Column) -> str:
    """The word that all cells hold; empty where there is none or more than one."""
    data = column.data
    if not data.len() or data.null_count() or data.dtype.is_nested() or not bool((data == data[0]).all()):
        return ""
    return str(texts(replace(column, data=data.head(1)))[0] or "").strip()


def _below_zero(*figures: Numbers) -> Flags:
    some = [numbers.values < 0 for numbers in figures if numbers.values.min(initial=0) < 0]
    below: Flags = np.logical_or.reduce(some) if some else np.zeros(figures[0].values.size, np.bool_)
    return below


def _unsigned(values: Ints, returned: Flags) -> Ints:
    """A return's figures by their size."""
    return np.where(returned, abs(values), values) if (values < 0).any() else values
