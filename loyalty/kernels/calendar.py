"""Civil-calendar arithmetic over a programme's zone in plain integers.

Instants are microseconds since 1970 UTC. `zone` rows hold the UTC instant from which an offset applies.
Day and month numbers follow the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible
Low-Level Date Algorithms"). A civil time that does not exist moves forward by the gap; one that occurs
twice is its first occurrence.
"""

from __future__ import annotations

from typing import Final

from loyalty.kernels import codes
from loyalty.kernels.rows import Table

DAY_US: Final = 86_400_000_000


def offset_at(zone: Table, at: int) -> int:
    """The zone's offset at an instant, µs east of UTC."""
    high = zone[0].count - 1
    if zone[high].start <= at:
        return int(zone[high].offset)
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        if zone[middle].start <= at:
            low = middle
        else:
            high = middle - 1
    return int(zone[low].offset)


def to_civil(zone: Table, at: int) -> int:
    """The civil clock at an instant, as µs of an imaginary UTC."""
    return at + offset_at(zone, at)


def to_instant(zone: Table, civil: int) -> int:
    """The instant of a civil clock reading."""
    high = zone[0].count - 1
    if high == 0 or zone[high].start + max(zone[high - 1].offset, zone[high].offset) <= civil:
        return int(civil - zone[high].offset)
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        before = max(zone[middle - 1].offset, zone[middle].offset)
        if zone[middle].start + before <= civil:
            low = middle
        else:
            high = middle - 1
    return int(civil - zone[low].offset)


def day_of(zone: Table, at: int) -> int:
    """The civil day number (0 = 1970-01-01)."""
    return to_civil(zone, at) // DAY_US


def month_of(day: int) -> int:
    """The civil month number of a day: year · 12 + month − 1."""
    z = day + 719_468
    era = z // 146_097
    doe = z - era * 146_097
    yoe = (doe - doe // 1_460 + doe // 36_524 - doe // 146_096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    year = yoe + era * 400
    if month <= 2:
        year += 1
    return year * 12 + month - 1


def first_day(month: int) -> int:
    """The day number of the first of a month."""
    year = month // 12
    m = month % 12 + 1
    if m <= 2:
        year -= 1
    era = year // 400
    yoe = year - era * 400
    mp = m - 3 if m > 2 else m + 9
    doy = (153 * mp + 2) // 5
    doe = yoe * 365 + yoe // 4 - yoe // 100 + doy
    return era * 146_097 + doe - 719_468


def day_in_month(month: int, day: int) -> int:
    """The day number of a month's `day`-th, clamped to its last."""
    start = first_day(month)
    return min(start + day - 1, first_day(month + 1) - 1)


def plus_months(zone: Table, at: int, months: int) -> int:
    """The instant `months` later on the civil clock; 31 Jan + 1 month is the end of February."""
    civil = to_civil(zone, at)
    day = civil // DAY_US
    month = month_of(day)
    of_month = day - first_day(month)
    landed = first_day(month + months) + of_month
    if of_month >= 28:
        landed = min(landed, first_day(month + months + 1) - 1)
    return to_instant(zone, landed * DAY_US + civil - day * DAY_US)


def plus_days(zone: Table, at: int, days: int) -> int:
    """The instant `days` later on the civil clock."""
    return to_instant(zone, to_civil(zone, at) + days * DAY_US)


def start_of_day(zone: Table, day: int) -> int:
    """The first instant of a civil day."""
    return to_instant(zone, day * DAY_US)


def window_key(day: int, each: int, week_start: int) -> int:
    """The number of the day, week, month or year a civil day lies in; 0 when the window is for ever."""
    if each == codes.DAY:
        return day
    if each == codes.WEEK:
        return (day + 3 - week_start) // 7
    if each == codes.MONTH:
        return month_of(day)
    if each == codes.YEAR:
        return month_of(day) // 12
    return 0


def window_start(key: int, each: int, week_start: int) -> int:
    """The first civil day of the window `key`; day 0 when the window is for ever."""
    if each == codes.DAY:
        return key
    if each == codes.WEEK:
        return key * 7 - 3 + week_start
    if each == codes.MONTH:
        return first_day(key)
    if each == codes.YEAR:
        return first_day(key * 12)
    return 0


def round_up(zone: Table, at: int, unit: int) -> int:
    """The smallest boundary of `unit` at or after an instant."""
    if unit == codes.ROUND_NONE:
        return at
    day = day_of(zone, at)
    if start_of_day(zone, day) < at:
        day += 1
    if unit == codes.ROUND_DAY:
        return start_of_day(zone, day)
    month = month_of(day)
    if first_day(month) < day:
        month += 1
    if unit == codes.ROUND_QUARTER:
        month = (month + 2) // 3 * 3
    if unit == codes.ROUND_YEAR:
        month = (month + 11) // 12 * 12
    return start_of_day(zone, first_day(month))


def next_anniversary(zone: Table, joined: int, at: int, years: int) -> int:
    """The `years`-th anniversary of joining after `at`; joined on 29 Feb, it is 28 Feb in common years."""
    passed = (month_of(day_of(zone, at)) - month_of(day_of(zone, joined))) // 12
    turn = max(passed, 1)
    if plus_months(zone, joined, turn * 12) <= at:
        turn += 1
    return plus_months(zone, joined, (turn + years - 1) * 12)


def next_new_year(zone: Table, at: int) -> int:
    """The first instant of the civil year after `at`'s."""
    year = month_of(day_of(zone, at)) // 12
    return start_of_day(zone, first_day((year + 1) * 12))
