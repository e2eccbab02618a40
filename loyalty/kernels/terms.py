"""When a level's term, a track's period and what counts for it end, on the programme's calendar."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import next_anniversary, next_new_year, plus_months
from loyalty.kernels.joining import membership_start
from loyalty.kernels.rows import Table


def period_end(who: int, track: int, at: int, zone: Table, members: Table, tracks: Table) -> int:
    """The end of the track's period an instant lies in."""
    if tracks[track].window == codes.WINDOW_MEMBERSHIP:
        return next_anniversary(zone, membership_start(who, tracks[track].membership, members), at, 1)
    return next_new_year(zone, at)


def window_end(who: int, track: int, at: int, zone: Table, members: Table, tracks: Table) -> int:
    """The instant from which credit of `at` no longer counts."""
    window = tracks[track].window
    if at == codes.FOREVER:
        return codes.FOREVER
    if window == codes.WINDOW_ROLLING:
        return plus_months(zone, at, tracks[track].window_months)
    if window == codes.WINDOW_LIFETIME:
        return codes.FOREVER
    return period_end(who, track, at, zone, members, tracks)


def term_end(who: int, track: int, level: int, start: int, entering: int, zone: Table, members: Table,
             tracks: Table, levels: Table) -> int:
    """The end of a term that starts at `start`; a level without minimum has none.

    A `next_period_end` term covers the rest of the period of entry and the next one; a renewed one covers
    one period.
    """
    if level < 0 or levels[tracks[track].level_start + level].minimum == 0:
        return codes.FOREVER
    term = tracks[track].term
    if term == codes.TERM_MONTHS:
        return plus_months(zone, start, tracks[track].term_months)
    if term >= codes.TERM_FOREVER:
        return codes.FOREVER
    end = period_end(who, track, start, zone, members, tracks)
    if term == codes.TERM_NEXT_PERIOD_END and entering == 1:
        end = period_end(who, track, end, zone, members, tracks)
    return end


def begin_again(who: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
                standings: Table) -> None:
    """The membership has another start: what runs by its years ends by them from now on."""
    for track in range(plan[0].tracks):
        row = who * plan[0].tracks + track
        moves = tracks[track].window == codes.WINDOW_MEMBERSHIP
        if tracks[track].membership == codes.MEMBER_SINCE_JOINED:
            moves = False
        if moves and standings[row].period_ends < codes.FOREVER:
            standings[row].period_ends = period_end(who, track, at, zone, members, tracks)
