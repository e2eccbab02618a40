"""Moments against windows, days, hours and birthdays."""

import pytest

from loyalty.kernels.calendar import first_day
from loyalty.plan.moments import WEEKDAYS, birthday, on_days, within
from loyalty.rules.conditions import MonthDays, Weekdays

MARCH_2024 = 2024 * 12 + 2


@pytest.mark.parametrize(
    ("minute", "start", "end", "inside"),
    [(600, 600, 660, True), (660, 600, 660, False), (10, 1380, 60, True), (700, 1380, 60, False)],
)
def test_hours_may_pass_midnight(minute, start, end, inside):
    assert within(minute, start, end) is inside


def test_days_of_the_week_and_of_the_month():
    first = first_day(MARCH_2024)  # a Friday
    friday = on_days(Weekdays(kind="weekday", any=(WEEKDAYS[4],)))
    assert [friday(first + day) for day in range(8)] == [True, *[False] * 6, True]
    third = on_days(MonthDays(kind="month_day", any=(3,)))
    assert [third(first + day) for day in range(4)] == [False, False, True, False]


@pytest.mark.parametrize(("span", "inside"), [("day", [False, True, False]), ("month", [True, True, True])])
def test_a_birthday_as_a_day_and_as_a_month(span, inside):
    first = first_day(MARCH_2024)
    told = [birthday(3, 2, first + day, span=span, week_start=0) for day in range(3)]
    assert told == inside
