"""Documents laid out as the kernels' events, a stretch at a time, in compiled code.

Processing goes by member, a log by time, so that every document lies somewhere else: what it holds is fetched
a little ahead. Columns come in whatever width they were packed in; each combination of widths is compiled
once and kept beside the kernels (`compiled.machine`).
"""

# Columns fill a parameter list; one name a line would hide the work.
# fmt: off
# ruff: noqa: PLR0913, PLR0917

from __future__ import annotations

from typing import Any

from loyalty.kernels.codes import NONE, RETURN, RETURN_UNLINKED, SALE
from loyalty.simulate.replaying.prefetch import prefetch

SHIPPING = 0
DELIVERED = 1
WANTED = 2
"""Fields that `lay_field` writes."""
FAR = 16
NEAR = 8
"""Documents ahead at which an order, and its lines, are asked for."""

Column = Any
"""A one-dimensional array."""


def lay(first: int, last: int, room: int, wanted: int, words: int, stride: int, order: Column,
        start: Column, member: Column, at: Column, kind: Column, answers: Column, item: Column,
        quantity: Column, amount: Column, listed: Column, orders: Column, order_lines: Column,
        eligible: Column) -> int:
    """Write documents first … last − 1 of `order` as sales or unlinked returns; the first without room.

    What a document earns is named by its sequence; `stride` − 1 numbers before it are for gifts.
    """
    count = 0
    end = len(order) - 1
    for place in range(first, last):
        ahead = order[min(place + FAR, end)]
        prefetch(start, ahead)
        prefetch(member, ahead)
        prefetch(at, ahead)
        prefetch(kind, ahead)
        prefetch(answers, ahead * words)
        lines = start[order[min(place + NEAR, end)]]
        prefetch(item, lines)
        prefetch(quantity, lines)
        prefetch(amount, lines)
        prefetch(listed, lines)
        document = order[place]
        if count + start[document + 1] - start[document] > room:
            return place
        row = orders[place - first]
        row.document = document
        row.sequence = (document + 1) * stride - 1
        for word in range(words):
            eligible[(place - first) * words + word].bits = answers[document * words + word].bits
        row.kind = SALE if kind[document] == 0 else RETURN_UNLINKED
        row.member = member[document]
        row.at = at[document]
        row.delivered = at[document]
        row.shipping = 0
        row.points_wanted = wanted
        row.tendered = 0
        row.kept = NONE
        row.line_start = count
        for line in range(start[document], start[document + 1]):
            one = order_lines[count]
            one.item = item[line]
            one.quantity = quantity[line]
            one.amount = amount[line]
            one.listed = listed[line]
            one.floor = 0
            one.target = 0
            count += 1
        row.line_end = count
    return last


def lay_field(count: int, values: Column, field: int, orders: Column) -> None:
    """Write one further field of the documents laid out: SHIPPING of sales, DELIVERED or points WANTED."""
    for place in range(count):
        row = orders[place]
        value = values[row.document]
        if field == SHIPPING:
            row.shipping = value if row.kind == SALE else 0
        elif field == DELIVERED:
            row.delivered = value
        else:
            row.points_wanted = value


def lay_returns(count: int, start: Column, original: Column, slot_of: Column, kept_start: Column,
                target: Column, units: Column, refund: Column, item: Column, listed: Column,
                orders: Column, order_lines: Column) -> None:
    """Mark the orders that returns name, and write what those give back.

    Units go back before money alone does, as the engine books them.
    """
    for place in range(count):
        row = orders[place]
        document = row.document
        if row.kind == SALE:
            row.kept = slot_of[document]
        elif original[document] >= 0:
            row.kind = RETURN
            row.kept = slot_of[original[document]]
        if row.kind != RETURN:
            continue
        bought = start[original[document]]
        free = row.line_start
        for turn in range(2):
            for line in range(start[document], start[document + 1]):
                if (refund[line] > 0) == (turn == 1):
                    one = order_lines[free]
                    one.item = item[line]
                    one.listed = listed[line]
                    one.quantity = units[line]
                    one.amount = refund[line]
                    one.target = kept_start[row.kept] + max(target[line], bought) - bought
                    free += 1


def keep(count: int, words: int, orders: Column, told: Column, told_applied: Column, blank: Column,
         outcomes: Column, applied: Column) -> None:
    """What became of the documents laid out goes to their own rows; `told` is blank again."""
    for place in range(count):
        prefetch(outcomes, orders[min(place + FAR, count - 1)].document)
        document = orders[place].document
        outcomes[document] = told[place]
        told[place] = blank[0]
        for word in range(words):
            applied[document * words + word].bits = told_applied[place * words + word].bits
            told_applied[place * words + word].bits = 0
