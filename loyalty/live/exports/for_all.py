"""What all members use up together, as files that another shop takes in: total limits, and budgets.

What open checkouts hold of them comes free with those, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import sqlalchemy as sa

from loyalty.plan.lower import lower
from loyalty.rules.program import Program
from loyalty.store.tables import BUDGET, QUOTA

NAMES: Final = {"shared": ("counter", "window", "uses"), "budgets": ("budget", "spent")}
"""The columns of each file."""


def shared(
    connection: sa.Connection, program_key: str, program: Program
) -> Iterator[tuple[list[object], int]]:
    """Uses of each total limit that the programme has now, in each window."""
    known = set(lower(program).shared)
    for row in connection.execute(_USED, {"program": program_key}):
        if row.name in known and row.used > 0:
            yield [row.name, row.window_key, int(row.used)], int(row.used)


def budgets(
    connection: sa.Connection, program_key: str, program: Program
) -> Iterator[tuple[list[object], int]]:
    """What each budget that the programme has now has spent."""
    known = {budget.id for budget in program.budgets}
    for row in connection.execute(_SPENT, {"program": program_key}):
        if row.budget_id in known and row.spent_minor > 0:
            yield [row.budget_id, f"{Decimal(row.spent_minor).scaleb(-program.unit.exponent):f}"], 1


_USED: Final = (
    sa.select(QUOTA.c.name, QUOTA.c.window_key, sa.func.sum(QUOTA.c.used).label("used"))
    .where(QUOTA.c.program_key == sa.bindparam("program"))
    .group_by(QUOTA.c.name, QUOTA.c.window_key)
    .order_by(QUOTA.c.name, QUOTA.c.window_key)
)
_SPENT: Final = (
    sa.select(BUDGET.c.budget_id, BUDGET.c.spent_minor)
    .where(BUDGET.c.program_key == sa.bindparam("program"))
    .order_by(BUDGET.c.budget_id)
)
