"""What a rise gave that a return undoes: unused gifts become void, used ones stay with the member.

Levels are noted after all that fell due and before the return; the difference is what the return undid, not
what a term's end took. A gift is that of the rise to the level a member stands on if it was given since then.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.held import drop_coupon, drop_ended
from loyalty.kernels.lots import draw, find_lot
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import month_row, note
from loyalty.kernels.tiers import effective, follows


def note_levels(who: int, plan: Table, tracks: Table, standings: Table, risen: Table) -> None:
    """Where a member stands on each track, and where the term began: what lies above it can be undone."""
    for track in range(plan[0].tracks):
        row = who * plan[0].tracks + track
        risen[track].before = standings[row].level
        risen[track].floor = standings[row].floor_level
        if follows(row, track, tracks, standings) == 1:
            risen[track].floor = codes.NONE


def is_undone(who: int, track: int, level: int, given: int, plan: Table, tracks: Table, standings: Table,
              reaches: Table, risen: Table) -> int:
    """1 when what was given at an instant belongs to a rise to a level that the member stands on no more."""
    if tracks[track].on_return != codes.RECHECK:
        return 0
    if level > risen[track].before or level <= risen[track].floor:
        return 0
    if effective(who * plan[0].tracks + track, standings) >= level:
        return 0
    return 1 if given >= reaches[who * plan[0].levels + tracks[track].level_start + level].rose else 0


def void_rises(who: int, at: int, plan: Table, zone: Table, tracks: Table, issuances: Table, named: Table,
               gifts: Table, members: Table, lots: Table, standings: Table, reaches: Table, gifted: Table,
               cycles: Table, held: Table, risen: Table, by_month: Table, by_gift: Table, journal: Table,
               meters: Table) -> None:
    """After a return: what the rises gave that it undid is void where it is unused."""
    for issuance in range(plan[0].issuances):
        if issuances[issuance].kind == codes.AT_TIER_ENTRY:
            start = issuances[issuance].level_start
            for place in range(issuances[issuance].level_count):
                cycle = who * plan[0].slots + issuances[issuance].slot + place
                given = cycles[cycle].at
                if given > 0 and is_undone(who, named[start + place].track, named[start + place].level, given,
                                           plan, tracks, standings, reaches, risen) == 1:
                    void_cycle(issuance, cycle, who, at, plan, zone, issuances, gifts, members, lots, gifted,
                               cycles, held, by_month, by_gift, journal, meters)


def void_cycle(issuance: int, cycle: int, who: int, at: int, plan: Table, zone: Table, issuances: Table,
               gifts: Table, members: Table, lots: Table, gifted: Table, cycles: Table, held: Table,
               by_month: Table, by_gift: Table, journal: Table, meters: Table) -> None:
    """Gifts of one cycle become void; where nothing of them was used or has ended, it may be given again."""
    drop_ended(who, at, plan, zone, gifted, held, by_gift)
    whole = 1
    lot = cycles[cycle].key
    start = issuances[issuance].gift_start
    for gift in range(start, start + issuances[issuance].gift_count):
        coupons = 0
        points = 0
        if gifts[gift].points > 0:
            points = void_points(who, lot, at, plan, zone, members, lots, by_month, journal, meters)
            lot += plan[0].groups
            if points < gifts[gift].points:
                whole = 0
        elif plan[0].coupons > 0:
            coupons = void_coupon(gift, cycles[cycle].at, who, plan, gifted, held)
            if coupons == 0:
                whole = 0
        if month_row(at, plan, zone) >= 0:
            by_gift[gift].voided += coupons
            by_gift[gift].taken += points
    cycles[cycle].at = 0
    if whole == 1:
        cycles[cycle].last -= 1


def void_points(who: int, key: int, at: int, plan: Table, zone: Table, members: Table, lots: Table,
                by_month: Table, journal: Table, meters: Table) -> int:
    """What is left of a gift's own lot is taken back, and nothing else: used points are no debt. How many."""
    lot = find_lot(who, key, members, lots)
    if lot < 0:
        return 0
    points = lots[lot].left
    note(codes.TAKEN_BACK, points, at, key, plan, zone, by_month, journal, meters)
    draw(who, lot, points, members, lots)
    return int(points)


def void_coupon(gift: int, given: int, who: int, plan: Table, gifted: Table, held: Table) -> int:
    """A gift's coupon is held no longer if it still is; how many."""
    start = who * plan[0].held
    for place in range(start, start + gifted[who].held):
        if held[place].gift == gift and held[place].given == given:
            drop_coupon(place, who, plan, gifted, held)
            return 1
    return 0
