"""The shape of a simulation's answer, as the report reads it.

The report takes the plain dictionary that is also written as JSON, not the simulator's own classes: whoever
keeps the JSON can print the same page from it years later. Money is whole minor units, months are `YYYY-MM`,
instants ISO 8601.
"""

from typing import TypedDict


class LogPart(TypedDict):
    """What was replayed."""

    name: str
    content_hash: str
    currency: str
    exponent: int
    orders: int
    lines: int
    members: int
    anonymous_orders: int
    return_documents: int
    first_at: str
    last_at: str
    gross_minor: int
    discount_minor: int
    net_minor: int


class AssumptionPart(TypedDict):
    """One thing the log could not tell, and what was taken instead."""

    key: str
    value: object
    en: str
    zh: str


class ProblemPart(TypedDict):
    """One kind of trouble in the rows and what was done about it."""

    code: str
    action: str
    rows: int
    en: str
    zh: str
    examples: list[str]


class ProblemsPart(TypedDict):
    """What was wrong with the data; `rows_in` is used and excluded together."""

    rows_in: int
    rows_used: int
    rows_excluded: int
    rows_repaired: int
    entries: list[ProblemPart]


class BaselineMonth(TypedDict):
    """What really happened in one month."""

    month: str
    orders: int
    revenue_minor: int
    discount_minor: int
    returned_minor: int


class BaselinePart(TypedDict):
    """What really happened."""

    orders: int
    revenue_minor: int
    discount_minor: int
    returned_minor: int
    by_month: list[BaselineMonth]


class ProgramPart(TypedDict):
    """Which programme was replayed."""

    key: str
    hash: str
    name: str | None
    name_zh: str | None


class ParityPart(TypedDict):
    """How the sampled orders came out of the live engine."""

    orders: int
    differences: int
    members: int
    member_orders: int
    late_events: int
    sentence_en: str
    sentence_zh: str


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


class ExhaustionPart(TypedDict):
    """A limit or budget: how much of it was used, when it ran out and what was denied after that."""

    kind: str
    id: str
    offer: str | None
    order_id: str | None
    at: str | None
    used: int
    allowed: int
    denied_orders: int
    denied_minor: int


_From = TypedDict("_From", {"from": str | None})  # a word of Python's own, so it cannot stand in a class body


class MovementPart(_From):
    """Members who changed tier in one month."""

    month: str
    track: str
    to: str | None
    members: int


class StandingPart(TypedDict):
    """Members in one tier when the log ends."""

    track: str
    tier: str | None
    members: int


class PointsMonth(TypedDict):
    """Points that moved in one month."""

    month: str
    earned: int
    spent: int
    expired: int
    taken_back: int


class PointsPart(TypedDict):
    """Points over the whole log, and where they stand at its end."""

    earned: int
    base: int
    bonus: int
    spent: int
    restored: int
    expired: int
    taken_back: int
    debt_incurred: int
    debt_repaid: int
    debt: int
    outstanding: int
    pending: int
    lots: int
    members_with_points: int
    unlinked_taken: int
    shortfall: int
    spent_orders: int
    spent_minor: int
    outstanding_minor: int
    by_month: list[PointsMonth]


class ReasonPart(TypedDict):
    """Why one offer was refused, and how often."""

    offer: str
    reason: str
    en: str
    zh: str
    orders: int


class TopOrderPart(TypedDict):
    """One of the orders that cost most."""

    order_id: str
    at: str
    member: str | None
    tier: str | None
    revenue_minor: int
    cost_minor: int
    offers_minor: int
    shipping_minor: int
    points_minor: int
    points_spent: int
    points_earned: int


class DraftPart(TypedDict):
    """One programme's outcome."""

    program: ProgramPart
    parity: ParityPart
    totals: TotalsPart
    by_component: list[ComponentPart]
    by_offer: list[OfferPart]
    by_tier: list[TierPart]
    by_month: list[MonthPart]
    exhaustion: list[ExhaustionPart]
    tier_movement: list[MovementPart]
    tiers_at_end: list[StandingPart]
    points: PointsPart
    reasons: list[ReasonPart]
    top_orders: list[TopOrderPart]


class ResultPart(TypedDict):
    """Everything a simulation answers."""

    schema: int
    log: LogPart
    settings: dict[str, object]
    assumptions: list[AssumptionPart]
    problems: ProblemsPart
    baseline: BaselinePart
    drafts: list[DraftPart]
