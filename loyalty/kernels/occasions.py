"""The instants at which issuances give, on the programme's calendar, and the cycles they belong to.

Cycles are numbers: 0 for once, a year, or a month as `calendar.month_of` counts them.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import day_in_month, day_of, month_of, plus_days, round_up, start_of_day
from loyalty.kernels.rows import Table


def year_of(zone: Table, at: int) -> int:
    """The civil year an instant lies in."""
    return month_of(day_of(zone, at)) // 12


def good_until(zone: Table, at: int, days: int) -> int:
    """The end of the civil day so many days later."""
    return round_up(zone, plus_days(zone, at, days), codes.ROUND_DAY)


def birthday_at(who: int, year: int, days_before: int, zone: Table, members: Table, gifted: Table) -> int:
    """The start of a year's birthday or of the days before; FOREVER if it is not known or before joining.

    Birthdays are month · 32 + day. Who joins in those days, or on the day, has it at once.
    """
    birthday = gifted[who].birthday
    if year < gifted[who].birthday_from:
        birthday = gifted[who].birthday_before
    if birthday == 0:
        return codes.FOREVER
    day = day_in_month(year * 12 + birthday // 32 - 1, birthday % 32)
    if members[who].joined >= start_of_day(zone, day + 1):
        return codes.FOREVER
    return int(max(start_of_day(zone, day - days_before), members[who].joined))


def birthday_from(who: int, since: int, days_before: int, zone: Table, members: Table, gifted: Table) -> int:
    """The first such instant from `since` on; FOREVER for none."""
    first = year_of(zone, since)
    for year in range(first, first + 3):
        at = birthday_at(who, year, days_before, zone, members, gifted)
        if since <= at < codes.FOREVER:
            return at
    return codes.FOREVER


def birthday_year(who: int, at: int, days_before: int, zone: Table, members: Table, gifted: Table) -> int:
    """The year of the birthday that gives at an instant: days before one may lie in the year before it."""
    year = year_of(zone, at)
    if birthday_at(who, year, days_before, zone, members, gifted) == at:
        return year
    return year + 1


def month_day_from(since: int, day: int, zone: Table) -> int:
    """The first start of that day of a month, clamped to its last, from `since` on."""
    month = month_of(day_of(zone, since))
    at = start_of_day(zone, day_in_month(month, day))
    if at < since:
        at = start_of_day(zone, day_in_month(month + 1, day))
    return at


def occasion_from(issuance: int, who: int, since: int, zone: Table, issuances: Table, members: Table,
                  gifted: Table) -> int:
    """When an issuance next gives by the calendar, from `since` on; FOREVER where it never does again."""
    kind = issuances[issuance].kind
    day = issuances[issuance].day
    if kind == codes.AT_BIRTHDAY:
        return birthday_from(who, since, day, zone, members, gifted)
    if kind == codes.AT_MONTHLY:
        return month_day_from(since, day, zone)
    if kind == codes.AT_SIGN_UP and members[who].joined >= since:
        return int(members[who].joined)
    return codes.FOREVER
