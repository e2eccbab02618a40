"""Ids, texts, times and tables come in one shape."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from loyalty.rules.scalars import (
    Amount,
    CivilTime,
    Count,
    CurrencyCode,
    Factor,
    Flag,
    HourText,
    Id,
    Percent,
    PositiveAmount,
    StartHour,
    Word,
    ZoneName,
    one_or_many,
    table,
)


def refusal(kind, value):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    return caught.value.errors()[0]["type"]


@pytest.mark.parametrize(
    ("kind", "value", "taken"),
    [
        (Amount, "1000.00", Decimal(1000)),
        (Percent, Decimal("12.3456"), Decimal("12.3456")),
        (Factor, 2, Decimal(2)),
        (Count, 5, 5),
        (Flag, True, True),
        (Id, "day-8_x", "day-8_x"),
        (Word, "绿茶 ☕", "绿茶 ☕"),
        (CurrencyCode, "JPY", "JPY"),
        (ZoneName, "Europe/Berlin", "Europe/Berlin"),
        (CivilTime, "2024-02-29", "2024-02-29"),
        (CivilTime, date(2024, 11, 11), "2024-11-11"),
        (CivilTime, datetime(2024, 11, 11, 20, tzinfo=UTC), "2024-11-11T20:00:00+00:00"),
        (CivilTime, "2024-11-11 20:00", "2024-11-11T20:00:00"),
        (CivilTime, "2024-11-11T20:00:00Z", "2024-11-11T20:00:00+00:00"),
        (HourText, "24:00", "24:00"),
        (StartHour, "00:00", "00:00"),
    ],
)
def test_what_fits_is_taken_in_its_one_spelling(kind, value, taken):
    assert TypeAdapter(kind).validate_python(value) == taken


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        (Amount, -1, "out_of_bounds"),
        (Amount, 10**13, "out_of_bounds"),
        (Amount, "1234567890.1234", "too_many_digits"),
        (PositiveAmount, 0, "must_be_above"),
        (Percent, "100.01", "out_of_bounds"),
        (Count, True, "int_type"),
        (Count, "5", "int_type"),
        (Count, Decimal(5), "int_type"),
        (Count, 0, "greater_than_equal"),
        (Count, 2**31, "less_than_equal"),
        (Flag, "yes", "bool_type"),
        (Flag, 1, "bool_type"),
        (Id, "Big", "string_pattern_mismatch"),
        (Id, "a" * 65, "string_pattern_mismatch"),
        (Id, "a\n", "string_pattern_mismatch"),
        (Word, b"tea", "string_type"),
        (Word, "", "string_too_short"),
        (Word, "  ", "blank_text"),
        (Word, "x" * 201, "string_too_long"),
        (Word, "a\u0000b", "control_character"),
        (Word, "a\nb", "control_character"),
        (Word, "a\u2028b", "control_character"),
        (CurrencyCode, "cny", "unknown_currency"),
        (ZoneName, "Mars/Base", "unknown_zone"),
        (ZoneName, "../etc/passwd", "unknown_zone"),
        (CivilTime, "11.11.2024", "not_a_time"),
        (CivilTime, "2023-02-29", "not_a_time"),
        (CivilTime, "20241111", "not_a_time"),
        (CivilTime, 2024, "not_a_time"),
        (HourText, "24:01", "not_an_hour"),
        (HourText, "9:00", "not_an_hour"),
        (StartHour, "24:00", "not_an_hour"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(kind, value, why):
    assert refusal(kind, value) == why


PRICES = Annotated[tuple[tuple[str, Decimal], ...], table(Amount)]


def test_a_table_is_kept_as_sorted_pairs_so_it_can_be_hashed():
    pairs = TypeAdapter(PRICES).validate_python({"b": 2, "a": "1.0"})
    assert pairs == (("a", Decimal(1)), ("b", Decimal(2)))
    assert hash(pairs)


def test_a_tables_own_pairs_are_welcome_again_and_written_as_a_mapping():
    adapter = TypeAdapter(PRICES)
    pairs = adapter.validate_python((("a", 1),))
    assert adapter.dump_python(pairs) == {"a": Decimal(1)}
    assert adapter.dump_json(pairs) == b'{"a":"1"}'


def test_a_table_of_something_else_is_refused():
    assert refusal(PRICES, [("a", 1)]) == "dict_type"
    assert refusal(PRICES, {"a": 0.5}) == "float_refused"


def test_one_thing_where_a_list_may_stand_is_a_list_of_one():
    assert one_or_many({"kind": "x"}) == ({"kind": "x"},)
    assert one_or_many([1]) == [1]
    assert one_or_many((1,)) == (1,)
    assert one_or_many(None) is None


def test_the_schema_of_a_number_takes_a_number_or_its_digits():
    schema = TypeAdapter(PositiveAmount).json_schema()
    assert schema["anyOf"][0]["exclusiveMinimum"] == 0
    assert schema["anyOf"][1]["type"] == "string"
    assert TypeAdapter(Percent).json_schema()["anyOf"][0]["minimum"] == 0
