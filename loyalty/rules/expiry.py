"""When points end: a policy that is stamped on each lot as it is earned."""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from loyalty.rules.exact import refuse
from loyalty.rules.scalars import Days, Months, PositivePercent, Rule, Years


class RollingExpiry(Rule):
    """So many months or days after maturing or earning, carried on to a day, month, quarter or year."""

    kind: Literal["rolling"]
    months: Months | None = None
    days: Days | None = None
    from_: Annotated[Literal["maturing", "earning"], Field(alias="from")] = "maturing"
    round_up: Literal["none", "day", "month", "quarter", "year"] = "day"

    @model_validator(mode="after")
    def _has_one_length(self) -> "RollingExpiry":
        if (self.months is None) == (self.days is None):
            refuse("expiry_needs_one")
        return self


class FixedExpiry(Rule):
    """At the end of one day of the year, so many years after the year of earning."""

    kind: Literal["fixed"]
    month: Annotated[int, Field(strict=True, ge=1, le=12)]
    day: Annotated[int, Field(strict=True, ge=1, le=31)]
    years_after: Annotated[int, Field(strict=True, ge=0, le=100)] = 1

    @model_validator(mode="after")
    def _day_exists(self) -> "FixedExpiry":
        if self.day > _LONGEST[self.month - 1]:
            refuse("no_such_day", month=self.month, day=self.day)
        return self


class AnniversaryExpiry(Rule):
    """At an anniversary of joining, the so-many-th after earning."""

    kind: Literal["anniversary"]
    years: Years = 1


class InactivityExpiry(Rule):
    """Points end so many months after the last of the listed activities: all, or a share each time.

    Points with an end of their own are left alone. A share is of all others together, rounded down, the
    earliest earned first; what is left goes on for as many months again.
    """

    kind: Literal["inactivity"]
    months: Months
    percent: PositivePercent = Decimal(100)
    extended_by: Annotated[tuple[Literal["earn", "spend"], ...], Field(min_length=1)] = ("earn", "spend")


class NeverExpires(Rule):
    """Points do not end."""

    kind: Literal["never"]


ExpiryPolicy: TypeAlias = Annotated[
    RollingExpiry | FixedExpiry | AnniversaryExpiry | InactivityExpiry | NeverExpires,
    Field(discriminator="kind"),
]

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
