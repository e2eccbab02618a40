"""A placed order that is cancelled: all that is left of it comes back, as if it had not been placed.

What a return keeps, comes back here too: points that paid shipping, the credit of the fee, the whole award.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.lots import advance_points
from loyalty.kernels.rechecking import find_credit, return_credit
from loyalty.kernels.restoring import restore
from loyalty.kernels.returns import clear_return, give_back_lines
from loyalty.kernels.rows import Table
from loyalty.kernels.taking_back import take_back


def cancel_order(order: int, plan: Table, zone: Table, caps: Table, tracks: Table, levels: Table,
                 orders: Table, order_lines: Table, members: Table, lots: Table, standings: Table,
                 reaches: Table, credits_: Table, own: Table, kept_orders: Table, kept_lines: Table,
                 awards: Table, trail: Table, shares: Table, grants: Table, quote: Table, meters: Table,
                 journal: Table, by_month: Table, by_offer: Table, moves: Table) -> None:
    """Units, money, spent points, award and credit of a kept order come back; its lines are all of it."""
    slot = orders[order].kept
    who = orders[order].member
    at = orders[order].at
    clear_return(quote)
    give_back_lines(order, plan, orders, order_lines, kept_orders, kept_lines, shares, by_offer, quote)
    kept_orders[slot].minor_back = kept_orders[slot].points_minor
    counts = 0 if kept_orders[slot].placed == codes.UNCOUNTED else 1
    kept_orders[slot].placed = 2
    if who < 0:
        return
    quote[0].restored = restore(slot, who, at, plan, zone, members, lots, kept_orders, awards, trail,
                                by_month, journal, meters)
    for group in range(plan[0].groups):
        grants[group].base = 0
        grants[group].bonus = 0
    take_back(slot, who, at, plan, zone, caps, members, lots, own, kept_orders, awards, grants, by_month,
              journal, meters, quote)
    for track in range(plan[0].tracks):
        cancel_credit(slot, who, track, at, plan, zone, members, tracks, levels, standings, reaches, credits_,
                      moves, kept_orders)
    members[who].orders -= counts
    advance_points(who, at, plan, zone, members, lots, awards, by_month, journal, meters)


def cancel_credit(slot: int, who: int, track: int, at: int, plan: Table, zone: Table, members: Table,
                  tracks: Table, levels: Table, standings: Table, reaches: Table, credits_: Table,
                  moves: Table, kept_orders: Table) -> None:
    """What is left of the order's credit counts no more; upgrades that only it had caused are undone."""
    row = who * plan[0].tracks + track
    key = kept_orders[slot].credit
    index = find_credit(row, members[who].start, track, key, plan, standings, credits_)
    place = (members[who].start + index) * plan[0].tracks + track
    left = credits_[place].amount
    if credits_[place].key == key and left > 0:
        return_credit(who, track, key, left, at, plan, zone, members, tracks, levels, standings, reaches,
                      credits_, moves)
