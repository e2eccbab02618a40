"""Numbers come in exactly, in one spelling, or not at all."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from loyalty.rules.exact import Between, exact, plain, refuse, shown, whole

FIVE = Between(Decimal(1), Decimal(5), 2)


def refusal(act, *given):
    with pytest.raises(PydanticCustomError) as caught:
        act(*given)
    return caught.value.type


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1000, "1000"),
        ("1000.00", "1000"),
        ("1e3", "1000"),
        ("+.5", "0.5"),
        ("5.", "5"),
        (Decimal("0.0500"), "0.05"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0E-5"), "0"),
        (-3, "-3"),
    ],
)
def test_every_spelling_of_a_number_becomes_the_same_digits(value, text):
    assert str(exact(value)) == text


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (0.1, "float_refused"),
        (float("nan"), "float_refused"),
        (True, "not_a_number"),
        (None, "not_a_number"),
        ([1], "not_a_number"),
        ("", "not_a_number"),
        ("1,000", "not_a_number"),
        ("1_000", "not_a_number"),
        ("¥5", "not_a_number"),
        ("٣", "not_a_number"),
        ("0x1f", "not_a_number"),
        ("nan", "not_a_number"),
        (Decimal("NaN"), "not_a_number"),
        (Decimal("-Infinity"), "not_a_number"),
        ("9" * 41, "not_a_number"),
        ("1e400", "number_out_of_range"),
        ("1e-400", "number_out_of_range"),
        (Decimal("1e999999"), "number_out_of_range"),
        pytest.param(10**5000, "number_out_of_range", id="huge"),
        (Decimal("1." + "1" * 70), "number_out_of_range"),
    ],
)
def test_what_is_no_exact_number_is_refused(value, why):
    assert refusal(exact, value) == why


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**13), max_value=10**13))
def test_no_digit_is_lost_whatever_the_decimal_context(number):
    with localcontext() as ambient:
        ambient.prec = 3
        assert exact(number) == number
    assert Decimal(plain(number)) == number


def test_a_number_between_is_kept_and_one_outside_refused():
    assert FIVE(Decimal("1.25")) == Decimal("1.25")
    assert refusal(FIVE, Decimal(0)) == "out_of_bounds"
    assert refusal(FIVE, Decimal(6)) == "out_of_bounds"
    assert refusal(FIVE, Decimal("1.255")) == "too_many_decimals"


def test_a_bound_may_itself_be_excluded():
    above = Between(Decimal(0), Decimal(9), 0, above="low", digits=1)
    assert refusal(above, Decimal(0)) == "must_be_above"
    assert refusal(above, Decimal(10)) == "out_of_bounds"
    assert above(Decimal(9)) == Decimal(9)


def test_digits_are_counted_before_and_after_the_point():
    assert refusal(Between(Decimal(0), Decimal(10**6), 4, digits=3), Decimal("10.01")) == "too_many_digits"


def test_a_whole_number_has_no_decimals_in_any_spelling():
    assert whole(Decimal("5.00"))
    assert not whole(Decimal("5.01"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("tea", "tea"),
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ({"a": 1}, "{…}"),
        ([1], "[…]"),
        ((1,), "[…]"),
        pytest.param(10**5000, "…", id="huge"),
        ("a\x00b", "a\N{REPLACEMENT CHARACTER}b"),
        ("x" * 61, "x" * 59 + "…"),
        ("x" * 60, "x" * 60),
        (Decimal("1.5"), "1.5"),
    ],
)
def test_a_value_in_a_sentence_is_short_and_printable(value, text):
    assert shown(value) == text


def test_a_refusal_names_its_facts_to_pydantic_too():
    with pytest.raises(PydanticCustomError, match="odd: value 3"):
        refuse("odd", value=3)
