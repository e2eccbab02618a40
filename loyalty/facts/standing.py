"""What a member stands at at an instant, and the counters that all members share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loyalty.facts.member import (
    FOREVER,
    Credit,
    HeldCoupon,
    HeldLevel,
    PlacedOrder,
    PointLot,
    Reach,
    TierStanding,
    Uses,
)
from loyalty.handed_in import looks_into


@looks_into
@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A member's state under one programme version; `Standing()` is that of someone new."""

    orders: int = 0
    """Orders placed, and those held before payment: a held first order leaves no other one first."""
    sequence: int = 0
    last_order: int = -FOREVER
    """When the last order was placed; -FOREVER before the first."""
    active_until: int = FOREVER
    wiped_at: int = -FOREVER
    debt: int = 0
    debt_at: int = 0
    lots: tuple[PointLot, ...] = ()
    tiers: tuple[TierStanding, ...] = ()
    reaches: tuple[Reach, ...] = ()
    credits: tuple[tuple[Credit, ...], ...] = ()
    """By track."""
    held_levels: tuple[HeldLevel, ...] = ()
    """Levels bought and granted by hand, ended ones too; at most one a level and source."""
    uses: tuple[Uses, ...] = ()
    placed: tuple[PlacedOrder, ...] = ()
    coupons: tuple[HeldCoupon, ...] = ()
    first_earned: int = 0
    """When points were first earned; 0 when none ever were."""
    first_active: int = 0
    """From when on the first points could be spent, as far as is known."""
    points_held: int = 0
    """Points that orders before payment have taken out of their lots."""
    points_promised: int = 0
    """Points that those orders will earn: caps on holdings count them."""

    @property
    def booked(self) -> int:
        """Points in all lots, pending and held ones included."""
        return sum(lot.left for lot in self.lots) + self.points_held

    def available(self, at_us: int) -> int:
        """Points that may be spent at an instant."""
        return sum(lot.left for lot in self.lots if lot.available <= at_us < lot.expires)

    def pending(self, at_us: int) -> int:
        """Points that mature after an instant."""
        return sum(lot.left for lot in self.lots if lot.available > at_us)


class Fund(NamedTuple):
    """A budget: what it may cost, what it has cost, and whether it is closed."""

    over: int
    closed: int
    amount: int
    spent: int


@looks_into
@dataclass(frozen=True, slots=True)
class Shared:
    """Counters that all members share: total limits and budgets, in the plan's order."""

    uses: tuple[Uses, ...] = ()
    funds: tuple[Fund, ...] = ()
