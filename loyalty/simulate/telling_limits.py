"""When total limits and budgets ran out, and what was turned away after."""

from __future__ import annotations

from typing import Any

import numpy as np

from loyalty.kernels import codes
from loyalty.simulate.outcome import Exhaustion
from loyalty.simulate.replay import Replay
from loyalty.when import from_us


def exhaustion_of(replay: Replay) -> tuple[Exhaustion, ...]:
    """Every total limit and every budget, in document order; `order_id` is the order that took the last of it."""
    return (*_limits(replay), *_budgets(replay))


def _limits(replay: Replay) -> list[Exhaustion]:
    rows = []
    offers = replay.plan.tables["offers"]
    for place, offer in enumerate(replay.plan.offers):
        start = offers[place].limit_start
        for limit in replay.plan.tables["limits"][start : start + offers[place].limit_count]:
            if limit.per == codes.PER_PROGRAM:
                drained = replay.tables["drained"][limit.slot]
                used = int(replay.tables["shared"][limit.slot]["used"])
                rows.append(
                    _row(
                        "limit",
                        replay.plan.shared[limit.slot],
                        offer.id,
                        drained,
                        used,
                        limit.uses_max,
                        replay,
                    )
                )
    return rows


def _budgets(replay: Replay) -> list[Exhaustion]:
    return [
        _row("budget", budget.id, None, fund, int(fund["spent"]), int(fund["amount"]), replay)
        for budget, fund in zip(replay.plan.program.budgets, replay.tables["funds"], strict=False)
    ]


def _row(  # noqa: PLR0913
    kind: str,
    name: str,
    offer: str | None,
    drained: np.void | Any,
    used: int,
    allowed: int,
    replay: Replay,  # noqa: ANN401
) -> Exhaustion:
    full = int(drained["full_by"])
    at = None if full < 0 else from_us(int(drained["full_at"]), replay.plan.program.zone).isoformat()
    return Exhaustion(
        kind=kind,
        id=name,
        offer=offer,
        order_id=None if full < 0 else str(replay.log.doc_ids[full]),
        at=at,
        used=used,
        allowed=allowed,
        denied_orders=int(drained["denied"]),
        denied_minor=int(drained["denied_minor"]),
    )
