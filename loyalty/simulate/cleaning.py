"""From a file's cells to rows of whole numbers, with every fault marked.

Texts become positions in sorted lists of their distinct values, so that everything after this works on
integers. A row keeps the first reason that excludes it; the order of the checks is the order of the reasons.
Without line numbers a line's place in its unbroken run of rows of one document stands for the number, since
identical lines may well repeat inside an order.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import polars as pl

from loyalty.errors import MixedCurrency
from loyalty.money import MINOR_MAX, Currency, currency
from loyalty.simulate.amounts import RETURN, SALE, amounts
from loyalty.simulate.columns import ATTRIBUTE, Column, Loaded
from loyalty.simulate.parsing import Coded, Codes, Flags, Ints, coded, coded_among, instants, texts, whole
from loyalty.simulate.problems import Marks

NONE_NAMED: Final = -1
NOT_IN_FILE: Final = -2


@dataclass(frozen=True, slots=True)
class Rows:
    """The used rows of a file, in file order, column by column."""

    row: Ints
    order: Codes
    kind: Codes
    at: Ints
    member: Codes
    line_no: Ints
    sku: Codes
    item: Codes
    quantity: Ints
    gross: Ints
    discount: Ints
    net: Ints
    code: Codes
    channel: Codes
    original: Codes
    """Order the row gives back to: NONE_NAMED, or NOT_IN_FILE."""
    shipping: Ints
    """Minor units; -1 where the row says nothing."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The used rows and the lists that their positions point into."""

    rows: Rows
    currency: Currency
    orders: pl.Series
    members: pl.Series
    channels: pl.Series
    codes: pl.Series
    items: pl.DataFrame
    """sku, category, brand and one column per attribute."""
    numbered: bool
    """Whether the file numbers the lines of an order."""
    order_of_row: Codes
    """For every row of the file, used or not."""


def clean(loaded: Loaded, *, zone: str, marks: Marks) -> Cleaned:
    """Read every column, mark what is wrong, and keep the rows that can be used."""
    unit = _currency(loaded, marks)
    order = _coded(loaded, "order_id")
    marks.exclude("missing_order_id", order.codes < 0)
    at = instants(loaded.need("ordered_at"), zone)
    marks.exclude("bad_time", at.bad)
    marks.exclude("missing_time", ~at.known)
    sku = _coded(loaded, "sku")
    marks.exclude("missing_sku", sku.codes < 0)
    figures = amounts(loaded, unit=unit, marks=marks)
    orders, originals = _documents(loaded, order, figures.returned)
    line_no, shipping = _line_numbers(loaded, orders.codes, figures.returned), _shipping(loaded, marks)
    member, channel, code = (_coded(loaded, name) for name in ("member_id", "channel", "coupon_code"))
    items, item = _items(loaded, sku)
    rows = Rows(
        row=np.arange(loaded.frame.height),
        order=orders.codes,
        kind=np.where(figures.returned, RETURN, SALE).astype(np.int32),
        at=at.values,
        member=member.codes,
        line_no=line_no,
        sku=sku.codes,
        item=item,
        quantity=figures.quantity,
        gross=figures.gross,
        discount=figures.discount,
        net=figures.net,
        code=code.codes,
        channel=channel.codes,
        original=originals,
        shipping=shipping,
    )
    return Cleaned(
        rows=take(rows, np.flatnonzero(marks.used())),
        currency=unit,
        orders=orders.values,
        members=member.values,
        channels=channel.values,
        codes=code.values,
        items=items,
        numbered=loaded.get("line_no") is not None,
        order_of_row=orders.codes,
    )


def take(rows: Rows, places: Ints) -> Rows:
    """The rows at these places, in this order."""
    if places.size == rows.row.size and np.array_equal(places, np.arange(places.size)):
        return rows
    return Rows(**{field.name: getattr(rows, field.name)[places] for field in fields(rows)})


def gather(values: pl.Series, places: Ints | Codes) -> pl.Series:
    """The values at these places; null where the place is below zero."""
    found = pl.Series(places).cast(pl.Int64)
    return values.gather(found.set(found < 0, None))


def _currency(loaded: Loaded, marks: Marks) -> Currency:
    """The one currency of the file; raises MixedCurrency, UnknownCurrency or LogUnreadable."""
    column = loaded.need("currency")
    written = coded(texts(column))
    names = written.values.str.strip_chars().str.to_uppercase()
    counts = np.bincount(written.codes + 1, minlength=names.len() + 1)[1:]
    if not counts.size:
        raise column.refused(
            "is empty.",
            "Fill in the ISO 4217 code, or give it for all rows with a mapping {'currency': '=CNY'}.",
            what_zh="为空。",
            mend_zh="请填写 ISO 4217 货币代码，或用列映射 {'currency': '=CNY'} 统一指定。",
        )
    most = names[int(counts.argmax())]
    if names.n_unique() > 1:
        raise MixedCurrency(path=loaded.path, expected=most, got=", ".join(sorted(set(names) - {most})))
    marks.repair("currency_filled", written.codes < 0)
    return currency(most)


def _coded(loaded: Loaded, name: str) -> Coded:
    column = loaded.get(name)
    if column is None:
        return Coded(pl.Series([], dtype=pl.String), np.full(loaded.frame.height, -1, np.int32))
    return coded(texts(column))


def _documents(loaded: Loaded, order: Coded, returned: Flags) -> tuple[Coded, Codes]:
    """Each row's document, and the order that a return names.

    A return with an id of its own is a document of that id; its order id then says what it gives back to.
    """
    named = _coded(loaded, "original_order_id")
    own = _coded(loaded, "return_id")
    if not own.values.len():
        return order, _among(named, order.values)
    apart = returned & (own.codes >= 0) & (order.codes >= 0)
    size = order.values.len()
    every = pl.concat([order.values, own.values])
    documents = coded(every.gather(np.where(apart, own.codes + size, order.codes)))
    originals = _among(named, documents.values)
    own_orders = _among(order, documents.values)
    return documents, np.where(apart & (originals == NONE_NAMED), own_orders, originals)


def _among(named: Coded, values: pl.Series) -> Codes:
    """Where the named orders stand among these, with a mark for those that do not."""
    places = coded_among(named.values, values).codes
    places = np.where(places < 0, NOT_IN_FILE, places)
    return np.append(places, NONE_NAMED)[named.codes].astype(np.int32)


def _line_numbers(loaded: Loaded, orders: Codes, returned: Flags) -> Ints:
    """The file's line numbers; else the place in the unbroken run of rows of one document."""
    place = np.arange(orders.size)
    starts = np.ones(orders.size, np.bool_)
    starts[1:] = (orders[1:] != orders[:-1]) | (returned[1:] != returned[:-1])
    start_of_run = np.maximum.accumulate(np.where(starts, place, 0))
    column = loaded.get("line_no")
    if column is None:
        return place - start_of_run + 1
    numbers = whole(column, floats=True)
    return np.where(numbers.known, numbers.values, place - start_of_run + 1)


def _shipping(loaded: Loaded, marks: Marks) -> Ints:
    column = loaded.get("shipping_fee")
    if column is None:
        return np.full(loaded.frame.height, -1)
    fee = whole(column, floats=False)
    good = fee.known & (fee.values >= 0) & (fee.values <= MINOR_MAX)
    marks.repair("bad_shipping_fee", (fee.known | fee.bad) & ~good)
    return np.where(good, fee.values, -1)


def _items(loaded: Loaded, sku: Coded) -> tuple[pl.DataFrame, Codes]:
    """The distinct items (sku, category, brand, attributes), sorted, and each row's place among them."""
    named: dict[str, Coded] = {"sku": sku}
    named |= {name: _coded(loaded, name) for name in ("category", "brand")}
    for name, theirs in sorted(loaded.choice.attributes.items()):
        named[ATTRIBUTE + name] = coded(texts(Column(loaded.path, theirs, loaded.frame[theirs])))
    key = np.zeros(sku.codes.size, np.int64)
    distinct = np.zeros(1, np.int64)
    places: dict[str, Ints] = {}
    for name, column in named.items():
        size = column.values.len() + 1
        if size == 1:
            continue
        key = key * size + column.codes + 1
        distinct = np.sort(pl.Series(key).unique().to_numpy())
        key = np.searchsorted(distinct, key)
        places = {earlier: place[distinct // size] for earlier, place in places.items()}
        places[name] = distinct % size - 1
    nothing = np.full(distinct.size, -1)
    columns = {name: gather(column.values, places.get(name, nothing)) for name, column in named.items()}
    return pl.DataFrame(columns), key.astype(np.int32)
