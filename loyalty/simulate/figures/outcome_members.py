"""Members in a simulation's result: their tiers, their points, who gets most, who gains and who loses.

All figures are whole numbers: money in minor units, shares in parts per million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Group: TypeAlias = Literal["top_1_percent", "next_9_percent", "next_40_percent", "lower_half"]
Against: TypeAlias = Literal["history", "program", "first_draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """Members who moved between two levels in a month."""

    month: str
    track: str
    source: str | None
    target: str | None
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierName:
    """What a level and its track are called; an id where the programme gives no name."""

    track: str
    track_name: str
    track_name_zh: str
    tier: str
    name: str
    name_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCount:
    """Members standing at a level when the log ends."""

    track: str
    tier: str | None
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsMonth:
    """Points moved in one month."""

    month: str
    earned: int
    spent: int
    expired: int
    taken_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsFigures:
    """Points over the whole log, in the wallet's smallest unit."""

    earned: int
    base: int
    bonus: int
    given: int
    """By issuances; with `base` and `bonus` it is what was earned."""
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
    """Of which points are left when the log ends."""
    lots_granted: int
    """In the measured window."""
    members_with_points: int
    """Who hold any when the log ends, also points that still wait."""
    members_earning: int
    """Who earned any in the measured window."""
    unlinked_taken: int
    shortfall: int
    spent_orders: int
    spent_minor: int
    outstanding_minor: int
    by_month: tuple[PointsMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitGroup:
    """Members next to each other when all are ranked by what they were given, most first."""

    group: Group
    members: int
    revenue_minor: int
    cost_minor: int
    share_ppm: int
    """Of what all members were given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitSpread:
    """How evenly the cost falls on the members who bought; guests stand apart."""

    members: int
    with_benefit: int
    groups: tuple[BenefitGroup, ...]
    guest_orders: int
    guest_revenue_minor: int
    guest_cost_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """One member who gains or loses."""

    member: str
    orders: int
    revenue_minor: int
    before_minor: int
    now_minor: int
    change_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanges:
    """What each buying member was given under a draft against something else, before returns.

    Against history both sides are all that came off list prices; against a programme both are its cost.
    `guests_change_minor` is what changes for orders without a member.
    """

    compared_with: Against
    better: int
    worse: int
    same: int
    gained_minor: int
    lost_minor: int
    guests_change_minor: int
    winners: tuple[MemberChange, ...]
    losers: tuple[MemberChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftFigures:
    """One gift of an issuance in the measured window: points, or coupons of an offer and what became of them.

    A coupon that came back with its order is held again, and may be used again or lapse.
    """

    issuance: str
    name: str
    name_zh: str
    offer: str | None
    """None for points."""
    given: int
    """How often: lots of points, or coupons."""
    points: int
    """In the wallet's smallest unit."""
    used: int
    cost_minor: int
    """What the coupons took off; part of their offer's cost. A coupon's points or gift are no money."""
    came_back: int
    lapsed: int
    voided: int
    """Coupons unused when a return undid the rise that had given them."""
    points_taken: int
    """Points taken back for the same reason; those used until then stay."""
    held: int
    """When the log ends."""
