"""Which goods a rule concerns, and what they amount to on each base.

What a selector's lines come to is worked out once and kept in `sums` until a line changes: `sums[0].current`
counts the changes, and a row whose `version` is another is out of date. Listed, after the item lane, paid and
units only change with `sums[0].bases`. Row 0 is for everything.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.rows import Table


def selects(selector: int, item: int, words: int, items: Table) -> int:
    """1 when the selector takes the item; selector NONE takes everything."""
    if selector < 0:
        return 1
    if item < 0:
        return 0
    return int((items[item * words + (selector >> 5)].bits >> (selector & 31)) & 1)


def line_base(line: int, base: int, work: Table) -> int:
    """One line's amount on a base, minor units."""
    if base == codes.BASE_RUNNING:
        return int(work[line].net)
    if base == codes.BASE_AFTER_ITEMS:
        return int(work[line].after_items)
    if base == codes.BASE_PAID:
        return int(work[line].basis)
    return int(work[line].listed)


def sum_up(selector: int, lines: int, words: int, items: Table, work: Table, sums: Table) -> None:
    """What the selected lines come to: each base, units, what they can still give.

    `selects` is written out here and in `mark`: live, a call for each line costs more than its work.
    """
    row = sums[selector + 1]
    net = 0
    room = 0
    after_items = 0
    listed = 0
    paid = 0
    units = 0
    word = selector >> 5
    bit = 1 << (selector & 31)
    for line in range(lines):
        one = work[line]
        if selector < 0 or items[one.item * words + word].bits & bit != 0:
            net += one.net
            after_items += one.after_items
            listed += one.listed
            paid += one.basis
            units += one.quantity
            if one.net > one.floor:
                room += one.net - one.floor
    row.net = net
    row.room = room
    row.after_items = after_items
    row.listed = listed
    row.paid = paid
    row.units = units
    row.version = sums[0].current
    row.base = sums[0].bases


def lower(amount: int, sums: Table) -> None:
    """So much has come off lines that could give it: what everything comes to is still known."""
    everything = sums[0]
    known = everything.version == everything.current
    everything.current += 1
    if known:
        everything.net -= amount
        everything.room -= amount
        everything.version = everything.current


def rebase(sums: Table) -> None:
    """Lines stand on new bases: nothing is known any more."""
    sums[0].current += 1
    sums[0].bases = sums[0].current


def subtotal(selector: int, base: int, lines: int, words: int, items: Table, work: Table, sums: Table) -> int:
    """What the selected lines amount to."""
    row = sums[selector + 1]
    if row.version != sums[0].current and (base == codes.BASE_RUNNING or row.base != sums[0].bases):
        sum_up(selector, lines, words, items, work, sums)
    if base == codes.BASE_RUNNING:
        return int(row.net)
    if base == codes.BASE_AFTER_ITEMS:
        return int(row.after_items)
    if base == codes.BASE_PAID:
        return int(row.paid)
    return int(row.listed)


def quantity(selector: int, lines: int, words: int, items: Table, work: Table, sums: Table) -> int:
    """How many units the selected lines hold."""
    if sums[selector + 1].base != sums[0].bases and sums[selector + 1].version != sums[0].current:
        sum_up(selector, lines, words, items, work, sums)
    return int(sums[selector + 1].units)


def articles(selector: int, most: int, lines: int, words: int, items: Table, work: Table) -> int:
    """How many different SKUs the selected lines hold, counted up to `most`.

    The first line of each SKU is noted in `rank`, which means nothing between two spreads.
    """
    found = 0
    for line in range(lines):
        if found < most and work[line].quantity > 0 and selects(selector, work[line].item, words, items) == 1:
            sku = items[work[line].item * words].sku
            known = 0
            while known < found and items[work[work[known].rank].item * words].sku != sku:
                known += 1
            if known == found:
                work[found].rank = line
                found += 1
    return found


def room_of(selector: int, lines: int, words: int, items: Table, work: Table, sums: Table) -> int:
    """What the selected lines can give down to their floors."""
    if sums[selector + 1].version != sums[0].current:
        sum_up(selector, lines, words, items, work, sums)
    return int(sums[selector + 1].room)


def mark(selector: int, lines: int, words: int, items: Table, work: Table) -> None:
    """Switch on the selected lines that can still give."""
    if selector < 0:
        for line in range(lines):
            one = work[line]
            one.on = 1 if one.net > one.floor else 0
        return
    word = selector >> 5
    bit = 1 << (selector & 31)
    for line in range(lines):
        one = work[line]
        one.on = 0
        if items[one.item * words + word].bits & bit != 0 and one.net > one.floor:
            one.on = 1
