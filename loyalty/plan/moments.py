"""Whether a moment lies in a window, on one of some days, within hours, or around a birthday."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from loyalty.kernels.calendar import day_in_month, first_day, month_of, window_key
from loyalty.kernels.codes import WEEK
from loyalty.rules.conditions import MonthDays, Weekdays, Window
from loyalty.rules.recurrence import Recurrence
from loyalty.when import civil, load_zone, to_us

Born: TypeAlias = tuple[int, int] | None
Birthdays: TypeAlias = tuple[Born, Born, Born]
"""Month and day of the birthday that counts in the year before, in the year of a day, and in the next."""
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def window(condition: Window, time_zone: str) -> Callable[[Any], bool]:
    """Whether an instant lies in it; its end no longer does."""
    zone = load_zone(time_zone)
    start = to_us(civil(condition.start, zone)) if condition.start else -(2**62)
    end = to_us(civil(condition.end, zone)) if condition.end else 2**62
    return lambda at: (start <= at) & (at < end)


def on_days(condition: Weekdays | MonthDays | Recurrence) -> Callable[[Any], bool]:
    """Whether a day number is one of them."""
    match condition:
        case Weekdays():
            days = {WEEKDAYS.index(day) for day in condition.any}
            return lambda day: (day + 3) % 7 in days
        case MonthDays():
            numbers = set(condition.any)
            return lambda day: day - first_day(month_of(day)) + 1 in numbers
        case _:
            return condition.days.__contains__


def within(minute: int, start: int, end: int) -> bool:
    """Whether a minute of the day lies within hours, which may pass midnight."""
    return start <= minute < end if start <= end else minute >= start or minute < end


def birthday(born: Birthdays, day: int, *, span: str, week_start: int) -> bool:
    """29 Feb is 28 Feb in common years; a week that crosses New Year counts on both sides of it."""
    this_month = month_of(day)
    year = this_month // 12
    _before, own, _after = born
    if span == "month":
        return own is not None and this_month % 12 + 1 == own[0]
    days = [
        None if one is None else day_in_month((year + gap) * 12 + one[0] - 1, one[1])
        for gap, one in zip((-1, 0, 1), born, strict=True)
    ]
    if span == "day":
        return day == days[1]
    week = window_key(day, WEEK, week_start)
    return any(one is not None and window_key(one, WEEK, week_start) == week for one in days)
