"""When a rule applies: a small tree of questions about the order, the member and the moment.

`all`, `any` and `not` join the others. Questions about money and pieces may name the base they are judged on;
left out, it is the offer's own.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, Strict, model_validator

from loyalty.rules.conditions_history import DaysSinceJoined, DaysSinceLastOrder, NthOrder
from loyalty.rules.exact import refuse
from loyalty.rules.recurrence import Recurrence
from loyalty.rules.scalars import (
    Amount,
    CivilTime,
    Count,
    HourText,
    Id,
    Paths,
    Rule,
    StartHour,
    Weekday,
    Word,
    Words,
    one_or_many,
)
from loyalty.rules.selectors import EVERYTHING, Selector

Base: TypeAlias = Literal["list", "after_items", "running"]
"""Which price a threshold or benefit is judged on: list, after the item lanes, or what is left by now."""


class AllOf(Rule):
    """Every one of the conditions holds."""

    kind: Literal["all"]
    conditions: Annotated[tuple["Condition", ...], Field(min_length=1)]


class AnyOf(Rule):
    """At least one of the conditions holds."""

    kind: Literal["any"]
    conditions: Annotated[tuple["Condition", ...], Field(min_length=1)]


class Not(Rule):
    """The condition does not hold."""

    kind: Literal["not"]
    condition: "Condition"


class Subtotal(Rule):
    """The selected goods come to at least so much money."""

    kind: Literal["subtotal"]
    minimum: Amount
    of: Selector = EVERYTHING
    base: Base | None = None


class Quantity(Rule):
    """At least so many units of the selected goods."""

    kind: Literal["quantity"]
    minimum: Count
    of: Selector = EVERYTHING
    base: Base | None = None


class Distinct(Rule):
    """At least so many different SKUs among the selected goods, however many units of each."""

    kind: Literal["distinct"]
    minimum: Annotated[int, Strict(), Field(ge=1, le=1_000)]
    of: Selector = EVERYTHING


class FirstOrder(Rule):
    """The member has no earlier placed order."""

    kind: Literal["first_order"]


class TierIs(Rule):
    """The member stands at one of these levels before the order."""

    kind: Literal["tier"]
    any: Annotated[tuple[Id, ...], Field(min_length=1)]


class AttributeIs(Rule):
    """A member attribute has one of these values."""

    kind: Literal["attribute"]
    name: Word
    any: Words


class ChannelIs(Rule):
    """The order comes through one of these channels."""

    kind: Literal["channel"]
    any: Words


class StoreIs(Rule):
    """The order is placed in one of these stores."""

    kind: Literal["store"]
    any: Words


class PaymentIs(Rule):
    """The order is paid by one of these methods."""

    kind: Literal["payment_method"]
    any: Words


class ShippingIs(Rule):
    """The order is shipped by one of these methods."""

    kind: Literal["shipping_method"]
    any: Words


class RegionIs(Rule):
    """The order goes to one of these regions or below it: `CN/Shanghai` also means `CN/Shanghai/Pudong`."""

    kind: Literal["region"]
    any: Paths


class Window(Rule):
    """The order falls into [start, end); a date means its first moment."""

    kind: Literal["window"]
    start: CivilTime | None = None
    end: CivilTime | None = None

    @model_validator(mode="after")
    def _has_an_edge(self) -> "Window":
        if self.start is None and self.end is None:
            refuse("window_without_edge")
        return self


class Weekdays(Rule):
    """The order falls on one of these days of the week."""

    kind: Literal["weekday"]
    any: Annotated[tuple[Weekday, ...], Field(min_length=1)]


class MonthDays(Rule):
    """The order falls on one of these days of the month."""

    kind: Literal["month_day"]
    any: Annotated[tuple[Annotated[int, Field(strict=True, ge=1, le=31)], ...], Field(min_length=1)]


class Hours(Rule):
    """The wall clock stands in [start, end); an end before the start is on the next day (22:00 to 02:00)."""

    kind: Literal["hours"]
    start: StartHour
    end: HourText

    @property
    def start_minute(self) -> int:
        """Minutes since midnight, 0 to 1440."""
        return _minute(self.start)

    @property
    def end_minute(self) -> int:
        """Minutes since midnight, 0 to 1440."""
        return _minute(self.end)


class Birthday(Rule):
    """The order falls on the member's birthday, or into its week or month."""

    kind: Literal["birthday"]
    span: Literal["day", "week", "month"]


class CodeGiven(Rule):
    """One of these codes was shown; case, width and separators do not matter."""

    kind: Literal["code"]
    any: Words


Condition: TypeAlias = Annotated[
    AllOf
    | AnyOf
    | Not
    | Subtotal
    | Quantity
    | Distinct
    | FirstOrder
    | NthOrder
    | TierIs
    | AttributeIs
    | ChannelIs
    | StoreIs
    | PaymentIs
    | ShippingIs
    | RegionIs
    | Window
    | Weekdays
    | MonthDays
    | Recurrence
    | Hours
    | Birthday
    | DaysSinceJoined
    | DaysSinceLastOrder
    | CodeGiven,
    Field(discriminator="kind"),
]
Conditions: TypeAlias = Annotated[
    tuple[Condition, ...],
    BeforeValidator(one_or_many, json_schema_input_type=Condition | tuple[Condition, ...]),
]
"""One condition or a list of them; all must hold."""


def flatten(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions and everything inside them, in document order."""
    found: list[Condition] = []
    for condition in conditions:
        found.append(condition)
        if isinstance(condition, AllOf | AnyOf):
            found.extend(flatten(condition.conditions))
        elif isinstance(condition, Not):
            found.extend(flatten((condition.condition,)))
    return tuple(found)


def required(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions that must hold each by itself: those of an `all` stand for it."""
    found: list[Condition] = []
    for condition in conditions:
        found.extend(required(condition.conditions) if isinstance(condition, AllOf) else (condition,))
    return tuple(found)


def codes_asked(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """The codes that let an offer apply, as they are written; those under a `not` only keep it out."""
    found: list[str] = []
    for condition in conditions:
        if isinstance(condition, CodeGiven):
            found.extend(condition.any)
        elif isinstance(condition, AllOf | AnyOf):
            found.extend(codes_asked(condition.conditions))
    return tuple(found)


def _minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()
