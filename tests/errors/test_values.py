import pytest

from loyalty.errors import (
    InstantOutOfRange,
    MoneyError,
    NaiveInstant,
    RateTooFine,
    TimeError,
    TooManyDecimals,
    UnknownZone,
    WrongCurrency,
)


def test_wrong_currency_says_that_nothing_is_converted():
    error = WrongCurrency(expected="CNY", got="USD")
    assert isinstance(error, MoneyError)
    assert (
        str(error)
        == "This is in USD but CNY is expected; amounts are never converted. Convert it yourself first."
    )
    assert error.text("zh") == "币种为 USD，应为 CNY；系统不做换算，请先自行换算。"


def test_a_rate_too_fine_is_a_case_of_too_many_decimals():
    with pytest.raises(TooManyDecimals, match="at most 4"):
        raise RateTooFine(value="0.00001", exponent=4)


@pytest.mark.parametrize(
    "error", [NaiveInstant(value="noon"), UnknownZone(zone="Mars"), InstantOutOfRange(value=-1)]
)
def test_every_error_about_time_is_caught_as_one_kind(error):
    assert isinstance(error, TimeError)
    assert error.text("zh") != error.text("en")
