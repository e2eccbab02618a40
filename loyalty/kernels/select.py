"""Which goods a rule concerns, and what they amount to on each base."""

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


def subtotal(lines: int, selector: int, base: int, words: int, items: Table, work: Table) -> int:
    """What the selected lines amount to."""
    total = 0
    for line in range(lines):
        if selects(selector, work[line].item, words, items) == 1:
            total += line_base(line, base, work)
    return total


def quantity(lines: int, selector: int, words: int, items: Table, work: Table) -> int:
    """How many units the selected lines hold."""
    total = 0
    for line in range(lines):
        if selects(selector, work[line].item, words, items) == 1:
            total += work[line].quantity
    return total


def mark(lines: int, selector: int, words: int, items: Table, work: Table) -> int:
    """Switch on the selected lines that can still give; what they can give down to their floors."""
    room = 0
    for line in range(lines):
        work[line].on = 0
        if selects(selector, work[line].item, words, items) == 1:
            left = work[line].net - work[line].floor
            if left > 0:
                work[line].on = 1
                room += left
    return room
