"""A draft beside something else: the same history, the same draws, one side taken from the other.

`change` is always now less before, and `change_ppm` is that over before (None where before is 0).
"""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.simulate.figures.outcome_members import Against


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """One measure of the whole: money if its name ends in `_minor`, a share if in `_ppm`, else a count."""

    measure: str
    before: int
    now: int
    change: int
    change_ppm: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostChange:
    """Cost of one month, component, offer, category or channel; `key` None is what the file does not say."""

    key: str | None
    before_minor: int
    now_minor: int
    change_minor: int
    change_ppm: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierChange:
    """Cost of the orders placed at one level; against history, by the draft's own levels."""

    track: str
    tier: str | None
    before_minor: int
    now_minor: int
    change_minor: int
    change_ppm: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSums:
    """Members who are given more, less, or the same."""

    better: int
    worse: int
    same: int
    gained_minor: int
    lost_minor: int
    guests_change_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One draft against history, against the baseline programme, or against the first draft.

    Against history, *before* is the discounts that really were given, and *now* those that stay under the
    price basis together with the draft's cost. Against a programme both are costs.
    """

    draft: int
    """Its place in `drafts`, from 0."""
    against: Against
    price_basis: str
    """Of both sides."""
    totals: tuple[MeasureChange, ...]
    by_month: tuple[CostChange, ...]
    by_component: tuple[CostChange, ...]
    by_offer: tuple[CostChange, ...]
    by_tier: tuple[TierChange, ...]
    by_category: tuple[CostChange, ...]
    by_channel: tuple[CostChange, ...]
    members: MemberSums
