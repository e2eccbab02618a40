"""What an offer gives: percents, amounts, steps, prices, sets of units, gifts, points, shipping.

`units_max` limits a benefit to so many units of an order, and `take` says which. Sets (`nth_item`, `buy_get`,
`bundle`) are formed of whole units, the dearest first; a unit that was used in one is not used in another.
"""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from loyalty.rules.exact import refuse
from loyalty.rules.scalars import (
    Amount,
    Count,
    Factor,
    Percent,
    PositiveAmount,
    PositivePointCount,
    Rule,
    Word,
    Words,
    table,
)
from loyalty.rules.selectors import EVERYTHING, Selector

Prices: TypeAlias = Annotated[tuple[tuple[Word, Amount], ...], table(Amount)]
"""Price by SKU; kept as pairs sorted by SKU."""


Take: TypeAlias = Literal["dearest", "cheapest"]
Allocate: TypeAlias = Literal["set", "reward"]


class PercentOff(Rule):
    """A percentage of the selected goods, at most `cap`; of `units_max` units where that is said."""

    kind: Literal["percent"]
    percent: Percent
    cap: Amount | None = None
    units_max: Count | None = None
    take: Take = "dearest"
    of: Selector = EVERYTHING


class AmountOff(Rule):
    """A fixed amount: once on the order, once a line, or for every unit."""

    kind: Literal["amount"]
    amount: Amount
    each: Literal["order", "line", "unit"] = "order"
    units_max: Count | None = None
    take: Take = "dearest"
    of: Selector = EVERYTHING

    @model_validator(mode="after")
    def _counts_units(self) -> "AmountOff":
        if self.units_max is not None and self.each != "unit":
            refuse("units_max_needs_unit")
        return self


class PerEachSpent(Rule):
    """`amount` off for each full `every` spent, at most `times_max` times."""

    kind: Literal["per_each"]
    amount: Amount
    every: PositiveAmount
    times_max: Count | None = None
    of: Selector = EVERYTHING


class Step(Rule):
    """From this much money or this many units on: an amount or a percentage."""

    from_: Annotated[Amount, Field(alias="from")]
    amount: Amount | None = None
    percent: Percent | None = None

    @model_validator(mode="after")
    def _gives_one_thing(self) -> "Step":
        if (self.amount is None) == (self.percent is None):
            refuse("step_needs_one")
        return self


class SpendSteps(Rule):
    """The highest step reached by money or pieces gives its amount or percentage."""

    kind: Literal["steps"]
    measure: Literal["subtotal", "quantity"]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=100)]
    cap: Amount | None = None
    of: Selector = EVERYTHING


class MemberPrice(Rule):
    """A percentage off the price of the selected goods, or a price by SKU."""

    kind: Literal["member_price"]
    percent: Percent | None = None
    prices: Prices | None = None
    of: Selector = EVERYTHING

    @model_validator(mode="after")
    def _says_one_thing(self) -> "MemberPrice":
        if (self.percent is None) == (self.prices is None):
            refuse("member_price_needs_one")
        return self


class FixedPrice(Rule):
    """Every unit of the selected goods (or `units_max` of them) at this price, where that is lower."""

    kind: Literal["fixed_price"]
    price: Amount
    units_max: Count | None = None
    take: Take = "dearest"
    of: Selector = EVERYTHING


class NthItem(Rule):
    """Every `nth` unit at a percentage off: the second at half, the third free."""

    kind: Literal["nth_item"]
    nth: Annotated[Count, Field(ge=2)]
    percent: Percent
    times_max: Count | None = None
    take: Take = "dearest"
    allocate: Allocate = "set"
    of: Selector = EVERYTHING


class BuyGet(Rule):
    """For `buy` units of the goods, `get` units of the same or of other goods at a percentage off.

    `take` says which units are given: the dearest or the cheapest of those that were not bought for it.
    `unit_use: apart` lets a unit given by an earlier offer be bought for this one, and the other way round.
    """

    kind: Literal["buy_get"]
    buy: Count
    get: Count
    percent: Percent = Decimal(100)
    times_max: Count | None = None
    take: Take = "dearest"
    unit_use: Literal["once", "apart"] = "once"
    allocate: Allocate = "set"
    of: Selector = EVERYTHING
    get_of: Selector | None = None


class Bundle(Rule):
    """Every `units` units of the selected goods together at a price, where that is lower."""

    kind: Literal["bundle"]
    units: Annotated[Count, Field(ge=2)]
    price: Amount
    times_max: Count | None = None
    of: Selector = EVERYTHING


class Gift(Rule):
    """So many units of one of these goods on top; the shop adds what the member chooses."""

    kind: Literal["gift"]
    skus: Words
    quantity: Count = 1


class ExtraPoints(Rule):
    """Points on top for the selected goods: so many, or a multiplier of what these goods earn."""

    kind: Literal["points"]
    points: PositivePointCount | None = None
    multiplier: Factor | None = None
    of: Selector = EVERYTHING

    @model_validator(mode="after")
    def _gives_one_thing(self) -> "ExtraPoints":
        if (self.points is None) == (self.multiplier is None):
            refuse("extra_points_need_one")
        return self


class FreeShipping(Rule):
    """The shipping fee, or a percentage of it, at most `amount`."""

    kind: Literal["free_shipping"]
    percent: Percent | None = None
    amount: Amount | None = None


Benefit: TypeAlias = Annotated[
    PercentOff
    | AmountOff
    | PerEachSpent
    | SpendSteps
    | MemberPrice
    | FixedPrice
    | NthItem
    | BuyGet
    | Bundle
    | Gift
    | ExtraPoints
    | FreeShipping,
    Field(discriminator="kind"),
]
SetBenefit: TypeAlias = NthItem | BuyGet | Bundle


def goods_of(benefit: Benefit) -> Selector | None:
    """The goods a benefit takes something off; None when it is about the fee, or about goods on top."""
    return None if isinstance(benefit, FreeShipping | Gift) else benefit.of
