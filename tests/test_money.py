from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import (
    FloatRefused,
    NotANumber,
    OutOfBounds,
    RateTooFine,
    TooManyDecimals,
    UnknownCurrency,
)
from loyalty.money import (
    EXPONENTS,
    MINOR_MAX,
    Currency,
    Rounding,
    currency,
    percent_ppm,
    ratio,
    show,
    to_major,
    to_minor,
)

CNY = currency("CNY")
JPY = currency("JPY")
KWD = currency("KWD")
CURRENCIES = st.sampled_from(sorted(EXPONENTS)).map(currency)
MINORS = st.integers(-MINOR_MAX, MINOR_MAX)


@pytest.mark.parametrize(
    ("code", "exponent"), [("JPY", 0), ("CNY", 2), ("KWD", 3), ("CLF", 4), ("IDR", 0), ("XCG", 2), ("BGN", 2)]
)
def test_the_currency_fixes_the_decimals(code, exponent):
    assert currency(code) == Currency(code, exponent)


@pytest.mark.parametrize("code", ["", "cny", "ABC", "XAU", "XXX"])
def test_a_code_without_minor_units_is_no_currency(code):
    with pytest.raises(UnknownCurrency):
        currency(code)


def test_codes_are_three_capital_letters():
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in EXPONENTS)


@pytest.mark.parametrize(
    ("value", "unit", "minor"),
    [
        ("12.5", CNY, 1250),
        (" -0.01 ", CNY, -1),
        ("+.5", CNY, 50),
        ("7.", CNY, 700),
        (Decimal("1.10000"), CNY, 110),
        (Decimal("1E+3"), CNY, 100_000),
        (3, JPY, 3),
        ("1.234", KWD, 1234),
        (Decimal("-0.00"), CNY, 0),
        ("10995116277.75", CNY, MINOR_MAX),
    ],
)
def test_amounts_come_in_exactly(value, unit, minor):
    assert to_minor(value, unit) == minor


@pytest.mark.parametrize("take", [lambda value: to_minor(value, CNY), percent_ppm, ratio])
@pytest.mark.parametrize("value", [0.5, 1.0, float("nan")])
def test_floats_are_refused(take, value):
    with pytest.raises(FloatRefused, match="is a float and floats cannot hold every cent"):
        take(value)


@pytest.mark.parametrize("take", [lambda value: to_minor(value, CNY), percent_ppm, ratio])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "1e3",
        "1_000",
        "1,000",
        "１２",
        "NaN",
        "1\n2",
        Decimal("NaN"),
        Decimal("-Infinity"),
        True,
        None,
        b"1",
    ],
)
def test_what_is_no_plain_number_is_refused(take, value):
    with pytest.raises(NotANumber):
        take(value)


@pytest.mark.parametrize(("value", "unit"), [("0.001", CNY), ("0.5", JPY), (Decimal("1E-999999"), CNY)])
def test_a_part_of_a_minor_unit_is_refused(value, unit):
    with pytest.raises(TooManyDecimals, match="at most") as caught:
        to_minor(value, unit)
    assert caught.value.fields["exponent"] == unit.exponent


@pytest.mark.parametrize("value", ["10995116277.76", -10995116278, Decimal("1E+999999"), Decimal("9" * 5000)])
def test_amounts_beyond_what_can_be_carried_are_refused_in_a_short_sentence(value):
    with pytest.raises(OutOfBounds) as caught:
        to_minor(value, CNY)
    assert "it must be from -10995116277.75 to 10995116277.75" in str(caught.value)
    assert "金额" in caught.value.text("zh")
    assert len(str(caught.value)) < 120


@given(minor=MINORS, unit=CURRENCIES)
def test_minor_and_major_units_are_the_same_amount(minor, unit):
    major = to_major(minor, unit)
    assert to_minor(major, unit) == minor
    assert to_minor(str(major) if "E" not in str(major) else major, unit) == minor
    assert Fraction(major) * 10**unit.exponent == minor


def test_a_host_that_counts_with_few_digits_changes_no_amount():
    with localcontext(prec=3):
        assert str(to_major(123_456_789, CNY)) == "1234567.89"
        assert to_minor("1234567.89", CNY) == 123_456_789


def test_major_units_keep_all_decimals_of_the_currency():
    assert str(to_major(100, CNY)) == "1.00"
    assert str(to_major(5, KWD)) == "0.005"
    assert str(to_major(-7, JPY)) == "-7"


@pytest.mark.parametrize(
    ("minor", "code", "language", "text"),
    [
        (123_450, "CNY", "en", "¥1,234.50"),
        (123_450, "CNY", "zh", "¥1,234.50"),
        (-1, "CNY", "en", "-¥0.01"),
        (1_200, "GBP", "en", "£12.00"),
        (1_234_567, "JPY", "en", "JP¥1,234,567"),
        (99, "USD", "en", "$0.99"),
        (99, "USD", "zh-CN", "US$0.99"),
        (1_500, "KWD", "en", "KWD\u00a01.500"),
        (0, "IDR", "en", "IDR\u00a00"),
    ],
)
def test_amounts_are_shown_with_symbol_separators_and_all_decimals(minor, code, language, text):
    assert show(minor, currency(code), language=language) == text


@given(minor=MINORS, unit=CURRENCIES)
def test_what_is_shown_is_the_exact_amount(minor, unit):
    figures = "".join(sign for sign in show(minor, unit) if sign.isdigit() or sign in "-.")
    assert to_minor(figures, unit) == minor


@pytest.mark.parametrize(
    ("percent", "ppm"),
    [
        ("10", 100_000),
        (100, 1_000_000),
        (0, 0),
        ("12.5", 125_000),
        (Decimal("0.0001"), 1),
        ("33.3333", 333_333),
    ],
)
def test_a_percent_is_exact_parts_per_million(percent, ppm):
    assert percent_ppm(percent) == ppm


def test_a_percent_has_at_most_four_decimals():
    with pytest.raises(RateTooFine):
        percent_ppm("0.00001")


@pytest.mark.parametrize("percent", ["-0.0001", "100.0001", Decimal("1E+50")])
def test_a_percent_is_from_nothing_to_everything(percent):
    with pytest.raises(OutOfBounds, match=r"percent is .*; it must be from 0 to 100"):
        percent_ppm(percent)


@pytest.mark.parametrize(
    ("value", "fraction"),
    [("1.25", (5, 4)), (2, (2, 1)), (0, (0, 1)), ("-0.5", (-1, 2)), (Decimal("0.000001"), (1, 1_000_000))],
)
def test_a_ratio_is_a_reduced_fraction(value, fraction):
    assert ratio(value) == fraction


def test_a_ratio_has_no_more_decimals_than_asked_for():
    assert ratio("1.2345", decimals_max=4) == (2469, 2000)
    with pytest.raises(RateTooFine) as fine:
        ratio("1.23456", decimals_max=4)
    assert (fine.value.fields["value"], fine.value.fields["exponent"]) == ("1.23456", 4)


@pytest.mark.parametrize("value", ["1099512", -1099512, Decimal("1E+60")])
def test_a_ratio_too_large_to_multiply_money_with_is_refused(value):
    with pytest.raises(OutOfBounds, match=r"ratio is .*; it must be from -1099511 to 1099511"):
        ratio(value)


def test_a_ratio_may_be_as_large_as_said_and_the_refusal_names_it():
    assert ratio("1099511.627775") == (1099511627775 // 25, 40_000)
    with pytest.raises(OutOfBounds) as beyond:
        ratio("1099511.627776")
    assert beyond.value.fields["value"] == Decimal("1099511.627776")
    assert beyond.value.text("zh").startswith("比率")


@given(st.decimals(-1_000_000, 1_000_000, places=6))
def test_a_ratio_is_worth_its_decimal(value):
    numerator, denominator = ratio(value)
    assert Fraction(numerator, denominator) == Fraction(value)
    assert denominator >= 1


def test_roundings_have_the_numbers_the_kernels_use():
    assert [(rule.name, rule.value) for rule in Rounding] == [
        ("HALF_UP", 0),
        ("DOWN", 1),
        ("UP", 2),
        ("HALF_EVEN", 3),
    ]
