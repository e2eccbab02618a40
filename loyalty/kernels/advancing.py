"""Whatever is due for a member by an instant, on points and on every track."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels.lots import advance_points
from loyalty.kernels.rows import Table
from loyalty.kernels.tiers import advance_track


def bring_up_to_date(who: int, at: int, plan: Table, zone: Table, tracks: Table, levels: Table,
                     members: Table, lots: Table, standings: Table, reaches: Table, credits_: Table,
                     awards: Table, by_month: Table, moves: Table, journal: Table, meters: Table) -> None:
    """Whatever is due for a member at or before an instant holds from it on."""
    advance_points(who, at, plan, zone, members, lots, awards, by_month, journal, meters)
    for track in range(plan[0].tracks):
        advance_track(who, track, at, plan, zone, members, tracks, levels, standings, reaches, credits_,
                      moves)
