"""Goods that come back of an order that an older system booked: its award is told, and no rule says why.

What the order earned stands in the proportion of what is still paid of it to what was. A history has no such
orders, so a replay runs none of this; all but the award is what any return does.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels.lots import advance_points
from loyalty.kernels.ratio import product_quotient
from loyalty.kernels.restoring import restore_or_keep
from loyalty.kernels.returns import clear_return, give_back_lines, return_order_credit
from loyalty.kernels.rows import Table
from loyalty.kernels.taking_back import take_back


def keep_told(slot: int, base: int, bonus: int, paid: int, plan: Table, kept_orders: Table,
              kept_lines: Table, grants: Table) -> None:
    """Write what stands of a told award; all of it is in the first group.

    Of an order that nothing was paid for it stands while any unit is left.
    """
    first = kept_orders[slot].line_start
    left = 0
    units = 0
    for line in range(first, first + kept_orders[slot].line_count):
        left += kept_lines[line].net - kept_lines[line].tendered
        units += kept_lines[line].units
    for group in range(plan[0].groups):
        grants[group].base = 0
        grants[group].bonus = 0
    if paid > 0:
        grants[0].base = product_quotient(base, min(left, paid), paid)
        grants[0].bonus = product_quotient(base + bonus, min(left, paid), paid) - grants[0].base
    elif units > 0:
        grants[0].base = base
        grants[0].bonus = bonus


def return_told(order: int, base: int, bonus: int, paid: int, plan: Table, zone: Table, caps: Table,
                tracks: Table, levels: Table, orders: Table, order_lines: Table, members: Table, lots: Table,
                standings: Table, reaches: Table, credits_: Table, own: Table, kept_orders: Table,
                kept_lines: Table, awards: Table, trail: Table, shares: Table, grants: Table, by_month: Table,
                by_offer: Table, moves: Table, journal: Table, meters: Table, quote: Table) -> None:
    """Units or money of a member's order come back: cost, spent points, the told award, credit."""
    slot = orders[order].kept
    who = orders[order].member
    at = orders[order].at
    clear_return(quote)
    give_back_lines(order, plan, orders, order_lines, kept_orders, kept_lines, shares, by_offer, quote)
    restore_or_keep(slot, who, at, plan, zone, members, lots, kept_orders, awards, trail, by_month, journal,
                    meters, quote)
    keep_told(slot, base, bonus, paid, plan, kept_orders, kept_lines, grants)
    take_back(slot, who, at, plan, zone, caps, members, lots, own, kept_orders, awards, grants, by_month,
              journal, meters, quote)
    if plan[0].tracks > 0:
        return_order_credit(slot, who, at, plan, zone, members, tracks, levels, standings, reaches, credits_,
                            moves, kept_orders, kept_lines, quote)
    advance_points(who, at, plan, zone, members, lots, awards, by_month, journal, meters)
