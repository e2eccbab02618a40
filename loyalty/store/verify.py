"""What must be true of every account, proved in SQL over all of them at once.

Booked points are the sum of the entries and of what remains in lots; debt is the sum of its entries; what is
held is what live checkouts hold; entries of an account are numbered without gaps and each says what it left;
counters are what redemptions and imports add up to, what of them is held is what live checkouts hold, and the
shards of one share its limit. Every row that says otherwise is a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.hold import Hold
from loyalty.plan.tables import Plan
from loyalty.store.documents import decode
from loyalty.store.holds import LIVE
from loyalty.store.tables import BUDGET, HOLD, PLACED_ORDER, QUOTA, REDEMPTION
from loyalty.store.verify_checks import checks
from loyalty.store.verify_members import member_findings
from loyalty.store.verify_uses import use_checks
from loyalty.store.verify_windows import uses_by_window

FINDINGS_MAX: Final = 1_000
"""Findings of one kind that are listed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be: what, where, what was expected and what was found."""

    what: str
    where: str
    expected: int
    found: int


def verify(
    connection: sa.Connection, program_key: str, plans: Mapping[str, Plan], *, most: int = FINDINGS_MAX
) -> tuple[Finding, ...]:
    """All findings of a programme, at most so many of each kind; `plans` are those of its versions."""
    findings: list[Finding] = []
    for what, statement in {**checks(), **use_checks()}.items():
        rows = connection.execute(statement.limit(most), {"program": program_key})
        findings += [Finding(what, _place(row.place), int(row.expected), int(row.found)) for row in rows]
    findings += _quotas(connection, program_key, plans)
    findings += _budgets(connection, program_key, plans)
    findings += _held(connection, program_key)
    findings += [Finding(*told) for told in member_findings(connection, program_key, plans)]
    return tuple(findings)


def _place(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _quotas(connection: sa.Connection, program_key: str, plans: Mapping[str, Plan]) -> Iterator[Finding]:
    """Uses of each limit in each window: those of redemptions, and those that an import brought."""
    stored: dict[tuple[str, int], Any] = {
        (row.name, row.window_key): row for row in connection.execute(_QUOTAS, {"program": program_key})
    }
    redeemed = {by: int(row.used) - int(row.brought) for by, row in stored.items()}
    used = uses_by_window(connection, program_key, plans, redeemed)
    for name, window in sorted({*used, *stored}):
        counted = stored.get((name, window))
        expected = used[name, window] + (int(counted.brought) if counted else 0)
        found = int(counted.used) if counted else 0
        if expected != found:
            yield Finding("quota_used", f"{name}, window {window}", expected, found)
        if counted and _cut_wrong(counted):
            whole, shared = int(counted.whole_of), int(counted.uses_max)
            yield Finding("quota_shares", f"{name}, window {window}", whole, shared)


def _cut_wrong(counter: Any) -> bool:  # noqa: ANN401 - a counter's rows, summed up
    """Shards that were cut for different limits, or whose shares are not the whole limit."""
    cut = counter.rows > 1 or counter.whole_of > 0
    return bool(cut and not counter.least_of == counter.whole_of == counter.uses_max)


def _budgets(connection: sa.Connection, program_key: str, plans: Mapping[str, Plan]) -> Iterator[Finding]:
    """What each budget has cost; a redemption counts where its terms drew it on the budget."""
    spent: dict[str, int] = defaultdict(int)
    for row in connection.execute(_SPENT, {"program": program_key}):
        terms = plans.get(row.terms_hash)
        for offer in terms.program.offers if terms else ():
            if offer.id == row.offer_id and offer.budget is not None:
                spent[offer.budget] += int(row.spent_minor)
    stored: dict[str, int] = {}
    for row in connection.execute(_BUDGETS, {"program": program_key}):
        stored[row.budget_id] = row.spent_minor
        spent[row.budget_id] += row.brought_minor
    for name in sorted({*spent, *stored}):
        expected, found = spent[name], stored.get(name, 0)
        if expected != found:
            yield Finding("budget_spent", name, expected, found)


def _held(connection: sa.Connection, program_key: str) -> Iterator[Finding]:
    """What of limits and budgets is held: what live checkouts counted and drew, and nothing else."""
    uses: dict[tuple[str, int], int] = defaultdict(int)
    money: dict[str, int] = defaultdict(int)
    for row in connection.execute(_LIVE_HOLDS, {"program": program_key}):
        held = decode(Hold, row.record).order
        for counted in held.counted:
            uses[counted.counter, counted.key] += counted.shared
        for drawn in held.drawn:
            money[drawn.budget_id] += drawn.amount_minor
    for row in connection.execute(_QUOTAS, {"program": program_key}):
        expected, found = uses[row.name, row.window_key], int(row.held)
        if expected != found:
            yield Finding("quota_held", f"{row.name}, window {row.window_key}", expected, found)
    for row in connection.execute(_BUDGETS, {"program": program_key}):
        if money[row.budget_id] != row.held_minor:
            yield Finding("budget_held", row.budget_id, money[row.budget_id], row.held_minor)


_LIVE_HOLDS: Final = sa.select(HOLD.c.record).where(
    HOLD.c.program_key == sa.bindparam("program"), HOLD.c.state == LIVE
)
_JOINED: Final = REDEMPTION.join(
    PLACED_ORDER,
    (PLACED_ORDER.c.program_key == REDEMPTION.c.program_key)
    & (PLACED_ORDER.c.order_id == REDEMPTION.c.order_id),
)
_LIVE: Final = (REDEMPTION.c.program_key == sa.bindparam("program")) & (REDEMPTION.c.state == "live")
_SPENT: Final = (
    sa.select(
        REDEMPTION.c.terms_hash,
        REDEMPTION.c.offer_id,
        sa.func.sum(REDEMPTION.c.amount_minor).label("spent_minor"),
    )
    .select_from(_JOINED)
    .where(_LIVE)
    .group_by(REDEMPTION.c.terms_hash, REDEMPTION.c.offer_id)
)
_QUOTAS: Final = (
    sa.select(
        QUOTA.c.name,
        QUOTA.c.window_key,
        sa.func.sum(QUOTA.c.used).label("used"),
        sa.func.sum(QUOTA.c.held).label("held"),
        sa.func.sum(QUOTA.c.brought).label("brought"),
        sa.func.sum(QUOTA.c.uses_max).label("uses_max"),
        sa.func.count().label("rows"),
        sa.func.min(QUOTA.c.cut_of).label("least_of"),
        sa.func.max(QUOTA.c.cut_of).label("whole_of"),
    )
    .where(QUOTA.c.program_key == sa.bindparam("program"))
    .group_by(QUOTA.c.name, QUOTA.c.window_key)
)
_BUDGETS: Final = sa.select(BUDGET).where(BUDGET.c.program_key == sa.bindparam("program"))
