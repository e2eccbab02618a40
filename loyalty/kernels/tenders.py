"""What a priced order still costs is paid: by tenders as far as they reach, over goods and the fee alike.

A tender is money somebody already holds, such as stored value. It lowers no price, so floors do not hold it
back, and what is not accepted of it stays where it was. What it pays earns no points.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels.rows import Table
from loyalty.kernels.spread import spread_freely


def shipping_left(quote: Table) -> int:
    """The fee left after its offers and the points that covered it."""
    on_goods = quote[0].gross - quote[0].off - quote[0].paid
    return int(quote[0].shipping - quote[0].shipping_off - (quote[0].points_minor - on_goods))


def shipping_paid(quote: Table) -> int:
    """The fee left after tenders too: what of it counts for points."""
    return shipping_left(quote) - int(quote[0].shipping_tendered)


def pay_by_tender(order: int, lines: int, orders: Table, work: Table, quote: Table) -> None:
    """Tenders pay at most what is left; each line's `basis` is what they leave of it.

    The fee takes part as one more line, on the row of the bench after the last one.
    """
    paid = 0
    for line in range(lines):
        work[line].tendered = 0
        work[line].basis = work[line].net
        paid += work[line].net
    quote[0].paid = paid
    quote[0].tendered = 0
    quote[0].shipping_tendered = 0
    fee = shipping_left(quote)
    tendered = min(orders[order].tendered, paid + fee)
    if tendered <= 0:
        return
    work[lines].net = fee
    spread_freely(lines + 1, tendered, work)
    for line in range(lines):
        work[line].tendered = work[line].share
        work[line].basis -= work[line].share
    quote[0].tendered = tendered
    quote[0].shipping_tendered = work[lines].share
