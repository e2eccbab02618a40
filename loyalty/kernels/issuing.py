"""What issuances give a member between two instants, stepping from one instant at which something happens on.

Live the steps are told (`due`) and booked by whoever keeps each cycle once; a replay gives at each step, and
keeps the last cycle of each issuance, which is enough because cycles only grow.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.advancing import bring_up_to_date
from loyalty.kernels.calendar import day_of, month_of
from loyalty.kernels.granting import grant_points
from loyalty.kernels.held import hold_coupon
from loyalty.kernels.occasions import birthday_year, good_until, occasion_from, year_of
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import month_row
from loyalty.kernels.tiers import effective, next_due


def give_due(who: int, at: int, telling: int, key: int, plan: Table, zone: Table, expiries: Table,
             tracks: Table, levels: Table, issuances: Table, named: Table, gifts: Table, members: Table,
             lots: Table, standings: Table, reaches: Table, credits_: Table, awards: Table, gifted: Table,
             cycles: Table, held: Table, due: Table, risen: Table, by_month: Table, by_gift: Table,
             moves: Table, journal: Table, meters: Table) -> None:
    """All that is due from `gifted.until` (not before joining) to an instant, both included.

    Lots are named from `key` on. What an event brings about at its own instant is found at the next touch.
    """
    since = max(gifted[who].until, members[who].joined)
    meters[0].given = 0
    meters[0].lots = 0
    step = since
    while step <= at:
        for track in range(plan[0].tracks):
            risen[track].before = standings[who * plan[0].tracks + track].level
        bring_up_to_date(who, step, plan, zone, tracks, levels, members, lots, standings, reaches, credits_,
                         awards, by_month, moves, journal, meters)
        for issuance in range(plan[0].issuances):
            if issuances[issuance].kind == codes.AT_TIER_ENTRY:
                give_rises(issuance, who, since, step, at, telling, key, plan, zone, expiries, tracks, levels,
                           issuances, named, gifts, members, lots, standings, reaches, credits_, awards,
                           gifted, cycles, held, due, risen, by_month, by_gift, journal, meters)
            elif occasion_from(issuance, who, step, zone, issuances, members, gifted) == step and (
                stands_on(issuance, who, plan, issuances, named, standings) == 1
            ):
                cycle = cycle_at(issuance, who, step, zone, issuances, members, gifted)
                give(issuance, 0, cycle, who, step, telling, key, plan, zone, expiries, tracks, levels,
                     issuances, gifts, members, lots, standings, awards, gifted, cycles, held, due, by_month,
                     by_gift, journal, meters)
        step = step_after(who, step, plan, zone, tracks, issuances, members, standings, credits_, gifted)
    gifted[who].until = max(gifted[who].until, at)


def step_after(who: int, step: int, plan: Table, zone: Table, tracks: Table, issuances: Table, members: Table,
               standings: Table, credits_: Table, gifted: Table) -> int:
    """The next instant at which something may be due: by the calendar, or by a tier."""
    first = codes.FOREVER
    for issuance in range(plan[0].issuances):
        first = min(first, occasion_from(issuance, who, step + 1, zone, issuances, members, gifted))
    if plan[0].asks_levels == 1:
        for track in range(plan[0].tracks):
            first = min(first, next_due(who, track, plan, tracks, members, standings, credits_))
    return first


def cycle_at(issuance: int, who: int, at: int, zone: Table, issuances: Table, members: Table,
             gifted: Table) -> int:
    """The cycle an occasion of the calendar belongs to."""
    kind = issuances[issuance].kind
    if kind == codes.AT_BIRTHDAY:
        return birthday_year(who, at, issuances[issuance].day, zone, members, gifted)
    return month_of(day_of(zone, at)) if kind == codes.AT_MONTHLY else 0


def stands_on(issuance: int, who: int, plan: Table, issuances: Table, named: Table, standings: Table) -> int:
    """1 when the member stands on one of the levels the issuance names, or it names none."""
    start = issuances[issuance].level_start
    for row in range(start, start + issuances[issuance].level_count):
        if effective(who * plan[0].tracks + named[row].track, standings) == named[row].level:
            return 1
    return 1 if issuances[issuance].level_count == 0 else 0


def give_rises(issuance: int, who: int, since: int, step: int, until: int, telling: int, key: int,
               plan: Table, zone: Table, expiries: Table, tracks: Table, levels: Table, issuances: Table,
               named: Table, gifts: Table, members: Table, lots: Table, standings: Table, reaches: Table,
               credits_: Table, awards: Table, gifted: Table, cycles: Table, held: Table, due: Table,
               risen: Table, by_month: Table, by_gift: Table, journal: Table, meters: Table) -> None:
    """Give for each named level that was risen to: one cycle a level and year, or one where it lasts."""
    start = issuances[issuance].level_start
    for place in range(issuances[issuance].level_count):
        track = named[start + place].track
        level = named[start + place].level
        at = codes.FOREVER
        if step > since:
            if standings[who * plan[0].tracks + track].level == level and risen[track].before < level:
                at = step
        else:
            at = risen_before(who, track, level, since, plan, tracks, levels, members, standings, reaches,
                              credits_)
        if at <= until:
            cycle = 0 if named[start + place].lasts == 1 else year_of(zone, at)
            give(issuance, place, cycle, who, at, telling, key, plan, zone, expiries, tracks, levels,
                 issuances, gifts, members, lots, standings, awards, gifted, cycles, held, due, by_month,
                 by_gift, journal, meters)


def risen_before(who: int, track: int, level: int, since: int, plan: Table, tracks: Table, levels: Table,
                 members: Table, standings: Table, reaches: Table, credits_: Table) -> int:
    """When, from `since` on, the level was reached by what a standing itself tells; FOREVER for not.

    The level that needs nothing is reached by joining. One that follows the credit keeps no instant of its
    own: it was reached at `since` if the credit of before does not reach it.
    """
    row = who * plan[0].tracks + track
    minimum = levels[tracks[track].level_start + level].minimum
    if level == 0 and minimum == 0 and members[who].joined == since:
        return since
    if standings[row].level != level:
        return codes.FOREVER
    if tracks[track].term == codes.TERM_FOLLOWS:
        return since if credit_before(who, track, since, plan, members, standings, credits_) < minimum else (
            codes.FOREVER
        )
    reach = who * plan[0].levels + tracks[track].level_start + level
    if reaches[reach].ends != 0 and reaches[reach].at >= since:
        return int(reaches[reach].at)
    return codes.FOREVER


def credit_before(who: int, track: int, at: int, plan: Table, members: Table, standings: Table,
                  credits_: Table) -> int:
    """The credit that counted just before an instant and counts still."""
    total = 0
    for number in range(standings[who * plan[0].tracks + track].tail):
        place = (members[who].start + number) * plan[0].tracks + track
        if credits_[place].at < at < credits_[place].ends:
            total += credits_[place].amount
    return total


def give(issuance: int, place: int, cycle: int, who: int, at: int, telling: int, key: int, plan: Table,
         zone: Table, expiries: Table, tracks: Table, levels: Table, issuances: Table, gifts: Table,
         members: Table, lots: Table, standings: Table, awards: Table, gifted: Table, cycles: Table,
         held: Table, due: Table, by_month: Table, by_gift: Table, journal: Table, meters: Table) -> None:
    """Give all of an issuance's gifts, or tell that they are due, unless their cycle was given."""
    last = cycles[who * plan[0].slots + issuances[issuance].slot + place]
    if cycle <= last.last:
        return
    last.last = cycle
    if telling == 1:
        due[meters[0].given].issuance = issuance
        due[meters[0].given].named = place
        due[meters[0].given].at = at
        due[meters[0].given].cycle = cycle
        meters[0].given += 1
        return
    last.at = at
    last.key = (key + meters[0].lots) * plan[0].groups
    start = issuances[issuance].gift_start
    for gift in range(start, start + issuances[issuance].gift_count):
        hand_over(gift, who, at, key, plan, zone, expiries, tracks, levels, gifts, members, lots, standings,
                  awards, gifted, held, by_month, by_gift, journal, meters)


def hand_over(gift: int, who: int, at: int, key: int, plan: Table, zone: Table, expiries: Table,
              tracks: Table, levels: Table, gifts: Table, members: Table, lots: Table, standings: Table,
              awards: Table, gifted: Table, held: Table, by_month: Table, by_gift: Table, journal: Table,
              meters: Table) -> None:
    """One gift becomes a lot of points, or a coupon where coupons are kept."""
    ends = 0
    if gifts[gift].days > 0:
        ends = good_until(zone, at, gifts[gift].days)
    if gifts[gift].points > 0:
        lot = (key + meters[0].lots) * plan[0].groups
        grant_points(who, gifts[gift].points, at, ends, 0, lot, plan, zone, expiries, tracks, levels, members,
                     lots, standings, awards, by_month, journal, meters)
        meters[0].lots += 1
    elif plan[0].coupons == 0:
        return
    else:
        hold_coupon(gift, who, at, ends, at, plan, zone, gifted, held, by_gift)
    if month_row(at, plan, zone) >= 0:
        by_gift[gift].given += 1
        by_gift[gift].points += gifts[gift].points
