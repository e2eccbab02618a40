"""Benefits that meet on one order: how many together, how deep they cut, and where they sell below cost."""

from __future__ import annotations

from typing import Final

import numpy as np

from loyalty.simulate.figures.history import per_document
from loyalty.simulate.figures.measured import Measured, largest, sums
from loyalty.simulate.figures.outcome_costs import BelowCost, DeepDiscount, StackedCost
from loyalty.simulate.figures.ratios import MILLION
from loyalty.simulate.orders.parsing import Flags, Ints

SEVERAL: Final = 2
MOST: Final = 3
"""Orders with so many benefits or more are one row."""
DEEP: Final = (200_000, 300_000, 500_000)
EXAMPLES: Final = 5


def stacking(measured: Measured) -> tuple[StackedCost, ...]:
    """Orders by the number of benefits they used; the rows add up to all orders."""
    group = np.minimum(measured.benefits, MOST)
    orders, revenue, cost = (
        sums(group, values, MOST + 1).tolist() for values in (1, measured.revenue, measured.cost)
    )
    return tuple(
        StackedCost(
            benefits=number,
            orders=orders[number],
            revenue_minor=revenue[number],
            cost_minor=cost[number],
        )
        for number in range(MOST + 1)
    )


def deep_discount(measured: Measured) -> tuple[DeepDiscount, ...]:
    """Orders whose goods came down by more than each of some shares."""
    off, revenue = measured.off_goods * MILLION, measured.revenue
    deep = np.flatnonzero(off > revenue * DEEP[0])
    rows = []
    for over in DEEP:
        deep = deep[off[deep] > revenue[deep] * over]
        depth = off[deep] // revenue[deep]
        rows.append(
            DeepDiscount(
                over_ppm=over,
                orders=int(deep.size),
                with_several=int((measured.benefits[deep] >= SEVERAL).sum()),
                revenue_minor=int(revenue[deep].sum()),
                cost_minor=int(measured.cost[deep].sum()),
                examples=measured.examples(deep[largest(depth, EXAMPLES)]),
            )
        )
    return tuple(rows)


def below_cost(measured: Measured) -> BelowCost | None:
    """Orders whose goods brought less than they cost the shop; None where the log tells no costs."""
    log = measured.log
    line_cost = log.line_cost
    if line_cost is None:
        return None
    unknown = per_document(log, (line_cost < 0).astype(np.int64))[measured.documents]
    known = unknown == 0
    if not known.any():
        return None
    goods = per_document(log, line_cost)[measured.documents]
    loss = _loss(goods, measured.revenue - measured.off_goods, known)
    before = _loss(goods, per_document(log, log.line_net)[measured.documents], known)
    below = np.flatnonzero(loss)
    return BelowCost(
        known_orders=int(known.sum()),
        orders=int(below.size),
        loss_minor=int(loss.sum()),
        orders_before=int((before > 0).sum()),
        loss_before_minor=int(before.sum()),
        examples=measured.examples(below[largest(loss[below], EXAMPLES)]),
    )


def _loss(goods: Ints, paid: Ints, known: Flags) -> Ints:
    return np.where(known, np.maximum(goods - paid, 0), 0)
