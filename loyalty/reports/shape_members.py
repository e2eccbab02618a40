"""The shape of members' figures: see `loyalty.simulate.figures.outcome_members` for what each means."""

from typing import Literal, TypeAlias, TypedDict

Group: TypeAlias = Literal["top_1_percent", "next_9_percent", "next_40_percent", "lower_half"]
Against: TypeAlias = Literal["history", "program", "first_draft"]

_From = TypedDict("_From", {"from": str | None})  # a word of Python's own, so it cannot stand in a class body


class MovementPart(_From):
    """Members who changed tier in one month."""

    month: str
    track: str
    to: str | None
    members: int


class TierNamePart(TypedDict):
    """What a level and its track are called."""

    track: str
    track_name: str
    track_name_zh: str
    tier: str
    name: str
    name_zh: str


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
    given: int
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
    lots_granted: int
    members_with_points: int
    members_earning: int
    unlinked_taken: int
    shortfall: int
    spent_orders: int
    spent_minor: int
    outstanding_minor: int
    by_month: list[PointsMonth]


class GiftPart(TypedDict):
    """One gift of an issuance: points, or coupons and what became of them."""

    issuance: str
    name: str
    name_zh: str
    offer: str | None
    given: int
    points: int
    used: int
    cost_minor: int
    came_back: int
    lapsed: int
    voided: int
    points_taken: int
    held: int


class BenefitGroupPart(TypedDict):
    """Members next to each other when all are ranked by what they were given."""

    group: Group
    members: int
    revenue_minor: int
    cost_minor: int
    share_ppm: int


class BenefitSpreadPart(TypedDict):
    """How evenly the cost falls on the members who bought."""

    members: int
    with_benefit: int
    groups: list[BenefitGroupPart]
    guest_orders: int
    guest_revenue_minor: int
    guest_cost_minor: int


class MemberChangePart(TypedDict):
    """One member who gains or loses."""

    member: str
    orders: int
    revenue_minor: int
    before_minor: int
    now_minor: int
    change_minor: int


class MemberChangesPart(TypedDict):
    """What each buying member was given under a draft against something else."""

    compared_with: Against
    better: int
    worse: int
    same: int
    gained_minor: int
    lost_minor: int
    guests_change_minor: int
    winners: list[MemberChangePart]
    losers: list[MemberChangePart]
