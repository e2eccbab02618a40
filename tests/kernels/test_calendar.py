"""The integer calendar says what the library's own calendar says, gaps and folds included."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import InstantOutOfRange
from loyalty.kernels import calendar, codes
from loyalty.kernels.rows import row
from loyalty.when import add_days, add_months, from_us, load_zone, to_us, transitions

ZONES = [
    "UTC",
    "Asia/Shanghai",
    "Europe/London",
    "America/New_York",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
]
HOUR = 3_600_000_000


@cache
def rows_of(name):
    rows = [row("zone", start=start, offset=offset) for start, offset in transitions(load_zone(name))]
    rows[0].count = len(rows)
    return rows


@cache
def turns(name):
    """Instants at which the clock changes."""
    return [one.start for one in rows_of(name)[1:]] or [to_us(datetime(2000, 1, 1, tzinfo=UTC))]


@st.composite
def moments(draw):
    """A zone and an instant in it, near a change of clocks half of the time."""
    name = draw(st.sampled_from(ZONES))
    low, high = to_us(datetime(1972, 1, 1, tzinfo=UTC)), to_us(datetime(2070, 1, 1, tzinfo=UTC))
    anywhere = st.integers(low, high)
    near = st.builds(
        lambda turn, off: turn + off, st.sampled_from(turns(name)), st.integers(-26 * HOUR, 26 * HOUR)
    )
    at = draw(anywhere | near)
    return name, min(max(at, low), high)


@given(moments())
def test_the_clock_shows_what_the_zone_shows(moment):
    name, at = moment
    shown = from_us(at, load_zone(name)).replace(tzinfo=UTC)
    assert calendar.to_civil(rows_of(name), at) == to_us(shown)


@given(moments())
def test_a_clock_reading_is_the_first_instant_that_shows_it(moment):
    name, at = moment
    civil = calendar.to_civil(rows_of(name), at)
    back = calendar.to_instant(rows_of(name), civil)
    assert back <= at
    assert calendar.to_civil(rows_of(name), back) == civil


@given(moments(), st.integers(0, 1200))
def test_months_are_added_as_the_library_adds_them(moment, months):
    name, at = moment
    zone = load_zone(name)
    try:
        expected = to_us(add_months(from_us(at, zone), months, zone))
    except InstantOutOfRange:
        return
    assert calendar.plus_months(rows_of(name), at, months) == expected


@given(moments(), st.integers(0, 10_000))
def test_days_are_added_as_the_library_adds_them(moment, days):
    name, at = moment
    zone = load_zone(name)
    assert calendar.plus_days(rows_of(name), at, days) == to_us(add_days(from_us(at, zone), days, zone))


def test_a_skipped_time_moves_forward_by_what_was_skipped():
    rows = rows_of("America/New_York")
    gap = to_us(datetime(2024, 3, 10, 2, 30, tzinfo=UTC))
    assert calendar.to_civil(rows, calendar.to_instant(rows, gap)) == gap + HOUR


def test_a_skipped_day_moves_forward_by_a_day():
    rows = rows_of("Pacific/Apia")
    gap = to_us(datetime(2011, 12, 30, 12, tzinfo=UTC))
    assert calendar.to_civil(rows, calendar.to_instant(rows, gap)) == gap + 24 * HOUR


@given(st.integers(-100_000, 200_000))
def test_days_and_months_are_the_gregorian_ones(day):
    date = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)
    month = calendar.month_of(day)
    assert divmod(month, 12) == (date.year, date.month - 1)
    assert day - calendar.first_day(month) + 1 == date.day


@given(st.integers(1970 * 12, 2200 * 12), st.integers(1, 31))
def test_a_day_of_a_month_is_clamped_to_its_last(month, day):
    first = datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)
    last = first + relativedelta(months=1) - timedelta(days=1)
    expected = first.replace(day=min(day, last.day))
    assert calendar.day_in_month(month, day) == (expected - datetime(1970, 1, 1, tzinfo=UTC)).days


@given(moments(), st.sampled_from(["day", "month", "quarter", "year"]))
def test_a_boundary_is_the_first_at_or_after(moment, unit):
    name, at = moment
    zone = load_zone(name)
    kind = {"day": 1, "month": 2, "quarter": 3, "year": 4}[unit]
    step = {"day": 1, "month": 1, "quarter": 3, "year": 12}[unit]
    shown = from_us(at, zone).replace(tzinfo=None)
    start = shown.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit != "day":
        start = start.replace(day=1, month=(start.month - 1) // step * step + 1)
    later = relativedelta(days=1) if unit == "day" else relativedelta(months=step)

    def instant(wall):
        return to_us(from_us(to_us(wall.replace(tzinfo=zone, fold=0)), zone))

    bounds = [instant(start + later * turn) for turn in range(4)]
    assert calendar.round_up(rows_of(name), at, kind) == min(one for one in bounds if one >= at)


def test_without_a_boundary_an_instant_stays():
    assert calendar.round_up(rows_of("UTC"), 12_345, codes.ROUND_NONE) == 12_345


@given(moments(), moments(), st.integers(1, 5))
def test_the_nth_anniversary_of_joining(moment, joining, years):
    name, at = moment
    _, joined = joining
    zone = load_zone(name)
    turn = 1
    while to_us(add_months(from_us(joined, zone), 12 * turn, zone)) <= at:
        turn += 1
        if turn + years > 28:
            return
    try:
        expected = to_us(add_months(from_us(joined, zone), 12 * (turn + years - 1), zone))
    except InstantOutOfRange:
        return
    assert calendar.next_anniversary(rows_of(name), joined, at, years) == expected


@given(moments())
def test_the_new_year_is_the_first_of_january(moment):
    name, at = moment
    shown = from_us(calendar.next_new_year(rows_of(name), at), load_zone(name))
    assert (shown.month, shown.day, shown.year) == (1, 1, from_us(at, load_zone(name)).year + 1)


@pytest.mark.parametrize(("start", "first"), [(0, "2024-04-29"), (6, "2024-05-05"), (2, "2024-05-01")])
def test_a_week_starts_where_the_programme_says(start, first):  # edge 69
    day = (datetime.fromisoformat(first + "T00:00+00:00") - datetime(1970, 1, 1, tzinfo=UTC)).days
    week = [calendar.window_key(day + step, codes.WEEK, start) for step in range(7)]
    assert len(set(week)) == 1
    assert calendar.window_key(day - 1, codes.WEEK, start) == week[0] - 1
    assert calendar.window_key(day + 7, codes.WEEK, start) == week[0] + 1


def test_the_other_windows_are_days_months_years_and_ever():
    day = calendar.first_day(2024 * 12 + 4) + 6
    assert calendar.window_key(day, codes.DAY, 0) == day
    assert calendar.window_key(day, codes.MONTH, 0) == 2024 * 12 + 4
    assert calendar.window_key(day, codes.YEAR, 0) == 2024
    assert calendar.window_key(day, codes.EVER, 0) == 0


@given(
    day=st.integers(-20_000, 80_000),
    each=st.sampled_from([codes.DAY, codes.WEEK, codes.MONTH, codes.YEAR]),
    week_start=st.integers(0, 6),
)
def test_a_window_starts_on_its_first_day(day, each, week_start):
    key = calendar.window_key(day, each, week_start)
    first = calendar.window_start(key, each, week_start)
    assert first <= day
    assert calendar.window_key(first, each, week_start) == key
    assert calendar.window_key(first - 1, each, week_start) == key - 1


def test_what_counts_for_ever_starts_with_day_0():
    assert calendar.window_start(0, codes.EVER, 0) == 0
