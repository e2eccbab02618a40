"""Errors about single values: money that is not exact, instants that are not certain."""

from loyalty.errors.base import LoyaltyError


class MoneyError(LoyaltyError):
    """An amount, rate or currency that cannot be taken as it is."""

    code = "money_error"
    en = "The amount cannot be used."
    zh = "金额无法使用。"


class FloatRefused(MoneyError):
    """A binary float came in where exact numbers belong."""

    code = "float_refused"
    en = "{value!r} is a float and floats cannot hold every cent: give an int, a str or a Decimal."
    zh = "{value!r} 是浮点数，无法精确到分：请改用整数、文本或 Decimal。"


class NotANumber(MoneyError):
    """The value is no finite decimal number."""

    code = "not_a_number"
    en = "{value!r} is not a plain decimal number such as 12.50."
    zh = "{value!r} 不是普通的十进制数（例如 12.50）。"


class TooManyDecimals(MoneyError):
    """More decimals than the currency has."""

    code = "too_many_decimals"
    en = "{value} has too many decimals: amounts in {currency} take at most {exponent}."
    zh = "{value} 的小数位过多：{currency} 金额最多 {exponent} 位小数。"


class RateTooFine(TooManyDecimals):
    """More decimals than a percent or a ratio may have."""

    code = "rate_too_fine"
    en = "{value} has too many decimals: this rate takes at most {exponent}."
    zh = "{value} 的小数位过多：此比率最多 {exponent} 位小数。"


class UnknownCurrency(MoneyError):
    """No ISO 4217 currency with minor units has this code."""

    code = "unknown_currency"
    en = "{currency!r} is not an ISO 4217 currency code such as CNY, EUR or USD."
    zh = "{currency!r} 不是 ISO 4217 货币代码（例如 CNY、EUR、USD）。"


class OutOfBounds(MoneyError):
    """A number outside what the library can carry exactly."""

    code = "out_of_bounds"
    en = "{what} is {value}; it must be from {low} to {high}."
    zh = "{what} 为 {value}，必须在 {low} 到 {high} 之间。"


class WrongCurrency(MoneyError):
    """An amount in a currency other than the programme's."""

    code = "wrong_currency"
    en = (
        "This is in {got} but {expected} is expected; amounts are never converted. Convert it yourself first."
    )
    zh = "币种为 {got}，应为 {expected}；系统不做换算，请先自行换算。"


class TimeError(LoyaltyError):
    """An instant, date or zone that cannot be taken as it is."""

    code = "time_error"
    en = "The time cannot be used."
    zh = "时间无法使用。"


class NaiveInstant(TimeError):
    """A datetime without a time zone names no instant."""

    code = "naive_instant"
    en = "{value} has no time zone, so it names no instant: give a timezone-aware datetime."
    zh = "{value} 没有时区，无法确定时刻：请提供带时区的时间。"


class UnknownZone(TimeError):
    """No IANA time zone has this name."""

    code = "unknown_zone"
    en = "{zone!r} is not an IANA time zone such as Asia/Shanghai."
    zh = "{zone!r} 不是 IANA 时区（例如 Asia/Shanghai）。"


class NotATime(TimeError):
    """The value is no date or date-time."""

    code = "not_a_time"
    en = "{value!r} is not a date or date-time such as 2025-11-11 or 2025-11-11T20:00."
    zh = "{value!r} 不是日期或日期时间（例如 2025-11-11 或 2025-11-11T20:00）。"


class InstantOutOfRange(TimeError):
    """An instant before 1970 or after 2100."""

    code = "instant_out_of_range"
    en = "{value} is outside the years 1970 to 2099. Check its year, and its unit."
    zh = "{value} 超出 1970 年至 2099 年的范围。请检查年份与时间单位。"
