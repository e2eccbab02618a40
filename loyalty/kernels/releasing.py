"""Redemptions that a return of all goods gives back, where their offer says so: uses, budget, first order.

The kept order remembers which of such offers applied and what each drew from its budget.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import window_key
from loyalty.kernels.limits import free_budget, free_use
from loyalty.kernels.rows import Table


def something_left(slot: int, kept_orders: Table, kept_lines: Table) -> int:
    """1 while any unit of a kept order has not come back."""
    first = kept_orders[slot].line_start
    for line in range(first, first + kept_orders[slot].line_count):
        if kept_lines[line].units > 0:
            return 1
    return 0


def uncount_order(slot: int, who: int, members: Table, kept_orders: Table) -> None:
    """A kept order is no earlier order of its member any more."""
    if kept_orders[slot].placed != codes.UNCOUNTED:
        members[who].orders -= 1
        kept_orders[slot].placed = codes.UNCOUNTED


def remember_uses(order: int, plan: Table, frees: Table, orders: Table, verdicts: Table,
                  freed: Table) -> None:
    """What a kept sale took of the offers that a full return gives back."""
    if orders[order].kept < 0:
        return
    for number in range(plan[0].frees):
        place = orders[order].kept * plan[0].frees + number
        offer = frees[number].offer
        if verdicts[offer].state == codes.APPLIED:
            freed[place].applied = 1
            freed[place].amount = verdicts[offer].amount


def release_uses(order: int, who: int, plan: Table, offers: Table, limits: Table, frees: Table, orders: Table,
                 members: Table, own: Table, shared: Table, funds: Table, kept_orders: Table,
                 kept_lines: Table, freed: Table) -> None:
    """After a return: when nothing is left of its order, such offers have not been used."""
    slot = orders[order].kept
    if plan[0].frees == 0 or orders[order].kind != codes.RETURN or (
        something_left(slot, kept_orders, kept_lines) == 1
    ):
        return
    for number in range(plan[0].frees):
        place = slot * plan[0].frees + number
        offer = frees[number].offer
        if freed[place].applied == 1:
            freed[place].applied = 0
            free_limits(offer, who, kept_orders[slot].counted, plan, offers, limits, own, shared)
            if offers[offer].budget >= 0 and freed[place].amount > 0:
                free_budget(offers[offer].budget, freed[place].amount, funds)
            if frees[number].first == 1 and who >= 0:
                uncount_order(slot, who, members, kept_orders)


def free_limits(offer: int, who: int, day: int, plan: Table, offers: Table, limits: Table, own: Table,
                shared: Table) -> None:
    """One use less in each window of the offer's limits in which the order of that day was counted."""
    start = offers[offer].limit_start
    for limit in range(start, start + offers[offer].limit_count):
        key = window_key(day, limits[limit].each, plan[0].week_start)
        slot = limits[limit].slot
        if limits[limit].per != codes.PER_PROGRAM:
            free_use(key, who * plan[0].own + slot, own)
        else:
            free_use(key, slot, shared)
