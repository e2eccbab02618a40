"""Members of whom something is due that nobody has booked: files do not show yet what they will have.

Gifts are worked out member by member, of those of whom something may have come due since they were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from loyalty.errors import NoLiveProgram
from loyalty.kernels.calendar import day_of, start_of_day
from loyalty.live.asking import Plans, load
from loyalty.live.giving import due_by
from loyalty.plan.tables import Plan
from loyalty.store.accounts import SAME_MEMBER
from loyalty.store.holds import LIVE
from loyalty.store.issuing import ISSUED
from loyalty.store.tables import ACCOUNT, HOLD, MEMBER, MEMBER_COUNTER, OPERATION
from loyalty.when import to_us

BATCH: Final = 500


def members_not_booked(connection: sa.Connection, plans: Plans, at: datetime) -> int:
    """How many members a nightly run would book something for, and guests whose checkouts ran out."""
    told = {"program": plans.program_key, "at": to_us(at)}
    count = int(connection.execute(_DUE, told).scalar_one() + connection.execute(_GUESTS, told).scalar_one())
    try:
        plan = plans.live(connection, at)
    except NoLiveProgram:  # nothing is given before the first version
        return count
    if not plans.gives:
        return count
    for member in _may_be_given(connection, plan, told):
        loaded = load(connection, plan, plans.program_key, member, locking=False)
        count += bool(due_by(connection, plans, plan, loaded, to_us(at)))
    return count


def _may_be_given(connection: sa.Connection, plan: Plan, told: dict[str, Any]) -> Iterator[str]:
    """Active members of whom nothing else is due, and who were last looked at on an earlier day.

    Where levels bring gifts, also those of whom something was booked since.
    """
    zone, after = plan.tables["zone"], 0
    today = start_of_day(zone, day_of(zone, told["at"]))
    asked = told | {"today": today, "rises": int(plan.settings().asks_levels)}
    while rows := connection.execute(_GIVEN_UNTIL, asked | {"after": after}).all():
        yield from (row.member_ref for row in rows)
        after = rows[-1].id


_AT: Final = sa.bindparam("at", type_=sa.BigInteger())
_TODAY: Final = sa.bindparam("today", type_=sa.BigInteger())
_OURS: Final = ACCOUNT.c.program_key == sa.bindparam("program")
_RAN_OUT: Final = (
    (HOLD.c.program_key == sa.bindparam("program")) & (HOLD.c.state == LIVE) & (HOLD.c.ends_us <= _AT)
)
_HOLDS_TOO_LONG: Final = sa.exists().where(_RAN_OUT, HOLD.c.account_id == ACCOUNT.c.id)
_IS_DUE: Final = ((ACCOUNT.c.due_us <= _AT) & (MEMBER.c.state == "active")) | _HOLDS_TOO_LONG
_DUE: Final = sa.select(sa.func.count()).select_from(ACCOUNT.join(MEMBER, SAME_MEMBER)).where(_OURS, _IS_DUE)
_GUESTS: Final = sa.select(sa.func.count()).select_from(HOLD).where(_RAN_OUT, HOLD.c.account_id.is_(None))
_UNTIL: Final = MEMBER_COUNTER.c.used
_DONE: Final = OPERATION.c
_TOUCHED: Final = sa.exists().where(
    _DONE.account_id == ACCOUNT.c.id, (_DONE.recorded_us >= _UNTIL) | (_DONE.occurred_us >= _UNTIL)
)
_GIVEN_UNTIL: Final = (
    sa.select(ACCOUNT.c.id, ACCOUNT.c.member_ref)
    .select_from(
        ACCOUNT.join(MEMBER, SAME_MEMBER).outerjoin(
            MEMBER_COUNTER,
            (MEMBER_COUNTER.c.account_id == ACCOUNT.c.id) & (MEMBER_COUNTER.c.name == ISSUED),
        )
    )
    .where(
        _OURS,
        MEMBER.c.state == "active",
        _UNTIL.is_(None) | (_TODAY > _UNTIL) | ((sa.bindparam("rises") == 1) & _TOUCHED),
        sa.func.coalesce(ACCOUNT.c.due_us, _AT + 1) > _AT,
        ~_HOLDS_TOO_LONG,
        ACCOUNT.c.id > sa.bindparam("after"),
    )
    .order_by(ACCOUNT.c.id)
    .limit(BATCH)
)
