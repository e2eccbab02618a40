"""Rows of one member, or of all: what they bring, what identifies their content, what is wrong with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from loyalty.facts.arrival import (
    ArrivingCredit,
    ArrivingLevel,
    ArrivingLine,
    ArrivingLot,
    ArrivingOrder,
    ArrivingSpent,
)
from loyalty.facts.member import HeldLevel, Member
from loyalty.live.imports.staging import Bundle, Found
from loyalty.plan.tables import Plan

TOTALS: Final = (
    "members", "points", "debt", "levels", "credit", "coupons",
    "orders", "lines", "spent", "uses", "holds", "shared", "budgets",
)  # fmt: skip
"""What an import is summed up by: rows; points, debt and points spent in the wallet's smallest unit; uses."""
Place: TypeAlias = tuple[int, int]
"""The file's place and the row's number."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What rows are read against: the live plan, the import's instant and name, the shop's secret."""

    plan: Plan
    program_key: str
    name: str
    at_us: int
    secret: bytes
    void_offers: frozenset[str]
    holds_told: bool = False
    """Whether a file tells of checkouts: a coupon that one locked is free unless one is open."""
    credit_told: bool = True
    """Whether a file tells of tier credit; else orders count as their tracks say."""

    @property
    def decimals(self) -> int:
        """Decimals of the points."""
        policy = self.plan.program.points
        return policy.decimals if policy else 0

    @property
    def exponent(self) -> int:
        """Decimals of money."""
        return self.plan.program.unit.exponent


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolling:
    """A row of the members file."""

    who: Member
    state: str
    consent_us: int | None
    identities: tuple[tuple[str, str], ...]
    debt: int
    orders: int
    last_order: int | None
    active_until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingCoupon:
    """A coupon that comes with a member."""

    id: str
    offer_id: str
    granted_us: int
    starts_us: int | None
    ends_us: int | None
    row: Place
    order_id: str = ""
    """The order that used it; empty while it is open."""


@dataclass(slots=True)
class Coming:
    """A member on the way in."""

    bundle: Bundle
    found: list[Found] = field(default_factory=list)
    gone: bool = False
    """Merged or erased there: nothing comes."""
    enrolling: Enrolling | None = None
    lots: list[ArrivingLot] = field(default_factory=list)
    levels: list[ArrivingLevel] = field(default_factory=list)
    level_rows: list[Place] = field(default_factory=list)
    held_levels: list[HeldLevel] = field(default_factory=list)
    """Levels bought and granted."""
    credits: list[ArrivingCredit] = field(default_factory=list)
    coupons: list[ComingCoupon] = field(default_factory=list)
    orders: dict[str, ArrivingOrder] = field(default_factory=dict)
    order_places: dict[str, Place] = field(default_factory=dict)
    lines: dict[str, list[ArrivingLine]] = field(default_factory=dict)
    spent: dict[str, list[ArrivingSpent]] = field(default_factory=dict)
    named_orders: list[tuple[str, Place, str]] = field(default_factory=list)
    """Orders that other rows name: which one, where, in which column."""
    expired_of: Counter[str] = field(default_factory=Counter)
    """By order what of its award lies in lots that have ended."""
    uses: list[tuple[str, int, int]] = field(default_factory=list)
    """Counters of the member's own limits (or of limits for all), with their windows."""
    budgets: dict[str, int] = field(default_factory=dict)
    """What was spent of each budget, in minor units."""
    content: dict[str, list[Any]] = field(default_factory=dict)
    """What the rows say, by kind, whenever they are read: rows left out as ended are in it."""
    told: Counter[str] = field(default_factory=Counter)
    """What all rows sum up to."""
    left_out: Counter[str] = field(default_factory=Counter)
    """What of it does not come."""

    @property
    def ref(self) -> str:
        """The member's reference; empty for what is of all members."""
        return self.bundle.member
