"""Counters that all members share, as an order sees them: total limits in their windows, and budgets."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from loyalty.facts.member import Fund, Shared, Uses
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of, window_key
from loyalty.plan.tables import Plan
from loyalty.store.tables import BUDGET, QUOTA


def windows(plan: Plan, at_us: int) -> tuple[int, ...]:
    """The window that each shared counter is in at an instant."""
    day = day_of(plan.tables["zone"], at_us)
    found = [0] * len(plan.shared)
    for limit in plan.tables["limits"]:
        if limit.per == codes.PER_PROGRAM and plan.shared:
            found[limit.slot] = window_key(day, limit.each, plan.settings().week_start)
    return tuple(found)


def read_shared(
    connection: sa.Connection, plan: Plan, program_key: str, *, at_us: int, locking: bool
) -> Shared:
    """Uses in the present windows and what budgets have cost; what is held counts."""
    uses: tuple[Uses, ...] = ()
    if plan.shared:
        keys = windows(plan, at_us)
        found = connection.execute(
            _quotas(locking=locking),
            {"program": program_key, "names": list(plan.shared), "windows": list(set(keys))},
        )
        counted = {(one.name, one.window_key): one.used + one.held for one in found}
        uses = tuple(
            Uses(key, counted.get((name, key), 0)) for name, key in zip(plan.shared, keys, strict=True)
        )
    funds: tuple[Fund, ...] = ()
    if plan.budgets:
        rows = {
            one.budget_id: one
            for one in connection.execute(_budgets(locking=locking), {"program": program_key})
        }
        made = []
        for budget, (over, amount) in zip(plan.program.budgets, plan.budgets, strict=True):
            row = rows.get(budget.id)
            spent = row.spent_minor + row.held_minor if row else 0
            made.append(Fund(over, row.closed if row else 0, amount, spent))
        funds = tuple(made)
    return Shared(uses, funds)


@cache
def _quotas(*, locking: bool) -> Any:  # noqa: ANN401 - a select
    chosen = (
        sa.select(QUOTA.c.name, QUOTA.c.window_key, QUOTA.c.used, QUOTA.c.held)
        .where(
            QUOTA.c.program_key == sa.bindparam("program"),
            QUOTA.c.name.in_(sa.bindparam("names", expanding=True)),
            QUOTA.c.window_key.in_(sa.bindparam("windows", expanding=True)),
        )
        .order_by(QUOTA.c.name, QUOTA.c.window_key)
    )
    return chosen.with_for_update() if locking else chosen


@cache
def _budgets(*, locking: bool) -> Any:  # noqa: ANN401 - a select
    chosen = (
        sa.select(BUDGET).where(BUDGET.c.program_key == sa.bindparam("program")).order_by(BUDGET.c.budget_id)
    )
    return chosen.with_for_update() if locking else chosen
