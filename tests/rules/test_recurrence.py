"""Days by rules of RFC 5545: whole days, bounded, those the calendar has."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.rules.recurrence import DAYS_MAX, EPOCH, Recurrence
from tests.rules.shop import offered, only, refusals


def days(rule, start="2024-01-01"):
    found = Recurrence(kind="recurrence", start=start, rule=rule).days
    return [(EPOCH + timedelta(days=day)).isoformat() for day in sorted(found)]


def refused(rule, start="2024-01-01"):
    return only(refusals({"offers": [offered(when={"kind": "recurrence", "start": start, "rule": rule})]}))


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("FREQ=YEARLY;COUNT=3", "2024-02-29", ["2024-02-29", "2028-02-29", "2032-02-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "2024-01-01", ["2024-01-31", "2024-03-31", "2024-05-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", "2024-02-01", ["2024-02-29", "2024-03-31"]),
        ("FREQ=MONTHLY;BYDAY=3FR;UNTIL=20240315", "2024-01-01", ["2024-01-19", "2024-02-16", "2024-03-15"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=2", "2024-01-01", ["2024-01-02", "2024-01-16"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=2", "2024-01-01", ["2024-01-01", "2024-01-14"]),
        ("FREQ=DAILY;UNTIL=20240102", "2024-01-01", ["2024-01-01", "2024-01-02"]),
        ("rrule:freq=daily;count=1;", "2024-01-01", ["2024-01-01"]),
        ("FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=18,11;BYSETPOS=-1;COUNT=1", "2024-01-01", ["2024-11-18"]),
    ],
)
def test_a_rule_names_the_days_the_calendar_has(rule, start, expected):
    assert days(rule, start) == expected


def test_one_rule_has_one_spelling():
    one, other = (
        Recurrence(kind="recurrence", start="2024-01-01", rule=rule)
        for rule in ("RRULE:freq=daily;count=2", "FREQ=DAILY;COUNT=2")
    )
    assert one == other
    assert Recurrence(kind="recurrence", start=date(2024, 1, 1), rule="FREQ=DAILY;COUNT=2") == one


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=DAILY", "recurrence_unbounded"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20240201", "recurrence_unbounded"),
        ("FREQ=HOURLY;COUNT=2", "recurrence_too_fine"),
        ("FREQ=DAILY;BYHOUR=8;COUNT=2", "recurrence_too_fine"),
        ("", "recurrence_unreadable"),
        ("COUNT=2", "recurrence_unreadable"),
        ("FREQ=FORTNIGHTLY;COUNT=2", "recurrence_unreadable"),
        ("FREQ=DAILY;FREQ=DAILY;COUNT=2", "recurrence_unreadable"),
        ("FREQ=DAILY;INTERVAL=0;COUNT=2", "recurrence_unreadable"),
        ("FREQ=DAILY;COUNT=0", "recurrence_unreadable"),
        ("FREQ=DAILY;UNTIL=20240201T080000Z", "recurrence_unreadable"),
        ("FREQ=DAILY;UNTIL=20240231", "recurrence_unreadable"),
        ("FREQ=MONTHLY;BYMONTHDAY=40;COUNT=2", "recurrence_empty"),
        ("FREQ=MONTHLY;BYMONTH=13;COUNT=2", "recurrence_empty"),
        ("FREQ=YEARLY;BYEASTER=0;COUNT=2", "recurrence_unreadable"),
        ("FREQ=YEARLY;BYDAY=0MO;COUNT=2", "recurrence_unreadable"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "recurrence_empty"),
        ("FREQ=DAILY;UNTIL=20231231", "recurrence_empty"),
        (f"FREQ=DAILY;COUNT={DAYS_MAX + 1}", "recurrence_too_long"),
        ("FREQ=DAILY;COUNT=999999", "recurrence_too_long"),
    ],
)
def test_what_is_no_bounded_rule_of_days_is_refused(rule, code):
    assert refused(rule).code == code


@pytest.mark.parametrize("start", ["2024-02-30", "1969-12-31", "2100-01-01", "2024-01-01T08:00", "soon"])
def test_a_rule_starts_on_a_day(start):
    assert refused("FREQ=DAILY;COUNT=2", start).code == "not_a_date"


def test_an_instant_is_no_day():
    with pytest.raises(ValueError, match="not_a_date"):
        Recurrence(kind="recurrence", start=datetime(2024, 1, 1), rule="FREQ=DAILY;COUNT=2")  # noqa: DTZ001 - as written


def test_the_longest_rule_names_so_many_days():
    assert len(days(f"FREQ=DAILY;COUNT={DAYS_MAX}")) == DAYS_MAX


@given(
    st.dates(date(1970, 1, 1), date(2099, 1, 1)), st.integers(1, 30), st.integers(1, 50), st.integers(0, 6)
)
def test_weeks_come_every_so_often(start, interval, count, weekday):
    name = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekday]
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={name};COUNT={count}"
    monday = start - timedelta(days=start.weekday())
    every = (monday + timedelta(days=weekday + 7 * interval * n) for n in range(count + 1))
    expected = [day for day in every if start <= day < date(2100, 1, 1)][:count]
    if expected:
        assert days(rule, start.isoformat()) == [day.isoformat() for day in expected]
    else:
        with pytest.raises(ValueError, match="recurrence_empty"):
            days(rule, start.isoformat())
