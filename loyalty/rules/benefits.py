"""What an offer gives: percents, amounts, steps, member prices, free shipping."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from loyalty.rules.exact import refuse
from loyalty.rules.scalars import Amount, Count, Percent, PositiveAmount, Rule, Word, table
from loyalty.rules.selectors import EVERYTHING, Selector

Prices: TypeAlias = Annotated[tuple[tuple[Word, Amount], ...], table(Amount)]
"""Price by SKU; kept as pairs sorted by SKU."""


class PercentOff(Rule):
    """A percentage of the selected goods, at most `cap`."""

    kind: Literal["percent"]
    percent: Percent
    cap: Amount | None = None
    of: Selector = EVERYTHING


class AmountOff(Rule):
    """A fixed amount: once on the order, once a line, or for every unit."""

    kind: Literal["amount"]
    amount: Amount
    each: Literal["order", "line", "unit"] = "order"
    of: Selector = EVERYTHING


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


class FreeShipping(Rule):
    """The shipping fee, or at most `amount` of it."""

    kind: Literal["free_shipping"]
    amount: Amount | None = None


Benefit: TypeAlias = Annotated[
    PercentOff | AmountOff | PerEachSpent | SpendSteps | MemberPrice | FreeShipping,
    Field(discriminator="kind"),
]
