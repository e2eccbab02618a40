"""The shape of a draft's cost, divided every way; `figures.outcome_costs` says what each means."""

from typing import Literal, TypedDict


class TotalsPart(TypedDict):
    """The whole draft in eleven numbers."""

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


class ComponentPart(TypedDict):
    """Cost of one part of the programme."""

    component: str
    cost_minor: int
    orders: int


class OfferPart(TypedDict):
    """Cost of one offer, and who pays it."""

    id: str
    name: str | None
    name_zh: str | None
    lane: str
    kind: str
    redemptions: int
    cost_minor: int
    given_back_minor: int
    funded: dict[str, int]


class OfferMonthPart(TypedDict):
    """One offer in a month in which it was used."""

    offer: str
    month: str
    redemptions: int
    cost_minor: int


class FirstOrdersPart(TypedDict):
    """An offer for first orders: what of it falls into the first month of the file."""

    offer: str
    redemptions: int
    cost_minor: int
    in_first_month: int
    in_first_month_minor: int


class FunderPart(TypedDict):
    """What one funder pays of the whole cost."""

    funder: str
    offers_minor: int
    points_minor: int
    cost_minor: int


class TierPart(TypedDict):
    """Cost of the orders that one tier's members placed."""

    track: str
    tier: str | None
    orders: int
    revenue_minor: int
    cost_minor: int
    points_earned: int


class MonthPart(TypedDict):
    """Cost of one month, by component."""

    month: str
    orders: int
    revenue_minor: int
    cost_minor: int
    offers_minor: int
    shipping_minor: int
    points_minor: int


class GoodsPart(TypedDict):
    """Goods of one category, brand or SKU; `name` None is what the file does not say."""

    name: str | None
    units: int
    revenue_minor: int
    off_minor: int
    points_minor: int
    cost_minor: int


class ChannelPart(TypedDict):
    """Orders of one channel; None is what the file does not say."""

    channel: str | None
    orders: int
    revenue_minor: int
    cost_minor: int


class StackedPart(TypedDict):
    """Orders that used so many benefits together; 3 is three or more."""

    benefits: int
    orders: int
    revenue_minor: int
    cost_minor: int


class DeepDiscountPart(TypedDict):
    """Orders whose goods came down by more than a share."""

    over_ppm: int
    orders: int
    with_several: int | None
    revenue_minor: int
    cost_minor: int
    examples: list[str]


class BelowCostPart(TypedDict):
    """Orders sold below what the goods cost the shop."""

    known_orders: int
    orders: int
    loss_minor: int
    orders_before: int
    loss_before_minor: int
    examples: list[str]


class UpliftReturnPart(TypedDict):
    """What each unit of cost brings when so much more is sold."""

    uplift_ppm: int
    roi_ppm: int | None


class BreakEvenPart(TypedDict):
    """How much more must be sold so that a draft pays for itself."""

    scope: Literal["all", "shop", "members", "tier"]
    tier: str | None
    revenue_minor: int
    returned_minor: int
    kept_revenue_minor: int
    net_cost_minor: int
    cost_share_ppm: int
    margin_ppm: int
    uplift_ppm: int | None
    never: bool
    returns: list[UpliftReturnPart]
