from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import InstantOutOfRange, NaiveInstant, NotATime, UnknownZone
from loyalty.when import (
    FIRST_US,
    LAST_US,
    FixedClock,
    SystemClock,
    add_days,
    add_months,
    civil,
    from_us,
    last_inside,
    load_zone,
    to_us,
    too_early,
    transitions,
    utc_of,
)

SHANGHAI = load_zone("Asia/Shanghai")
NEW_YORK = load_zone("America/New_York")
BEIRUT = load_zone("Asia/Beirut")
APIA = load_zone("Pacific/Apia")
ZONES = st.sampled_from(
    [SHANGHAI, NEW_YORK, BEIRUT, APIA, *map(load_zone, ("UTC", "Africa/Casablanca", "Africa/Monrovia"))]
)
INSTANTS = st.integers(FIRST_US, LAST_US)


class NoOffset(tzinfo):
    def utcoffset(self, when):
        return None


def wall(text: str, zone: ZoneInfo, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@given(us=INSTANTS, zone=ZONES)
def test_an_instant_survives_the_way_to_a_wall_clock_and_back(us, zone):
    assert to_us(from_us(us, zone)) == us
    assert utc_of(us) == from_us(us, zone)
    assert utc_of(us).tzinfo is UTC


def test_microseconds_are_counted_exactly_where_a_float_timestamp_is_not():
    late = datetime(2099, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert to_us(late) == LAST_US - 1
    assert to_us(datetime(1970, 1, 1, 8, tzinfo=SHANGHAI)) == FIRST_US


def test_the_two_passes_of_a_repeated_hour_are_two_instants():
    first = wall("2024-11-03T01:30", NEW_YORK)
    assert to_us(first.replace(fold=1)) - to_us(first) == 3_600_000_000


@pytest.mark.parametrize("value", [datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=NoOffset())])  # noqa: DTZ001 - the case
def test_a_datetime_without_zone_is_no_instant(value):
    with pytest.raises(NaiveInstant):
        to_us(value)


@pytest.mark.parametrize("value", [date(2024, 1, 1), "2024-01-01", 0])
def test_only_a_datetime_can_be_an_instant(value):
    with pytest.raises(NotATime):
        to_us(value)


def test_instants_outside_the_carried_years_are_refused():
    with pytest.raises(InstantOutOfRange):
        to_us(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC))
    with pytest.raises(InstantOutOfRange):
        to_us(datetime(2100, 1, 1, 0, 0, 0, 1, tzinfo=UTC))
    with pytest.raises(InstantOutOfRange):
        from_us(FIRST_US - 1, SHANGHAI)
    with pytest.raises(InstantOutOfRange):
        from_us(LAST_US + 1, SHANGHAI)
    assert to_us(from_us(LAST_US, UTC)) == LAST_US


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Base", "America", "../etc/passwd", "a\0b", "localtime", "Factory", "right/UTC", "posix/UTC"],
)
def test_a_name_that_is_no_zone_everywhere_is_refused(name):
    with pytest.raises(UnknownZone) as caught:
        load_zone(name)
    assert caught.value.fields == {"zone": name}


@given(us=INSTANTS, zone=ZONES)
def test_transitions_give_the_offset_at_every_instant(us, zone):
    rows = transitions(zone)
    _, offset = rows[bisect_right(rows, (us, LAST_US)) - 1]
    assert timedelta(microseconds=offset) == from_us(us, zone).utcoffset()


@pytest.mark.parametrize("zone", [SHANGHAI, NEW_YORK, BEIRUT, APIA, load_zone("Africa/Monrovia")])
def test_a_transition_is_found_to_its_second(zone):
    rows = transitions(zone)
    assert rows[0][0] == FIRST_US
    for (_, before), (at, after) in pairwise(rows):
        assert from_us(at - 1, zone).utcoffset() == timedelta(microseconds=before)
        assert from_us(at, zone).utcoffset() == timedelta(microseconds=after)
        assert before != after


def test_transitions_are_found_once_per_zone():
    assert transitions(SHANGHAI) is transitions(SHANGHAI)
    assert len(transitions(ZoneInfo("UTC"))) == 1


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-01-31T10:00", 1, "2023-02-28T10:00"),  # edge 19
        ("2024-01-31T10:00", 1, "2024-02-29T10:00"),  # edge 19
        ("2024-02-29T10:00", 12, "2025-02-28T10:00"),  # edge 19
        ("2024-02-29T10:00", 48, "2028-02-29T10:00"),
        ("2024-03-31T10:00", -1, "2024-02-29T10:00"),
        ("2024-12-15T00:00", 1, "2025-01-15T00:00"),
    ],
)
def test_months_add_and_clamp_to_the_end_of_the_month(start, months, end):
    assert add_months(wall(start, SHANGHAI), months, SHANGHAI) == wall(end, SHANGHAI)


def test_months_are_counted_in_the_programmes_zone_whatever_zone_the_instant_is_in():
    instant = datetime(2024, 1, 30, 20, tzinfo=UTC)  # 31 January, 04:00 in Shanghai
    assert add_months(instant, 1, SHANGHAI) == wall("2024-02-29T04:00", SHANGHAI)


def test_a_day_is_a_civil_day_however_many_hours_it_had():  # edge 21
    before = wall("2024-03-09T12:00", NEW_YORK)
    after = add_days(before, 1, NEW_YORK)
    assert after == wall("2024-03-10T12:00", NEW_YORK)
    assert to_us(after) - to_us(before) == 23 * 3_600_000_000


def test_a_wall_time_that_a_clock_change_skips_moves_forward():  # edge 21
    skipped = add_days(wall("2024-03-09T02:30", NEW_YORK), 1, NEW_YORK)
    assert skipped.isoformat() == "2024-03-10T03:30:00-04:00"
    assert civil("2024-03-31", BEIRUT).isoformat() == "2024-03-31T01:00:00+03:00"
    assert add_days(wall("2011-12-29T09:00", APIA), 1, APIA).isoformat() == "2011-12-31T09:00:00+14:00"


def test_a_wall_time_that_happens_twice_is_the_first_one():  # edge 21
    assert civil("2024-11-03T01:30", NEW_YORK).isoformat() == "2024-11-03T01:30:00-04:00"
    second = wall("2024-11-03T01:30", NEW_YORK, fold=1)
    assert add_days(second, 0, NEW_YORK).isoformat() == "2024-11-03T01:30:00-04:00"


@pytest.mark.parametrize("months", [12 * 100, 12 * 8000, -12 * 3000, -12 * 60])
def test_a_sum_past_the_carried_years_is_refused(months):
    with pytest.raises(InstantOutOfRange):
        add_months(wall("2024-01-01T00:00", SHANGHAI), months, SHANGHAI)


@given(
    us=st.integers(to_us(datetime(1980, 1, 1, tzinfo=UTC)), to_us(datetime(2090, 1, 1, tzinfo=UTC))),
    zone=ZONES,
)
def test_adding_months_never_turns_the_order_of_instants_beyond_a_clock_change(us, zone):
    start, later = from_us(us, zone), from_us(us + 86_400_000_000 * 2, zone)
    assert add_months(start, 1, zone) <= add_months(later, 1, zone)


@pytest.mark.parametrize(
    ("when", "instant"),
    [
        ("2024-11-11", "2024-11-10T16:00+00:00"),
        (" 2024-11-11 ", "2024-11-10T16:00+00:00"),
        (date(2024, 11, 11), "2024-11-10T16:00+00:00"),
        ("2024-11-11T20:00", "2024-11-11T12:00+00:00"),
        ("2024-11-11 20:00:30.5", "2024-11-11T12:00:30.500+00:00"),
        ("2024-11-11T20:00Z", "2024-11-11T20:00+00:00"),
        ("2024-11-11T20:00:00+02:00", "2024-11-11T18:00+00:00"),
        (datetime(2024, 11, 11, 20), "2024-11-11T12:00+00:00"),  # noqa: DTZ001 - a wall time, as written
        (datetime(2024, 11, 11, 20, tzinfo=timezone(timedelta(hours=2))), "2024-11-11T18:00+00:00"),
    ],
)
def test_a_time_written_in_a_programme_is_an_instant_in_its_zone(when, instant):
    moment = civil(when, SHANGHAI)
    assert moment == datetime.fromisoformat(instant)
    assert moment.tzinfo is SHANGHAI


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2024-02-30", "2024-W01-1", "20241111", "2024-11-11T25:00", "2024-11-11T20", 20241111],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(NotATime):
        civil(text, SHANGHAI)


def test_a_written_time_outside_the_carried_years_is_refused():
    with pytest.raises(InstantOutOfRange):
        civil("2101-01-01", SHANGHAI)


def test_the_last_moment_inside_is_a_microsecond_before_the_end():  # edge 20
    end = civil("2025-01-01", SHANGHAI)
    assert last_inside(end).isoformat() == "2024-12-31T23:59:59.999999+08:00"
    after_fold = wall("2024-11-03T01:00", NEW_YORK, fold=1)
    assert last_inside(after_fold).isoformat() == "2024-11-03T01:59:59.999999-04:00"
    with pytest.raises(NaiveInstant):
        last_inside(datetime(2025, 1, 1))  # noqa: DTZ001 - the case


def test_a_fixed_clock_stands_and_needs_an_instant():
    noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
    assert FixedClock(noon).now() == noon
    with pytest.raises(NaiveInstant):
        FixedClock(datetime(2024, 1, 1))  # noqa: DTZ001 - the case


def test_the_system_clock_moves_in_utc():
    clock = SystemClock()
    first = clock.now()
    assert first.utcoffset() == timedelta(0)
    assert clock.now() >= first


def test_an_instant_that_is_too_early_is_told_as_people_read_instants():
    assert str(too_early("until", 0, first_us=1)) == (
        "until is 1970-01-01T00:00:00+00:00; it must be from 1970-01-01T00:00:00.000001+00:00 "
        "to 2100-01-01T00:00:00+00:00."
    )
    assert too_early("to", LAST_US, first_us=LAST_US + 1).fields["low"] == "2100-01-01T00:00:00+00:00"
