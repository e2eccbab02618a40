"""Counters that all members share: total limits and budgets, read for a decision and drawn on under a guard.

The guard is one statement: it counts a use only where one is left. Where it counts none, somebody else was
quicker; the operation goes back to its savepoint and decides anew on what it then reads under a lock.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.member import Fund, Shared, Uses
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of, window_key
from loyalty.money import to_minor
from loyalty.plan.tables import Plan
from loyalty.store.breaking import count_hour
from loyalty.store.operations import Work
from loyalty.store.tables import BUDGET, QUOTA
from loyalty.store.upserting import insert_unless_there


class Drained(Exception):
    """Somebody else drew what this operation counted on."""


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
            made.append(Fund(over, int(bool(row and (row.closed or row.paused))), amount, spent))
        funds = tuple(made)
    return Shared(uses, funds)


def draw(work: Work, plan: Plan, before: Shared, after: Shared) -> None:
    """Count what an operation used, in one order everywhere; raises Drained when too little is left."""
    most = {
        limit.slot: limit.uses_max
        for limit in plan.tables["limits"]
        if limit.per == codes.PER_PROGRAM and plan.shared
    }
    for slot in sorted(range(len(plan.shared)), key=lambda place: plan.shared[place]):
        old, now = before.uses[slot], after.uses[slot]
        more = now.used - (old.used if old.key == now.key else 0)
        if more:
            _use(work, name=plan.shared[slot], window=now.key, more=more, most=most[slot])
    order = sorted(range(len(plan.program.budgets)), key=lambda place: plan.program.budgets[place].id)
    for place in order:
        if before.funds[place] != after.funds[place]:
            budget = plan.program.budgets[place]
            _spend(work, budget.id, before.funds[place], after.funds[place])
            if budget.per_hour is not None:
                more = after.funds[place].spent - before.funds[place].spent
                bound = to_minor(budget.per_hour, plan.program.unit)
                count_hour(work, budget.id, more=more, most=bound)


def _use(work: Work, *, name: str, window: int, more: int, most: int) -> None:
    told = {"program": work.program_key, "quota": name, "window": window, "more": more, "most": most}
    if work.connection.execute(_USE, told).rowcount == 1:
        return
    made = {
        "program_key": work.program_key,
        "name": name,
        "window_key": window,
        "uses_max": most,
        "used": 0,
        "held": 0,
    }
    work.connection.execute(_new(QUOTA, work.dialect), made)
    if work.connection.execute(_USE, told).rowcount != 1:
        raise Drained


def _spend(work: Work, budget_id: str, old: Fund, now: Fund) -> None:
    clipped = now.closed != old.closed
    told = {
        "program": work.program_key,
        "fund": budget_id,
        "more": now.spent - old.spent,
        "amount": now.amount,
        "shut": now.closed,
        "seen": old.spent,
    }
    statement = _SPEND_REST if clipped else _SPEND
    if work.connection.execute(statement, told).rowcount == 1:
        return
    made = {"program_key": work.program_key, "budget_id": budget_id, "amount_minor": now.amount}
    blank: dict[str, Any] = {
        "spent_minor": 0,
        "held_minor": 0,
        "closed": 0,
        "paused": 0,
        "changes": 0,
        "hour_spent_minor": 0,
    }
    work.connection.execute(_new(BUDGET, work.dialect), made | blank)
    if work.connection.execute(statement, told).rowcount != 1:
        raise Drained


@cache
def _new(table: sa.Table, dialect: str) -> Any:  # noqa: ANN401 - each dialect has its own class
    return insert_unless_there(table, dialect)


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


_USE: Final = (
    sa.update(QUOTA)
    .where(
        QUOTA.c.program_key == sa.bindparam("program"),
        QUOTA.c.name == sa.bindparam("quota"),
        QUOTA.c.window_key == sa.bindparam("window"),
        QUOTA.c.used + QUOTA.c.held + sa.bindparam("more") <= sa.bindparam("most"),
    )
    .values(used=QUOTA.c.used + sa.bindparam("more"), uses_max=sa.bindparam("most"))
)
_FUND: Final = (BUDGET.c.program_key == sa.bindparam("program")) & (
    BUDGET.c.budget_id == sa.bindparam("fund")
)
_OPEN: Final = (BUDGET.c.closed == 0) & (BUDGET.c.paused == 0)
_ADDED: Final = {
    "spent_minor": BUDGET.c.spent_minor + sa.bindparam("more"),
    "amount_minor": sa.bindparam("amount"),
    "closed": sa.bindparam("shut"),
    "changes": BUDGET.c.changes + 1,
}
_SPEND: Final = (
    sa.update(BUDGET)
    .where(
        _FUND,
        _OPEN,
        BUDGET.c.spent_minor + BUDGET.c.held_minor + sa.bindparam("more") <= sa.bindparam("amount"),
    )
    .values(_ADDED)
)
# what a clipping budget gave last was what was left: true only of the sum that was read
_SPEND_REST: Final = (
    sa.update(BUDGET)
    .where(_FUND, _OPEN, BUDGET.c.spent_minor + BUDGET.c.held_minor == sa.bindparam("seen"))
    .values(_ADDED)
)
