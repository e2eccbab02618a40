"""Uses and budgets that an order counts, named so that letting it go can free them again."""

from __future__ import annotations

from dataclasses import replace

from loyalty.engine.bench import Bench
from loyalty.facts.member import Counted, Drawn, PlacedOrder
from loyalty.kernels import codes
from loyalty.kernels.calendar import window_key
from loyalty.kernels.limits import free_budget, free_use, late_key
from loyalty.kernels.releasing import something_left, uncount_order


def uses_of(bench: Bench) -> tuple[Counted, ...]:
    """The uses that the offers of the order on the bench will count, each with its window."""
    plan, tables = bench.plan, bench.tables
    counted = []
    for offer, verdict in zip(tables["offers"], tables["verdicts"], strict=False):
        if verdict.state == codes.APPLIED:
            for limit in tables["limits"][offer.limit_start : offer.limit_start + offer.limit_count]:
                key = window_key(tables["quote"][0].day, limit.each, plan.settings().week_start)
                shared = limit.per == codes.PER_PROGRAM
                key = late_key(key, limit.slot, tables["shared" if shared else "own"])
                counted.append(Counted((plan.shared if shared else plan.own)[limit.slot], key, shared))
    return tuple(counted)


def draws_of(bench: Bench) -> tuple[Drawn, ...]:
    """What the offers of the order on the bench draw from budgets."""
    budgets = bench.plan.program.budgets
    return tuple(
        Drawn(budgets[offer.budget].id, verdict.amount, lowered.id)
        for offer, verdict, lowered in zip(
            bench.tables["offers"], bench.tables["verdicts"], bench.plan.offers, strict=False
        )
        if verdict.state == codes.APPLIED and offer.budget >= 0 and verdict.amount > 0
    )


def frees_of(bench: Bench) -> tuple[tuple[str, ...], bool]:
    """Offers of the order that a full return gives back, and whether one is for first orders."""
    applied = [
        one for one in bench.tables["frees"] if bench.tables["verdicts"][one.offer].state == codes.APPLIED
    ]
    names = tuple(bench.plan.offers[one.offer].id for one in applied)
    return names, any(one.first for one in applied)


def release(bench: Bench, order: PlacedOrder) -> PlacedOrder:
    """When nothing of an order is left, give back, on the bench, the redemptions that come back with it."""
    place = bench.place_of(order.order_id)
    tables = bench.tables
    if not order.frees or something_left(place, tables["kept_orders"], tables["kept_lines"]):
        return order
    gone = set(order.frees)
    counted = tuple(one for one in order.counted if one.counter.partition("/")[0] in gone)
    drawn = tuple(one for one in order.drawn if one.offer_id in gone)
    free(bench, replace(order, counted=counted, drawn=drawn))
    if order.frees_first and bench.member:
        bench.run(uncount_order, place, 0)
    return replace(
        order,
        counted=tuple(one for one in order.counted if one not in counted),
        drawn=tuple(one for one in order.drawn if one not in drawn),
        frees=(),
        frees_first=False,
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
