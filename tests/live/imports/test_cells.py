"""Cells mean exactly one value, or are found."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.member import FOREVER
from loyalty.live.imports.cells import NUMBER_MAX, Cells
from loyalty.when import EPOCH, MICROSECOND
from tests.live.imports.importing import row

ZONE = ZoneInfo("Asia/Shanghai")


def cells(found=None, **texts):
    return Cells(row("members", **texts), ZONE, [] if found is None else found)


def asked(ask, **texts):
    """What a question of the row answers, and the codes it found."""
    found = []
    return ask(cells(found, **texts)), [one.code for one in found]


def shown(us):
    return (EPOCH + us * MICROSECOND).astimezone(ZONE).isoformat()


@pytest.mark.parametrize(
    ("text", "ends", "moment"),
    [
        ("2024-05-31", False, "2024-05-31T00:00:00+08:00"),
        ("2024-05-31", True, "2024-06-01T00:00:00+08:00"),
        (" 2024-05-31 18:30 ", True, "2024-05-31T18:30:00+08:00"),
        ("2024-05-31T18:30:00.5+00:00", True, "2024-06-01T02:30:00.500000+08:00"),
    ],
)
def test_a_day_begins_and_as_an_end_is_still_inside(text, ends, moment):
    us, found = asked(lambda one: one.instant("at", ends=ends), at=text)
    assert (shown(us), found) == (moment, [])


def test_an_end_may_never_come_and_nothing_else_may():
    assert asked(lambda one: one.instant("at", ends=True), at="forever") == (FOREVER, [])
    assert asked(lambda one: one.instant("at"), at="forever") == (None, ["bad_time"])


@pytest.mark.parametrize(
    "text", ["31.05.2024", "2024-13-01", "1969-12-31", "2100-01-02", "9999-12-31", "now"]
)
def test_other_times_are_found(text):
    assert asked(lambda one: one.instant("at", ends=True), at=text) == (None, ["bad_time"])


def test_what_is_needed_and_empty_is_found():
    assert asked(lambda one: one.instant("at", needed=True), at=" ") == (None, ["missing"])
    assert asked(lambda one: one.instant("at")) == (None, [])
    assert asked(lambda one: one.number("n", needed=True)) == (None, ["missing"])
    assert asked(lambda one: one.number("n")) == (None, [])
    assert asked(lambda one: one.reference("r"), r="") == ("", ["missing"])


@pytest.mark.parametrize(
    ("text", "decimals", "answer"),
    [
        ("12", 0, (12, [])),
        ("12.50", 2, (1250, [])),
        ("+1.0", 0, (1, [])),
        ("12.505", 2, (None, ["bad_number"])),
        ("1e3", 0, (None, ["bad_number"])),
        ("1,000", 0, (None, ["bad_number"])),
        ("٣", 0, (None, ["bad_number"])),
        ("-1", 0, (None, ["out_of_range"])),
        (str(NUMBER_MAX), 0, (NUMBER_MAX, [])),
        (str(NUMBER_MAX + 1), 0, (None, ["out_of_range"])),
    ],
)
def test_numbers_are_exact(text, decimals, answer):
    assert asked(lambda one: one.number("n", decimals=decimals), n=text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("05-31", ((5, 31), [])),
        ("1990-02-29", ((2, 29), [])),
        ("", (None, [])),
        ("02-30", (None, ["bad_birthday"])),
        ("13-01", (None, ["bad_birthday"])),
        ("00-10", (None, ["bad_birthday"])),
        ("5-31", (None, ["bad_birthday"])),
    ],
)
def test_birthdays_are_days_of_the_year(text, answer):
    assert asked(lambda one: one.birthday("b"), b=text) == answer


@pytest.mark.parametrize("text", ["[1]", '{"a": 1}', "{", '{"a": "\\ud800"}', "[" * 100_000])
def test_attributes_are_texts_by_name(text):
    assert asked(lambda one: one.texts("a"), a=text) == ({}, ["bad_attributes"])
    assert asked(lambda one: one.texts("a"), a='{"x": null, "y": "z"}') == ({"x": None, "y": "z"}, [])
    assert asked(lambda one: one.texts("a")) == ({}, [])


def test_references_are_taken_sign_for_sign():
    assert asked(lambda one: one.reference("r"), r=" a ") == (" a ", [])
    for bad in ("a" * 129, "a\nb", "\x00"):
        assert asked(lambda one: one.reference("r"), r=bad) == ("", ["bad_reference"])


def test_what_happened_lies_behind_the_import():
    assert asked(lambda one: one.before("at", 5, 5)) == (None, [])
    assert asked(lambda one: one.before("at", None, 5)) == (None, [])
    assert asked(lambda one: one.before("at", 6, 5)) == (None, ["times_out_of_order"])


@given(st.text())
def test_no_text_breaks_a_question(text):
    one = cells(x=text)
    one.instant("x", ends=True)
    one.number("x", decimals=4, low=-NUMBER_MAX)
    one.birthday("x")
    one.texts("x")
    one.reference("x")
