"""Points and credit that wait for a delivery nobody knew of when the order was placed.

In a history every delivery is known, so a replay runs none of this; the dates come from the same rules.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.joining import note_first
from loyalty.kernels.lots import draw, find_lot, insert_lot
from loyalty.kernels.rechecking import find_credit
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import note
from loyalty.kernels.terms import begin_again, window_end
from loyalty.kernels.tiers import move_forward


def activate(who: int, earned: int, available: int, at: int, plan: Table, zone: Table, members: Table,
             tracks: Table, standings: Table) -> None:
    """Points of an order have an instant from which they can be spent: it may be the member's first."""
    if note_first(who, earned, available, members) == 1:
        begin_again(who, at, plan, zone, members, tracks, standings)


def mature_lot(slot: int, group: int, who: int, available: int, expires: int, plan: Table, zone: Table,
               members: Table, lots: Table, awards: Table, by_month: Table, journal: Table,
               meters: Table) -> None:
    """What an order's award still waits with gets its dates, and its place in spending order."""
    key = awards[slot * plan[0].groups + group].key
    lot = find_lot(who, key, members, lots)
    if lot < 0 or lots[lot].available < codes.FOREVER:
        return
    points = lots[lot].left
    earned = lots[lot].earned
    draw(who, lot, points, members, lots)
    insert_lot(who, slot, group, points, expires, available, earned, key, plan, members, lots)
    note(codes.MATURED, points, available, key, plan, zone, by_month, journal, meters)


def mature_credit(slot: int, track: int, who: int, counts_at: int, plan: Table, zone: Table, members: Table,
                  tracks: Table, standings: Table, credits_: Table, kept_orders: Table) -> None:
    """An order's credit that waits gets its instant, and its place among what counts next."""
    row = who * plan[0].tracks + track
    key = kept_orders[slot].credit
    index = find_credit(row, members[who].start, track, key, plan, standings, credits_)
    place = (members[who].start + index) * plan[0].tracks + track
    if credits_[place].key != key or credits_[place].at < codes.FOREVER:
        return
    credits_[place].at = counts_at
    credits_[place].ends = window_end(who, track, counts_at, zone, members, tracks)
    first = (members[who].start + standings[row].tail) * plan[0].tracks + track
    move_forward(first, place, plan, credits_)
