"""An order held before payment: what it will use is set aside, and booked later as it was priced, or let go.

A history knows no holds, so a replay runs none of this; it runs the same parts, in one go.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.earning import count_earned
from loyalty.kernels.lots import set_aside
from loyalty.kernels.restoring import expire_drawn, put_back
from loyalty.kernels.rows import Table
from loyalty.kernels.settling import book_award, count_offers, credit_order, record_order
from loyalty.kernels.tally import note


def hold_order(order: int, plan: Table, offers: Table, limits: Table, caps: Table, orders: Table,
               members: Table, lots: Table, own: Table, shared: Table, drained: Table, funds: Table,
               kept_orders: Table, kept_lines: Table, trail: Table, shares: Table, work: Table,
               verdicts: Table, adjusts: Table, quote: Table, meters: Table) -> None:
    """Set aside what `quote_order` found: uses, budgets, room under caps, points by lot, its number."""
    who = orders[order].member
    slot = orders[order].kept
    count_offers(order, who, plan, offers, limits, orders, own, shared, drained, funds, verdicts, quote)
    record_order(order, who, orders, kept_orders, kept_lines, shares, work, adjusts, meters, quote)
    if who < 0:
        return
    kept_orders[slot].trail_start = meters[0].trail
    set_aside(who, quote[0].points, orders[order].at, members, lots, trail, meters)
    kept_orders[slot].trail_count = meters[0].trail - kept_orders[slot].trail_start
    count_earned(who, quote[0].base + quote[0].bonus, quote[0].counted, plan, caps, own)
    members[who].orders += 1


def capture_order(order: int, plan: Table, zone: Table, groups: Table, expiries: Table, tracks: Table,
                  levels: Table, orders: Table, members: Table, lots: Table, standings: Table, reaches: Table,
                  credits_: Table, kept_orders: Table, awards: Table, trail: Table, grants: Table,
                  quote: Table, meters: Table, journal: Table, by_month: Table, moves: Table) -> None:
    """Book what was held: points that were set aside are spent, the award and the credit come."""
    who = orders[order].member
    if who < 0:
        return
    at = orders[order].at
    start = kept_orders[orders[order].kept].trail_start
    for row in range(start, start + kept_orders[orders[order].kept].trail_count):
        note(codes.SPENT, trail[row].points, at, trail[row].key, plan, zone, by_month, journal, meters)
    book_award(order, who, plan, zone, groups, expiries, tracks, levels, orders, members, lots, standings,
               awards, grants, by_month, journal, meters, quote)
    credit_order(order, who, plan, zone, orders, members, tracks, levels, standings, reaches, credits_,
                 moves, quote)
    members[who].last_order = max(members[who].last_order, at)


def let_go(slot: int, who: int, at: int, day: int, points: int, plan: Table, zone: Table, caps: Table,
           members: Table, lots: Table, own: Table, kept_orders: Table, awards: Table, trail: Table,
           by_month: Table, journal: Table, meters: Table) -> None:
    """Held points are in their lots again; those of a lot that ended meanwhile expire now.

    `points` is what the order would have earned, counted under caps on `day`.
    """
    start = kept_orders[slot].trail_start
    for row in range(start, start + kept_orders[slot].trail_count):
        held = trail[row].points
        expires = trail[row].expires
        if expires <= at or (expires == codes.FOREVER and trail[row].earned < members[who].wiped_at):
            expire_drawn(row, held, at, plan, zone, awards, trail, by_month, journal, meters)
        else:
            put_back(row, held, expires, who, plan, members, lots, trail)
    count_earned(who, -points, day, plan, caps, own)
    members[who].orders -= 1
