"""The shape of a simulation's answer, as the report reads it.

The report takes the plain dictionary that is also written as JSON, not the simulator's own classes: whoever
keeps the JSON can print the same page from it years later. Money is whole minor units, months are `YYYY-MM`,
instants ISO 8601.
"""

from typing import TypedDict

from loyalty.reports.shape_comparison import (
    ComparisonPart,
    CostChangePart,
    MeasureChangePart,
    MemberSumsPart,
    TierChangePart,
)
from loyalty.reports.shape_costs import (
    BelowCostPart,
    BreakEvenPart,
    ChannelPart,
    ComponentPart,
    DeepDiscountPart,
    FirstOrdersPart,
    FunderPart,
    GoodsPart,
    MonthPart,
    OfferMonthPart,
    OfferPart,
    StackedPart,
    TierPart,
    TotalsPart,
    UpliftReturnPart,
)
from loyalty.reports.shape_events import (
    ExhaustionPart,
    MonthUsePart,
    ReasonPart,
    SampleOrderPart,
    StepLinePart,
    StepPart,
    SwitchPart,
    TopOrderPart,
    UntestedPart,
)
from loyalty.reports.shape_members import (
    BenefitGroupPart,
    BenefitSpreadPart,
    GiftPart,
    MemberChangePart,
    MemberChangesPart,
    MovementPart,
    PointsMonth,
    PointsPart,
    StandingPart,
    TierNamePart,
)

__all__ = [
    "AssumptionPart",
    "BaselineMonth",
    "BaselinePart",
    "BelowCostPart",
    "BenefitGroupPart",
    "BenefitSpreadPart",
    "BreakEvenPart",
    "ChannelPart",
    "ComparisonPart",
    "ComponentPart",
    "CostChangePart",
    "DeepDiscountPart",
    "DraftPart",
    "ExhaustionPart",
    "FirstOrdersPart",
    "FunderPart",
    "GiftPart",
    "GoodsPart",
    "LogPart",
    "MeasureChangePart",
    "MemberChangePart",
    "MemberChangesPart",
    "MemberSumsPart",
    "MonthPart",
    "MonthUsePart",
    "MovementPart",
    "OfferMonthPart",
    "OfferPart",
    "ParityPart",
    "PointsMonth",
    "PointsPart",
    "ProblemPart",
    "ProblemsPart",
    "ProgramPart",
    "ReasonPart",
    "ResultPart",
    "SampleOrderPart",
    "StackedPart",
    "StandingPart",
    "StepLinePart",
    "StepPart",
    "SwitchPart",
    "TierChangePart",
    "TierNamePart",
    "TierPart",
    "TopOrderPart",
    "TotalsPart",
    "UntestedPart",
    "UpliftReturnPart",
]


class LogPart(TypedDict):
    """What was replayed."""

    name: str
    content_hash: str
    currency: str
    exponent: int
    orders: int
    lines: int
    members: int
    members_buying: int
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


class DraftPart(TypedDict):
    """One programme's outcome."""

    program: ProgramPart
    parity: ParityPart
    totals: TotalsPart
    by_component: list[ComponentPart]
    by_offer: list[OfferPart]
    by_offer_month: list[OfferMonthPart]
    untested: list[UntestedPart]
    first_orders: list[FirstOrdersPart]
    by_funder: list[FunderPart]
    by_tier: list[TierPart]
    by_month: list[MonthPart]
    by_channel: list[ChannelPart]
    by_category: list[GoodsPart]
    by_brand: list[GoodsPart]
    top_items: list[GoodsPart]
    stacking: list[StackedPart]
    deep_discount: list[DeepDiscountPart]
    below_cost: BelowCostPart | None
    break_even: list[BreakEvenPart]
    exhaustion: list[ExhaustionPart]
    tier_movement: list[MovementPart]
    tiers_at_end: list[StandingPart]
    tier_names: list[TierNamePart]
    points: PointsPart
    gifts: list[GiftPart]
    benefit_spread: BenefitSpreadPart
    winners_losers: MemberChangesPart
    switches: list[SwitchPart]
    reasons: list[ReasonPart]
    top_orders: list[TopOrderPart]
    samples: list[SampleOrderPart]


class ResultPart(TypedDict):
    """Everything a simulation answers."""

    schema: int
    log: LogPart
    settings: dict[str, object]
    assumptions: list[AssumptionPart]
    problems: ProblemsPart
    baseline: BaselinePart
    baseline_program: DraftPart | None
    drafts: list[DraftPart]
    comparisons: list[ComparisonPart]
