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
    told = [birthday(((3, 2),) * 3, first + day, span=span, week_start=0) for day in range(3)]
    assert told == inside


MAY, NEW_YEARS_EVE, SECOND = (5, 5), (12, 31), (1, 2)


@pytest.mark.parametrize(
    ("born", "on_30_dec", "on_2_jan"),
    [
        ((NEW_YEARS_EVE, NEW_YEARS_EVE, NEW_YEARS_EVE), True, True),
        ((SECOND, SECOND, SECOND), True, True),
        ((NEW_YEARS_EVE, NEW_YEARS_EVE, MAY), True, True),
        ((MAY, MAY, NEW_YEARS_EVE), False, False),
        ((MAY, MAY, SECOND), True, True),
        ((None, None, None), False, False),
    ],
)
def test_a_week_across_new_year_is_that_of_the_birthday_of_its_year(born, on_30_dec, on_2_jan):  # edge 85
    """`born` counts in 2023, 2024 and 2025; the week is from Monday, 30 December 2024 on."""
    new_year = first_day(2025 * 12)
    assert birthday(born, new_year - 2, span="week", week_start=0) is on_30_dec
    assert birthday((*born[1:], born[2]), new_year + 1, span="week", week_start=0) is on_2_jan
