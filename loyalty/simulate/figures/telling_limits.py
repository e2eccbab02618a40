"""When total limits and budgets ran out, how fast they went at first, and what was turned away after."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np

from loyalty.kernels import codes
from loyalty.simulate.figures.history import month_name
from loyalty.simulate.figures.outcome_events import Exhaustion, MonthUse
from loyalty.simulate.figures.ratios import share_of
from loyalty.simulate.figures.telling_costs import monthly, monthly_freed
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.replay import Replay
from loyalty.when import from_us

EACH: Final = {codes.EVER: "ever", codes.DAY: "day", codes.WEEK: "week", codes.MONTH: "month"}
DAY_ZERO: Final = date(1970, 1, 1).toordinal()


def exhaustion_of(replay: Replay) -> tuple[Exhaustion, ...]:
    """Every total limit and every budget, in document order; `order_id` took the last of it."""
    return (*_limits(replay), *_budgets(replay))


def _limits(replay: Replay) -> list[Exhaustion]:
    rows = []
    offers = replay.plan.tables["offers"]
    uses = monthly(replay)[0] - monthly_freed(replay)[0]
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
                        each=EACH[limit.each],
                        allowed=limit.uses_max,
                        windows_full=int(row["windows_full"]),
                        **_drawn(replay, row, int(row["uses"] - row["back"]), uses[:, place]),
                    )
                )
    return rows


def _budgets(replay: Replay) -> list[Exhaustion]:
    costs = monthly(replay)[1] - monthly_freed(replay)[1]
    budget_of = np.array([row.budget for row in replay.plan.tables["offers"]], np.int64)
    return [
        Exhaustion(
            kind="budget",
            id=budget.id,
            offer=None,
            each=EACH[codes.EVER],
            allowed=int(fund["amount"]),
            windows_full=int(fund["full_by"] >= 0),
            **_drawn(replay, fund, int(fund["spent"]), costs[:, budget_of == place].sum(axis=1)),
        )
        for place, (budget, fund) in enumerate(
            zip(replay.plan.program.budgets, replay.tables["funds"], strict=False)
        )
    ]


def _drawn(replay: Replay, row: np.void, used: int, months: Ints) -> dict[str, Any]:
    """The first day, who took the last of it and when, month by month, and what came too late.

    `used` and `months` are without what returns gave back.
    """
    full, first = int(row["full_by"]), int(row["first_day"])
    instant = from_us(int(row["full_at"]), replay.plan.program.zone)
    start = int(replay.tables["plan"]["month_first"][0])
    return {
        "order_id": None if full < 0 else str(replay.log.doc_ids[full]),
        "at": None if full < 0 else instant.isoformat(),
        "used": used,
        "first_day": None if first < 0 else date.fromordinal(DAY_ZERO + first).isoformat(),
        "first_day_used": int(row["first_used"]),
        "first_day_share_ppm": share_of(int(row["first_used"]), used + int(row["back"])),
        "given_back": int(row["back"]),
        "used_before": used - int(months.sum()),
        "by_month": tuple(
            MonthUse(month=month_name(start + place), used=amount)
            for place, amount in enumerate(months.tolist())
        ),
        "denied_orders": int(row["denied"]),
        "denied_minor": int(row["denied_minor"]),
    }
