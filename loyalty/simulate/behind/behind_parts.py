"""One order's part of a figure, seen on the tables right after the replay processed it again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loyalty.kernels import codes
from loyalty.simulate.behind.behind_names import Names
from loyalty.simulate.replaying.rerun import Visit


@dataclass(frozen=True, slots=True)
class Seen:
    """Revenue and cost that belong to the figure (minor units), and whether the order belongs at all."""

    revenue: int
    cost: int
    inside: bool


def part_seen(visit: Visit, names: Names) -> Seen:
    """What the order just processed contributes to the figure in question."""
    tables, log = visit.replay.tables, visit.replay.log
    start, end = (int(log.doc_line_start[visit.document + one]) for one in (0, 1))
    asked = np.ones(end - start, np.bool_) if names.lines is None else names.lines[start:end]
    work = tables["work"][: end - start]
    revenue = int(work["amount"][asked].sum())
    if names.reason is not None:
        verdict = tables["verdicts"][names.offers[0]]
        refused = int(verdict["state"]) == codes.REFUSED and int(verdict["reason"]) == names.reason
        return Seen(revenue, int(verdict["amount"]), refused)
    which = names.which
    points = int(work["points_minor"][asked].sum())
    if which.component == "points":
        return Seen(revenue, points, inside=True)
    adjusts = tables["adjusts"][: int(tables["meters"]["adjusts"][0])]
    ours = np.isin(adjusts["offer"], names.offers) & asked[adjusts["line"]]
    cost = int(adjusts["amount"][ours].sum())
    if names.lines is None:
        cost += sum(
            int(tables["verdicts"]["amount"][offer])
            for offer in names.offers
            if names.on_shipping(offer) and int(tables["verdicts"]["state"][offer]) == codes.APPLIED
        )
    if which.offer is None and which.component is None:
        cost += points
    return Seen(revenue, cost, inside=True)
