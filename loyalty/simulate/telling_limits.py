"""When total limits and budgets ran out, and what was turned away after."""

from __future__ import annotations

from typing import Any

import numpy as np

from loyalty.kernels import codes
from loyalty.simulate.outcome import Exhaustion
from loyalty.simulate.replay import Replay
from loyalty.when import from_us


def exhaustion_of(replay: Replay) -> tuple[Exhaustion, ...]:
    """Every total limit and every budget, in document order; `order_id` took the last of it."""
    return (*_limits(replay), *_budgets(replay))


def _limits(replay: Replay) -> list[Exhaustion]:
    rows = []
    offers = replay.plan.tables["offers"]
    for place, offer in enumerate(replay.plan.offers):
        start = offers[place].limit_start
        for limit in replay.plan.tables["limits"][start : start + offers[place].limit_count]:
            if limit.per == codes.PER_PROGRAM:
                row = replay.tables["drained"][limit.slot]
                rows.append(
                    Exhaustion(
                        kind="limit",
                        id=replay.plan.shared[limit.slot],
                        offer=offer.id,
                        used=int(replay.tables["shared"][limit.slot]["used"]),
                        allowed=limit.uses_max,
                        **_end(replay, row),
                    )
                )
    return rows


def _budgets(replay: Replay) -> list[Exhaustion]:
    return [
        Exhaustion(
            kind="budget",
            id=budget.id,
            offer=None,
            used=int(fund["spent"]),
            allowed=int(fund["amount"]),
            **_end(replay, fund),
        )
        for budget, fund in zip(replay.plan.program.budgets, replay.tables["funds"], strict=False)
    ]


def _end(replay: Replay, row: np.void) -> dict[str, Any]:
    """Who took the last of it and when, and what came too late."""
    full = int(row["full_by"])
    instant = from_us(int(row["full_at"]), replay.plan.program.zone)
    return {
        "order_id": None if full < 0 else str(replay.log.doc_ids[full]),
        "at": None if full < 0 else instant.isoformat(),
        "denied_orders": int(row["denied"]),
        "denied_minor": int(row["denied_minor"]),
    }
