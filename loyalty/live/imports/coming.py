"""One member's rows understood: what they bring, what identifies their content, what is wrong with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from loyalty.facts.arrival import ArrivingCredit, ArrivingLevel, ArrivingLot
from loyalty.facts.member import Member
from loyalty.live.imports.staging import Bundle, Found
from loyalty.plan.tables import Plan

TOTALS: Final = ("members", "points", "debt", "levels", "credit", "coupons")
"""What an import is summed up by: rows, and points and debt in the wallet's smallest unit."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What rows are read against: the live plan, the import's instant and name, the shop's secret."""

    plan: Plan
    program_key: str
    name: str
    at_us: int
    secret: bytes
    void_offers: frozenset[str]

    @property
    def decimals(self) -> int:
        """Decimals of the points."""
        policy = self.plan.program.points
        return policy.decimals if policy else 0


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
    row: tuple[int, int]
    """The file's place and the row's number."""


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
    level_rows: list[tuple[int, int]] = field(default_factory=list)
    """The file's place and the row's number of each level."""
    credits: list[ArrivingCredit] = field(default_factory=list)
    coupons: list[ComingCoupon] = field(default_factory=list)
    content: dict[str, list[Any]] = field(default_factory=dict)
    """What the rows say, by kind, whenever they are read: rows left out as ended are in it."""
    told: Counter[str] = field(default_factory=Counter)
    """What all rows sum up to."""
    left_out: Counter[str] = field(default_factory=Counter)
    """What of it does not come."""

    @property
    def ref(self) -> str:
        """The member's reference."""
        return self.bundle.member
