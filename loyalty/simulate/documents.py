"""Rows gathered into documents: one instant, one member, one channel each, and returns tied to their orders.

A row that stands twice (the same document, line number and content, as when overlapping exports are joined)
counts once. Where the lines of a document disagree, its first line is right, in line order, so that the order
of the file's rows does not matter. A return dated before the order it names waits for it and then counts at
the order's own instant; one that names an order the file does not hold counts as unlinked.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
import polars as pl

from loyalty.money import MINOR_MAX
from loyalty.simulate.amounts import QUANTITY_MAX, RETURN, SALE
from loyalty.simulate.cleaning import NONE_NAMED, Cleaned, Rows, take
from loyalty.simulate.parsing import Codes, Flags, Ints
from loyalty.simulate.problems import Marks

KEY_ROOM: Final = 2**62
SUM_ROOM: Final = 2**41
"""Line figures are clipped here before they are summed; such an order is refused anyway."""


@dataclass(slots=True)
class Documents:
    """One entry per document, in the order of the rows: by order id, sale before return."""

    starts: Ints
    of_row: Ints
    order: Codes
    kind: Codes
    at: Ints
    member: Codes
    channel: Codes
    shipping: Ints
    sale: Ints
    """Of a return: the document it gives back to, or -1."""


def documents(cleaned: Cleaned, marks: Marks) -> tuple[Rows, Documents]:
    """The rows by document and line, and their documents; what is mended or left out is marked."""
    rows = _sorted(cleaned.rows)
    rows = _without(rows, _mark_duplicates(rows, marks))
    if cleaned.numbered:
        marks.note("line_number_repeated", rows.row[_sharing(line_keys(rows))])
    else:
        rows = _sorted(replace(rows, line_no=rows.row))
    rows = _without(rows, _mark_too_large(rows, marks))
    found = _agreed(rows, marks)
    _link(rows, found, cleaned, marks)
    _note(rows, found, marks)
    return rows, found


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


def first_known(values: Ints | Codes, known: Flags, *, starts: Ints, otherwise: int) -> Codes:
    """Of each group of rows the first value that is known."""
    size = values.size
    first = np.minimum.reduceat(np.where(known, np.arange(size), size), starts) if size else starts
    return np.append(values, otherwise)[first].astype(np.int32)


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
    """Rows that stand in the file a second time."""
    again = _sharing(line_keys(rows))
    if again.any():
        content = pl.DataFrame({field.name: getattr(rows, field.name)[again] for field in fields(rows)})
        first = content.select(pl.struct(pl.exclude("row")).is_first_distinct()).to_series()
        again[again] = ~first.to_numpy()
        marks.exclude("duplicate_row", rows.row[again])
    return again


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


def _agreed(rows: Rows, marks: Marks) -> Documents:
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
    fee = np.append(rows.shipping, -1)
    return Documents(
        starts=starts,
        of_row=of_row,
        order=rows.order[starts],
        kind=rows.kind[starts],
        at=at,
        member=member,
        channel=first_known(rows.channel, rows.channel >= 0, starts=starts, otherwise=-1),
        shipping=fee[first_known(np.arange(fee.size - 1), rows.shipping >= 0, starts=starts, otherwise=-1)],
        sale=original.astype(np.int64),
    )


def _link(rows: Rows, found: Documents, cleaned: Cleaned, marks: Marks) -> None:
    """Tie returns to the documents of their sales, and give them those' member and, if earlier, instant."""
    sale_of_order = np.full(cleaned.orders.len() + 1, -1)
    sales = np.flatnonzero(found.kind == SALE)
    sale_of_order[found.order[sales]] = sales
    returns = found.kind == RETURN
    named = np.where(returns, found.sale, NONE_NAMED)
    own = np.where(returns & (named == NONE_NAMED), found.order, -1)
    found.sale = np.where(named >= 0, sale_of_order[np.maximum(named, -1)], sale_of_order[own])
    linked = found.sale >= 0
    _mark(marks.note, "unlinked_return", rows, found, returns & ~linked & (named == NONE_NAMED))
    _mark(marks.note, "return_of_unknown_order", rows, found, returns & ~linked & (named != NONE_NAMED))
    early = linked & (found.at < found.at[found.sale])
    _mark(marks.repair, "return_before_its_order", rows, found, early)
    found.at = np.where(early, found.at[found.sale], found.at)
    other = linked & (found.member != found.member[found.sale])
    _mark(marks.repair, "return_member_from_order", rows, found, other)
    found.member = np.where(other, found.member[found.sale], found.member)


def _note(rows: Rows, found: Documents, marks: Marks) -> None:
    """What a reader of the figures should know."""
    _mark(marks.note, "anonymous_order", rows, found, found.member < 0)
    totals = np.add.reduceat(rows.net, found.starts) if rows.row.size else rows.net
    _mark(marks.note, "zero_total_order", rows, found, (found.kind == SALE) & (totals == 0))
    marks.note("free_line", rows.row[(rows.kind == SALE) & (rows.gross == 0)])


def _mark(mark: Callable[[str, Ints], None], code: str, rows: Rows, found: Documents, flagged: Flags) -> None:
    """Mark all rows of the flagged documents."""
    if flagged.any():
        mark(code, rows.row[flagged[found.of_row]])
