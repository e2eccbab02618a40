"""Point lots of one member: in (expiry, earned, key) order, spent from the front, past their day gone."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from typing import Final

from loyalty.kernels import codes
from loyalty.kernels.calendar import plus_months
from loyalty.kernels.ratio import product_quotient
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import note

WHOLE_PPM: Final = 1_000_000


def available_at(who: int, at: int, members: Table, lots: Table) -> int:
    """Points that may be spent at an instant."""
    total = 0
    for lot in range(members[who].lot_head, members[who].lot_tail):
        if lots[lot].available <= at < lots[lot].expires:
            total += lots[lot].left
    return total


def move_lot(source: int, target: int, lots: Table) -> None:
    """Copy a lot to another place of the row of lots."""
    lots[target].kept = lots[source].kept
    lots[target].group = lots[source].group
    lots[target].expires = lots[source].expires
    lots[target].available = lots[source].available
    lots[target].earned = lots[source].earned
    lots[target].key = lots[source].key
    lots[target].left = lots[source].left
    lots[target].granted = lots[source].granted


def compact(who: int, plan: Table, members: Table, lots: Table) -> None:
    """Close the gaps that empty lots leave when the member's row of lots is full."""
    start = members[who].start * plan[0].groups
    if members[who].lot_tail < start + members[who].room * plan[0].groups:
        return
    target = start
    for lot in range(members[who].lot_head, members[who].lot_tail):
        if lots[lot].left > 0:
            if target != lot:
                move_lot(lot, target, lots)
            target += 1
    members[who].lot_head = start
    members[who].lot_tail = target


def insert_lot(who: int, kept: int, group: int, points: int, expires: int, available: int, earned: int,
               key: int, plan: Table, members: Table, lots: Table) -> None:
    """A lot takes its place in spending order."""
    compact(who, plan, members, lots)
    place = members[who].lot_tail
    moving = 1
    while moving == 1 and place > members[who].lot_head:
        before = place - 1
        moving = 0
        if lots[before].expires > expires:
            moving = 1
        elif lots[before].expires == expires:
            if lots[before].earned > earned or (lots[before].earned == earned and lots[before].key > key):
                moving = 1
        if moving == 1:
            move_lot(before, place, lots)
            place = before
    lots[place].kept = kept
    lots[place].group = group
    lots[place].expires = expires
    lots[place].available = available
    lots[place].earned = earned
    lots[place].key = key
    lots[place].left = points
    lots[place].granted = points
    members[who].lot_tail += 1
    members[who].booked += points
    members[who].due = min(members[who].due, expires)


def find_lot(who: int, key: int, members: Table, lots: Table) -> int:
    """The place of a lot by its key, or NONE when nothing of it is left."""
    for lot in range(members[who].lot_head, members[who].lot_tail):
        if lots[lot].key == key and lots[lot].left > 0:
            return lot
    return codes.NONE


def draw(who: int, lot: int, points: int, members: Table, lots: Table) -> None:
    """Points leave a lot; empty lots leave the front."""
    lots[lot].left -= points
    members[who].booked -= points
    while members[who].lot_head < members[who].lot_tail and lots[members[who].lot_head].left == 0:
        members[who].lot_head += 1


def expire_lot(who: int, lot: int, at: int, plan: Table, zone: Table, members: Table, lots: Table,
               awards: Table, by_month: Table, journal: Table, meters: Table) -> None:
    """What is left of a lot expires."""
    points = lots[lot].left
    if points > 0:
        note(codes.EXPIRED, points, at, lots[lot].key, plan, zone, by_month, journal, meters)
        if lots[lot].kept >= 0:
            awards[lots[lot].kept * plan[0].groups + lots[lot].group].expired += points
        lots[lot].left = 0
        members[who].booked -= points


def repay_debt(who: int, at: int, plan: Table, zone: Table, members: Table, lots: Table, by_month: Table,
               journal: Table, meters: Table) -> None:
    """Points that have become available repay the debt first, the earliest available first.

    What matures only after inactivity has ended the member's points never becomes available.
    """
    until = min(at, members[who].active_until)
    searching = 1
    while searching == 1 and members[who].debt > 0:
        first = codes.NONE
        for lot in range(members[who].lot_head, members[who].lot_tail):
            if lots[lot].left > 0 and lots[lot].available <= until and (
                first < 0 or lots[lot].available < lots[first].available
            ):
                first = lot
        if first < 0:
            searching = 0
        else:
            points = min(lots[first].left, members[who].debt)
            when = max(lots[first].available, members[who].debt_at)
            note(codes.DEBT_REPAID, points, when, lots[first].key, plan, zone, by_month, journal, meters)
            members[who].debt -= points
            draw(who, first, points, members, lots)


def advance_points(who: int, at: int, plan: Table, zone: Table, members: Table, lots: Table, awards: Table,
                   by_month: Table, journal: Table, meters: Table) -> None:
    """Everything due on a member's points by an instant: debts repaid, then lots past their day expired."""
    if at < members[who].due and members[who].debt == 0:
        return
    if members[who].active_until <= at and plan[0].inactivity_ppm < WHOLE_PPM:
        lapse_share(who, at, plan, zone, members, lots, awards, by_month, journal, meters)
    if members[who].debt > 0:
        repay_debt(who, at, plan, zone, members, lots, by_month, journal, meters)
    lot = members[who].lot_head
    while lot < members[who].lot_tail and lots[lot].expires <= at:
        expire_lot(who, lot, lots[lot].expires, plan, zone, members, lots, awards, by_month, journal, meters)
        lot += 1
    if members[who].active_until <= at:
        for idle in range(lot, members[who].lot_tail):
            if lots[idle].expires == codes.FOREVER:
                expire_lot(who, idle, members[who].active_until, plan, zone, members, lots, awards, by_month,
                           journal, meters)
        members[who].wiped_at = members[who].active_until
        members[who].active_until = codes.FOREVER
    while lot < members[who].lot_tail and lots[lot].left == 0:
        lot += 1
    members[who].lot_head = lot
    due = members[who].active_until
    if lot < members[who].lot_tail:
        due = min(due, lots[lot].expires)
    members[who].due = due


def stay_active(who: int, at: int, plan: Table, zone: Table, members: Table) -> None:
    """Inactivity counts from this instant: the end that it brings is put off."""
    members[who].active_until = plus_months(zone, at, plan[0].inactivity_months)
    members[who].due = min(members[who].due, members[who].active_until)


def idle_points(who: int, members: Table, lots: Table) -> int:
    """Points that end by inactivity alone: they have no end of their own."""
    total = 0
    for lot in range(members[who].lot_head, members[who].lot_tail):
        if lots[lot].expires == codes.FOREVER:
            total += lots[lot].left
    return total


def expire_share(who: int, at: int, plan: Table, zone: Table, members: Table, lots: Table, awards: Table,
                 by_month: Table, journal: Table, meters: Table) -> None:
    """A share of what has no end of its own ends, rounded down; what was earned first goes first."""
    total = idle_points(who, members, lots)
    left = product_quotient(total, plan[0].inactivity_ppm, WHOLE_PPM)
    lot = members[who].lot_head
    while left > 0:
        points = min(left, lots[lot].left)
        if points > 0 and lots[lot].expires == codes.FOREVER:
            note(codes.EXPIRED, points, at, lots[lot].key, plan, zone, by_month, journal, meters)
            if lots[lot].kept >= 0:
                awards[lots[lot].kept * plan[0].groups + lots[lot].group].expired += points
            lots[lot].left -= points
            members[who].booked -= points
            left -= points
        lot += 1


def lapse_share(who: int, at: int, plan: Table, zone: Table, members: Table, lots: Table, awards: Table,
                by_month: Table, journal: Table, meters: Table) -> None:
    """A share ends at the end of each span without activity; what ended before it has gone first."""
    while members[who].active_until <= at:
        when = members[who].active_until
        repay_debt(who, when, plan, zone, members, lots, by_month, journal, meters)
        for lot in range(members[who].lot_head, members[who].lot_tail):
            if lots[lot].expires <= when:
                expire_lot(who, lot, lots[lot].expires, plan, zone, members, lots, awards, by_month, journal,
                           meters)
        expire_share(who, when, plan, zone, members, lots, awards, by_month, journal, meters)
        members[who].active_until = codes.FOREVER
        if idle_points(who, members, lots) > 0:
            members[who].active_until = plus_months(zone, when, plan[0].inactivity_months)


def remember_draw(lot: int, points: int, lots: Table, trail: Table, meters: Table) -> None:
    """Write down which lot so many points are taken from."""
    row = meters[0].trail
    trail[row].kept = lots[lot].kept
    trail[row].group = lots[lot].group
    trail[row].points = points
    trail[row].key = lots[lot].key
    trail[row].expires = lots[lot].expires
    trail[row].available = lots[lot].available
    trail[row].earned = lots[lot].earned
    meters[0].trail = row + 1


def set_aside(who: int, points: int, at: int, members: Table, lots: Table, trail: Table,
              meters: Table) -> None:
    """Take points as `spend` would and remember which; nothing is written down as spent."""
    left = points
    lot = members[who].lot_head
    tail = members[who].lot_tail
    while left > 0 and lot < tail:
        if lots[lot].left > 0 and lots[lot].available <= at < lots[lot].expires:
            taken = min(left, lots[lot].left)
            remember_draw(lot, taken, lots, trail, meters)
            left -= taken
            draw(who, lot, taken, members, lots)
        lot += 1


def spend(who: int, points: int, at: int, kept: int, plan: Table, zone: Table, members: Table, lots: Table,
          trail: Table, by_month: Table, journal: Table, meters: Table) -> int:
    """Take points from available lots, soonest expiry first; a kept order remembers which. What was found."""
    left = points
    lot = members[who].lot_head
    tail = members[who].lot_tail
    while left > 0 and lot < tail:
        if lots[lot].left > 0 and lots[lot].available <= at < lots[lot].expires:
            taken = min(left, lots[lot].left)
            if kept >= 0:
                remember_draw(lot, taken, lots, trail, meters)
            note(codes.SPENT, taken, at, lots[lot].key, plan, zone, by_month, journal, meters)
            left -= taken
            draw(who, lot, taken, members, lots)
        lot += 1
    return points - left


def take(who: int, points: int, at: int, plan: Table, zone: Table, members: Table, lots: Table,
         by_month: Table, journal: Table, meters: Table) -> int:
    """Take points back from available lots in spending order; what was found."""
    left = points
    lot = members[who].lot_head
    tail = members[who].lot_tail
    while left > 0 and lot < tail:
        if lots[lot].left > 0 and lots[lot].available <= at < lots[lot].expires:
            taken = min(left, lots[lot].left)
            note(codes.TAKEN_BACK, taken, at, lots[lot].key, plan, zone, by_month, journal, meters)
            left -= taken
            draw(who, lot, taken, members, lots)
        lot += 1
    return points - left
