"""Cleaned rows as documents and lines side by side in arrays, in the order of events.

A document is a sale or a return; its lines lie together, by line number, then file order. Documents follow
each other by instant, sale before return, then id as UTF-8 bytes, whatever the order of the file, so that the
same orders always give the same arrays and the same content hash.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.money import Currency
from loyalty.simulate.cleaning import Cleaned, Rows, gather
from loyalty.simulate.columns import ATTRIBUTE
from loyalty.simulate.documents import Documents, documents, first_known
from loyalty.simulate.parsing import Codes, Flags, Ints
from loyalty.simulate.problems import Marks
from loyalty.simulate.returns import Pieces, match

Bytes: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True, eq=False, kw_only=True)
class Packed:
    """Documents (doc_*), lines (line_*), and the lists they point into; arrays are read-only.

    Amounts are minor units, instants microseconds since 1970 UTC, -1 means none.
    """

    currency: Currency
    doc_at: Ints
    doc_kind: Bytes
    """0 sale, 1 return"""
    doc_member: Codes
    doc_ids: pl.Series
    doc_line_start: Ints
    """One more than there are documents: lines of d are doc_line_start[d] to doc_line_start[d + 1]."""
    doc_channel: Codes
    doc_shipping: Ints
    doc_code: Codes
    """First code on the document's lines."""
    doc_original: Codes
    """Of a return: the document of its sale."""
    line_item: Codes
    line_quantity: Codes
    line_gross: Ints
    line_discount: Ints
    line_net: Ints
    line_code: Codes
    line_target: Ints
    """Of a linked return's line: the sale line it gives back."""
    line_units: Codes
    """Units that go back to line_target; 0 when only money does."""
    line_refund: Ints
    """Money alone that goes back to line_target; 0 when units do."""
    line_row: Codes
    """Row of the file (from 0); a row split over several sold lines stands here several times."""
    item_sku: list[str]
    item_category: list[str | None]
    item_brand: list[str | None]
    item_attributes: dict[str, list[str | None]]
    member_ids: list[str]
    channels: list[str]
    codes: list[str]


def pack(cleaned: Cleaned, marks: Marks) -> Packed | None:
    """Documents and lines in the order of events; None when no row can be used."""
    rows, found = documents(cleaned, marks)
    if not rows.row.size:
        return None
    events = np.lexsort((found.order, found.kind, found.at))
    counts = np.bincount(found.of_row)
    pieces = match(
        rows,
        sale_of_row=found.sale[found.of_row],
        document_of_row=found.of_row,
        events=_ranges(found.starts, counts, events),
        marks=marks,
    )
    return _packed(cleaned, rows=rows, found=found, pieces=pieces, events=events)


def _ranges(starts: Ints, counts: Ints, order: Ints) -> Ints:
    """The places of all members of consecutive groups, the groups taken in this order."""
    lengths = counts[order]
    ends = np.cumsum(lengths)
    return np.repeat(starts[order] - (ends - lengths), lengths) + np.arange(int(lengths.sum()))


def _packed(cleaned: Cleaned, *, rows: Rows, found: Documents, pieces: Pieces, events: Ints) -> Packed:
    document_of_piece = found.of_row[pieces.source]
    counts = np.bincount(document_of_piece, minlength=found.order.size)
    events = events[counts[events] > 0]
    starts = np.cumsum(counts) - counts
    lines = _ranges(starts, counts, events)
    source = pieces.source[lines]
    new_line = np.full(rows.row.size + 1, -1)
    new_line[source] = np.arange(source.size)
    new_document = np.full(found.order.size + 1, -1)
    new_document[events] = np.arange(events.size)
    items, item = _in_use(rows.item[source])
    members, member = _in_use(found.member[events])
    channels, channel = _in_use(found.channel[events])
    codes, code = _in_use(rows.code[source])
    doc_line_start = np.append(0, np.cumsum(counts[events]))
    table = {name: cleaned.items[name].gather(items).to_list() for name in cleaned.items.columns}
    return Packed(
        currency=cleaned.currency,
        doc_at=found.at[events],
        doc_kind=found.kind[events].astype(np.int8),
        doc_member=member,
        doc_ids=gather(cleaned.orders, found.order[events]),
        doc_line_start=doc_line_start,
        doc_channel=channel,
        doc_shipping=np.maximum(found.shipping[events], 0),
        doc_code=first_known(code, code >= 0, starts=doc_line_start[:-1], otherwise=-1),
        doc_original=new_document[found.sale[events]].astype(np.int32),
        line_item=item,
        line_quantity=pieces.quantity[lines].astype(np.int32),
        line_gross=pieces.gross[lines],
        line_discount=pieces.discount[lines],
        line_net=pieces.net[lines],
        line_code=code,
        line_target=new_line[pieces.target[lines]],
        line_units=pieces.units[lines].astype(np.int32),
        line_refund=pieces.refund[lines],
        line_row=rows.row[source].astype(np.int32),
        item_sku=table.pop("sku"),
        item_category=table.pop("category"),
        item_brand=table.pop("brand"),
        item_attributes={name.removeprefix(ATTRIBUTE): values for name, values in table.items()},
        member_ids=cleaned.members.gather(members).to_list(),
        channels=cleaned.channels.gather(channels).to_list(),
        codes=cleaned.codes.gather(codes).to_list(),
    )


def _in_use(codes: Codes) -> tuple[Ints, Codes]:
    """The positions that occur, ascending, and the codes as places among them (-1 stays)."""
    occurs: Flags = np.zeros(int(codes.max(initial=-1)) + 2, np.bool_)
    occurs[codes] = True
    occurs[-1] = False
    kept = np.flatnonzero(occurs)
    place = np.full(occurs.size, -1, np.int32)
    place[kept] = np.arange(kept.size)
    return kept, place[codes]
