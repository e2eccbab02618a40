"""An offer: when it applies, what it gives, how often, out of which budget and in which lane."""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from loyalty.rules.benefits import (
    AmountOff,
    Benefit,
    ExtraPoints,
    FixedPrice,
    FreeShipping,
    Gift,
    MemberPrice,
    NthItem,
)
from loyalty.rules.conditions import Base, CodeGiven, Conditions, FirstOrder, required
from loyalty.rules.conditions_history import NthOrder
from loyalty.rules.exact import plain, refuse
from loyalty.rules.lanes import ITEM_LANE, ORDER_LANE, SHIPPING_LANE
from loyalty.rules.scalars import (
    CivilTime,
    Count,
    Days,
    DaysOrNone,
    Flag,
    Id,
    Percent,
    Priority,
    RoundingName,
    Rule,
    Word,
    table,
)
from loyalty.when import add_days, civil

Funder: TypeAlias = Literal["platform", "shop", "brand", "partner"]
Funders: TypeAlias = Annotated[tuple[tuple[Funder, Percent], ...], table(Percent, keys=Funder)]
WHOLE: Final = 100
"""The percents that funders share."""
RoundingUnit: TypeAlias = Literal["unit", "line", "sum"]


class Limit(Rule):
    """How often an offer may be used: by a member or altogether, ever or per day, week, month.

    One per identity holds for a member, and for all who share a phone, an email or another identity together.
    """

    per: Literal["member", "identity", "program"]
    uses: Count
    each: Literal["ever", "day", "week", "month"] = "ever"

    @property
    def for_members(self) -> bool:
        """Whether uses are counted by who orders: no guest gets the offer."""
        return self.per != "program"


def lane_for(benefit: Benefit | None) -> str:
    """Prices and amounts by line or unit go to items, free shipping to shipping, the rest to the order."""
    match benefit:
        case FreeShipping():
            return SHIPPING_LANE
        case MemberPrice() | FixedPrice() | NthItem() | AmountOff(each="line" | "unit"):
            return ITEM_LANE
        case _:
            return ORDER_LANE


def _lane(data: dict[str, Any]) -> str:
    return lane_for(data.get("benefit"))


class Coupon(Rule):
    """The offer is for members who hold a coupon of it; one is used up by each order it applies to.

    A coupon may be used from `delay_days` after it was granted, for `valid_days` to the end of the last day,
    and not from `until` on; with `ends: days` the days count to their end even past `until`.
    """

    give_back: Flag = True
    """Whether the coupon comes back when all goods of its order do, with the end it had."""
    valid_days: Days | None = None
    delay_days: DaysOrNone = 0
    until: CivilTime | None = None
    ends: Literal["earlier", "days"] = "earlier"

    def span(self, granted: datetime, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
        """When a coupon granted at an instant begins and ends; None where it does not end."""
        start = add_days(granted, self.delay_days, zone) if self.delay_days else granted
        last = None if self.until is None else civil(self.until, zone)
        if self.valid_days is None:
            return start, last
        inside = add_days(start, self.valid_days, zone).astimezone(zone) - timedelta(microseconds=1)
        end = civil(inside.date() + timedelta(days=1), zone)
        return start, end if last is None or self.ends == "days" else min(end, last)


class Offer(Rule):
    """Condition, benefit and limits; `rounding_unit` left out is filled in by the programme from the lane.

    Of the offers that name one `group` an order gets one. An `exclusive` offer that applies is the only one.
    One whose `class` does not combine with that of an offer that applied before does not apply. One
    `per: seller` is judged for the lines of each seller apart. A `test` offer is for members it names.
    """

    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    when: Conditions = ()
    benefit: Benefit
    lane: Id = Field(default_factory=_lane)
    priority: Priority = 0
    limits: Annotated[tuple[Limit, ...], Field(max_length=16)] = ()
    budget: Id | None = None
    threshold_base: Base = "after_items"
    benefit_base: Base = "running"
    rounding: RoundingName = "half_up"
    rounding_unit: RoundingUnit | None = None
    spread_by: Literal["net", "quantity"] = "net"
    remainder: Literal["largest", "last_line", "first_line"] = "largest"
    stack: Flag = False
    per: Literal["order", "seller"] = "order"
    group: Id | None = None
    class_: Annotated[Id | None, Field(alias="class")] = None
    exclusive: Flag = False
    test: Flag = False
    release_on_full_return: Flag = False
    """Whether its redemption is given back when all goods come back: uses, budget, the first order."""
    coupon: Coupon | None = None
    funded_by: Funders | None = None

    @property
    def for_first_orders(self) -> bool:
        """Whether it asks that the order is somebody's first."""
        return any(
            isinstance(one, FirstOrder) or (isinstance(one, NthOrder) and one.any == (1,))
            for one in required(self.when)
        )

    @property
    def may_be_left(self) -> bool:
        """Whether the member may leave it: a coupon, or a code for money that lets others apply."""
        coded = any(isinstance(one, CodeGiven) for one in required(self.when))
        return self.coupon is not None or (
            coded and not self.exclusive and not isinstance(self.benefit, Gift | ExtraPoints)
        )

    @model_validator(mode="after")
    def _shares_add_up(self) -> "Offer":
        if self.funded_by is not None:
            total = sum((Fraction(share) for _, share in self.funded_by), Fraction(0))
            if total != WHOLE:
                refuse("shares_not_whole", total=plain(Decimal(f"{int(total * 10_000)}e-4")))
        return self
