"""Money is a whole number of minor units of one currency, and a rate is an exact ratio.

Decimals, texts and integers come in here and nowhere deeper; a float never does, because 0.1 + 0.2 would then
cost a shop a cent it cannot explain. What cannot be taken exactly is refused with the reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from loyalty.errors import (
    FloatRefused,
    NotANumber,
    OutOfBounds,
    RateTooFine,
    TooManyDecimals,
    UnknownCurrency,
)
from loyalty.errors.base import is_chinese
from loyalty.handed_in import looking, looks_into

MINOR_MAX: Final = 2**40 - 1
"""The largest amount in minor units: products with a rate in parts per million stay below 2^62."""

PERCENT_DECIMALS: Final = 4


class Rounding(IntEnum):
    """What happens to the part of a minor unit; the numbers are the kernels' own."""

    HALF_UP = 0
    DOWN = 1
    UP = 2
    HALF_EVEN = 3


@looks_into
@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency: its code and how many decimals its minor unit has."""

    code: str
    exponent: int


@looking()
def currency(code: str) -> Currency:
    """The currency with this ISO 4217 code; raises UnknownCurrency."""
    return unit_of(code)


@lru_cache(maxsize=256)
def unit_of(code: str) -> Currency:
    """The currency of a code that is known to be a text, remembered: a programme asks for its own again."""
    exponent = EXPONENTS.get(code)
    if exponent is None:
        raise UnknownCurrency(currency=code)
    return Currency(code, exponent)


def to_minor(value: int | str | Decimal, unit: Currency) -> int:
    """An amount in major units as whole minor units, exactly.

    Raises FloatRefused, NotANumber, TooManyDecimals, or OutOfBounds beyond ±MINOR_MAX.
    """
    kind = type(value)
    if kind is str or kind is int or (isinstance(value, Decimal) and value.is_finite()):
        return _remembered(value, unit.code, unit.exponent)
    return _minor(value, unit.code, unit.exponent)


def _minor(value: object, code: str, exponent: int) -> int:
    number = decimal_of(value)
    try:
        minor = _scaled(number, exponent)
    except Inexact:
        raise TooManyDecimals(value=value, currency=code, exponent=exponent) from None
    if minor is None or abs(minor) > MINOR_MAX:
        high = to_major(MINOR_MAX, Currency(code, exponent))
        raise _beyond("amount", "金额", number, low=-high, high=high)
    return minor


_remembered = lru_cache(maxsize=8192, typed=True)(_minor)
"""A shop's prices come again with every cart; refusals are not remembered.

A currency goes by code and exponent, which compare quicker than a record.
"""


def to_major(minor: int, unit: Currency) -> Decimal:
    """Minor units as a Decimal in major units, with all the currency's decimals."""
    return Decimal(minor).scaleb(-unit.exponent, _EXACT)


@looking()
def show(minor: int, unit: Currency, *, language: str = "en") -> str:
    """An amount as people read it: symbol, thousands separators, all decimals (`-¥1,234.50`)."""
    symbols = _SYMBOLS_ZH if is_chinese(language) else _SYMBOLS
    symbol = symbols.get(unit.code, f"{unit.code}\N{NO-BREAK SPACE}")
    sign = "-" if minor < 0 else ""
    return f"{sign}{symbol}{to_major(abs(minor), unit):,f}"


def percent_ppm(value: int | str | Decimal) -> int:
    """A percent from 0 to 100 with at most 4 decimals as parts per million: 12.5 is 125,000."""
    number = decimal_of(value)
    try:
        ppm = _scaled(number, PERCENT_DECIMALS)
    except Inexact:
        raise RateTooFine(value=value, exponent=PERCENT_DECIMALS) from None
    if ppm is None or not 0 <= ppm <= 100 * 10**PERCENT_DECIMALS:
        raise _beyond("percent", "百分比", number, low=0, high=100)
    return ppm


def ratio(value: int | str | Decimal, *, decimals_max: int = 6) -> tuple[int, int]:
    """A factor as a reduced fraction (numerator, denominator ≥ 1): 1.25 is (5, 4)."""
    number = decimal_of(value)
    try:
        scaled = _scaled(number, decimals_max)
    except Inexact:
        raise RateTooFine(value=value, exponent=decimals_max) from None
    if scaled is None or abs(scaled) > MINOR_MAX:
        high = MINOR_MAX // 10**decimals_max
        raise _beyond("ratio", "比率", number, low=-high, high=high)
    fraction = Fraction(scaled, 10**decimals_max)
    return fraction.numerator, fraction.denominator


_EXACT = Context(prec=40, traps=[Inexact, InvalidOperation])
_SHOWN = Context(prec=20, traps=[])
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")


def decimal_of(value: object) -> Decimal:
    """The finite Decimal that the value is, without passing through a float."""
    if isinstance(value, float):
        raise FloatRefused(value=value)
    if isinstance(value, str) and _PLAIN.match(value.strip()):
        return Decimal(value.strip())
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise NotANumber(value=value)


def _scaled(number: Decimal, decimals: int) -> int | None:
    """The number times 10^decimals; None when that is huge, Inexact when a part finer than that is left."""
    try:
        return int(number.quantize(Decimal(1).scaleb(-decimals), context=_EXACT).scaleb(decimals, _EXACT))
    except InvalidOperation:
        return None


def _beyond(
    what: str, what_zh: str, number: Decimal, *, low: int | Decimal, high: int | Decimal
) -> OutOfBounds:
    return OutOfBounds(what=what, what_zh=what_zh, value=_SHOWN.plus(number), low=low, high=high)


_BY_EXPONENT: Final = {
    0: "BIF CLP DJF GNF IDR ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL "
    "GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD "
    "LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN "
    "PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL "
    "THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ZWL",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
"""The active ISO 4217 list where it names minor units, and codes withdrawn since 2021 (old orders)."""

EXPONENTS: Final[Mapping[str, int]] = MappingProxyType(
    {code: exponent for exponent, codes in _BY_EXPONENT.items() for code in codes.split()}
)
"""Decimals of each currency's minor unit: ISO's figure, but for IDR, whose sen is out of use."""

_SYMBOLS: Final = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "JP¥",
    "KRW": "₩",
    "MOP": "MOP$",
    "MXN": "MX$",
    "NZD": "NZ$",
    "PHP": "₱",
    "SGD": "S$",
    "THB": "฿",
    "TWD": "NT$",
    "USD": "$",
    "VND": "₫",
}
_SYMBOLS_ZH: Final = _SYMBOLS | {"USD": "US$"}
