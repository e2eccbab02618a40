"""What a simulation found, as frozen records: one baseline, one draft for each programme.

All figures are whole numbers. Money is in minor units of the log's currency, months are `YYYY-MM` in the
programme's zone, shares are in parts per million.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from loyalty.simulate.problems import Problems
from loyalty.simulate.settings import Assumption, Settings

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFigures:
    """The history that was replayed."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineMonth:
    """One month of what happened."""

    month: str
    orders: int
    revenue_minor: int
    discount_minor: int
    returned_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What happened: list revenue, discounts given, money returned."""

    orders: int
    revenue_minor: int
    discount_minor: int
    returned_minor: int
    by_month: tuple[BaselineMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramName:
    """Which programme version."""

    key: str
    hash: str
    name: str
    name_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParityFigures:
    """How much was re-run through the live engine, and how much differed."""

    orders: int
    differences: int
    members: int
    member_orders: int
    late_events: int
    sentence_en: str
    sentence_zh: str


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
class Exhaustion:
    """A total limit or a budget: when it ran out and what was turned away after."""

    kind: str
    id: str
    offer: str | None
    order_id: str | None
    at: str | None
    used: int
    allowed: int
    denied_orders: int
    denied_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """Members who moved between two levels in a month."""

    month: str
    track: str
    source: str | None
    target: str | None
    members: int


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
    by_month: tuple[PointsMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """How many orders an offer refused for one reason."""

    offer: str
    reason: str
    en: str
    zh: str
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopOrder:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything about one programme's replay."""

    program: ProgramName
    parity: ParityFigures
    totals: Totals
    by_component: tuple[ComponentCost, ...]
    by_offer: tuple[OfferCost, ...]
    by_tier: tuple[TierCost, ...]
    by_month: tuple[MonthCost, ...]
    exhaustion: tuple[Exhaustion, ...]
    tier_movement: tuple[TierMove, ...]
    tiers_at_end: tuple[TierCount, ...]
    points: PointsFigures
    reasons: tuple[Refusals, ...]
    top_orders: tuple[TopOrder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationResult:
    """A history, the assumptions it was read with, what happened, and what each draft would have cost."""

    log: LogFigures
    settings: Settings
    assumptions: tuple[Assumption, ...]
    problems: Problems
    baseline: Baseline
    drafts: tuple[Draft, ...]

    def as_dict(self) -> dict[str, Any]:
        """The result as plain data: what the JSON report holds."""
        told = asdict(self)
        told["settings"] = {
            field.name: _plain(getattr(self.settings, field.name)) for field in fields(self.settings)
        }
        for draft in told["drafts"]:
            for move in draft["tier_movement"]:
                move["from"], move["to"] = move.pop("source"), move.pop("target")
        return {"schema": SCHEMA, **told}


def _plain(value: object) -> object:
    """A setting as JSON takes it."""
    if value is None or isinstance(value, str | int):
        return value
    return list(value) if isinstance(value, tuple) else str(value)
