"""Money in a simulation's result, divided every way that is asked for: the figures of one draft's cost.

All figures are whole numbers: money in minor units, shares in parts per million. *Cost* is what a draft gave
before returns: money off goods, shipping waived, points spent as money. *Revenue* is the goods at the price
the draft starts from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Scope: TypeAlias = Literal["all", "shop", "members", "tier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The draft as a whole; `cost` is discounts, shipping and points spent together."""

    orders: int
    orders_with_benefit: int
    members: int
    revenue_minor: int
    discount_minor: int
    shipping_minor: int
    points_spent_minor: int
    cost_minor: int
    given_back_minor: int
    net_cost_minor: int
    cost_share_ppm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentCost:
    """Cost by kind: offers, member prices, shipping, points."""

    component: str
    cost_minor: int
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCost:
    """One offer's redemptions and cost, and who pays it."""

    id: str
    name: str
    name_zh: str
    lane: str
    kind: str
    redemptions: int
    cost_minor: int
    given_back_minor: int
    funded: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMonth:
    """One offer in a month in which it was used."""

    offer: str
    month: str
    redemptions: int
    cost_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOrders:
    """An offer for a member's first order: what of it falls into the first month of a log without warm-up.

    Who bought before the log began looks new there, so that month holds more first orders than there were.
    """

    offer: str
    redemptions: int
    cost_minor: int
    in_first_month: int
    """Redemptions."""
    in_first_month_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderCost:
    """What one funder pays of the whole cost; points are the shop's."""

    funder: str
    offers_minor: int
    points_minor: int
    cost_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCost:
    """Orders by the level they were placed at; `tier` None is below the first level, `guest` has no level."""

    track: str
    tier: str | None
    orders: int
    revenue_minor: int
    cost_minor: int
    points_earned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCost:
    """One month of the draft."""

    month: str
    orders: int
    revenue_minor: int
    cost_minor: int
    offers_minor: int
    shipping_minor: int
    points_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsCost:
    """Goods of one category, brand or SKU; `name` None is what the file does not say.

    Shipping belongs to no goods: what all rows lack of the whole cost is shipping, waived or paid in points.
    """

    name: str | None
    units: int
    revenue_minor: int
    off_minor: int
    points_minor: int
    cost_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCost:
    """Orders of one channel; `channel` None is what the file does not say."""

    channel: str | None
    orders: int
    revenue_minor: int
    cost_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedCost:
    """Orders that used so many benefits together; 3 is three or more. Points spent are one benefit."""

    benefits: int
    orders: int
    revenue_minor: int
    cost_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepDiscount:
    """Orders whose goods came down by more than a share, offers and points together."""

    over_ppm: int
    orders: int
    with_several: int | None
    """How many of them used several benefits; None where the replay did not note which applied."""
    revenue_minor: int
    cost_minor: int
    examples: tuple[str, ...]
    """Deepest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowCost:
    """Orders sold below what the goods cost the shop, among those whose lines all tell it."""

    known_orders: int
    orders: int
    loss_minor: int
    orders_before: int
    """Sold below cost as it happened, without the draft."""
    loss_before_minor: int
    examples: tuple[str, ...]
    """Largest loss first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpliftReturn:
    """What each unit of cost brings when so much more is sold; -1,000,000 loses all of it."""

    uplift_ppm: int
    roi_ppm: int | None
    """None where nothing was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """How much more must be sold at a margin so that a draft pays for itself.

    With c = net cost ÷ revenue kept and m = margin: uplift = c / (m - c). Scopes: `all` orders; all orders
    with the cost that the `shop` pays itself; orders of `members`; orders of one `tier` of the first track,
    named as in TierCost. `never`: what is given is all of the margin or more.
    """

    scope: Scope
    tier: str | None
    """None but for a tier."""
    revenue_minor: int
    """Sales, before anything came back."""
    returned_minor: int
    """What came back, also what names no order."""
    kept_revenue_minor: int
    """The first less the second, both at the price the draft starts from."""
    net_cost_minor: int
    cost_share_ppm: int
    margin_ppm: int
    uplift_ppm: int | None
    never: bool
    returns: tuple[UpliftReturn, ...]
