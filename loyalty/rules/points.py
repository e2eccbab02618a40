"""The points policy: earning, waiting, expiring, paying with points, and what returns take back."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from loyalty.rules.actions import ActionRule
from loyalty.rules.earning import EarnCap, EarnRule, Multiplier
from loyalty.rules.exact import refuse
from loyalty.rules.expiry import ExpiryPolicy, NeverExpires
from loyalty.rules.scalars import (
    Amount,
    Days,
    DaysOrNone,
    Flag,
    Percent,
    PointCount,
    PositiveAmount,
    PositivePointCount,
    RoundingName,
    Rule,
)
from loyalty.rules.selectors import EVERYTHING, Selector


class Pending(Rule):
    """Points can be spent so many days after payment or delivery.

    `timeout_days` after payment an order that was not delivered brings none any more.
    """

    days: Days
    after: Literal["paid", "delivered"] = "paid"
    timeout_days: Days | None = None

    @model_validator(mode="after")
    def _waits_for_delivery(self) -> "Pending":
        if self.timeout_days is not None and self.after != "delivered":
            refuse("timeout_needs_delivery")
        return self


def _step(data: dict[str, Any]) -> Decimal:
    """Points are spent in the portions their worth is stated in."""
    points: Decimal = data["points"]
    return points


class RedeemRate(Rule):
    """What points are worth at checkout, in whole steps, and how much of an order they may pay."""

    points: PositivePointCount
    worth: PositiveAmount
    minimum_points: PointCount = Decimal(0)
    step_points: PositivePointCount = Field(default_factory=_step)
    max_percent: Percent | None = None
    max_amount: Amount | None = None
    of: Selector = EVERYTHING
    points_are: Literal["discount", "tender"] = "discount"
    cover_shipping: Flag = False


class OnReturn(Rule):
    """What happens when points to be taken back are gone, and when spent ones come back.

    `grace_days` is how long restored expired points still live. Points spent on an order come back with its
    goods for `reversible_days` after it, always where nothing is said, never where it is 0.
    """

    shortfall: Literal["allow_debt", "to_zero", "pending_only"] = "allow_debt"
    grace_days: DaysOrNone = 0
    reversible_days: DaysOrNone | None = None


class PointsPolicy(Rule):
    """Everything about the programme's points."""

    decimals: Annotated[int, Field(strict=True, ge=0, le=4)] = 0
    rules: Annotated[tuple[EarnRule, ...], Field(max_length=31)] = ()
    on_overlap: Literal["max", "sum", "first"] = "max"
    multipliers: Annotated[tuple[Multiplier, ...], Field(max_length=31)] = ()
    combine: Literal["add_bonuses", "multiply", "highest"] = "add_bonuses"
    rounding: RoundingName = "down"
    caps: Annotated[tuple[EarnCap, ...], Field(max_length=31)] = ()
    actions: Annotated[tuple[ActionRule, ...], Field(max_length=60)] = ()
    pending: Pending | None = None
    expiry: ExpiryPolicy = NeverExpires(kind="never")
    redeem: RedeemRate | None = None
    on_return: OnReturn = OnReturn()
