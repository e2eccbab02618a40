"""Uses and budgets that an order counts, named so that letting it go can free them again."""

from __future__ import annotations

from loyalty.engine.bench import Bench
from loyalty.facts.member import Counted, Drawn, PlacedOrder
from loyalty.kernels import codes
from loyalty.kernels.calendar import window_key
from loyalty.kernels.limits import free_budget, free_use, late_key


def uses_of(bench: Bench) -> tuple[Counted, ...]:
    """The uses that the offers of the order on the bench will count, each with its window."""
    plan, tables = bench.plan, bench.tables
    counted = []
    for offer, verdict in zip(tables["offers"], tables["verdicts"], strict=False):
        if verdict.state == codes.APPLIED:
            for limit in tables["limits"][offer.limit_start : offer.limit_start + offer.limit_count]:
                key = window_key(tables["quote"][0].day, limit.each, plan.settings().week_start)
                shared = limit.per == codes.PER_PROGRAM
                if not shared:
                    key = late_key(key, limit.slot, tables["own"])
                counted.append(Counted((plan.shared if shared else plan.own)[limit.slot], key, shared))
    return tuple(counted)


def draws_of(bench: Bench) -> tuple[Drawn, ...]:
    """What the offers of the order on the bench draw from budgets."""
    budgets = bench.plan.program.budgets
    return tuple(
        Drawn(budgets[offer.budget].id, verdict.amount)
        for offer, verdict in zip(bench.tables["offers"], bench.tables["verdicts"], strict=False)
        if verdict.state == codes.APPLIED and offer.budget >= 0 and verdict.amount > 0
    )


def free(bench: Bench, order: PlacedOrder) -> None:
    """Give back, on the bench, what an order counted; a use whose window is over is nobody's any more."""
    plan, tables = bench.plan, bench.tables
    for one in order.counted:
        names, table = (plan.shared, "shared") if one.shared else (plan.own, "own")
        if one.counter in names:
            free_use(one.key, names.index(one.counter), tables[table])
    places = {budget.id: place for place, budget in enumerate(plan.program.budgets)}
    for one_drawn in order.drawn:
        if one_drawn.budget_id in places:
            free_budget(places[one_drawn.budget_id], one_drawn.amount_minor, tables["funds"])
