"""Tiers: tracks of levels, what counts toward them, how long a level lasts and what it brings."""

from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from loyalty.rules.expiry import ExpiryPolicy
from loyalty.rules.scalars import Amount, DaysOrNone, Factor, Id, Months, Percent, Rule, Word
from loyalty.rules.selectors import EVERYTHING, Selector


class RollingWindow(Rule):
    """An entry counts for so many months from its instant."""

    kind: Literal["rolling"]
    months: Months


class CalendarYear(Rule):
    """Entries count until the year ends."""

    kind: Literal["calendar_year"]


class MembershipYear(Rule):
    """Entries count until the next anniversary of joining."""

    kind: Literal["membership_year"]


class Lifetime(Rule):
    """Entries count for ever."""

    kind: Literal["lifetime"]


CreditWindow: TypeAlias = Annotated[
    RollingWindow | CalendarYear | MembershipYear | Lifetime, Field(discriminator="kind")
]


class TierCredit(Rule):
    """What counts toward a level, from when, and for how long."""

    of: Literal["spend", "orders", "base_points"]
    counts_at: Literal["paid", "matured"] = "paid"
    window: CreditWindow


class TermMonths(Rule):
    """A level lasts so many months from entry."""

    kind: Literal["months"]
    months: Months


class TermPeriodEnd(Rule):
    """A level lasts to the end of the credit's year."""

    kind: Literal["period_end"]


class TermNextPeriodEnd(Rule):
    """A level lasts to the end of the year after the one in which it was reached."""

    kind: Literal["next_period_end"]


class TermForever(Rule):
    """A level once reached is never lost by time."""

    kind: Literal["forever"]


class TermFollowsCredit(Rule):
    """The level is what the credit says at every instant."""

    kind: Literal["follows_credit"]


Term: TypeAlias = Annotated[
    TermMonths | TermPeriodEnd | TermNextPeriodEnd | TermForever | TermFollowsCredit,
    Field(discriminator="kind"),
]


class AtTermEnd(Rule):
    """Who does not qualify again keeps the level for the grace days, then drops."""

    grace_days: DaysOrNone = 0
    drop: Literal["one", "to_qualified", "never"] = "to_qualified"


class TierPrice(Rule):
    """A member price that comes with a level."""

    percent: Percent
    of: Selector = EVERYTHING


def _retain(data: dict[str, Any]) -> Decimal:
    """Keeping a level takes what reaching it takes."""
    minimum: Decimal = data["minimum"]
    return minimum


class Level(Rule):
    """One level of a track: from how much credit on, and what it brings."""

    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    minimum: Amount
    retain: Amount = Field(default_factory=_retain)
    multiplier: Factor | None = None
    member_price: TierPrice | None = None
    free_shipping_from: Amount | None = None
    expiry: ExpiryPolicy | None = None


class Track(Rule):
    """An ordered list of levels under one credit; levels ascend by minimum."""

    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    credit: TierCredit
    upgrade: Literal["at_once", "at_period_end"] = "at_once"
    term: Term
    at_term_end: AtTermEnd = AtTermEnd()
    on_return: Literal["recheck", "keep"] = "recheck"
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=64)]
