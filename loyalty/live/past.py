"""The figures of a member at an instant that is past, as they would be told then of all that is known now.

A ledger's entries hold from instants, whenever they were recorded. What fell due by the instant and is not
booked yet is worked out as for a quote, so that the nightly run changes nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from loyalty.engine import up_to_date
from loyalty.errors import NoLiveProgram
from loyalty.live.asking import Locked, Plans
from loyalty.live.giving import see_current
from loyalty.live.overdue import own_without_overdue
from loyalty.store.accounts import ACTIVE, account_from, asked_account
from loyalty.store.history import PastFigures, available_from, moved_by
from loyalty.store.holds import held_then
from loyalty.store.state_reading import read_state
from loyalty.when import to_us


class _Due(NamedTuple):
    """What fell due and is booked by nobody yet: points by lot, debt, and when lots become available."""

    points: Counter[int]
    debt: int
    available: dict[int, int]


def past_figures(connection: sa.Connection, plans: Plans, member_ref: str, at: datetime) -> PastFigures:
    """What a member had at an instant, whatever became of them since. Raises UnknownMember.

    An entry holds from its instant, and not before what it takes from or adds to: a return that is dated
    before its order takes nothing that is not there.
    """
    at_us = to_us(at)
    rows = connection.execute(*asked_account(plans.program_key, member_ref, locking=False)).all()
    account = account_from(rows, member_ref, inactive=True)
    found = Locked(account, read_state(connection, account.id, locking=False))
    held, still = held_then(connection, account.id, at_us)
    moved, due = moved_by(connection, account.id, at_us), _due_by(connection, plans, found, still, at)
    opens = available_from(connection, account.id) | due.available
    booked = available = kept = 0
    for lot in sorted({*moved.points, *due.points}):
        left = max(moved.points[lot] + due.points[lot], 0)
        back = min(held[lot], left)
        usable = opens[lot] <= at_us if lot in opens else moved.available[lot] > 0
        booked, kept, available = booked + left, kept + back, available + usable * (left - back)
    debt = max(moved.debt + due.debt, 0)
    return PastFigures(booked, available, booked - available - kept, debt, kept)


def _due_by(
    connection: sa.Connection, plans: Plans, found: Locked, still: Counter[int], at: datetime
) -> _Due:
    """What an operation at the instant would book first; `still` is held then and now."""
    try:
        plan = plans.live(connection, at)
    except NoLiveProgram:  # before the first version
        return _Due(Counter(), 0, {})
    loaded = found.under(plan)
    if found.account.state == ACTIVE:
        loaded = see_current(connection, plans, plan, loaded, to_us(at))
    seen = own_without_overdue(connection, plans, plan, loaded, at=at)
    now = up_to_date(plan, who=found.account.who, standing=seen, at=at)
    points = Counter({lot.key: lot.left for lot in now.lots})
    points.update(still)
    points.subtract({lot.key: lot.remaining for lot in found.state.lots})
    return _Due(points, now.debt - found.account.debt, {lot.key: lot.available for lot in now.lots})
