"""What a quote rested on, as records: offers, minimums and sellers as they were judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from loyalty.engine.failing import Failing
from loyalty.engine.trace_rules import RuleTrace
from loyalty.engine.trace_units import UnitsTaken

Measured: TypeAlias = Literal["subtotal", "quantity", "articles"]


@dataclass(frozen=True, slots=True)
class Minimum:
    """A minimum an offer asks for: what the order reached of it, in minor units, units or articles."""

    of: Measured
    reached: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerTrace:
    """What an offer for each seller apart was judged on for one of them, and what it claimed there."""

    lines: tuple[int, ...]
    threshold_minor: int
    base_minor: int
    units: int
    minimums: tuple[Minimum, ...]
    failing: tuple[Failing, ...]
    claimed_minor: int
    given: bool = False
    """Whether the seller's part brings the gift or the points of an offer that takes nothing off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTrace:
    """One offer as it was judged; money in minor units, before the offer itself took anything.

    `claimed_minor` is what its benefit came to before cap and budget, `within_cap_minor` with the cap;
    `budget_left_minor` is None without a budget. `shares` are (line, amount) of what it
    took, `units_taken` from which units. Of an offer for each seller apart `sellers` tells the parts, and
    only `failing` (of the seller it was refused for), `shares` and the claims speak of the whole.
    """

    offer: int
    threshold_minor: int
    base_minor: int
    units: int
    minimums: tuple[Minimum, ...]
    failing: tuple[Failing, ...]
    claimed_minor: int
    within_cap_minor: int
    budget_left_minor: int | None
    shares: tuple[tuple[int, int], ...]
    units_taken: UnitsTaken | None = None
    sellers: tuple[SellerTrace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything a quote rested on; `tier_factor` and `factor_den` make the tiers' multiplier."""

    offers: tuple[OfferTrace, ...]
    """In the order of judgement."""
    held: int
    """Points that could be spent."""
    rules: tuple[RuleTrace, ...]
    multipliers: tuple[int, ...]
    tier_factor: int
    factor_den: int
