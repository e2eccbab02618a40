"""Limits on uses and budgets in money: who may still draw, and what a redemption uses up."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import window_key
from loyalty.kernels.rows import Table


def used_in(key: int, row: int, counters: Table) -> int:
    """Uses counted in the window `key`."""
    return int(counters[row].used) if counters[row].key == key else 0


def late_key(key: int, row: int, counters: Table) -> int:
    """The window a use counts in: an order that comes late counts in the newest one the counter has seen."""
    return max(key, int(counters[row].key))


def limit_refusal(offer: int, who: int, day: int, plan: Table, offers: Table, limits: Table, own: Table,
                  shared: Table) -> int:
    """NO_REASON, or why a limit of the offer refuses another use."""
    start = offers[offer].limit_start
    for limit in range(start, start + offers[offer].limit_count):
        key = window_key(day, limits[limit].each, plan[0].week_start)
        slot = limits[limit].slot
        if limits[limit].per != codes.PER_PROGRAM:
            mine = who * plan[0].own + slot
            if used_in(late_key(key, mine, own), mine, own) >= limits[limit].uses_max:
                if limits[limit].per == codes.PER_IDENTITY:
                    return codes.IDENTITY_LIMIT_REACHED
                return codes.MEMBER_LIMIT_REACHED
        elif used_in(late_key(key, slot, shared), slot, shared) >= limits[limit].uses_max:
            return codes.LIMIT_REACHED
    return codes.NO_REASON


def within_budget(offer: int, amount: int, offers: Table, funds: Table) -> int:
    """What the offer's budget lets through of `amount`: all, the rest of a clipping budget, or nothing."""
    budget = offers[offer].budget
    if budget < 0:
        return amount
    left = funds[budget].amount - funds[budget].spent - funds[budget].drawn
    if funds[budget].closed == 1:
        return 0
    if amount <= left:
        return amount
    return int(left) if funds[budget].over == codes.CLIP else 0


def count_use(key: int, row: int, counters: Table) -> None:
    """One more use in the window `key`."""
    if counters[row].key != key:
        counters[row].key = key
        counters[row].used = 0
    counters[row].used += 1


def free_use(key: int, row: int, counters: Table) -> None:
    """One use less, unless its window is over."""
    if counters[row].key == key:
        counters[row].used -= 1


def use_limits(offer: int, who: int, order: int, day: int, plan: Table, offers: Table, limits: Table,
               orders: Table, own: Table, shared: Table, drained: Table) -> None:
    """Count a redemption against every limit of the offer; remember who first took the last of a total."""
    start = offers[offer].limit_start
    for limit in range(start, start + offers[offer].limit_count):
        key = window_key(day, limits[limit].each, plan[0].week_start)
        slot = limits[limit].slot
        if limits[limit].per != codes.PER_PROGRAM:
            mine = who * plan[0].own + slot
            count_use(late_key(key, mine, own), mine, own)
        else:
            count_use(late_key(key, slot, shared), slot, shared)
            drained[slot].uses += 1
            if drained[slot].first_day < 0:
                drained[slot].first_day = day
            if drained[slot].first_day == day:
                drained[slot].first_used += 1
            if shared[slot].used == limits[limit].uses_max:
                drained[slot].windows_full += 1
                if drained[slot].full_by < 0:
                    drained[slot].full_by = orders[order].document
                    drained[slot].full_at = orders[order].at


def use_budget(budget: int, amount: int, order: int, day: int, orders: Table, funds: Table) -> None:
    """Spend from a budget; a clipping one that is empty is closed for good."""
    funds[budget].spent += amount
    if funds[budget].first_day < 0:
        funds[budget].first_day = day
    if funds[budget].first_day == day:
        funds[budget].first_used += amount
    if funds[budget].spent == funds[budget].amount:
        funds[budget].full_by = orders[order].document
        funds[budget].full_at = orders[order].at
        if funds[budget].over == codes.CLIP:
            funds[budget].closed = 1


def free_budget(budget: int, amount: int, funds: Table) -> None:
    """Money (more than 0) goes back to a budget; one that had been used up to the end is open again."""
    funds[budget].spent -= amount
    funds[budget].back += amount
    funds[budget].closed = 0


def count_denied(offer: int, reason: int, amount: int, day: int, plan: Table, offers: Table, limits: Table,
                 shared: Table, drained: Table, funds: Table) -> None:
    """Demand turned away by a total limit or a budget, with the money it would have brought."""
    if reason == codes.BUDGET_SPENT:
        funds[offers[offer].budget].denied += 1
        funds[offers[offer].budget].denied_minor += amount
    if reason == codes.LIMIT_REACHED:
        start = offers[offer].limit_start
        for limit in range(start, start + offers[offer].limit_count):
            if limits[limit].per == codes.PER_PROGRAM:
                slot = limits[limit].slot
                key = window_key(day, limits[limit].each, plan[0].week_start)
                if used_in(late_key(key, slot, shared), slot, shared) >= limits[limit].uses_max:
                    drained[slot].denied += 1
                    drained[slot].denied_minor += amount
