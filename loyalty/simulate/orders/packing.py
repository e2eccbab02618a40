"""Documents and lines side by side in narrow arrays, in the order of events.

A document is a sale or a return; its lines lie together, by line number, then file order. Documents follow
each other by instant, sale before return, then id as UTF-8 bytes, so that the same orders always give the
same arrays and content hash. Each array is as narrow as its numbers allow, one that says the same throughout
holds it once; those for compiled code have a width that few logs leave, so that it is not compiled anew.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.money import Currency
from loyalty.simulate.orders.columns import ATTRIBUTE
from loyalty.simulate.orders.dictionaries import whole_numbers
from loyalty.simulate.orders.disputes import sku_of_item
from loyalty.simulate.orders.documents import Documents, documents
from loyalty.simulate.orders.gathered import Column, Gathered, narrow, ranges
from loyalty.simulate.orders.matching import Pieces, match
from loyalty.simulate.orders.parsing import Codes, Flags, Ints
from loyalty.simulate.orders.problems import Marks

Narrow: TypeAlias = NDArray[np.signedinteger[Any]]
"""Whole numbers in the fewest bytes that hold all of them."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Packed:
    """Documents (doc_*), lines (line_*), and the lists they point into; arrays are read-only.

    Amounts are minor units, instants microseconds since 1970 UTC, -1 means none. An array has the narrowest
    signed integers that hold its numbers: widen before you multiply.
    """

    currency: Currency
    doc_at: Ints
    doc_kind: Narrow
    """0 sale, 1 return"""
    doc_member: Narrow
    doc_id: pl.Series
    """Whole numbers where all ids are such, else text: `doc_ids` has them as text."""
    doc_line_start: Narrow
    """One more than there are documents: lines of d are doc_line_start[d] to doc_line_start[d + 1]."""
    doc_channel: Narrow
    doc_shipping: Narrow
    doc_code: Narrow
    """First code on the document's lines."""
    doc_original: Narrow
    """Of a return: the document of its sale."""
    line_item: Narrow
    line_quantity: Narrow
    line_gross: Narrow
    line_discount: Narrow
    line_net: Narrow
    line_cost: Narrow | None = None
    """What the goods of the line cost the shop; None where the file says nothing at all."""
    line_code: Narrow
    line_target: Narrow
    """Of a linked return's line: the sale line it gives back."""
    line_units: Narrow
    """Units that go back to line_target; 0 when only money does."""
    line_refund: Narrow
    """Money alone that goes back to line_target; 0 when units do."""
    line_row: Narrow
    """Row of the files (from 0); a row split over several sold lines stands here several times."""
    item_sku: list[str]
    item_category: list[str | None]
    item_brand: list[str | None]
    item_seller: list[str | None]
    item_attributes: dict[str, list[str | None]]
    member_ids: list[str]
    channels: list[str]
    codes: list[str]

    @cached_property
    def doc_ids(self) -> pl.Series:
        """The documents' ids as text."""
        return self.doc_id.cast(pl.String)

    @cached_property
    def by_member(self) -> Narrow:
        """The documents member by member (nobody's first), each member's in their order."""
        return member_order(member_touched(self))


def pack(gathered: Gathered, marks: Marks) -> Packed | None:
    """Documents and lines in the order of events; None when no row can be used."""
    found = documents(gathered, marks)
    if not found.order.size:
        return None
    events = _events(found, gathered.orders)
    pieces = match(found, sku_of_item(gathered.items), events, marks)
    return _packed(gathered, found, pieces, events)


def member_touched(packed: Packed) -> Codes:
    """By document: whose state it touches; a linked return is the buyer's."""
    linked = np.flatnonzero(packed.doc_original >= 0)
    member = packed.doc_member.astype(np.int32)
    member[linked] = member[packed.doc_original[linked]]
    return member


def member_order(member: Codes) -> Narrow:
    """The places of these codes in ascending order, stable."""
    # NumPy sorts 16-bit integers by counting: the low half first, then the high one.
    order = np.argsort((member & 0xFFFF).astype(np.uint16), kind="stable").astype(np.int32)
    high = (member >> 16).astype(np.int16)
    if high.size and int(high.min()) != int(high.max()):
        order = order[np.argsort(high[order], kind="stable")]
    return order


def narrowest(values: Column) -> Narrow:
    """The same numbers in the fewest bytes; one number throughout is held once."""
    if values.strides == (0,):
        return np.broadcast_to(narrow(values[:1]).reshape(()), values.shape)
    found = narrow(values)
    if found.size and (found[0] == found).all():
        return np.broadcast_to(found[:1].reshape(()), values.shape)
    return np.ascontiguousarray(found)


def usual(values: Column, width: type[np.signedinteger[Any]]) -> Narrow:
    """The same numbers in a width that nearly all logs share, each in a place of its own."""
    found = narrow(values)
    return np.ascontiguousarray(found, dtype=max(found.dtype, np.dtype(width)))


def _events(found: Documents, orders: pl.Series) -> Ints:
    """The documents by instant, sale before return, then id."""
    order = np.arange(found.at.size)
    if (found.at[1:] < found.at[:-1]).any():
        order = np.argsort(found.at, kind="stable")
    at = found.at[order]
    same = np.append(at[1:] == at[:-1], np.False_)
    tied = np.flatnonzero(same | np.append(np.False_, same[:-1]))
    if not tied.size:
        return order
    which = order[tied]
    ids = orders.gather(found.order[which])
    if ids.dtype == pl.Int64 and not _same_length(ids):
        ids = ids.cast(pl.String)
    frame = pl.DataFrame({"at": at[tied], "kind": found.kind[which], "id": ids})
    order[tied] = which[frame.select(pl.arg_sort_by("at", "kind", "id")).to_series().to_numpy()]
    return order


def _same_length(ids: pl.Series) -> bool:
    """Whether whole numbers sort like their texts: none is negative and all have the same digits."""
    low, high = int(ids.min()), int(ids.max())  # type: ignore[arg-type]
    return low >= 0 and len(str(low)) == len(str(high))


def _packed(gathered: Gathered, found: Documents, pieces: Pieces | None, events: Ints) -> Packed:
    laid = _laid_out(found, pieces, events)
    lines, places = found.lines, laid.places
    new_document = np.full(found.order.size + 1, -1, np.int32)
    new_document[events] = np.arange(events.size, dtype=np.int32)
    items, item = _in_use(lines.item[places])
    members, member = _in_use(found.member[events])
    channels, channel = _in_use(found.channel[events])
    codes, code = _in_use(lines.code[places])
    gross, discount = laid.changed("gross", lines.gross), laid.changed("discount", lines.discount)
    table = {name: gathered.items[name].gather(items).to_list() for name in gathered.items.columns}
    nothing = [None] * items.size
    return Packed(
        currency=gathered.currency,
        doc_at=found.at[events],
        doc_kind=usual(found.kind[events], np.int8),
        doc_member=usual(member, np.int32),
        doc_id=_ids(gathered.orders.gather(found.order[events])),
        doc_line_start=usual(laid.start, np.int32),
        doc_channel=narrowest(channel),
        doc_shipping=_or_nothing(np.maximum(found.shipping[events], 0), nothing=0),
        doc_code=narrowest(_first_codes(code, laid.start)),
        doc_original=_or_nothing(new_document[found.sale[events]], nothing=-1),
        line_item=usual(item, np.int32),
        line_quantity=usual(laid.changed("quantity", lines.quantity), np.int16),
        line_gross=usual(gross, np.int32),
        line_discount=narrowest(discount),
        line_net=usual(gross - discount, np.int32),
        line_cost=None if lines.cost is None else narrowest(lines.cost[places]),
        line_code=narrowest(code),
        line_target=laid.targets(),
        line_units=laid.given("units"),
        line_refund=laid.given("refund"),
        line_row=narrowest(lines.row[places]),
        item_sku=table.pop("sku"),
        item_category=table.pop("category", nothing),
        item_brand=table.pop("brand", nothing),
        item_seller=table.pop("seller", nothing),
        item_attributes={name.removeprefix(ATTRIBUTE): values for name, values in table.items()},
        member_ids=gathered.members.gather(members).to_list(),
        channels=gathered.channels.gather(channels).to_list(),
        codes=gathered.codes.gather(codes).to_list(),
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    """Where each line comes from once it lies in its place."""

    places: Column | slice
    start: Column
    size: int
    pieces: Pieces | None
    piece_at: Column
    """Where the pieces of returned lines lie."""
    first_at: Codes
    """By line: where it lies, or its first piece."""

    def changed(self, name: str, column: Column) -> Column:
        """A column of the lines with the pieces' figures in it."""
        laid = column[self.places]
        if self.pieces is None:
            return laid
        figures = narrow(getattr(self.pieces, name))
        laid = laid.astype(np.result_type(laid, figures))
        laid[self.piece_at] = figures
        return laid

    def given(self, name: str) -> Narrow:
        """What the pieces alone say; 0 elsewhere."""
        if self.pieces is None:
            return np.broadcast_to(np.int8(0), self.size)
        column = np.zeros(self.size, np.int64)
        column[self.piece_at] = getattr(self.pieces, name)
        return usual(column, np.int32)

    def targets(self) -> Narrow:
        """The lines that are given back."""
        if self.pieces is None:
            return np.broadcast_to(np.int8(-1), self.size)
        column = np.full(self.size, -1, np.int32)
        target = self.pieces.target
        column[self.piece_at] = np.where(target >= 0, self.first_at[np.maximum(target, 0)], -1)
        return column


def _laid_out(found: Documents, pieces: Pieces | None, events: Ints) -> _Laid:
    first, counts = found.start[events], found.count[events]
    start = np.append(0, np.cumsum(counts)).astype(np.int32)
    size, none = int(start[-1]), np.empty(0, np.int32)
    if pieces is None and size == found.lines.row.size and np.array_equal(first, start[:-1]):
        return _Laid(slice(None), start, size, None, none, none)
    places = ranges(first, counts)
    if pieces is None:
        return _Laid(places, start, size, None, none, none)
    repeats = np.ones(found.lines.row.size, np.int32)
    again = np.append(False, pieces.line[1:] == pieces.line[:-1])
    np.add.at(repeats, pieces.line[again], 1)
    if again.any():
        sums = np.append(0, np.cumsum(repeats[places], dtype=np.int64))
        start = sums[start].astype(np.int32)
        places = np.repeat(places, repeats[places])
    first_at = np.full(found.lines.row.size, -1, np.int32)
    backwards = np.arange(places.size, dtype=np.int32)[::-1]
    first_at[places[backwards]] = backwards
    opening = np.maximum.accumulate(np.where(again, 0, np.arange(again.size)))
    piece_at = first_at[pieces.line] + np.arange(again.size) - opening
    return _Laid(places, start, places.size, pieces, piece_at, first_at)


def _first_codes(code: Codes, start: Column) -> Codes:
    """By document: the first code that one of its lines names."""
    first = np.full(start.size - 1, -1, np.int32)
    named = np.flatnonzero(code >= 0)[::-1]
    first[np.searchsorted(start, named, side="right") - 1] = code[named]
    return first


def _ids(ids: pl.Series) -> pl.Series:
    """Whole numbers where all ids that are used are such: what was left out does not show."""
    numbers = whole_numbers(ids) if ids.dtype == pl.String else None
    return ids if numbers is None else numbers


def _or_nothing(values: Column, *, nothing: int) -> Narrow:
    """What most logs do not hold at all takes no room there."""
    return usual(values, np.int32) if (values != nothing).any() else narrowest(values)


def _in_use(codes: Column) -> tuple[Ints, Codes]:
    """The positions that occur, ascending, and the codes as places among them (-1 stays)."""
    if codes.strides == (0,) and codes.size and codes[0] < 0:
        return np.empty(0, np.int64), codes
    occurs: Flags = np.zeros(int(codes.max(initial=-1)) + 2, np.bool_)
    occurs[codes] = True
    occurs[-1] = False
    kept = np.flatnonzero(occurs)
    if kept.size == occurs.size - 1:
        return kept, codes
    place = np.full(occurs.size, -1, np.int32)
    place[kept] = np.arange(kept.size)
    return kept, place[codes]
