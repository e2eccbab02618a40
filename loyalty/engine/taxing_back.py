"""The tax that goods and money carry when they come back: units their part of the line's, dearest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from loyalty.facts.member import PlacedOrder
from loyalty.kernels.ratio import HALF_UP, scale, units_take
from loyalty.plan.tables import Plan


class TaxBack(NamedTuple):
    """The tax of what comes back, and by line that of what remains of the order."""

    minor: int
    left: tuple[int, ...]


def tax_back(plan: Plan, order: PlacedOrder, lines: Sequence[tuple[int, int, int]]) -> TaxBack:
    """The tax of a return: `lines` are (line, units) or, without units, (line, 0, money alone) in turn.

    A line's tax is split over its units on its own; money alone (no more than units beside it leave) carries
    it in proportion to what is taxed of the line. What comes back of a whole line carries all its tax.
    """
    if not order.taxes:
        return TaxBack(0, ())
    policy = plan.program.points
    by_points = policy is not None and policy.redeem is not None and policy.redeem.points_are == "tender"
    taxes = list(order.taxes)
    units = [one.units for one in order.lines]
    nets = [one.net for one in order.lines]
    points = [one.points_minor if by_points else 0 for one in order.lines]
    for place, count, money in lines:
        if count:
            taxes[place] -= units_take(taxes[place], units[place], count)
            nets[place] -= units_take(nets[place], units[place], count)
            points[place] -= units_take(points[place], units[place], count)
            units[place] -= count
        else:
            taxed = nets[place] + points[place]
            taxes[place] = scale(taxes[place], taxed - money, taxed, HALF_UP)
            nets[place] -= money
    return TaxBack(sum(order.taxes) - sum(taxes), tuple(taxes))
