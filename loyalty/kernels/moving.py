"""Points that come or go without an order: given or taken by hand, or passed on to another member."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.lots import insert_lot, set_aside, stay_active
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import note


def bring_in(kind: int, who: int, points: int, at: int, earned: int, expires: int, key: int, plan: Table,
             zone: Table, members: Table, lots: Table, by_month: Table, journal: Table,
             meters: Table) -> None:
    """A lot that no order earned; a member's first points start the clock of inactivity."""
    insert_lot(who, codes.NONE, 0, points, expires, at, earned, key, plan, members, lots)
    note(kind, points, at, key, plan, zone, by_month, journal, meters)
    if plan[0].inactivity_months > 0 and members[who].active_until == codes.FOREVER:
        stay_active(who, at, plan, zone, members)


def take_out(kind: int, who: int, points: int, at: int, plan: Table, zone: Table, members: Table,
             lots: Table, trail: Table, by_month: Table, journal: Table, meters: Table) -> None:
    """Points leave available lots in spending order; the trail remembers which."""
    start = meters[0].trail
    set_aside(who, points, at, members, lots, trail, meters)
    for row in range(start, meters[0].trail):
        note(kind, -trail[row].points, at, trail[row].key, plan, zone, by_month, journal, meters)
