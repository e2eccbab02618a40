"""How evenly the cost falls on members: ranked by what they were given, in four groups."""

from __future__ import annotations

from typing import Final

import numpy as np

from loyalty.simulate.figures.measured import Measured
from loyalty.simulate.figures.outcome_members import BenefitGroup, BenefitSpread, Group
from loyalty.simulate.figures.ratios import share_of
from loyalty.simulate.orders.parsing import Ints

CUTS: Final[tuple[tuple[Group, int], ...]] = (
    ("top_1_percent", 1),
    ("next_9_percent", 10),
    ("next_40_percent", 50),
    ("lower_half", 100),
)
"""Each group and the percent of members at which it ends."""


def benefit_spread(measured: Measured) -> BenefitSpread:
    """The members who bought in the measured window; a cut inside a member takes that member in."""
    orders, given = measured.orders, measured.given
    revenue = measured.bought
    buyers = np.flatnonzero(orders[:-1])
    total = int(given[buyers].sum())
    groups = []
    for name, members in members_by_group(measured).items():
        cost = int(given[members].sum())
        groups.append(
            BenefitGroup(
                group=name,
                members=int(members.size),
                revenue_minor=int(revenue[members].sum()),
                cost_minor=cost,
                share_ppm=share_of(cost, total),
            )
        )
    return BenefitSpread(
        members=int(buyers.size),
        with_benefit=int((given[buyers] > 0).sum()),
        groups=tuple(groups),
        guest_orders=int(orders[-1]),
        guest_revenue_minor=int(revenue[-1]),
        guest_cost_minor=int(given[-1]),
    )


def members_by_group(measured: Measured) -> dict[Group, Ints]:
    """The members of each group, by number."""
    buyers = np.flatnonzero(measured.orders[:-1])
    ranked = buyers[np.argsort(-measured.given[buyers], kind="stable")]
    groups: dict[Group, Ints] = {}
    start = 0
    for name, percent in CUTS:
        end = (ranked.size * percent + 99) // 100
        groups[name] = ranked[start:end]
        start = end
    return groups
