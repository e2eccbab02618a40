"""Drawing on counters that all members share: uses and money, held before payment or used for good.

The guard is one statement: it counts a use only where one is left. Where it counts none, somebody else was
quicker; the operation goes back to its savepoint and decides anew on what it then reads under a lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.errors import Drained
from loyalty.facts.member import PlacedOrder
from loyalty.facts.quote import Decision
from loyalty.facts.standing import Fund, Shared
from loyalty.kernels import codes
from loyalty.money import to_minor
from loyalty.plan.tables import Plan
from loyalty.rules.lanes import Budget
from loyalty.store.breaking import count_hour
from loyalty.store.tables import BUDGET
from loyalty.store.upserting import insert_unless_there
from loyalty.store.uses import capture_uses, count_uses, free_uses
from loyalty.store.working import Work

UNSPENT: Final = {
    "spent_minor": 0,
    "held_minor": 0,
    "closed": 0,
    "paused": 0,
    "changes": 0,
    "hour_spent_minor": 0,
    "brought_minor": 0,
}


def draw(  # noqa: PLR0913 - counters before and after, and what moved them
    work: Work,
    plan: Plan,
    decisions: Sequence[Decision],
    before: Shared,
    after: Shared,
    *,
    held: bool = False,
) -> None:
    """Count what an order uses or holds, in one order always; raises Drained if too little is there."""
    most = _bounds(plan, decisions)
    for slot in sorted(range(len(plan.shared)), key=lambda place: plan.shared[place]):
        old, now = before.uses[slot], after.uses[slot]
        more = now.used - (old.used if old.key == now.key else 0)
        if more:
            count_uses(work, (plan.shared[slot], now.key), more=more, most=most[slot], held=held)
    order = sorted(range(len(plan.program.budgets)), key=lambda place: plan.program.budgets[place].id)
    for place in order:
        if before.funds[place] != after.funds[place]:
            budget = plan.program.budgets[place]
            _spend(work, budget.id, before.funds[place], after.funds[place], held=held)
            if not held:  # what is held is not spent yet: its payment counts
                more = after.funds[place].spent - before.funds[place].spent
                _count_hour(work, plan, budget, more)


def _bounds(plan: Plan, decisions: Sequence[Decision]) -> dict[int, int]:
    """By counter, how many uses the terms that applied allow: others of the same offer may allow more."""
    limits = plan.tables["limits"]
    return {
        limit.slot: limit.uses_max
        for offer, decision in zip(plan.tables["offers"], decisions, strict=True)
        if decision.applied
        for limit in limits[offer.limit_start : offer.limit_start + offer.limit_count]
        if limit.per == codes.PER_PROGRAM
    }


def _count_hour(work: Work, plan: Plan, budget: Budget, more: int) -> None:
    if budget.per_hour is not None:
        count_hour(work, budget.id, more=more, most=to_minor(budget.per_hour, plan.program.unit))


def capture_held(work: Work, plan: Plan, order: PlacedOrder) -> None:
    """What an order held, under its plan, is used for good."""
    budgets = {one.id: one for one in plan.program.budgets}
    for name, window, uses in _counted(order):
        capture_uses(work, (name, window), uses)
    for budget_id, amount in _drawn(order):
        work.write(_CAPTURE_MONEY, {"program": work.program_key, "fund": budget_id, "amount": amount})
        _count_hour(work, plan, budgets[budget_id], amount)


def free(work: Work, plan: Plan, order: PlacedOrder, after: Shared, *, held: bool) -> None:
    """What an order held, or had used, is there for others again; a budget opens if it is open `after`."""
    for name, window, uses in _counted(order):
        free_uses(work, (name, window), uses, held=held)
    closed = {budget.id: fund.closed for budget, fund in zip(plan.program.budgets, after.funds, strict=True)}
    for budget_id, amount in _drawn(order):
        told = {"program": work.program_key, "fund": budget_id, "amount": amount}
        work.write(_FREE_MONEY_HELD if held else _FREE_MONEY_SPENT, told | {"shut": closed.get(budget_id, 0)})


def bring_spent(work: Work, budget_id: str, *, spent: int, over: int, amount: int) -> None:
    """Count money that an import says was spent, also beyond the budget; a clipping one may be closed by it.

    `over` and `amount` are the budget's as the programme has it.
    """
    made = {"program_key": work.program_key, "budget_id": budget_id, "amount_minor": amount}
    work.connection.execute(insert_unless_there(BUDGET, work.dialect), made | UNSPENT)
    told = {"program": work.program_key, "fund": budget_id}
    row = work.connection.execute(_LOCKED, told).one()
    out = row.spent_minor + row.held_minor + spent
    closed = row.closed or (over == codes.CLIP and out >= amount)
    bound = {"more": spent, "amount": max(amount, out), "shut": int(closed)}
    work.write(_BRING_MONEY, told | bound)


def _counted(order: PlacedOrder) -> Iterator[tuple[str, int, int]]:
    """Shared counters with their windows and uses, in the order in which they are locked everywhere."""
    uses = Counter((one.counter, one.key) for one in order.counted if one.shared)
    yield from ((name, window, uses[name, window]) for name, window in sorted(uses))


def _drawn(order: PlacedOrder) -> Iterator[tuple[str, int]]:
    money: Counter[str] = Counter()
    for one in order.drawn:
        money[one.budget_id] += one.amount_minor
    yield from ((budget_id, money[budget_id]) for budget_id in sorted(money))


def _spend(work: Work, budget_id: str, old: Fund, now: Fund, *, held: bool) -> None:
    clipped = now.closed != old.closed
    told = {
        "program": work.program_key,
        "fund": budget_id,
        "more": now.spent - old.spent,
        "amount": now.amount,
        "shut": now.closed,
    }
    if clipped:
        told["seen"] = old.spent
    statement = _spending(held=held, clipped=clipped)
    if work.connection.execute(statement, told).rowcount == 1:
        return
    made = {"program_key": work.program_key, "budget_id": budget_id, "amount_minor": now.amount}
    work.connection.execute(insert_unless_there(BUDGET, work.dialect), made | UNSPENT)
    if work.connection.execute(statement, told).rowcount != 1:
        raise Drained(what=budget_id)


_FUND: Final = (BUDGET.c.program_key == sa.bindparam("program")) & (
    BUDGET.c.budget_id == sa.bindparam("fund")
)


@cache
def _spending(*, held: bool, clipped: bool) -> Any:  # noqa: ANN401 - an update
    column = BUDGET.c.held_minor if held else BUDGET.c.spent_minor
    out = BUDGET.c.spent_minor + BUDGET.c.held_minor
    # what a clipping budget gave last was what was left: true only of the sum that was read
    guard = out == sa.bindparam("seen") if clipped else out + sa.bindparam("more") <= sa.bindparam("amount")
    return (
        sa.update(BUDGET)
        .where(_FUND, BUDGET.c.closed == 0, BUDGET.c.paused == 0, guard)
        .values(
            {
                column.name: column + sa.bindparam("more"),
                "amount_minor": sa.bindparam("amount"),
                "closed": sa.bindparam("shut"),
                "changes": BUDGET.c.changes + 1,
            }
        )
    )


_LOCKED: Final = sa.select(BUDGET).where(_FUND).with_for_update()
_BRING_MONEY: Final = (
    sa.update(BUDGET)
    .where(_FUND)
    .values(
        spent_minor=BUDGET.c.spent_minor + sa.bindparam("more"),
        brought_minor=BUDGET.c.brought_minor + sa.bindparam("more"),
        amount_minor=sa.bindparam("amount"),
        closed=sa.bindparam("shut"),
        changes=BUDGET.c.changes + 1,
    )
)
_CAPTURE_MONEY: Final = (
    sa.update(BUDGET)
    .where(_FUND)
    .values(
        held_minor=BUDGET.c.held_minor - sa.bindparam("amount"),
        spent_minor=BUDGET.c.spent_minor + sa.bindparam("amount"),
        changes=BUDGET.c.changes + 1,
    )
)
_FREE_MONEY_HELD: Final = (
    sa.update(BUDGET)
    .where(_FUND)
    .values(
        held_minor=BUDGET.c.held_minor - sa.bindparam("amount"),
        closed=sa.bindparam("shut"),
        changes=BUDGET.c.changes + 1,
    )
)
_FREE_MONEY_SPENT: Final = (
    sa.update(BUDGET)
    .where(_FUND)
    .values(
        spent_minor=BUDGET.c.spent_minor - sa.bindparam("amount"),
        closed=sa.bindparam("shut"),
        changes=BUDGET.c.changes + 1,
    )
)
