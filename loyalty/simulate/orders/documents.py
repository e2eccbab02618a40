"""Lines gathered into documents: one instant, one member, one channel each, and returns tied to their orders.

A document whose lines stand together, agree and ascend is a stretch as it is; only the others are looked at
row by row (`disputes`). A return dated before the order it names waits for it and then counts at the order's
own instant; one that names an order the files do not hold counts as unlinked.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from loyalty.money import MINOR_MAX
from loyalty.simulate.orders.amounts import QUANTITY_MAX, RETURN, SALE
from loyalty.simulate.orders.disputes import Settled, settled
from loyalty.simulate.orders.gathered import NONE_NAMED, Column, Gathered, Lines, Stretches, joined, ranges
from loyalty.simulate.orders.parsing import Codes, Flags, Ints
from loyalty.simulate.orders.problems import Marks


@dataclass(slots=True)
class Documents:
    """One entry per document, and the lines that they point into, in ascending order of `start`."""

    lines: Lines
    start: Column
    count: Column
    order: Codes
    kind: Column
    at: Ints
    member: Codes
    channel: Column
    shipping: Column
    original: Codes
    """Order a return names: NONE_NAMED, or NOT_IN_FILE."""
    sale: Codes
    """Of a return: the document it gives back to, or -1."""

    def places(self, which: Flags | Ints) -> Column:
        """The lines of these documents."""
        return ranges(self.start[which], self.count[which])

    def of_lines(self, places: Column) -> Ints:
        """The documents that these lines belong to; -1 for lines of none."""
        found = np.searchsorted(self.start, places, side="right") - 1
        inside = (found >= 0) & (places < self.start[found] + self.count[found])
        return np.where(inside, found, -1)


def documents(gathered: Gathered, marks: Marks) -> Documents:
    """All documents of the gathered rows; what is mended or left out is marked."""
    stretches, lines = gathered.stretches, gathered.lines
    counts = np.diff(stretches.line_start)
    whole = _whole(stretches, lines, counts)
    disputed = np.flatnonzero((counts > 0) & ~whole)
    _leave_out_too_large(stretches, lines, whole, marks)
    kept = np.flatnonzero(whole)
    found = Documents(
        lines=lines,
        start=stretches.line_start[kept],
        count=counts[kept],
        order=stretches.order.codes[kept],
        kind=stretches.kind[kept],
        at=stretches.at[kept],
        member=stretches.member[kept],
        channel=stretches.channel[kept],
        shipping=stretches.shipping[kept],
        original=stretches.original[kept],
        sale=np.empty(0, np.int32),
    )
    if disputed.size:
        more = settled(gathered, disputed, marks)
        if not kept.size:
            # Nothing points at the lines as they were: their memory is free for what follows.
            found.lines = gathered.lines = lines = lines.taken(kept)
        _append(found, more)
    _link(found, gathered.orders.len(), marks)
    _note(found, marks)
    return found


def _whole(stretches: Stretches, lines: Lines, counts: Column) -> Flags:
    """Which stretches are documents as they are: alone with their order and kind, their lines ascending."""
    alive: Flags = counts > 0
    if lines.parts:
        return np.zeros(alive.size, np.bool_)
    whole = alive.copy()
    if not stretches.order.unique:
        key = stretches.order.codes[alive] * np.int64(2) + stretches.kind[alive]
        whole[alive] = np.bincount(key)[key] == 1
    steps = lines.number[1:] <= lines.number[:-1]
    opening = stretches.line_start[:-1][alive][1:]
    steps[opening - 1] = False
    falling = np.flatnonzero(steps) + 1
    if falling.size:
        whole[np.searchsorted(stretches.line_start, falling, side="right") - 1] = False
    return whole


def _leave_out_too_large(stretches: Stretches, lines: Lines, whole: Flags, marks: Marks) -> None:
    """Documents whose figures are too large to be exact are left out; `whole` is changed."""
    counts = np.diff(stretches.line_start)
    most = int(counts.max(initial=0))
    largest = [int(column.max(initial=0)) for column in (lines.gross, lines.quantity)]
    if largest[0] * most <= MINOR_MAX and largest[1] * most <= QUANTITY_MAX:
        return
    alive = np.flatnonzero(counts)
    large = np.zeros(counts.size, np.bool_)
    for column, limit in ((lines.gross, MINOR_MAX), (lines.quantity, QUANTITY_MAX)):
        sums = np.add.reduceat(
            np.minimum(column.astype(np.int64, copy=False), limit + 1),
            stretches.line_start[alive],
            dtype=np.int64,
        )
        large[alive] |= sums > limit
    large &= whole
    marks.exclude("order_too_large", lines.row[ranges(stretches.line_start[:-1][large], counts[large])])
    whole &= ~large


def _append(found: Documents, more: Settled) -> None:
    """Documents settled row by row come after those that are stretches, with lines of their own."""
    old, new = found.lines, more.lines
    found.start = np.append(found.start, more.start + np.int32(old.row.size))
    for name in ("count", "order", "kind", "at", "member", "channel", "shipping", "original"):
        setattr(found, name, np.append(getattr(found, name), getattr(more, name)))
    if old.cost is None:
        new.cost = None
    found.lines = joined([old, new])


def _link(found: Documents, orders: int, marks: Marks) -> None:
    """Tie returns to the documents of their sales, and give them those' member and, if earlier, instant."""
    found.sale = np.full(found.order.size, -1, np.int32)
    returns = np.flatnonzero(found.kind == RETURN)
    if not returns.size:
        return
    sale_of_order = np.full(orders + 1, -1, np.int32)
    sales = np.flatnonzero(found.kind == SALE)
    sale_of_order[found.order[sales]] = sales
    named = found.original[returns]
    own = np.where(named == NONE_NAMED, found.order[returns], -1)
    sale = np.where(named >= 0, sale_of_order[np.maximum(named, -1)], sale_of_order[own])
    found.sale[returns] = sale
    unlinked, linked = sale < 0, returns[sale >= 0]
    _mark(marks.note, "unlinked_return", found, returns[unlinked & (named == NONE_NAMED)])
    _mark(marks.note, "return_of_unknown_order", found, returns[unlinked & (named != NONE_NAMED)])
    sale = found.sale[linked]
    early = found.at[linked] < found.at[sale]
    _mark(marks.repair, "return_before_its_order", found, linked[early])
    other = found.member[linked] != found.member[sale]
    _mark(marks.repair, "return_member_from_order", found, linked[other])
    found.at[linked[early]] = found.at[sale[early]]
    found.member[linked] = found.member[sale]


def _note(found: Documents, marks: Marks) -> None:
    """What a reader of the figures should know."""
    lines = found.lines
    _mark(marks.note, "anonymous_order", found, np.flatnonzero(found.member < 0))
    nothing = np.flatnonzero(lines.gross == lines.discount)
    of_nothing = found.of_lines(nothing)
    empty = np.bincount(of_nothing[of_nothing >= 0], minlength=found.order.size) == found.count
    _mark(marks.note, "zero_total_order", found, np.flatnonzero(empty & (found.kind == SALE)))
    free = nothing[lines.gross[nothing] == 0]
    of_free = found.of_lines(free)
    free, of_free = free[of_free >= 0], of_free[of_free >= 0]
    marks.note("free_line", lines.row[free[found.kind[of_free] == SALE]].astype(np.int64))


def _mark(mark: Callable[[str, Ints], None], code: str, found: Documents, which: Ints) -> None:
    """Mark all rows of these documents."""
    if which.size:
        mark(code, found.lines.row[found.places(which)].astype(np.int64))
