"""Issuances: when members are given coupons or points by themselves; and what they are reminded of."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from loyalty.rules.scalars import Days, DaysOrNone, Id, PositivePointCount, Rule, Word

Levels: TypeAlias = Annotated[tuple[Id, ...], Field(max_length=60)]


class OnSignUp(Rule):
    """Once, when somebody becomes a member."""

    kind: Literal["sign_up"]


class OnBirthday(Rule):
    """Once a calendar year, at the start of the birthday or some days before; 29 February is the 28th."""

    kind: Literal["birthday"]
    days_before: Annotated[DaysOrNone, Field(le=60)] = 0


class OnTierEntry(Rule):
    """When a member rises to one of these levels: once a level and calendar year, or once where it lasts."""

    kind: Literal["tier_entry"]
    levels: Annotated[Levels, Field(min_length=1)]


class Monthly(Rule):
    """At the start of one day of each month, for members of these levels; for all where none is named."""

    kind: Literal["monthly"]
    day: Annotated[int, Field(strict=True, ge=1, le=31)] = 1
    levels: Levels = ()


Occasion: TypeAlias = Annotated[
    OnSignUp | OnBirthday | OnTierEntry | Monthly,
    Field(discriminator="kind"),
]


class GiveCoupon(Rule):
    """A coupon of an offer, to be used within so many days."""

    kind: Literal["coupon"]
    offer: Id
    valid_days: Days


class GivePoints(Rule):
    """Points that can be spent at once; they end after `valid_days`, or as all points of the programme do."""

    kind: Literal["points"]
    points: PositivePointCount
    valid_days: Days | None = None


Given: TypeAlias = Annotated[GiveCoupon | GivePoints, Field(discriminator="kind")]


class Issuance(Rule):
    """On an occasion each member is given something, once for each cycle of it."""

    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    on: Occasion
    gives: Annotated[tuple[Given, ...], Field(min_length=1, max_length=10)]


class Reminders(Rule):
    """How many days before points, coupons and tiers end the shop is told to remind their members."""

    points_days: Days | None = None
    coupon_days: Days | None = None
    tier_days: Days | None = None
