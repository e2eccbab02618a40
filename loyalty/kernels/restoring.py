"""Spent points that go back to the lots they came from when goods come back."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import plus_days
from loyalty.kernels.lots import find_lot, insert_lot
from loyalty.kernels.ratio import product_quotient
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import note


def reversible(slot: int, at: int, plan: Table, zone: Table, kept_orders: Table) -> int:
    """1 while goods that come back bring the points that paid for them."""
    if plan[0].reversible_days < 0:
        return 1
    return 1 if at < plus_days(zone, kept_orders[slot].at, plan[0].reversible_days) else 0


def keep_spent(slot: int, kept_orders: Table, quote: Table) -> None:
    """Points that paid for what comes back stay spent, for good: nothing of their worth comes back."""
    quote[0].points_minor_back = 0
    if kept_orders[slot].points_minor > 0:
        kept_orders[slot].points_back = product_quotient(
            kept_orders[slot].points_spent, kept_orders[slot].minor_back, kept_orders[slot].points_minor
        )


def restore_or_keep(slot: int, who: int, at: int, plan: Table, zone: Table, members: Table, lots: Table,
                    kept_orders: Table, awards: Table, trail: Table, by_month: Table, journal: Table,
                    meters: Table, quote: Table) -> None:
    """What was paid in points for goods that come back: the points too, or nothing once it is too late."""
    if reversible(slot, at, plan, zone, kept_orders) == 1:
        quote[0].restored = restore(slot, who, at, plan, zone, members, lots, kept_orders, awards, trail,
                                    by_month, journal, meters)
    else:
        keep_spent(slot, kept_orders, quote)


def restore(slot: int, who: int, at: int, plan: Table, zone: Table, members: Table, lots: Table,
            kept_orders: Table, awards: Table, trail: Table, by_month: Table, journal: Table,
            meters: Table) -> int:
    """Spent points go back to their own lots, the last taken first; past their day they expire at once."""
    if kept_orders[slot].points_minor == 0:
        return 0
    due = product_quotient(kept_orders[slot].points_spent, kept_orders[slot].minor_back,
                           kept_orders[slot].points_minor)
    left = due - kept_orders[slot].points_back
    restored = left
    kept_orders[slot].points_back = due
    row = kept_orders[slot].trail_start + kept_orders[slot].trail_count - 1
    while left > 0 and row >= kept_orders[slot].trail_start:
        points = min(left, trail[row].points)
        if points > 0:
            trail[row].points -= points
            left -= points
            note(codes.RESTORED, points, at, trail[row].key, plan, zone, by_month, journal, meters)
            restore_lot(row, points, who, at, plan, zone, members, lots, awards, trail, by_month, journal,
                        meters)
        row -= 1
    return int(restored)


def restore_lot(row: int, points: int, who: int, at: int, plan: Table, zone: Table, members: Table,
                lots: Table, awards: Table, trail: Table, by_month: Table, journal: Table,
                meters: Table) -> None:
    """Points of one lot come back to it, or in its place when it had been used up.

    With days of grace what had expired lives on until they end, all that is there of the lot together.
    """
    expires = trail[row].expires
    gone = expires <= at or (expires == codes.FOREVER and trail[row].earned < members[who].wiped_at)
    if gone and plan[0].grace_days > 0:
        expires = plus_days(zone, at, plan[0].grace_days)
        gone = False
    if gone:
        expire_drawn(row, points, at, plan, zone, awards, trail, by_month, journal, meters)
    else:
        put_back(row, points, expires, who, plan, members, lots, trail)


def expire_drawn(row: int, points: int, at: int, plan: Table, zone: Table, awards: Table, trail: Table,
                 by_month: Table, journal: Table, meters: Table) -> None:
    """Points that come back after the end of their lot expire at once."""
    note(codes.EXPIRED, points, at, trail[row].key, plan, zone, by_month, journal, meters)
    if trail[row].kept >= 0:
        awards[trail[row].kept * plan[0].groups + trail[row].group].expired += points


def put_back(row: int, points: int, expires: int, who: int, plan: Table, members: Table, lots: Table,
             trail: Table) -> None:
    """Points of one lot are in it again, or in one in its place."""
    lot = find_lot(who, trail[row].key, members, lots)
    if lot >= 0 and lots[lot].expires == expires:
        lots[lot].left += points
        members[who].booked += points
    else:
        joined = points
        if lot >= 0:
            joined += lots[lot].left
            members[who].booked -= lots[lot].left
            lots[lot].left = 0
        insert_lot(who, trail[row].kept, trail[row].group, joined, expires, trail[row].available,
                   trail[row].earned, trail[row].key, plan, members, lots)
