"""When a lot can be spent, and when it ends."""

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import (
    day_in_month,
    day_of,
    month_of,
    next_anniversary,
    plus_days,
    plus_months,
    round_up,
    start_of_day,
)
from loyalty.kernels.rows import Table


def matures_at(at: int, delivered: int, plan: Table, zone: Table) -> int:
    """The instant from which points of an order may be spent; FOREVER while its delivery is not known."""
    if plan[0].pending == 0:
        return at
    if plan[0].pending_after == codes.AFTER_PAID:
        return plus_days(zone, at, plan[0].pending_days)
    if delivered >= lapses_at(at, plan, zone):
        return codes.FOREVER
    return plus_days(zone, delivered, plan[0].pending_days)


def lapses_at(at: int, plan: Table, zone: Table) -> int:
    """The instant from which an order of `at` not delivered yet brings no points; FOREVER if it may wait."""
    if plan[0].pending_timeout == 0:
        return codes.FOREVER
    return plus_days(zone, at, plan[0].pending_timeout)


def fixed_end(policy: int, available: int, earned: int, zone: Table, expiries: Table) -> int:
    """The end of the policy's day, so many years after the year of earning; a later one if need be."""
    year = month_of(day_of(zone, earned)) // 12 + expiries[policy].years
    end = available
    while end <= available:
        day = day_in_month(year * 12 + expiries[policy].month - 1, expiries[policy].day)
        end = start_of_day(zone, day + 1)
        year += 1
    return end


def expires_at(policy: int, available: int, earned: int, joined: int, zone: Table, expiries: Table) -> int:
    """The instant a lot ends under an expiry policy; FOREVER when no date is fixed."""
    kind = expiries[policy].kind
    if kind >= codes.EXPIRY_INACTIVITY:
        return codes.FOREVER
    if kind == codes.EXPIRY_FIXED:
        return fixed_end(policy, available, earned, zone, expiries)
    if kind == codes.EXPIRY_ANNIVERSARY:
        end = next_anniversary(zone, joined, earned, expiries[policy].years)
        return end if end > available else next_anniversary(zone, joined, available, 1)
    start = earned if expiries[policy].anchor == codes.FROM_EARNING else available
    if expiries[policy].months > 0:
        raw = plus_months(zone, start, expiries[policy].months)
    else:
        raw = plus_days(zone, start, expiries[policy].days)
    return max(round_up(zone, raw, expiries[policy].round_up), available + 1)
