"""The shape of a comparison: see `loyalty.simulate.figures.outcome_comparison` for what each figure means."""

from typing import TypedDict

from loyalty.reports.shape_members import Against


class MeasureChangePart(TypedDict):
    """One measure of the whole: money if its name ends in `_minor`, a share if in `_ppm`, else a count."""

    measure: str
    before: int
    now: int
    change: int
    change_ppm: int | None


class CostChangePart(TypedDict):
    """Cost of one month, component, offer, category or channel."""

    key: str | None
    before_minor: int
    now_minor: int
    change_minor: int
    change_ppm: int | None


class TierChangePart(TypedDict):
    """Cost of the orders placed at one level."""

    track: str
    tier: str | None
    before_minor: int
    now_minor: int
    change_minor: int
    change_ppm: int | None


class MemberSumsPart(TypedDict):
    """Members who are given more, less, or the same."""

    better: int
    worse: int
    same: int
    gained_minor: int
    lost_minor: int
    guests_change_minor: int


class ComparisonPart(TypedDict):
    """One draft against history, the baseline programme, or the first draft."""

    draft: int
    against: Against
    price_basis: str
    totals: list[MeasureChangePart]
    by_month: list[CostChangePart]
    by_component: list[CostChangePart]
    by_offer: list[CostChangePart]
    by_tier: list[TierChangePart]
    by_category: list[CostChangePart]
    by_channel: list[CostChangePart]
    members: MemberSumsPart
