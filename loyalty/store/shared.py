"""Counters that all members share, as an order sees them: total limits in their windows, and budgets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from loyalty.facts.member import PlacedOrder, Uses
from loyalty.facts.standing import Fund, Shared
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of, window_key
from loyalty.plan.tables import Plan
from loyalty.store.shards import HEAD, can_shard
from loyalty.store.tables import BUDGET, QUOTA
from loyalty.store.together import Asked, answers
from loyalty.store.working import Work


class CountedNow(NamedTuple):
    """A shared counter: its window, uses, uses held, and rows that count them."""

    window: int
    used: int
    held: int
    shards: int


HEADS, SHARDED, WHOLE = "heads", "sharded", "whole"
_PARTS: Final = {HEADS: QUOTA.c.shard == HEAD, SHARDED: QUOTA.c.cut_of > 0, WHOLE: QUOTA.c.cut_of == 0}


def windows(plan: Plan, at_us: int) -> tuple[int, ...]:
    """The window that each shared counter is in at an instant."""
    day = day_of(plan.tables["zone"], at_us)
    found = [0] * len(plan.shared)
    for limit in limits_for_all(plan):
        found[limit.slot] = window_key(day, limit.each, plan.settings().week_start)
    return tuple(found)


def limits_for_all(plan: Plan) -> list[Any]:
    """The plan's limits for all members together, as rows."""
    return [limit for limit in plan.tables["limits"] if limit.per == codes.PER_PROGRAM and plan.shared]


def has_drawn(order: PlacedOrder) -> bool:
    """Whether an order counted uses or drew money that all members share."""
    return bool(order.drawn) or any(one.shared for one in order.counted)


def read_shared(work: Work, plan: Plan, *, at_us: int, locking: bool) -> Shared:
    """Uses that an order meets at an instant, and what budgets have cost; what is held counts.

    The work learns which counters are cut into shards.
    """
    asked = asked_shared(plan, work.program_key, at_us=at_us)
    if not asked:
        return Shared()
    found = answers(work.connection, asked[:1] if locking else asked)
    if locking:
        keys = _newest(plan, at_us, found[0]) if plan.shared else ()
        # who cuts a counter has its first shard: behind it all rows are seen
        parts = [HEADS, ""] if can_shard(work.dialect) else [""]
        found = _locked(work, plan, keys, parts)
        found = found[len(parts) - 1 :] if plan.shared else found
    _learn(work, plan, found)
    return shared_from(plan, at_us, found)


def counted_now(
    connection: sa.Connection, plan: Plan, program_key: str, *, at_us: int
) -> dict[str, CountedNow]:
    """What of each shared counter an order meets at an instant."""
    if not plan.shared:
        return {}
    (rows,) = answers(connection, asked_shared(plan, program_key, at_us=at_us)[:1])
    found: dict[str, CountedNow] = {}
    for name, window in zip(plan.shared, _newest(plan, at_us, rows), strict=True):
        own = [row for row in rows if (row.name, row.window_key) == (name, window)]
        sums = sum(row.used for row in own), sum(row.held for row in own)
        found[name] = CountedNow(window, *sums, shards=max(len(own), 1))
    return found


def shared_by_order(work: Work, plan: Plan, order: PlacedOrder, *, at_us: int) -> Shared:
    """The counters, locked, for an order that gives back what it counted; nothing where it counted none.

    Those in shards stay unlocked: what is given back is taken out of whichever shard is free.
    """
    if not has_drawn(order):
        return Shared()
    counted = {one.counter: one.key for one in order.counted if one.shared}
    own = zip(plan.shared, windows(plan, at_us), strict=True)
    keys = [counted.get(name, window) for name, window in own]
    found = _locked(work, plan, keys, [SHARDED, WHOLE] if can_shard(work.dialect) else [""])
    if plan.shared and can_shard(work.dialect):
        cut, whole, *funds = found
        found = [[*cut, *whole], *funds]
    _learn(work, plan, found)
    return shared_from(plan, at_us, found)


def asked_shared(plan: Plan, program_key: str, *, at_us: int) -> list[Asked]:
    """The questions for what a plan shares; none where it shares nothing."""
    asked = []
    if plan.shared:
        told = _told(plan, program_key, windows(plan, at_us))
        asked.append(Asked(_quotas(len(plan.shared), newer=True), told))
    if plan.budgets:
        asked.append(Asked(_budgets(locking=False), {"program": program_key}))
    return asked


def shared_from(plan: Plan, at_us: int, found: Sequence[Sequence[Any]]) -> Shared:
    """The counters from what the database answered to `asked_shared`."""
    answered = iter(found)
    uses: tuple[Uses, ...] = ()
    if plan.shared:
        counted: dict[tuple[str, int], int] = defaultdict(int)
        rows = next(answered)
        for one in rows:
            counted[one.name, one.window_key] += one.used + one.held
        keys = zip(plan.shared, _newest(plan, at_us, rows), strict=True)
        uses = tuple(Uses(key, counted[name, key]) for name, key in keys)
    funds: list[Fund] = []
    if plan.budgets:
        rows_of = {one.budget_id: one for one in next(answered)}
        for budget, (over, amount) in zip(plan.program.budgets, plan.budgets, strict=True):
            row = rows_of.get(budget.id)
            spent = row.spent_minor + row.held_minor if row else 0
            funds.append(Fund(over, int(bool(row and (row.closed or row.paused))), amount, spent))
    return Shared(uses, tuple(funds))


def _newest(plan: Plan, at_us: int, rows: Sequence[Any]) -> list[int]:
    """The window in which each counter counts: that of the instant, or a newer one that it has seen."""
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.name] = max(row.window_key, seen.get(row.name, row.window_key))
    own = zip(plan.shared, windows(plan, at_us), strict=True)
    return [max(window, seen.get(name, window)) for name, window in own]


def _locked(work: Work, plan: Plan, keys: Sequence[int], parts: Sequence[str]) -> list[list[Any]]:
    """The rows of counters in these windows, part by part, and those of budgets."""
    asked = []
    if plan.shared:
        told = _told(plan, work.program_key, keys)
        asked = [Asked(_quotas(len(plan.shared), locking=part != SHARDED, part=part), told) for part in parts]
    if plan.budgets:
        asked.append(Asked(_budgets(locking=True), {"program": work.program_key}))
    return answers(work.connection, asked)


def _told(plan: Plan, program_key: str, keys: Sequence[int]) -> dict[str, object]:
    told: dict[str, object] = {"program": program_key}
    for place, (name, window) in enumerate(sorted(zip(plan.shared, keys, strict=True))):
        told |= {f"name_{place}": name, f"window_{place}": window}
    return told


def _learn(work: Work, plan: Plan, found: Sequence[Sequence[Any]]) -> None:
    if plan.shared:
        work.cut |= {(one.name, one.window_key) for one in found[0] if one.cut_of}


@cache
def _quotas(count: int, *, newer: bool = False, locking: bool = False, part: str = "") -> Any:  # noqa: ANN401 - a select
    """Rows of counters in the windows asked for; with `newer` in those behind them too.

    Never locked with `newer`: that would lock windows, and counters, which the order does not meet.
    """
    key = QUOTA.c.window_key
    asked = []
    for place in range(count):
        window: Any = sa.bindparam(f"window_{place}")
        asked.append(
            (QUOTA.c.name == sa.bindparam(f"name_{place}")) & (key >= window if newer else key == window)
        )
    chosen = (
        sa.select(QUOTA.c.name, QUOTA.c.window_key, QUOTA.c.used, QUOTA.c.held, QUOTA.c.cut_of)
        .where(QUOTA.c.program_key == sa.bindparam("program"), sa.or_(*asked))
        .order_by(QUOTA.c.name, QUOTA.c.window_key, QUOTA.c.shard)
    )
    if part:
        chosen = chosen.where(_PARTS[part])
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
