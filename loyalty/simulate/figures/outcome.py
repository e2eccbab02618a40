"""What a simulation found, as frozen records: one baseline, one draft for each programme.

All figures are whole numbers. Money is in minor units of the log's currency, months are `YYYY-MM` in the
programme's zone, shares are in parts per million.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from loyalty.simulate.figures.outcome_comparison import Comparison
from loyalty.simulate.figures.outcome_costs import (
    BelowCost,
    BreakEven,
    ChannelCost,
    ComponentCost,
    DeepDiscount,
    FirstOrders,
    FunderCost,
    GoodsCost,
    MonthCost,
    OfferCost,
    OfferMonth,
    StackedCost,
    TierCost,
    Totals,
)
from loyalty.simulate.figures.outcome_events import (
    Exhaustion,
    Refusals,
    SwitchEffect,
    TopOrder,
    Untested,
)
from loyalty.simulate.figures.outcome_members import (
    BenefitSpread,
    GiftFigures,
    MemberChanges,
    PointsFigures,
    TierCount,
    TierMove,
    TierName,
)
from loyalty.simulate.figures.outcome_steps import SampleOrder
from loyalty.simulate.orders.problems import Problems
from loyalty.simulate.replaying.settings import Assumption, Settings

SCHEMA = 2


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
    members_buying: int
    """With a sale; the others only returned."""
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
class Draft:
    """Everything about one programme's replay."""

    program: ProgramName
    parity: ParityFigures
    totals: Totals
    by_component: tuple[ComponentCost, ...]
    by_offer: tuple[OfferCost, ...]
    by_offer_month: tuple[OfferMonth, ...]
    untested: tuple[Untested, ...]
    """Offers that cost nothing because the file lacks what they ask for."""
    first_orders: tuple[FirstOrders, ...]
    """Offers for first orders; empty where a warm-up tells who is new."""
    by_funder: tuple[FunderCost, ...]
    by_tier: tuple[TierCost, ...]
    by_month: tuple[MonthCost, ...]
    by_channel: tuple[ChannelCost, ...]
    by_category: tuple[GoodsCost, ...]
    by_brand: tuple[GoodsCost, ...]
    """Empty where the file names no brand."""
    top_items: tuple[GoodsCost, ...]
    """The SKUs that cost most."""
    stacking: tuple[StackedCost, ...]
    deep_discount: tuple[DeepDiscount, ...]
    below_cost: BelowCost | None
    """None where the file tells no cost of goods."""
    break_even: tuple[BreakEven, ...]
    """At `Settings.margin`; without one, at several margins."""
    exhaustion: tuple[Exhaustion, ...]
    tier_movement: tuple[TierMove, ...]
    tiers_at_end: tuple[TierCount, ...]
    tier_names: tuple[TierName, ...]
    points: PointsFigures
    gifts: tuple[GiftFigures, ...]
    """Of issuances; empty where the programme has none."""
    benefit_spread: BenefitSpread
    winners_losers: MemberChanges
    """Against the baseline programme, without one against what happened."""
    switches: tuple[SwitchEffect, ...]
    """Largest change first; empty where none was tried."""
    reasons: tuple[Refusals, ...]
    top_orders: tuple[TopOrder, ...]
    samples: tuple[SampleOrder, ...] = ()
    """For the dearest offers an order each, with its arithmetic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationResult:
    """A history, the assumptions it was read with, what happened, and what each draft would have cost."""

    log: LogFigures
    settings: Settings
    assumptions: tuple[Assumption, ...]
    problems: Problems
    baseline: Baseline
    baseline_program: Draft | None
    """A programme that was replayed to compare the drafts with."""
    drafts: tuple[Draft, ...]
    comparisons: tuple[Comparison, ...]
    """Each draft against history, then the baseline programme if there is one, then the first draft."""

    def as_dict(self) -> dict[str, Any]:
        """The result as plain data: what the JSON report holds."""
        told = asdict(self)
        told["settings"] = settings_as_dict(self.settings)
        for draft in (*told["drafts"], *filter(None, [told["baseline_program"]])):
            for move in (*draft["tier_movement"], *draft["switches"]):
                move["from"], move["to"] = move.pop("source"), move.pop("target")
        return {"schema": SCHEMA, **told}


def settings_as_dict(settings: Settings) -> dict[str, object]:
    """The settings as plain data."""
    return {field.name: _plain(getattr(settings, field.name)) for field in fields(settings)}


def _plain(value: object) -> object:
    """A setting as JSON takes it."""
    if value is None or isinstance(value, str | int):
        return value
    return list(value) if isinstance(value, tuple) else str(value)
