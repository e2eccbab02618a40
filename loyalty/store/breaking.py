"""The breaker of a budget: what it cost in the present hour, and the pause when that is too much.

The order that passes the bound still counts: the pause holds from the next one on. What a checkout holds
counts when it is paid: a hold that is let go has cost nothing. The row is locked by the spending before, so
that what is read here is true.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.audit import write_act
from loyalty.store.operations import Work
from loyalty.store.outbox import announce
from loyalty.store.tables import BUDGET

HOUR_US: Final = 3_600_000_000
BREAKER: Final = "breaker"
"""Who the audit says paused it."""


def count_hour(work: Work, budget_id: str, *, more: int, most: int) -> None:
    """Count what an order cost in the hour it was recorded in; more than `most` pauses the budget."""
    told = {"program": work.program_key, "fund": budget_id}
    work.write(_COUNT, told | {"more": more, "now": work.recorded_us // HOUR_US})
    spent = work.connection.execute(_SPENT, told).scalar_one()
    if spent > most:
        work.write(_PAUSE, told | {"to": 1})
        details = {"hour_spent_minor": spent, "per_hour_minor": most}
        write_act(work, BREAKER, "budget_paused", subject=budget_id, details=details)
        announce(work, "budget.paused", {"budget": budget_id} | details)


def go_on(work: Work, budget_id: str) -> bool:
    """Take a budget's pause away and count its hour anew; whether it was paused."""
    told = {"program": work.program_key, "fund": budget_id}
    return work.connection.execute(_GO_ON, told).rowcount == 1


_FUND: Final = (BUDGET.c.program_key == sa.bindparam("program")) & (
    BUDGET.c.budget_id == sa.bindparam("fund")
)
# MariaDB and MySQL assign in order: the hour must be compared before it is set
_COUNT: Final = (
    sa.update(BUDGET)
    .where(_FUND)
    .ordered_values(
        (
            BUDGET.c.hour_spent_minor,
            sa.case(
                (BUDGET.c.hour == sa.bindparam("now"), BUDGET.c.hour_spent_minor + sa.bindparam("more")),
                else_=sa.bindparam("more"),
            ),
        ),
        (BUDGET.c.hour, sa.bindparam("now")),
    )
)
_SPENT: Final = sa.select(BUDGET.c.hour_spent_minor).where(_FUND).with_for_update()
_PAUSE: Final = sa.update(BUDGET).where(_FUND).values(paused=sa.bindparam("to"))
_GO_ON: Final = sa.update(BUDGET).where(_FUND, BUDGET.c.paused == 1).values(paused=0, hour_spent_minor=0)
