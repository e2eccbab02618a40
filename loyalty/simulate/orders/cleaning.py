"""From a batch of a file's cells to whole numbers, with every fault marked.

Texts become positions in lists of their distinct values, so that everything after this works on integers. A
row keeps the first reason that excludes it; the order of the checks is the order of the reasons. Cells that
the lines of an order share are read once per stretch of equal ones. Without line numbers a line's place in
its unbroken run of rows of one document stands for the number, since identical lines may well repeat inside
an order.
"""

from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from loyalty.simulate.orders.amounts import RETURN, SALE, Amounts, amounts, shipping
from loyalty.simulate.orders.columns import ATTRIBUTE, Column, Loaded
from loyalty.simulate.orders.conventions import Conventions
from loyalty.simulate.orders.currencies import check_currency
from loyalty.simulate.orders.gathered import Column as Numbers
from loyalty.simulate.orders.gathered import narrow
from loyalty.simulate.orders.gathering import Gathering, Part
from loyalty.simulate.orders.numerals import whole
from loyalty.simulate.orders.order_facts import parts
from loyalty.simulate.orders.parsing import Codes, Flags, Ints
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.reading import Table
from loyalty.simulate.orders.stretches import Heads, Stretches


@dataclass(frozen=True, slots=True)
class Rows:
    """Used rows, column by column, for what is decided row by row."""

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
    cost: Ints
    """Minor units; -1 where the row says nothing."""
    file: Codes
    parts: dict[str, Ints]


def take(rows: Rows, places: Ints) -> Rows:
    """The rows at these places, in this order."""
    if places.size == rows.row.size and np.array_equal(places, np.arange(places.size)):
        return rows
    columns = {field.name: getattr(rows, field.name) for field in fields(rows)}
    taken = {name: column[places] for name, column in columns.items() if name != "parts"}
    return Rows(**taken, parts={name: column[places] for name, column in rows.parts.items()})


def gather(values: pl.Series, places: Ints | Codes) -> pl.Series:
    """The values at these places; null where the place is below zero."""
    found = pl.Series(places).cast(pl.Int64)
    return values.gather(found.set(found < 0, None))


class Cleaner:
    """One file's batches, read one after the other."""

    def __init__(self, into: Gathering, table: Table, conventions: Conventions) -> None:
        """What the batches bring goes into the log's gathering."""
        self._into = into
        self._table = table
        self._conventions = conventions
        self._last: tuple[object, bool] | None = None
        self._run = 0
        into.file_start.append(into.rows)

    def add(self, frame: pl.DataFrame) -> Marks:
        """Read every column of a batch, mark what is wrong, and keep the rows that can be used."""
        conventions = self._conventions
        loaded = Loaded(self._table.path, frame, conventions.choice)
        marks = Marks(frame.height)
        heads = Heads.of(loaded)
        check_currency(heads, self._table, conventions.currency, marks)
        order = _needed(heads.ids("order_id"))
        heads.exclude("missing_order_id", order.is_null().to_numpy(), marks)
        at = conventions.instants(heads.loaded, "ordered_at")
        heads.exclude("bad_time", at.bad, marks)
        heads.exclude("missing_time", ~at.known, marks)
        sku = self._into.items.skus(loaded.need("sku"))
        marks.exclude("missing_sku", sku < 0)
        figures = amounts(loaded, conventions=conventions, marks=marks)
        brought = parts(loaded, conventions=conventions, marks=marks) if conventions.parts else {}
        stretches = heads.split(figures.returned)
        number = self._name(heads, stretches, loaded, order)
        shared = _Shared(
            at=_at(stretches, at.values),
            shipping=_at(stretches, _fees(heads, conventions, marks)),
            channel=_at(stretches, self._channel(heads)),
        )
        item = self._items(loaded, sku)
        code = self._codes(loaded)
        rows = _PerRow(number, item, code, figures, brought)
        self._into.parts.append(_part(rows, shared, stretches, marks, first_row=self._into.rows))
        self._into.rows += frame.height
        self._into.stretches += stretches.start.size
        return marks

    def _name(self, heads: Heads, stretches: Stretches, loaded: Loaded, order: pl.Series) -> Ints:
        """Gather the ids of the stretches, and number the lines of each document."""
        into = self._into
        document, named = stretches.documents(order, heads.ids("return_id"), heads.ids("original_order_id"))
        into.order.add(document)
        places = np.empty(0, np.int64) if named is None else np.flatnonzero(named.is_not_null().to_numpy())
        if named is not None and places.size:
            into.original.add(named.gather(places))
            into.named.append((into.stretches + places).astype(np.int32))
        member = heads.ids("member_id")
        into.member.add(stretches.cells(heads.names("member_id") if member is None else member))
        return self._numbers(loaded, document, stretches)

    def _numbers(self, loaded: Loaded, document: pl.Series, stretches: Stretches) -> Ints:
        """The file's line numbers; else the place in the unbroken run of rows of one document."""
        told = None
        if loaded.choice.has("line_no"):
            told = whole(loaded.need("line_no"), floats=True, mark=self._conventions.decimal_mark)
        starts, counts, size = stretches.start, stretches.counts(), stretches.rows
        if not size:
            return np.empty(0, np.int64)
        first = self._opening(document, stretches.returned)
        before = 0 if first[0] else self._run
        start_of_run = np.maximum.accumulate(np.where(first, starts, 0))
        last = int(start_of_run[-1])
        self._run = size - last + (before if last == 0 else 0)
        if told is not None and told.known.all():
            return told.values
        place = np.arange(1, size + 1) - np.repeat(
            start_of_run - np.where(start_of_run == 0, before, 0), counts
        )
        return place if told is None else np.where(told.known, told.values, place)

    def _opening(self, document: pl.Series, returned: Flags) -> Flags:
        """Which stretches open a run; those that name no order belong to the run they stand in."""
        first = np.zeros(returned.size, np.bool_)
        known = np.flatnonzero(document.is_not_null().to_numpy())
        if known.size:
            named, back = document.gather(known), returned[known]
            changes = named.ne_missing(named.shift()).to_numpy().copy()
            changes[1:] |= back[1:] != back[:-1]
            changes[0] = (named[0], bool(back[0])) != self._last
            first[known] = changes
            self._last = (named[-1], bool(back[-1]))
        return first

    def _items(self, loaded: Loaded, sku: Codes) -> Codes:
        named = ("category", "brand", "seller")
        beside = {name: loaded.need(name) for name in named if loaded.choice.has(name)}
        for name, theirs in loaded.choice.attributes.items():
            beside[ATTRIBUTE + name] = Column(loaded.path, theirs, loaded.frame[theirs])
        return self._into.items.codes(sku, beside)

    def _channel(self, heads: Heads) -> Codes:
        column = heads.loaded.get("channel")
        if column is None:
            return np.full(heads.start.size, -1, np.int32)
        return self._into.channels.codes(column)

    def _codes(self, loaded: Loaded) -> Codes | None:
        column = loaded.get("coupon_code")
        if column is None or column.data.null_count() == column.data.len():
            return None
        return self._into.codes.codes(column)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Cells by stretch."""

    at: Ints
    shipping: Ints
    channel: Codes


@dataclass(frozen=True, slots=True)
class _PerRow:
    """Cells by row."""

    number: Ints
    item: Codes
    code: Codes | None
    figures: Amounts
    parts: dict[str, Ints]


def _part(rows: _PerRow, shared: _Shared, stretches: Stretches, marks: Marks, *, first_row: int) -> Part:
    """The used rows of a batch, narrow."""
    used: Ints | slice = slice(None)
    line_count = stretches.counts()
    row = None
    if marks.any_excluded():
        flags = marks.used()
        used = np.flatnonzero(flags)
        row = (first_row + used).astype(np.int32)
        line_count = np.add.reduceat(flags, stretches.start, dtype=np.int64)
    figures = rows.figures
    return Part(
        height=stretches.rows,
        lines=stretches.rows if row is None else row.size,
        row_start=(first_row + stretches.start).astype(np.int32),
        line_count=line_count.astype(np.int32),
        kind=np.where(stretches.returned, RETURN, SALE).astype(np.int8),
        at=shared.at,
        shipping=narrow(shared.shipping),
        channel=shared.channel,
        row=row,
        number=narrow(rows.number[used]),
        item=narrow(rows.item[used]),
        quantity=narrow(figures.quantity[used]),
        gross=narrow(figures.gross[used]),
        discount=narrow(figures.discount[used]),
        code=None if rows.code is None else narrow(rows.code[used]),
        cost=None if figures.cost is None else narrow(figures.cost[used]),
        parts={name: column[used] for name, column in rows.parts.items()},
    )


def _at(stretches: Stretches, values: Numbers) -> Numbers:
    return values if stretches.head is None else values[stretches.head]


def _fees(heads: Heads, conventions: Conventions, marks: Marks) -> Ints:
    """By head; what is wrong with a fee is marked on all its rows."""
    own = Marks(heads.start.size)
    fees = shipping(heads.loaded, conventions=conventions, marks=own)
    heads.repair("bad_shipping_fee", own.repaired("bad_shipping_fee"), marks)
    return fees


def _needed(ids: pl.Series | None) -> pl.Series:
    if ids is None:
        raise KeyError("order_id")
    return ids
