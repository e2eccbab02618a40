"""What rows say about their whole order, once all lines of the order are together.

Orders that were never paid or were given up are left out. An order's discount is spread over its lines by
their price, to the minor unit: shares rounded down, then one more unit each for the largest remainders, ties
by the larger price, then the earlier line. A refund told beside a sale becomes a return of its own.
"""

from dataclasses import fields, replace
from typing import Final

import numpy as np

from loyalty.money import MINOR_MAX
from loyalty.simulate.orders.amounts import QUANTITY_MAX, RETURN, SALE
from loyalty.simulate.orders.cleaning import Rows, take
from loyalty.simulate.orders.gathered import NONE_NAMED
from loyalty.simulate.orders.parsing import Codes, Flags, Ints
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.statuses import CANCELLED, CLOSED, REFUNDED, UNPAID

_REFUNDS: Final = ("line_refund", "order_refund", "refunded_quantity")


def settle(rows: Rows, marks: Marks) -> Rows:
    """Rows without parts; `rows` come whole orders together, each by line.

    Orders that do not count are marked and left out, discounts are spread, returns are added behind.
    """
    if not rows.row.size:
        return replace(rows, parts={})
    rows = take(rows, np.flatnonzero(_counting(rows, marks)))
    if not rows.row.size:
        return replace(rows, parts={})
    rows = _with_discounts(rows, marks)
    returns = _returns(rows, marks)
    return _joined(replace(rows, parts={}), returns)


def spread(total: Ints, *, weights: Ints, starts: Ints) -> Ints:
    """Each group's total over its rows by weight: sums exact, largest remainders first.

    `total` per group, 0 <= total <= 2^40; `weights` per row, >= 0, each group's sum <= 2^40; a group whose
    weights are all 0 takes nothing.
    """
    counts = np.diff(starts, append=weights.size)
    whole = np.add.reduceat(weights, starts) if starts.size else weights
    amount, around = np.repeat(np.where(whole > 0, total, 0), counts), np.repeat(np.maximum(whole, 1), counts)
    shares, remainders = _divided(amount, weights, around)
    missing = np.where(whole > 0, total, 0) - (np.add.reduceat(shares, starts) if starts.size else shares)
    group = np.repeat(np.arange(starts.size), counts)
    order = np.lexsort((np.arange(weights.size), -weights, -remainders, group))
    rank = np.empty(weights.size, np.int64)
    rank[order] = np.arange(weights.size) - np.repeat(starts, counts)
    return shares + (rank < np.repeat(missing, counts))


def _divided(amount: Ints, weight: Ints, around: Ints) -> tuple[Ints, Ints]:
    """Each amount × weight by what it is around, and the remainder; by halves, so no product passes 2^62."""
    high, low = amount >> _HALF, amount & ((1 << _HALF) - 1)
    first, rest = np.divmod(high * weight, around)
    second, remainder = np.divmod((rest << _HALF) + low * weight, around)
    return (first << _HALF) + second, remainder


_HALF: Final = 20


def _counting(rows: Rows, marks: Marks) -> Flags:
    """Which rows count, by their own status or else their order's first; the others are marked."""
    starts, of_row = _groups(rows.order)
    nothing = np.zeros(rows.row.size, np.int64)
    own = rows.parts.get("status", nothing)
    status = np.where(own > 0, own, _first(own, starts, above=0)[of_row])
    paid = np.ones(starts.size, np.bool_)
    if "paid_at" in rows.parts:
        paid = np.logical_or.reduceat(rows.parts["paid_at"] != -1, starts)
    paid = paid[of_row]
    beside = any(name in rows.parts for name in _REFUNDS)
    unpaid = (status == UNPAID) | ((status <= 0) & ~paid)
    given_up = (status == CANCELLED) | ((status == REFUNDED) & (not beside))
    given_up |= (status == CLOSED) & ~((paid & beside) if "paid_at" in rows.parts else np.False_)
    # A return that stands as rows of its own is not paid for: it goes only where its whole order goes.
    sale = rows.kind == SALE
    kept = np.logical_or.reduceat(sale & ~(unpaid | given_up), starts)
    gone = (np.logical_or.reduceat(sale, starts) & ~kept)[of_row]
    never = np.logical_or.reduceat(sale & unpaid, starts)[of_row]
    left_out = np.where(sale, unpaid | given_up, gone)
    marks.exclude("unpaid_order", rows.row[left_out & np.where(sale, unpaid, never)])
    marks.exclude("cancelled_order", rows.row[left_out])
    counts: Flags = ~left_out
    return counts


def _with_discounts(rows: Rows, marks: Marks) -> Rows:
    """Rows whose discounts hold their share of their order's."""
    told = rows.parts.get("order_discount")
    if told is None:
        return rows
    starts, of_row = _groups(rows.order)
    total = np.maximum(_first(told, starts, above=0), 0)
    differs = (told > 0) & (told != total[of_row])
    marks.repair("order_discount_differs", rows.row[differs])
    weights = np.where(rows.kind == SALE, np.minimum(rows.net, MINOR_MAX), 0)
    room = np.add.reduceat(weights, starts)
    marks.repair("order_discount_cut", rows.row[(total > room)[of_row] & (rows.kind == SALE)])
    usable = np.where(room <= MINOR_MAX, np.minimum(total, room), 0)
    share = spread(usable, weights=np.where((room <= MINOR_MAX)[of_row], weights, 0), starts=starts)
    return replace(rows, discount=rows.discount + share, net=rows.net - share)


def _returns(rows: Rows, marks: Marks) -> Rows:
    """The returns that refund columns tell, one row per line that something came back of."""
    parts = rows.parts
    if not any(name in parts for name in _REFUNDS):
        return take(rows, np.empty(0, np.int64))
    nothing = np.full(rows.row.size, -1)
    sale = rows.kind == SALE
    pieces = np.where(sale, parts.get("refunded_quantity", nothing), -1)
    money = np.where(sale, parts.get("line_refund", nothing), -1)
    by_units = (pieces > 0) & (money <= 0)
    quantity = np.minimum(np.maximum(rows.quantity, 1), QUANTITY_MAX)
    share, rest = _divided(np.minimum(rows.net, MINOR_MAX), np.clip(pieces, 0, quantity), quantity)
    share += 2 * rest >= quantity
    money = np.where(by_units, share, money)
    if "order_refund" in parts:
        money = _order_refunds(rows, np.maximum(money, 0), marks)
    above = sale & (money > rows.net)
    marks.repair("refund_above_paid", rows.row[above])
    money = np.where(above, rows.net, money)
    back = np.flatnonzero(sale & ((money > 0) | by_units))
    given = take(rows, back)
    amount, whole_line = money[back], (money[back] == given.net) & (pieces[back] <= 0)
    units = np.where(pieces[back] > 0, np.minimum(pieces[back], given.quantity), given.quantity)
    return replace(
        given,
        kind=np.full(back.size, RETURN, given.kind.dtype),
        at=_when(given, parts, back),
        quantity=units,
        gross=np.where(whole_line, given.gross, amount),
        discount=np.where(whole_line, given.discount, 0),
        net=amount,
        code=np.full(back.size, -1, given.code.dtype),
        original=np.full(back.size, NONE_NAMED, given.original.dtype),
        shipping=np.full(back.size, -1),
        cost=np.where(given.cost < 0, -1, given.cost * units // np.maximum(given.quantity, 1)),
        parts={},
    )


def _order_refunds(rows: Rows, already: Ints, marks: Marks) -> Ints:
    """Each line's refund when its order's is spread over what was paid and has not come back by line."""
    starts, of_row = _groups(rows.order)
    told = rows.parts["order_refund"]
    total = np.maximum(_first(told, starts, above=0), 0)
    left = np.where(rows.kind == SALE, np.maximum(np.minimum(rows.net, MINOR_MAX) - already, 0), 0)
    room = np.add.reduceat(left, starts)
    marks.repair("refund_above_paid", rows.row[(total > room)[of_row] & (told > 0)])
    fits = room <= MINOR_MAX
    usable = np.where(fits, np.minimum(total, room), 0)
    return already + spread(usable, weights=np.where(fits[of_row], left, 0), starts=starts)


def _when(given: Rows, parts: dict[str, Ints], back: Ints) -> Ints:
    """When it came back: as told, else when it was paid, never before its order."""
    at = given.at
    for name in ("paid_at", "refunded_at"):
        if name in parts:
            starts, of_row = _groups(given.order)
            told = _first(parts[name][back], starts, above=-1)[of_row] if back.size else parts[name][back]
            at = np.where(told >= 0, told, at)
    return np.maximum(at, given.at)


def _groups(order: Ints | Codes) -> tuple[Ints, Ints]:
    """First row of each order, and each row's order."""
    first = np.ones(order.size, np.bool_)
    first[1:] = order[1:] != order[:-1]
    return np.flatnonzero(first), np.cumsum(first) - 1


def _first(values: Ints, starts: Ints, *, above: int) -> Ints:
    """Of each group the first value above this; else the one below that stands for nothing."""
    size = values.size
    place = np.minimum.reduceat(np.where(values > above, np.arange(size), size), starts)
    return np.append(values, above)[place]


def _joined(rows: Rows, more: Rows) -> Rows:
    if not more.row.size:
        return rows
    columns = {one.name: getattr(rows, one.name) for one in fields(rows) if one.name != "parts"}
    both = {name: np.concatenate([column, getattr(more, name)]) for name, column in columns.items()}
    return Rows(**both, parts={})
