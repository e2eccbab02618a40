"""Everything the library refuses, as one tree of errors with fields, a stable code and two languages.

An error is misuse or bad input; an offer that does not apply is a result, never an error. Callers branch on
the class or on `code` (stable API), people read `str(error)` (English) or `error.text("zh")`.

LoyaltyError
├── MoneyError
│   ├── FloatRefused(value)
│   ├── NotANumber(value)
│   ├── TooManyDecimals(value, currency, exponent)
│   │   └── RateTooFine(value, exponent)
│   ├── UnknownCurrency(currency)
│   ├── OutOfBounds(what, value, low, high)
│   └── WrongCurrency(expected, got)
├── TimeError
│   ├── NaiveInstant(value)
│   ├── UnknownZone(zone)
│   ├── NotATime(value)
│   └── InstantOutOfRange(value)
├── ProgramError
│   ├── DocumentInvalid(problems)
│   │   ├── ProgramInvalid(problems)
│   │   └── ScenariosInvalid(problems)
│   └── ProgramUnreadable(path, line, what, mend)
├── OrderError
│   ├── BadCart(where, what, mend)
│   ├── OverReturn(order_id, line_id, asked, left)
│   ├── UnknownOrder(order_id)
│   ├── AlreadyPlaced(order_id)
│   └── DuplicateReturn(order_id, return_id)
├── LogError
│   ├── LogUnreadable(path, what, mend)
│   ├── ColumnMissing(path, column, found, mend)
│   ├── LogEmpty(path)
│   └── MixedCurrency(path, expected, got)
├── SimulationError
│   ├── ParityBroken(differences, first)
│   ├── SimulationCancelled(done, total)
│   │   └── ReadingCancelled(done, total)
│   ├── SettingRefused(setting, value, mend)
│   ├── PriceBasesDiffer(before, now)
│   ├── AxisRefused(axis, what, mend)
│   ├── NoSuchFigure(what, value, mend)
│   ├── NoSuchOrder(order_id)
│   ├── RunUnexplained(run_id)
│   └── OutputUnwritable(path, what)
├── ShopError
│   ├── AutocommitRefused
│   ├── NotConfigured
│   ├── RetryTransaction(what)
│   ├── IdempotencyConflict(op_key, differ)
│   ├── BadReference(what, value, longest)
│   ├── UnknownMember(member)
│   ├── MemberInactive(member, state)
│   ├── NoLiveProgram(program, at)
│   ├── CouponRefused(what, why)
│   ├── SecretMissing(least)
│   └── QuoteStale(order_id, changed, old, new)
├── CodeError
│   ├── CodeTooShort(length, least, live, tries_per_second, hits)
│   └── BatchRefused(what, value, mend)
└── UsageError
    ├── FileMissing(path)
    ├── BadOption(option, value, mend)
    ├── OptionMissing(option, mend)
    ├── UnknownTemplate(name, mend)
    └── MissingExtra(extra, command)
"""

from loyalty.errors.base import LoyaltyError
from loyalty.errors.coupon_codes import BatchRefused, CodeError, CodeTooShort
from loyalty.errors.orders import (
    AlreadyPlaced,
    BadCart,
    ColumnMissing,
    DuplicateReturn,
    LogEmpty,
    LogError,
    LogUnreadable,
    MixedCurrency,
    OrderError,
    OverReturn,
    UnknownOrder,
)
from loyalty.errors.programs import (
    DocumentInvalid,
    Problem,
    ProgramError,
    ProgramInvalid,
    ProgramUnreadable,
    ScenariosInvalid,
    Severity,
)
from loyalty.errors.runs import (
    AxisRefused,
    BadOption,
    FileMissing,
    MissingExtra,
    NoSuchFigure,
    NoSuchOrder,
    OptionMissing,
    OutputUnwritable,
    ParityBroken,
    PriceBasesDiffer,
    ReadingCancelled,
    RunUnexplained,
    SettingRefused,
    SimulationCancelled,
    SimulationError,
    UnknownTemplate,
    UsageError,
)
from loyalty.errors.shop import (
    AutocommitRefused,
    BadReference,
    CouponRefused,
    IdempotencyConflict,
    MemberInactive,
    NoLiveProgram,
    NotConfigured,
    QuoteStale,
    RetryTransaction,
    SecretMissing,
    ShopError,
    UnknownMember,
)
from loyalty.errors.values import (
    FloatRefused,
    InstantOutOfRange,
    MoneyError,
    NaiveInstant,
    NotANumber,
    NotATime,
    OutOfBounds,
    RateTooFine,
    TimeError,
    TooManyDecimals,
    UnknownCurrency,
    UnknownZone,
    WrongCurrency,
)

__all__ = [
    "AlreadyPlaced",
    "AutocommitRefused",
    "AxisRefused",
    "BadCart",
    "BadOption",
    "BadReference",
    "BatchRefused",
    "CodeError",
    "CodeTooShort",
    "ColumnMissing",
    "CouponRefused",
    "DocumentInvalid",
    "DuplicateReturn",
    "FileMissing",
    "FloatRefused",
    "IdempotencyConflict",
    "InstantOutOfRange",
    "LogEmpty",
    "LogError",
    "LogUnreadable",
    "LoyaltyError",
    "MemberInactive",
    "MissingExtra",
    "MixedCurrency",
    "MoneyError",
    "NaiveInstant",
    "NoLiveProgram",
    "NoSuchFigure",
    "NoSuchOrder",
    "NotANumber",
    "NotATime",
    "NotConfigured",
    "OptionMissing",
    "OrderError",
    "OutOfBounds",
    "OutputUnwritable",
    "OverReturn",
    "ParityBroken",
    "PriceBasesDiffer",
    "Problem",
    "ProgramError",
    "ProgramInvalid",
    "ProgramUnreadable",
    "QuoteStale",
    "RateTooFine",
    "ReadingCancelled",
    "RetryTransaction",
    "RunUnexplained",
    "ScenariosInvalid",
    "SecretMissing",
    "SettingRefused",
    "Severity",
    "ShopError",
    "SimulationCancelled",
    "SimulationError",
    "TimeError",
    "TooManyDecimals",
    "UnknownCurrency",
    "UnknownMember",
    "UnknownOrder",
    "UnknownTemplate",
    "UnknownZone",
    "UsageError",
    "WrongCurrency",
]
