"""Tier credit and levels of one member on one track: what counts, and what falls due.

Credit rows lie in the order in which they count; `head` is the oldest one still inside its window, `tail` the
first that does not count yet. A row counts while at ≤ t < ends.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import plus_days
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import month_row
from loyalty.kernels.terms import period_end, term_end, window_end


def qualified(track: int, total: int, tracks: Table, levels: Table) -> int:
    """The highest level whose minimum the credit reaches; NONE below the first."""
    level = tracks[track].level_count - 1
    while level >= 0 and levels[tracks[track].level_start + level].minimum > total:
        level -= 1
    return int(level)


def effective(row: int, standings: Table) -> int:
    """The level a member stands on: the highest of the computed one, those bought and those given by hand.

    `lifted` counts from 1: how high what is bought or given reaches at the instant of the event; 0 for none.
    """
    return int(max(standings[row].level, standings[row].lifted - 1))










def move_level(row: int, track: int, level: int, at: int, plan: Table, zone: Table, standings: Table,
               moves: Table) -> None:
    """Change the level and count the move in its month."""
    before = standings[row].level
    if before == level:
        return
    standings[row].level = level
    month = month_row(at, plan, zone)
    if month >= 0:
        width = plan[0].levels + 1
        moves[((month * plan[0].tracks + track) * width + before + 1) * width + level + 1].count += 1


def open_standing(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
                  levels: Table, standings: Table) -> None:
    """A member's first touch: the level that no credit reaches, and the end of the first period."""
    row = who * plan[0].tracks + track
    standings[row].level = qualified(track, 0, tracks, levels)
    standings[row].floor_level = standings[row].level
    standings[row].ends = codes.FOREVER
    standings[row].floor_ends = codes.FOREVER
    standings[row].period_ends = codes.FOREVER
    if tracks[track].upgrade == codes.UPGRADE_AT_PERIOD_END:
        standings[row].period_ends = period_end(who, track, at, zone, members, tracks)


def slide(row: int, base: int, track: int, until: int, plan: Table, standings: Table,
          credits_: Table) -> None:
    """Credit whose window ended before `until` no longer counts."""
    while standings[row].head < standings[row].tail:
        place = (base + standings[row].head) * plan[0].tracks + track
        if credits_[place].ends >= until:
            return
        standings[row].sum -= credits_[place].amount
        standings[row].head += 1


def raise_level(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
                levels: Table, standings: Table, reaches: Table, moves: Table) -> None:
    """Move up to what the credit reaches, remembering for each level by how much it was reached."""
    row = who * plan[0].tracks + track
    new = qualified(track, standings[row].sum, tracks, levels)
    old = standings[row].level
    if new > old:
        for level in range(old + 1, new + 1):
            place = who * plan[0].levels + tracks[track].level_start + level
            reaches[place].at = at
            reaches[place].rose = at
            reaches[place].slack = standings[row].sum - levels[tracks[track].level_start + level].minimum
            reaches[place].ends = term_end(who, track, level, at, 1, zone, members, tracks, levels)
        if standings[row].grace == 1:
            standings[row].floor_ends = term_end(who, track, old, standings[row].floor_ends, 0, zone, members,
                                                 tracks, levels)
            standings[row].floor_level = old
        standings[row].grace = 0
        standings[row].ends = term_end(who, track, new, at, 1, zone, members, tracks, levels)
        move_level(row, track, new, at, plan, zone, standings, moves)


def follows(row: int, track: int, tracks: Table, standings: Table) -> int:
    """1 while the level is what the credit says: by the track, or by the version it was reached under."""
    return 1 if tracks[track].term == codes.TERM_FOLLOWS or standings[row].ends >= codes.FOLLOWING else 0


def follow(row: int, track: int, at: int, plan: Table, zone: Table, tracks: Table, levels: Table,
           standings: Table, reaches: Table, moves: Table) -> None:
    """Stand where the credit says, or higher where an older version's term says so.

    Where the track has terms, who rises does so by its rules, and whose level is gone follows nothing more.
    """
    new = qualified(track, standings[row].sum, tracks, levels)
    if standings[row].ends < codes.FOREVER:
        new = max(new, standings[row].level)
    elif standings[row].ends == codes.STAYING:
        new = max(new, standings[row].floor_level)
    if tracks[track].term != codes.TERM_FOLLOWS:
        new = min(new, standings[row].level)
        if new < 0 or levels[tracks[track].level_start + new].minimum == 0:
            standings[row].ends = codes.FOREVER
    first = row // plan[0].tracks * plan[0].levels + tracks[track].level_start
    for level in range(standings[row].level + 1, new + 1):
        reaches[first + level].rose = at
    move_level(row, track, new, at, plan, zone, standings, moves)


def settle_level(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
                 levels: Table, standings: Table, reaches: Table, moves: Table) -> None:
    """After credit was counted: rise at once where the track says so, or be kept during grace.

    Where levels follow the credit, one with a term from an older version stays to the end of that.
    """
    row = who * plan[0].tracks + track
    if follows(row, track, tracks, standings) == 1:
        follow(row, track, at, plan, zone, tracks, levels, standings, reaches, moves)
    if tracks[track].term == codes.TERM_FOLLOWS:
        return
    if tracks[track].upgrade == codes.UPGRADE_AT_ONCE:
        raise_level(who, track, at, plan, zone, members, tracks, levels, standings, reaches, moves)
    if standings[row].grace == 1:
        level = standings[row].level
        if standings[row].sum >= levels[tracks[track].level_start + level].retain:
            renew(who, track, standings[row].floor_ends, plan, zone, members, tracks, levels, standings)


def renew(who: int, track: int, start: int, plan: Table, zone: Table, members: Table, tracks: Table,
          levels: Table, standings: Table) -> None:
    """A new term at the same level starts where the old one ended."""
    row = who * plan[0].tracks + track
    level = standings[row].level
    standings[row].grace = 0
    standings[row].ends = term_end(who, track, level, start, 0, zone, members, tracks, levels)
    standings[row].floor_level = level
    standings[row].floor_ends = standings[row].ends


def end_term(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
             levels: Table, standings: Table, credits_: Table, moves: Table) -> None:
    """A term (or its grace) ends: requalify on the same window, else grace, then drop."""
    row = who * plan[0].tracks + track
    rolling = tracks[track].window == codes.WINDOW_ROLLING
    slide(row, members[who].start, track, at + 1 if rolling else at, plan, standings, credits_)
    level = standings[row].level
    if tracks[track].term == codes.TERM_FOLLOWS:
        standings[row].grace = 0
        standings[row].ends = codes.FOREVER
        move_level(row, track, qualified(track, standings[row].sum, tracks, levels), at, plan, zone,
                   standings, moves)
        return
    start = standings[row].floor_ends if standings[row].grace == 1 else at
    if standings[row].sum >= levels[tracks[track].level_start + level].retain:
        renew(who, track, start, plan, zone, members, tracks, levels, standings)
        return
    if standings[row].grace == 0 and tracks[track].grace_days > 0:
        standings[row].grace = 1
        standings[row].floor_level = level
        standings[row].floor_ends = at
        standings[row].ends = plus_days(zone, at, tracks[track].grace_days)
        return
    new = level
    if tracks[track].drop == codes.DROP_ONE:
        new = level - 1
    elif tracks[track].drop == codes.DROP_TO_QUALIFIED:
        new = min(qualified(track, standings[row].sum, tracks, levels), level - 1)
    if new < 0:
        new = qualified(track, 0, tracks, levels)
    move_level(row, track, new, at, plan, zone, standings, moves)
    renew(who, track, at, plan, zone, members, tracks, levels, standings)


def end_period(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
               levels: Table, standings: Table, reaches: Table, credits_: Table, moves: Table) -> None:
    """The period ends: rise to what it reached; the next one begins."""
    row = who * plan[0].tracks + track
    slide(row, members[who].start, track, at, plan, standings, credits_)
    raise_level(who, track, at, plan, zone, members, tracks, levels, standings, reaches, moves)
    standings[row].period_ends = period_end(who, track, at, zone, members, tracks)


def next_due(who: int, track: int, plan: Table, tracks: Table, members: Table, standings: Table,
             credits_: Table) -> int:
    """When something next falls due on a track: credit that begins or ends to count, a term, a period."""
    row = who * plan[0].tracks + track
    base = members[who].start
    first = min(standings[row].ends, standings[row].period_ends)
    if standings[row].tail < standings[row].count:
        first = min(first, credits_[(base + standings[row].tail) * plan[0].tracks + track].at)
    if follows(row, track, tracks, standings) == 1 and standings[row].head < standings[row].tail:
        first = min(first, credits_[(base + standings[row].head) * plan[0].tracks + track].ends)
    return int(first)


def advance_track(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
                  levels: Table, standings: Table, reaches: Table, credits_: Table, moves: Table) -> None:
    """Everything due on a track by an instant, earliest first: credit counted, terms ended, periods ended."""
    row = who * plan[0].tracks + track
    base = members[who].start
    rolling = tracks[track].window == codes.WINDOW_ROLLING
    while True:
        counted = codes.FOREVER
        if standings[row].tail < standings[row].count:
            counted = credits_[(base + standings[row].tail) * plan[0].tracks + track].at
        left = codes.FOREVER
        if follows(row, track, tracks, standings) == 1 and standings[row].head < standings[row].tail:
            left = credits_[(base + standings[row].head) * plan[0].tracks + track].ends
        ends = standings[row].ends
        period = standings[row].period_ends
        due = min(counted, left, ends, period)
        if due > at:
            return
        if left == due:
            slide(row, base, track, due + 1, plan, standings, credits_)
            settle_level(who, track, due, plan, zone, members, tracks, levels, standings, reaches, moves)
        elif counted == due and (rolling or (ends > due and period > due)):
            count_credit(who, track, due, plan, zone, members, tracks, levels, standings, reaches, credits_,
                         moves)
        elif ends == due:
            end_term(who, track, due, plan, zone, members, tracks, levels, standings, credits_, moves)
        else:
            end_period(who, track, due, plan, zone, members, tracks, levels, standings, reaches, credits_,
                       moves)


def count_credit(who: int, track: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
                 levels: Table, standings: Table, reaches: Table, credits_: Table, moves: Table) -> None:
    """The next credit row counts from now on; that of an order that came late, among those of its time."""
    row = who * plan[0].tracks + track
    first = (members[who].start + standings[row].head) * plan[0].tracks + track
    last = (members[who].start + standings[row].tail) * plan[0].tracks + track
    standings[row].sum += credits_[last].amount
    standings[row].tail += 1
    move_forward(first, last, plan, credits_)
    latest = credits_[last].at
    slide(row, members[who].start, track, latest + 1, plan, standings, credits_)
    settle_level(who, track, max(at, latest), plan, zone, members, tracks, levels, standings, reaches, moves)


def move_forward(first: int, last: int, plan: Table, credits_: Table) -> None:
    """Move the row at `last` before those from `first` on that are later than it."""
    at = credits_[last].at
    ends = credits_[last].ends
    amount = credits_[last].amount
    key = credits_[last].key
    place = last
    while place > first and credits_[place - plan[0].tracks].at > at:
        before = place - plan[0].tracks
        credits_[place].at = credits_[before].at
        credits_[place].ends = credits_[before].ends
        credits_[place].amount = credits_[before].amount
        credits_[place].key = credits_[before].key
        place = before
    credits_[place].at = at
    credits_[place].ends = ends
    credits_[place].amount = amount
    credits_[place].key = key


def add_credit(who: int, track: int, amount: int, counts_at: int, key: int, plan: Table, zone: Table,
               members: Table, tracks: Table, standings: Table, credits_: Table) -> None:
    """An order's credit joins the rows; it counts when the track is next brought up to its instant."""
    row = who * plan[0].tracks + track
    place = (members[who].start + standings[row].count) * plan[0].tracks + track
    first = (members[who].start + standings[row].tail) * plan[0].tracks + track
    credits_[place].at = counts_at
    credits_[place].ends = window_end(who, track, counts_at, zone, members, tracks)
    credits_[place].amount = amount
    credits_[place].key = key
    move_forward(first, place, plan, credits_)
    standings[row].count += 1
