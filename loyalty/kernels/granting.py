"""Points that no order earned: for an action, or given by themselves."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.joining import note_first
from loyalty.kernels.lots import advance_points, insert_lot, stay_active
from loyalty.kernels.rows import Table
from loyalty.kernels.settling import usual_end
from loyalty.kernels.tally import note
from loyalty.kernels.terms import begin_again


def grant_points(who: int, points: int, at: int, until: int, acts: int, key: int, plan: Table, zone: Table,
                 expiries: Table, tracks: Table, levels: Table, members: Table, lots: Table, standings: Table,
                 awards: Table, by_month: Table, journal: Table, meters: Table) -> None:
    """A lot that can be spent at once; it ends at `until`, or (0) as all points of the programme do.

    What a member does (`acts`) puts the end of inactivity off where earning does; the first points start it.
    """
    if note_first(who, at, at, members) == 1:
        begin_again(who, at, plan, zone, members, tracks, standings)
    ends = until
    if until == 0:
        ends = usual_end(who, at, at, plan, zone, expiries, tracks, levels, members, standings)
    insert_lot(who, codes.NONE, 0, points, ends, at, at, key, plan, members, lots)
    note(codes.EARNED, points, at, key, plan, zone, by_month, journal, meters)
    if plan[0].inactivity_months > 0:
        put_off = acts == 1 and plan[0].extended_by & codes.EXTENDED_BY_EARN > 0
        if put_off or members[who].active_until == codes.FOREVER:
            stay_active(who, at, plan, zone, members)
    if members[who].debt > 0:
        advance_points(who, at, plan, zone, members, lots, awards, by_month, journal, meters)
