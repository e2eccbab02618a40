"""How much more must be sold so that a draft pays for itself: on all orders, for the shop alone, by who buys.

With c = net cost ÷ revenue kept and m = contribution margin, selling the share u more brings u·m and costs
(1 + u)·c on every unit of today's revenue: it breaks even at u = c / (m - c), and each unit of cost brings
(u·m - (1 + u)·c) / ((1 + u)·c). Ratios are exact; only the end is rounded, half up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from loyalty.simulate.figures.measured import FIRST_LEVEL, GUEST, Measured, level_name, sums
from loyalty.simulate.figures.outcome_costs import BreakEven, Scope, UpliftReturn
from loyalty.simulate.figures.ratios import MILLION, half_up, share_of
from loyalty.simulate.figures.telling_costs import shop_net
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.settings import share_ppm

MARGINS: Final = (100_000, 200_000, 300_000, 400_000, 500_000)
"""Shown where no margin is given."""
UPLIFTS: Final = (0, 50_000, 100_000, 200_000, 300_000, 500_000)


def break_even(measured: Measured) -> tuple[BreakEven, ...]:
    """All orders, what the shop itself pays of them, members' orders, then each level that had any.

    Members stand apart where guests bought too; levels are the first track's. At the margin of the settings.
    """
    margin = measured.replay.settings.margin
    margins = MARGINS if margin is None else (share_ppm("margin", margin),)
    by_level = _by_level(measured)
    whole = _added(by_level)
    found: list[tuple[Scope, str | None, _Sold]] = [
        ("all", None, whole),
        ("shop", None, replace(whole, cost=shop_net(measured.replay))),
    ]
    if by_level[GUEST].moved:
        found.append(("members", None, _added(by_level[GUEST + 1 :])))
    if measured.replay.plan.program.tiers:
        levels = enumerate(by_level[:-1])
        found += [("tier", level_name(measured.replay, place), sold) for place, sold in levels if sold.moved]
    return tuple(_row(scope, tier, sold, one) for scope, tier, sold in found for one in margins)


@dataclass(frozen=True, slots=True)
class _Sold:
    """Orders, what they sold for, what of that came back, and what they cost after it came back."""

    orders: int
    revenue: int
    returned: int
    cost: int

    @property
    def moved(self) -> bool:
        """Whether there was anything."""
        return self.orders > 0 or self.returned > 0


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


def _by_level(measured: Measured) -> list[_Sold]:
    """By the level an order was placed at; what comes back goes to its order's.

    What names no order goes to the level of the member's last order before it. The last entry is what came
    back from members of whom no order is known.
    """
    tiers = measured.replay.plan.program.tiers
    levels = FIRST_LEVEL + (len(tiers[0].levels) if tiers else 0)
    outcomes = measured.replay.tables["outcomes"]
    linked, unlinked = _returns(measured)
    original = measured.log.doc_original[linked].astype(np.int64)
    place, back = _place(measured, original), outcomes["back"][linked]
    returned = sums(place, outcomes["revenue"][linked] + back, levels)
    returned += sums(_last_place(measured, unlinked), outcomes["revenue"][unlinked], levels)
    columns = (
        sums(measured.place, 1, levels),
        sums(measured.place, measured.revenue, levels),
        returned,
        sums(measured.place, measured.cost, levels) - sums(place, back, levels),
    )
    return [_Sold(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _returns(measured: Measured) -> tuple[Ints, Ints]:
    """The measured returns of measured sales, and those that name no order; none where they are left out."""
    log, replay = measured.log, measured.replay
    since = log.doc_at >= int(replay.tables["plan"]["measure_from"][0])
    if replay.settings.returns == "ignored":
        since &= False
    came = np.flatnonzero((log.doc_kind == 1) & since)
    sold = np.zeros(len(log.doc_at) + 1, np.bool_)
    sold[measured.documents] = True
    original = log.doc_original[came].astype(np.int64)
    return came[sold[original]], came[original < 0]


def _place(measured: Measured, orders: Ints) -> Ints:
    """The level of some sales, as in `Measured.place`."""
    level = measured.replay.tables["outcomes"]["level"][orders].astype(np.int64) + FIRST_LEVEL
    return np.where(measured.log.doc_member[orders] < 0, GUEST, level)


def _last_place(measured: Measured, returns: Ints) -> Ints:
    """The level of the last order before, by whoever gives back; -1 where a member has none."""
    log = measured.log
    order = np.asarray(log.by_member, np.int64)
    steps = np.arange(order.size)
    last = np.maximum.accumulate(np.where(log.doc_kind[order] == 0, steps, -1))
    before = np.empty(order.size, np.int64)
    before[order] = np.where(last < 0, -1, order[last])
    sale = before[returns]
    known = (sale >= 0) & (log.doc_member[sale] == log.doc_member[returns])
    return np.where(log.doc_member[returns] < 0, GUEST, np.where(known, _place(measured, sale), -1))


def _added(parts: list[_Sold]) -> _Sold:
    return _Sold(
        orders=sum(one.orders for one in parts),
        revenue=sum(one.revenue for one in parts),
        returned=sum(one.returned for one in parts),
        cost=sum(one.cost for one in parts),
    )


def _row(scope: Scope, tier: str | None, sold: _Sold, margin_ppm: int) -> BreakEven:
    kept, cost = sold.revenue - sold.returned, sold.cost
    found = uplift(cost, kept, margin_ppm)
    return BreakEven(
        scope=scope,
        tier=tier,
        revenue_minor=sold.revenue,
        returned_minor=sold.returned,
        kept_revenue_minor=kept,
        net_cost_minor=cost,
        cost_share_ppm=share_of(cost, kept),
        margin_ppm=margin_ppm,
        uplift_ppm=found,
        never=found is None,
        returns=tuple(
            UpliftReturn(uplift_ppm=more, roi_ppm=roi(cost, kept, margin_ppm, more)) for more in UPLIFTS
        ),
    )
