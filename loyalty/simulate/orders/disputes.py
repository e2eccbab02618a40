"""Documents whose lines stand apart, repeat or disagree, settled row by row.

A row that stands twice (the same document, line number and content, as when overlapping exports are joined)
counts once. Where the lines of a document disagree, its first line is right, in line order, so that the order
of the file's rows does not matter. Where two files tell one order differently, the first file counts. Whole
orders are looked at in turn, so that a file in any order at all stays within memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
import polars as pl

from loyalty.money import MINOR_MAX
from loyalty.simulate.orders.amounts import QUANTITY_MAX, RETURN
from loyalty.simulate.orders.cleaning import Rows, take
from loyalty.simulate.orders.gathered import NONE_NAMED, Column, Gathered, Lines, joined, narrow, ranges
from loyalty.simulate.orders.order_level import settle
from loyalty.simulate.orders.parsing import Codes, Flags, Ints
from loyalty.simulate.orders.problems import Marks

ROWS_AT_ONCE: Final = 500_000
KEY_ROOM: Final = 2**62
SUM_ROOM: Final = 2**41
"""Line figures are clipped here before they are summed; such an order is refused anyway."""


@dataclass(slots=True)
class Settled:
    """Documents with their lines, one after the other."""

    lines: Lines
    start: Column
    count: Column
    order: Codes
    kind: Codes
    at: Ints
    member: Codes
    channel: Codes
    shipping: Ints
    original: Codes


def settled(gathered: Gathered, which: Ints, marks: Marks) -> Settled:
    """The documents of these stretches."""
    found = [_settled(rows, marks, numbered=gathered.numbered) for rows in _turns(gathered, which)]
    starts = np.cumsum([0, *(one.lines.row.size for one in found)])
    for one, start in zip(found, starts.tolist(), strict=False):
        one.start = one.start + np.int32(start)
    names = [part.name for part in fields(Settled) if part.name != "lines"]
    columns = {name: np.concatenate([getattr(one, name) for one in found]) for name in names}
    return Settled(lines=joined([one.lines for one in found]), **columns)


def line_keys(rows: Rows) -> Ints:
    """One number per row that sorts like (order, kind, line number)."""
    if not rows.line_no.size:
        return rows.line_no
    low, high = int(rows.line_no.min()), int(rows.line_no.max())
    pairs = rows.order * np.int64(2) + rows.kind
    span = high - low + 1
    if (int(pairs.max()) + 1) * span < KEY_ROOM:
        return pairs * span + (rows.line_no - low)
    distinct, place = np.unique(rows.line_no, return_inverse=True)
    return pairs * np.int64(distinct.size) + place


def first_known(values: Ints | Codes, known: Flags, *, starts: Ints, otherwise: int) -> Ints:
    """Of each group of rows the first value that is known."""
    size = values.size
    first = np.minimum.reduceat(np.where(known, np.arange(size), size), starts) if size else starts
    return np.append(values, otherwise)[first].astype(np.int64)


def _turns(gathered: Gathered, which: Ints) -> Iterator[Rows]:
    """The rows of these stretches, some whole orders at a time, each order's in the order of the files."""
    stretches = gathered.stretches
    which = which[np.argsort(stretches.order.codes[which], kind="stable")]
    orders = stretches.order.codes[which]
    sizes = np.diff(stretches.line_start)[which]
    turn = np.cumsum(sizes, dtype=np.int64) // ROWS_AT_ONCE
    opens = np.append(True, orders[1:] != orders[:-1])
    turn = turn[np.maximum.accumulate(np.where(opens, np.arange(which.size), 0))]
    cuts = np.flatnonzero(np.append(True, turn[1:] != turn[:-1]))
    for first, last in zip(cuts.tolist(), [*cuts[1:].tolist(), which.size], strict=True):
        yield _rows(gathered, which[first:last])


def _rows(gathered: Gathered, which: Ints) -> Rows:
    """All columns of the rows of these stretches."""
    stretches, lines = gathered.stretches, gathered.lines
    counts = np.diff(stretches.line_start)[which]
    chosen = lines.taken(ranges(stretches.line_start[:-1][which], counts))
    gross, discount = chosen.gross.astype(np.int64), chosen.discount.astype(np.int64)

    def each(column: Column) -> Column:
        return np.repeat(column[which], counts)

    return Rows(
        row=chosen.row.astype(np.int64),
        order=each(stretches.order.codes),
        kind=each(stretches.kind).astype(np.int32),
        at=each(stretches.at),
        member=each(stretches.member),
        line_no=chosen.number.astype(np.int64),
        sku=sku_of_item(gathered.items)[chosen.item],
        item=chosen.item,
        quantity=chosen.quantity.astype(np.int64),
        gross=gross,
        discount=discount,
        net=gross - discount,
        code=chosen.code,
        channel=each(stretches.channel),
        original=each(stretches.original),
        shipping=each(stretches.shipping).astype(np.int64),
        cost=np.full(gross.size, -1, np.int64) if chosen.cost is None else chosen.cost.astype(np.int64),
        file=(np.searchsorted(stretches.file_start, chosen.row, side="right") - 1).astype(np.int32),
        parts={name: column.astype(np.int64) for name, column in chosen.parts.items()},
    )


def sku_of_item(items: pl.DataFrame) -> Codes:
    """Items of one SKU share a number."""
    skus = items["sku"]
    return (skus != skus.shift()).fill_null(value=False).cum_sum().cast(pl.Int32).to_numpy()


def _settled(rows: Rows, marks: Marks, *, numbered: bool) -> Settled:
    """Some documents whose rows are all here."""
    rows = _sorted(rows)
    rows = _without(rows, _mark_duplicates(rows, marks))
    rows = _without(rows, _mark_other_files(rows, marks))
    if numbered:
        marks.note("line_number_repeated", rows.row[_sharing(line_keys(rows))])
    else:
        rows = _sorted(replace(rows, line_no=rows.row))
    if rows.parts:
        rows = _sorted(settle(rows, marks))
    rows = _without(rows, _mark_too_large(rows, marks))
    return _agreed(rows, marks)


def _sorted(rows: Rows) -> Rows:
    return take(rows, np.argsort(line_keys(rows), kind="stable"))


def _sharing(keys: Ints) -> Flags:
    """Which of sorted keys stand there more than once."""
    sharing = np.zeros(keys.size, np.bool_)
    same = keys[1:] == keys[:-1]
    sharing[:-1] |= same
    sharing[1:] |= same
    return sharing


def _without(rows: Rows, left_out: Flags) -> Rows:
    return take(rows, np.flatnonzero(~left_out)) if left_out.any() else rows


def _mark_duplicates(rows: Rows, marks: Marks) -> Flags:
    """Rows that stand in the files a second time."""
    again = _sharing(line_keys(rows))
    if again.any():
        names = [part.name for part in fields(rows) if part.name not in {"row", "file", "parts"}]
        columns = {name: getattr(rows, name)[again] for name in names}
        columns |= {f"part_{name}": column[again] for name, column in rows.parts.items()}
        first = pl.DataFrame(columns).select(pl.struct(pl.all()).is_first_distinct()).to_series()
        again[again] = ~first.to_numpy()
        marks.exclude("duplicate_row", rows.row[again])
    return again


def _mark_other_files(rows: Rows, marks: Marks) -> Flags:
    """What a later file says otherwise of an order that an earlier one holds."""
    if not rows.row.size or int(rows.file.min()) == int(rows.file.max()):
        return np.zeros(rows.row.size, np.bool_)
    starts, of_row = _groups(rows)
    later: Flags = rows.file != np.minimum.reduceat(rows.file, starts)[of_row]
    marks.exclude("order_differs", rows.row[later])
    return later


def _mark_too_large(rows: Rows, marks: Marks) -> Flags:
    """All rows of documents whose figures are too large to be exact."""
    starts, of_row = _groups(rows)
    if not starts.size:
        return np.zeros(0, np.bool_)
    gross, pieces = (
        np.add.reduceat(np.minimum(figures, SUM_ROOM), starts) for figures in (rows.gross, rows.quantity)
    )
    large: Flags = ((gross > MINOR_MAX) | (pieces > QUANTITY_MAX))[of_row]
    marks.exclude("order_too_large", rows.row[large])
    return large


def _groups(rows: Rows) -> tuple[Ints, Ints]:
    """First row of each document, and each row's document."""
    first = np.ones(rows.row.size, np.bool_)
    first[1:] = (rows.order[1:] != rows.order[:-1]) | (rows.kind[1:] != rows.kind[:-1])
    return np.flatnonzero(first), np.cumsum(first) - 1


def _agreed(rows: Rows, marks: Marks) -> Settled:
    """One member, instant, channel, fee and original order per document: the first that a line names."""
    starts, of_row = _groups(rows)
    member = first_known(rows.member, rows.member >= 0, starts=starts, otherwise=-1)
    original = first_known(rows.original, rows.original != NONE_NAMED, starts=starts, otherwise=NONE_NAMED)
    at = rows.at[starts]
    other_member = rows.member != member[of_row]
    marks.repair("order_with_two_members", rows.row[other_member & (rows.member >= 0)])
    marks.repair("member_filled", rows.row[other_member & (rows.member < 0)])
    marks.repair("order_with_two_times", rows.row[rows.at != at[of_row]])
    other_order = (rows.original != original[of_row]) & (rows.original != NONE_NAMED)
    marks.repair("return_of_several_orders", rows.row[other_order & (rows.kind == RETURN)])
    return Settled(
        lines=_lines(rows),
        start=starts.astype(np.int32),
        count=np.diff(starts, append=rows.row.size).astype(np.int32),
        order=rows.order[starts],
        kind=rows.kind[starts],
        at=at,
        member=member.astype(np.int32),
        channel=first_known(rows.channel, rows.channel >= 0, starts=starts, otherwise=-1).astype(np.int32),
        shipping=first_known(rows.shipping, rows.shipping >= 0, starts=starts, otherwise=-1),
        original=original.astype(np.int32),
    )


def _lines(rows: Rows) -> Lines:
    return Lines(
        row=rows.row.astype(np.int32),
        number=narrow(rows.line_no),
        item=rows.item,
        quantity=narrow(rows.quantity),
        gross=narrow(rows.gross),
        discount=narrow(rows.discount),
        code=rows.code,
        cost=narrow(rows.cost),
        parts={},
    )
