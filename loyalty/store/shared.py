"""Counters that all members share, as an order sees them: total limits in their windows, and budgets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.member import Fund, PlacedOrder, Shared, Uses
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of, window_key
from loyalty.plan.tables import Plan
from loyalty.store.tables import BUDGET, QUOTA
from loyalty.store.together import Asked, answers

BUDGET_COLUMNS: Final = ("budget_id", "spent_minor", "held_minor", "closed", "paused")


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
    asked = asked_shared(plan, program_key, at_us=at_us, locking=locking)
    return shared_from(plan, at_us, answers(connection, asked) if asked else [])


def shared_by_order(
    connection: sa.Connection, plan: Plan, program_key: str, order: PlacedOrder, *, at_us: int
) -> Shared:
    """The counters, locked, for an order that gives back what it counted; nothing where it counted none."""
    if not order.drawn and not any(one.shared for one in order.counted):
        return Shared()
    return read_shared(connection, plan, program_key, at_us=at_us, locking=True)


def asked_shared(plan: Plan, program_key: str, *, at_us: int, locking: bool) -> list[Asked]:
    """The questions for what a plan shares; none where it shares nothing."""
    asked = []
    if plan.shared:
        told: dict[str, object] = {"program": program_key}
        for place, (name, window) in enumerate(sorted(zip(plan.shared, windows(plan, at_us), strict=True))):
            told |= {f"name_{place}": name, f"window_{place}": window}
        asked.append(Asked(_quotas(len(plan.shared), locking=locking), told))
    if plan.budgets:
        asked.append(Asked(_budgets(locking=locking), {"program": program_key}))
    return asked


def shared_from(plan: Plan, at_us: int, found: Sequence[Sequence[Any]]) -> Shared:
    """The counters from what the database answered to `asked_shared`."""
    answered = iter(found)
    uses: tuple[Uses, ...] = ()
    if plan.shared:
        counted = {(one.name, one.window_key): one.used + one.held for one in next(answered)}
        keys = zip(plan.shared, windows(plan, at_us), strict=True)
        uses = tuple(Uses(key, counted.get((name, key), 0)) for name, key in keys)
    funds: list[Fund] = []
    if plan.budgets:
        rows = {one.budget_id: one for one in next(answered)}
        for budget, (over, amount) in zip(plan.program.budgets, plan.budgets, strict=True):
            row = rows.get(budget.id)
            spent = row.spent_minor + row.held_minor if row else 0
            funds.append(Fund(over, int(bool(row and (row.closed or row.paused))), amount, spent))
    return Shared(uses, tuple(funds))


@cache
def _quotas(count: int, *, locking: bool) -> Any:  # noqa: ANN401 - a select
    asked = [
        (QUOTA.c.name == sa.bindparam(f"name_{place}"))
        & (QUOTA.c.window_key == sa.bindparam(f"window_{place}"))
        for place in range(count)
    ]
    chosen = (
        sa.select(QUOTA.c.name, QUOTA.c.window_key, QUOTA.c.used, QUOTA.c.held)
        .where(QUOTA.c.program_key == sa.bindparam("program"), sa.or_(*asked))
        .order_by(QUOTA.c.name, QUOTA.c.window_key)
    )
    return chosen.with_for_update() if locking else chosen


@cache
def _budgets(*, locking: bool) -> Any:  # noqa: ANN401 - a select
    chosen = (
        sa.select(
            BUDGET.c.budget_id, BUDGET.c.spent_minor, BUDGET.c.held_minor, BUDGET.c.closed, BUDGET.c.paused
        )
        .where(BUDGET.c.program_key == sa.bindparam("program"))
        .order_by(BUDGET.c.budget_id)
    )
    return chosen.with_for_update() if locking else chosen
