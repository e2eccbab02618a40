"""How an order becomes points: rules that award, multipliers that raise, caps that hold back."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from loyalty.rules.conditions import Conditions
from loyalty.rules.expiry import ExpiryPolicy
from loyalty.rules.scalars import (
    EarnRate,
    Factor,
    Flag,
    Id,
    PointCount,
    PositiveAmount,
    PositivePointCount,
    Priority,
    RoundingName,
    Rule,
    Word,
)
from loyalty.rules.selectors import EVERYTHING, Selector

Basis: TypeAlias = Literal["net", "list"]
"""What earns: what was paid for the goods after discounts and points, or their list price."""
TaxCounted: TypeAlias = Literal["as_priced", "without", "with"]
"""Whether tax earns: as prices and fees hold it or not, never, or always, also where it comes on top."""


class PerAmount(Rule):
    """`points` for each full `per` of the selected goods."""

    kind: Literal["per_amount"]
    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    points: PositivePointCount
    per: PositiveAmount
    of: Selector = EVERYTHING
    when: Conditions = ()
    basis: Basis = "net"
    include_shipping: Flag = False
    tax: TaxCounted = "as_priced"
    priority: Priority = 0
    expiry: ExpiryPolicy | None = None


class Proportional(Rule):
    """`rate` points per major unit of money, rounded once."""

    kind: Literal["proportional"]
    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    rate: EarnRate
    rounding: RoundingName = "down"
    of: Selector = EVERYTHING
    when: Conditions = ()
    basis: Basis = "net"
    include_shipping: Flag = False
    tax: TaxCounted = "as_priced"
    priority: Priority = 0
    expiry: ExpiryPolicy | None = None


EarnRule: TypeAlias = Annotated[PerAmount | Proportional, Field(discriminator="kind")]


class Multiplier(Rule):
    """The selected goods earn `factor` times the points."""

    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    factor: Factor
    of: Selector = EVERYTHING
    when: Conditions = ()


class EarnCap(Rule):
    """At most so many points in a span, or held at once (`holdings`); more is cut, or nothing is granted."""

    id: Id
    per: Literal["order", "day", "week", "month", "year", "ever", "holdings"]
    points: PointCount
    over: Literal["clip", "reject"] = "clip"
