"""Questions of the calendar: windows, days, hours, birthdays, days that come again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernels.calendar import DAY_US
from loyalty.plan.eligibility import (
    question,
)
from loyalty.plan.moments import WEEKDAYS
from tests.plan.questions import READ, SHANGHAI, holds


def window(**edges):
    return {"kind": "window"} | edges


@pytest.mark.parametrize(
    ("at", "inside"),
    [
        ("2024-11-10T15:59:59.999999Z", False),
        ("2024-11-10T16:00Z", True),
        ("2024-11-11T15:59:59.999999Z", True),
        ("2024-11-11T16:00Z", False),
    ],
)
def test_a_window_of_dates_runs_from_midnight_to_midnight_of_the_programme(at, inside):  # edge 20
    assert holds(window(start="2024-11-11", end="2024-11-12"), at) is inside


@pytest.mark.parametrize(
    ("edges", "at", "inside"),
    [
        ({"start": "2024-11-11"}, "2024-11-10T23:59", False),
        ({"start": "2024-11-11"}, "2090-01-01", True),
        ({"end": "2024-11-11"}, "1990-01-01", True),
        ({"end": "2024-11-11"}, "2024-11-11", False),
        ({"start": "2024-11-11T20:00"}, "2024-11-11T19:59", False),
        ({"start": "2024-11-11 20:00"}, "2024-11-11T20:00", True),
        ({"start": "2024-11-11T00:00Z"}, "2024-11-11T07:59", False),
        ({"start": "2024-11-11T00:00Z"}, "2024-11-11T08:00", True),
        ({"end": "2024-11-11T00:00-05:00"}, "2024-11-11T12:59", True),
        ({"end": "2024-11-11T00:00-05:00"}, "2024-11-11T13:00", False),
    ],
)
def test_a_window_may_be_open_timed_or_carry_an_offset(edges, at, inside):
    assert holds(window(**edges), at) is inside


@pytest.mark.parametrize(
    ("zone", "edges", "at", "inside"),
    [
        ("Europe/London", {"start": "2024-03-31T01:30"}, "2024-03-31T01:29Z", False),
        ("Europe/London", {"start": "2024-03-31T01:30"}, "2024-03-31T01:30Z", True),
        ("America/New_York", {"end": "2024-11-03T01:30"}, "2024-11-03T05:29Z", True),
        ("America/New_York", {"end": "2024-11-03T01:30"}, "2024-11-03T05:30Z", False),
        ("America/New_York", {"end": "2024-11-04"}, "2024-11-04T04:59Z", True),
        ("Pacific/Apia", {"start": "2011-12-30"}, "2011-12-30T09:59Z", False),
        ("Pacific/Apia", {"start": "2011-12-30"}, "2011-12-30T10:00Z", True),
        ("Africa/Casablanca", {"start": "2024-04-14T02:30"}, "2024-04-14T02:29Z", False),
        ("Africa/Casablanca", {"start": "2024-04-14T02:30"}, "2024-04-14T02:30Z", True),
    ],
)
def test_windows_survive_the_change_of_clocks(zone, edges, at, inside):  # edge 21
    assert holds(window(**edges), at, zone) is inside


@pytest.mark.parametrize(
    ("at", "zone", "days", "expected"),
    [
        ("2024-11-10T16:00Z", SHANGHAI, ["monday"], True),
        ("2024-11-10T15:59Z", SHANGHAI, ["monday"], False),
        ("2024-11-10T16:00Z", "Europe/London", ["sunday"], True),
        ("2024-11-16T12:00", SHANGHAI, ["saturday", "sunday"], True),
        ("2024-11-15T12:00", SHANGHAI, ["saturday", "sunday"], False),
    ],
)
def test_the_day_of_the_week_is_the_programmes(at, zone, days, expected):
    assert holds({"kind": "weekday", "any": days}, at, zone) is expected


@pytest.mark.parametrize(
    ("at", "days", "expected"),
    [
        ("2024-02-29", [29], True),
        ("2023-02-28", [29, 30, 31], False),
        ("2024-03-31T23:59", [31], True),
        ("2024-04-01", [1, 8], True),
        ("2024-04-08", [1, 8], True),
        ("2024-04-09", [1, 8], False),
    ],
)
def test_a_day_of_the_month_is_that_number_and_no_other(at, days, expected):
    assert holds({"kind": "month_day", "any": days}, at) is expected


@pytest.mark.parametrize(
    ("start", "end", "inside", "outside"),
    [
        ("09:00", "17:30", ["09:00", "17:29:59"], ["08:59:59", "17:30", "00:00"]),
        ("22:00", "02:00", ["22:00", "23:59:59", "00:00", "01:59:59"], ["02:00", "21:59:59", "12:00"]),
        ("20:00", "24:00", ["20:00", "23:59:59"], ["00:00", "19:59:59"]),
        ("00:00", "24:00", ["00:00", "12:00", "23:59"], []),
        ("23:00", "00:00", ["23:00", "23:59"], ["00:00", "22:59"]),
    ],
)
def test_hours_are_half_open_and_may_cross_midnight(start, end, inside, outside):  # edge 20
    asked = {"kind": "hours", "start": start, "end": end}
    assert [holds(asked, f"2024-11-11T{clock}") for clock in inside] == [True] * len(inside)
    assert [holds(asked, f"2024-11-11T{clock}") for clock in outside] == [False] * len(outside)


def test_hours_are_those_of_the_wall_clock_when_it_changes():  # edge 21
    asked = {"kind": "hours", "start": "01:00", "end": "02:00"}
    doubled = [f"2024-11-03T{hour:02d}:30Z" for hour in range(4, 8)]
    assert [holds(asked, at, "America/New_York") for at in doubled] == [False, True, True, False]
    skipped = [f"2024-03-31T{hour:02d}:30Z" for hour in range(3)]
    assert [holds(asked, at, "Europe/London") for at in skipped] == [False, False, False]


def birthday(span, born, at, **fields):
    return holds({"kind": "birthday", "span": span}, at, birthday=born, **fields)


@pytest.mark.parametrize(
    ("span", "born", "at", "expected"),
    [
        ("day", (2, 29), "2024-02-29", True),
        ("day", (2, 29), "2024-02-28", False),
        ("day", (2, 29), "2023-02-28", True),
        ("day", (2, 29), "2023-03-01", False),
        ("day", (5, 20), "2024-05-20T23:59:59", True),
        ("day", (5, 20), "2024-05-21", False),
        ("month", (2, 29), "2023-02-01", True),
        ("month", (12, 5), "2024-12-31", True),
        ("month", (12, 5), "2025-01-01", False),
        ("week", (5, 20), "2024-05-26", True),
        ("week", (5, 20), "2024-05-19", False),
        ("week", (1, 1), "2024-12-30", True),
        ("week", (1, 1), "2024-12-29", False),
        ("week", (12, 31), "2025-01-05", True),
        ("week", (12, 31), "2025-01-06", False),
        ("week", (2, 29), "2023-02-27", True),
        ("week", None, "2024-05-20", False),
    ],
)
def test_a_birthday_is_a_day_a_week_or_a_month(span, born, at, expected):  # edge 85
    assert birthday(span, born, at) is expected


def test_the_birthday_week_starts_when_the_programmes_week_does():  # edge 85
    assert birthday("week", (5, 20), "2024-05-19", week_starts="sunday")
    assert not birthday("week", (5, 20), "2024-05-26", week_starts="sunday")


@given(
    st.dates(date(1972, 1, 1), date(2090, 12, 31)),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.sampled_from(WEEKDAYS),
)
def test_a_birthday_is_found_like_on_a_wall_calendar(today, born, week_starts):  # edge 85
    def celebrated(day):
        turned = (day + timedelta(days=1)).month == 3 and day.month == 2 and day.day == 28
        return (day.month, day.day) == (born.month, born.day) or (
            turned and (born.month, born.day) == (2, 29)
        )

    first = today - timedelta(days=(today.weekday() - WEEKDAYS.index(week_starts)) % 7)
    expected = {
        "day": celebrated(today),
        "week": any(celebrated(first + timedelta(days=gap)) for gap in range(7)),
        "month": today.month == born.month,
    }
    for span, inside in expected.items():
        got = birthday(span, (born.month, born.day), today.isoformat(), week_starts=week_starts)
        assert got is inside


def test_days_before_1970_would_still_have_their_weekday():
    asked = question(READ.validate_python({"kind": "weekday", "any": ["wednesday"]}), SHANGHAI, 0)
    assert asked((datetime(1969, 12, 31, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days)
    assert DAY_US == 86_400_000_000


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        ("2024-03-30T23:59:59", "Europe/London", False),
        ("2024-03-31T00:00", "Europe/London", True),
        ("2024-03-31T23:59:59", "Europe/London", True),
        ("2024-04-01T00:00", "Europe/London", False),
        ("2024-03-30T16:00Z", SHANGHAI, True),
        ("2024-03-30T15:59Z", SHANGHAI, False),
    ],
)
def test_a_day_that_comes_again_is_whole_on_the_programmes_calendar(at, zone, expected):  # edge 21
    asked = {"kind": "recurrence", "start": "2024-01-01", "rule": "FREQ=MONTHLY;BYDAY=-1SU;COUNT=12"}
    assert holds(asked, at, zone) is expected
