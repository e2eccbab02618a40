"""What returned credit undoes: upgrades of the present term that only it had caused.

A level's `reach` says when it was reached and by how much; credit that comes back and counted then lowers
that. A level that would not have been reached then may have been reached later by other orders: it counts
from there. Otherwise the member stands where the term began, or on the next lower level that was reached.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.rows import Table
from loyalty.kernels.terms import period_end, term_end
from loyalty.kernels.tiers import advance_track, follows, move_level, settle_level, slide


def find_credit(row: int, base: int, track: int, key: int, plan: Table, standings: Table,
                credits_: Table) -> int:
    """The place among the member's credit rows of an order's credit, by its key; the latest first."""
    index = standings[row].count - 1
    while index > 0 and credits_[(base + index) * plan[0].tracks + track].key != key:
        index -= 1
    return int(index)


def counted_at(place: int, track: int, at: int, tracks: Table, credits_: Table) -> int:
    """1 when a credit row was part of what raised the member at `at`."""
    if tracks[track].upgrade == codes.UPGRADE_AT_PERIOD_END:
        return 1 if credits_[place].ends == at else 0
    return 1 if credits_[place].at <= at < credits_[place].ends else 0


def reach_again(who: int, track: int, level: int, plan: Table, zone: Table, members: Table, tracks: Table,
                levels: Table, standings: Table, reaches: Table, credits_: Table) -> None:
    """Find when the level was reached first from its former instant on; `slack` stays below 0 if never."""
    row = who * plan[0].tracks + track
    reach = who * plan[0].levels + tracks[track].level_start + level
    minimum = levels[tracks[track].level_start + level].minimum
    yearly = 1 if tracks[track].upgrade == codes.UPGRADE_AT_PERIOD_END else 0
    first = members[who].start * plan[0].tracks + track
    head = 0
    total = 0
    for index in range(standings[row].tail):
        place = first + index * plan[0].tracks
        total += credits_[place].amount
        at = credits_[place].ends if yearly == 1 else credits_[place].at
        while credits_[first + head * plan[0].tracks].ends + yearly <= at:
            total -= credits_[first + head * plan[0].tracks].amount
            head += 1
        over = 1
        if yearly == 1 and at >= standings[row].period_ends:
            over = 0
        if yearly == 1 and index + 1 < standings[row].tail:
            if credits_[place + plan[0].tracks].ends == at:
                over = 0
        if over == 1 and at >= reaches[reach].at and total >= minimum:
            reaches[reach].at = at
            reaches[reach].slack = total - minimum
            reaches[reach].ends = term_end(who, track, level, at, 1, zone, members, tracks, levels)
            return


def rewind(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
           standings: Table, credits_: Table) -> None:
    """Set the credit back to what counted just before an instant: what fell due from it on is done again."""
    row = who * plan[0].tracks + track
    first = members[who].start * plan[0].tracks + track
    standings[row].head = 0
    standings[row].tail = 0
    standings[row].sum = 0
    index = 0
    while index < standings[row].count and credits_[first + index * plan[0].tracks].at < at:
        standings[row].sum += credits_[first + index * plan[0].tracks].amount
        index += 1
    standings[row].tail = index
    slide(row, members[who].start, track, at, plan, standings, credits_)
    if tracks[track].upgrade == codes.UPGRADE_AT_PERIOD_END:
        standings[row].period_ends = period_end(who, track, at - 1, zone, members, tracks)


def recheck(who: int, track: int, place: int, amount: int, at: int, plan: Table, zone: Table, members: Table,
            tracks: Table, levels: Table, standings: Table, reaches: Table, credits_: Table,
            moves: Table) -> None:
    """Stand where the upgrades of this term leave the member without the returned credit."""
    row = who * plan[0].tracks + track
    new = standings[row].floor_level
    ends = standings[row].floor_ends
    for level in range(standings[row].floor_level + 1, standings[row].level + 1):
        reach = who * plan[0].levels + tracks[track].level_start + level
        if counted_at(place, track, reaches[reach].at, tracks, credits_) == 1:
            reaches[reach].slack -= amount
        if reaches[reach].slack < 0:
            reach_again(who, track, level, plan, zone, members, tracks, levels, standings, reaches, credits_)
        if reaches[reach].slack >= 0:
            new = level
            ends = reaches[reach].ends
    move_level(row, track, new, at, plan, zone, standings, moves)
    standings[row].ends = ends
    if ends <= at:
        rewind(who, track, ends, plan, zone, members, tracks, standings, credits_)
        advance_track(who, track, at, plan, zone, members, tracks, levels, standings, reaches, credits_,
                      moves)


def return_credit(who: int, track: int, key: int, amount: int, at: int, plan: Table, zone: Table,
                  members: Table, tracks: Table, levels: Table, standings: Table, reaches: Table,
                  credits_: Table, moves: Table) -> None:
    """Negative credit dated at the original order; `recheck` undoes the upgrades that only it had caused."""
    row = who * plan[0].tracks + track
    index = find_credit(row, members[who].start, track, key, plan, standings, credits_)
    place = (members[who].start + index) * plan[0].tracks + track
    credits_[place].amount -= amount
    if standings[row].head <= index < standings[row].tail:
        standings[row].sum -= amount
    if follows(row, track, tracks, standings) == 1:
        settle_level(who, track, at, plan, zone, members, tracks, levels, standings, reaches, moves)
    elif tracks[track].on_return == codes.RECHECK and standings[row].level > standings[row].floor_level:
        recheck(who, track, place, amount, at, plan, zone, members, tracks, levels, standings, reaches,
                credits_, moves)
