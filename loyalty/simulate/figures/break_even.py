"""How much more must be sold so that a draft pays for itself, for all orders and for each tier.

With c = net cost ÷ revenue kept and m = contribution margin, selling the share u more brings u·m and costs
(1 + u)·c on every unit of today's revenue: it breaks even at u = c / (m - c), and each unit of cost brings
(u·m - (1 + u)·c) / ((1 + u)·c). Ratios are exact; only the end is rounded, half up.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from loyalty.simulate.figures.measured import FIRST_LEVEL, GUEST, Measured, level_name, sums
from loyalty.simulate.figures.outcome_costs import BreakEven, UpliftReturn
from loyalty.simulate.figures.ratios import MILLION, half_up, share_of
from loyalty.simulate.replaying.settings import share_ppm

MARGINS: Final = (100_000, 200_000, 300_000, 400_000, 500_000)
"""Shown where no margin is given."""
UPLIFTS: Final = (0, 50_000, 100_000, 200_000, 300_000, 500_000)


def break_even(measured: Measured) -> tuple[BreakEven, ...]:
    """All orders, then each level of the first track that had any, at the margin of the settings."""
    margin = measured.replay.settings.margin
    margins = MARGINS if margin is None else (share_ppm("margin", margin),)
    revenue, cost, orders = _by_level(measured)
    rows = [_row("all", None, sum(revenue), sum(cost), one) for one in margins]
    if measured.replay.plan.program.tiers:
        rows += [
            _row("tier", level_name(measured.replay, place), revenue[place], cost[place], one)
            for place in range(len(revenue))
            if orders[place]
            for one in margins
        ]
    return tuple(rows)


def uplift(cost: int, revenue: int, margin_ppm: int) -> int | None:
    """The uplift at which it breaks even, in parts per million; None where it never does."""
    room = revenue * margin_ppm - cost * MILLION
    if cost <= 0:
        return 0
    return half_up(cost * MILLION * MILLION, room) if room > 0 else None


def roi(cost: int, revenue: int, margin_ppm: int, uplift_ppm: int) -> int | None:
    """What each unit of cost brings at an uplift, in parts per million; None where nothing was given."""
    spent = (MILLION + uplift_ppm) * cost
    return half_up(uplift_ppm * margin_ppm * revenue - spent * MILLION, spent) if cost > 0 else None


def _by_level(measured: Measured) -> tuple[list[int], list[int], list[int]]:
    """Revenue kept, net cost and orders by the level an order was placed at; returns go to their order's."""
    tiers = measured.replay.plan.program.tiers
    levels = FIRST_LEVEL + (len(tiers[0].levels) if tiers else 0)
    revenue = sums(measured.place, measured.revenue, levels)
    cost = sums(measured.place, measured.cost, levels)
    orders = sums(measured.place, 1, levels)
    log, outcomes = measured.log, measured.replay.tables["outcomes"]
    since = log.doc_at >= int(measured.replay.tables["plan"]["measure_from"][0])
    linked = np.flatnonzero((log.doc_kind == 1) & (log.doc_original >= 0) & since)
    original = log.doc_original[linked].astype(np.int64)
    sold = np.zeros(len(log.doc_at), np.bool_)
    sold[measured.documents] = True
    linked, original = linked[sold[original]], original[sold[original]]
    level = outcomes["level"][original].astype(np.int64) + FIRST_LEVEL
    place = np.where(log.doc_member[original] < 0, GUEST, level)
    back = outcomes["back"][linked]
    revenue -= sums(place, outcomes["revenue"][linked] + back, levels)
    cost -= sums(place, back, levels)
    return revenue[:-1].tolist(), cost[:-1].tolist(), orders[:-1].tolist()


def _row(
    scope: Literal["all", "tier"], tier: str | None, revenue: int, cost: int, margin_ppm: int
) -> BreakEven:
    found = uplift(cost, revenue, margin_ppm)
    return BreakEven(
        scope=scope,
        tier=tier,
        kept_revenue_minor=revenue,
        net_cost_minor=cost,
        cost_share_ppm=share_of(cost, revenue),
        margin_ppm=margin_ppm,
        uplift_ppm=found,
        never=found is None,
        returns=tuple(
            UpliftReturn(uplift_ppm=more, roi_ppm=roi(cost, revenue, margin_ppm, more)) for more in UPLIFTS
        ),
    )
