"""Everything the library refuses, as one tree of errors with fields, a stable code and two languages.

Callers branch on the class or on `code` (stable API), people read `str(error)` or `error.text("zh")`.
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
│   ├── ProgramUnreadable(path, line, what, mend)
│   └── MergeConflict(sections)
├── OrderError
│   ├── BadCart(where, what, mend)
│   ├── OverReturn(order_id, line_id, asked, left)
│   ├── UnknownOrder(order_id)
│   ├── AlreadyPlaced(order_id)
│   ├── AlreadyDelivered(order_id)
│   ├── HoldEnded(order_id, ended_at)
│   ├── OrderClosed(order_id)
│   └── DuplicateReturn(order_id, return_id)
├── MemberError
│   ├── NotEnoughPoints(asked, available)
│   ├── SameMember(member_id)
│   ├── StillHeld(member_id)
│   ├── UnknownLevel(level)
│   └── LevelNotHeld(member, level, source)
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
│   ├── Drained(what)
│   ├── BadReference(what, value, longest)
│   ├── BadArgument(where, what, mend)
│   ├── UnknownMember(member)
│   ├── MemberInactive(member, state)
│   ├── NoLiveProgram(program, at)
│   ├── SecondPersonNeeded(points, most)
│   ├── ReasonMissing(where)
│   ├── NoHold(order_id)
│   ├── HeldCartChanged(order_id, what)
│   ├── CouponRefused(what, why)
│   ├── MemberStateWrong(member, state, act)
│   ├── MergeRefused(source, into, what, mend)
│   ├── QuoteStale(order_id, changed, old, new)
│   ├── StaffError
│   │   ├── RoleMissing(actor, act, needs)
│   │   ├── OwnWork(actor, number)
│   │   ├── NotSimulated(number)
│   │   ├── UnknownVersion(number)
│   │   ├── WrongState(number, state, act)
│   │   ├── DraftChanged(number, author)
│   │   ├── NoSuchOffer(offer_id, mend)
│   │   └── NoSuchBudget(budget_id, mend)
│   ├── SchemaOutOfDate(found, needed, command)
│   ├── SchemaUnmarked(tables, first)
│   ├── MigratedByHost(found, needed)
│   ├── DatabaseUnreachable(url, what)
│   ├── SecretMissing(least)
│   ├── ShardsRefused(offer_id, why)
│   └── TotalsDiffer(differences)
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
from loyalty.errors.members import (
    LevelNotHeld,
    MemberError,
    MemberStateWrong,
    MergeRefused,
    NotEnoughPoints,
    SameMember,
    StillHeld,
    UnknownLevel,
)
from loyalty.errors.orders import (
    AlreadyDelivered,
    AlreadyPlaced,
    BadCart,
    ColumnMissing,
    DuplicateReturn,
    HoldEnded,
    LogEmpty,
    LogError,
    LogUnreadable,
    MixedCurrency,
    OrderClosed,
    OrderError,
    OverReturn,
    UnknownOrder,
)
from loyalty.errors.programs import (
    DocumentInvalid,
    MergeConflict,
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
    BadArgument,
    BadReference,
    CouponRefused,
    DatabaseUnreachable,
    Drained,
    HeldCartChanged,
    IdempotencyConflict,
    MemberInactive,
    MigratedByHost,
    NoHold,
    NoLiveProgram,
    NotConfigured,
    QuoteStale,
    ReasonMissing,
    RetryTransaction,
    SchemaOutOfDate,
    SchemaUnmarked,
    SecondPersonNeeded,
    SecretMissing,
    ShardsRefused,
    ShopError,
    TotalsDiffer,
    UnknownMember,
)
from loyalty.errors.staff import (
    DraftChanged,
    NoSuchBudget,
    NoSuchOffer,
    NotSimulated,
    OwnWork,
    RoleMissing,
    StaffError,
    UnknownVersion,
    WrongState,
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
    "AlreadyDelivered",
    "AlreadyPlaced",
    "AutocommitRefused",
    "AxisRefused",
    "BadArgument", "BadCart", "BadOption", "BadReference", "BatchRefused",
    "CodeError",
    "CodeTooShort",
    "ColumnMissing",
    "CouponRefused",
    "DatabaseUnreachable",
    "DocumentInvalid",
    "DraftChanged",
    "Drained",
    "DuplicateReturn",
    "FileMissing",
    "FloatRefused",
    "HeldCartChanged",
    "HoldEnded",
    "IdempotencyConflict",
    "InstantOutOfRange",
    "LevelNotHeld",
    "LogEmpty",
    "LogError",
    "LogUnreadable",
    "LoyaltyError",
    "MemberError",
    "MemberInactive",
    "MemberStateWrong",
    "MergeConflict",
    "MergeRefused", "MigratedByHost",
    "MissingExtra",
    "MixedCurrency",
    "MoneyError",
    "NaiveInstant",
    "NoHold", "NoLiveProgram", "NoSuchBudget", "NoSuchFigure", "NoSuchOffer", "NoSuchOrder",
    "NotANumber",
    "NotATime",
    "NotConfigured",
    "NotEnoughPoints",
    "NotSimulated",
    "OptionMissing",
    "OrderClosed",
    "OrderError",
    "OutOfBounds",
    "OutputUnwritable",
    "OverReturn",
    "OwnWork",
    "ParityBroken",
    "PriceBasesDiffer",
    "Problem",
    "ProgramError",
    "ProgramInvalid",
    "ProgramUnreadable",
    "QuoteStale",
    "RateTooFine",
    "ReadingCancelled",
    "ReasonMissing",
    "RetryTransaction",
    "RoleMissing",
    "RunUnexplained",
    "SameMember",
    "ScenariosInvalid",
    "SchemaOutOfDate",
    "SchemaUnmarked",
    "SecondPersonNeeded",
    "SecretMissing",
    "SettingRefused",
    "Severity",
    "ShardsRefused",
    "ShopError",
    "SimulationCancelled",
    "SimulationError",
    "StaffError",
    "StillHeld",
    "TimeError",
    "TooManyDecimals",
    "TotalsDiffer",
    "UnknownCurrency",
    "UnknownLevel",
    "UnknownMember",
    "UnknownOrder",
    "UnknownTemplate",
    "UnknownVersion",
    "UnknownZone",
    "UsageError",
    "WrongCurrency",
    "WrongState",
]  # fmt: skip
