"""Switches of offers: whether coupons of one are issued, and whether those held are void.

The switch is read under a lock by whatever issues a coupon or gives one back, so that an act on the whole
offer misses none that is under way.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.operations import Work
from loyalty.store.tables import OFFER_SWITCH
from loyalty.store.upserting import insert_or_update, insert_unless_there


def switch_of(work: Work, offer_id: str) -> str:
    """The offer's state, which stays until the host commits."""
    told = {"program": work.program_key, "offer": offer_id}
    found = work.connection.execute(_STATE, told).scalars().one_or_none()
    if found is None:
        work.write(
            insert_unless_there(OFFER_SWITCH, work.dialect),
            _row(work, offer_id, "live", actor="", reason=None),
        )
        found = work.connection.execute(_STATE, told).scalars().one_or_none()
    return found or "live"


def turn_switch(work: Work, offer_id: str, state: str, *, actor: str, reason: str | None) -> None:
    """Set the offer's state; waits for whoever issues or gives back a coupon of it."""
    work.write(
        insert_or_update(OFFER_SWITCH, work.dialect, kept=("paused", "sharded")),
        _row(work, offer_id, state, actor=actor, reason=reason),
    )


def _row(work: Work, offer_id: str, state: str, *, actor: str, reason: str | None) -> dict[str, Any]:
    return {
        "program_key": work.program_key,
        "offer_id": offer_id,
        "state": state,
        "changed_us": work.recorded_us,
        "actor": actor,
        "reason": reason,
    }


_STATE: Final = (
    sa.select(OFFER_SWITCH.c.state)
    .where(
        OFFER_SWITCH.c.program_key == sa.bindparam("program"),
        OFFER_SWITCH.c.offer_id == sa.bindparam("offer"),
    )
    .with_for_update(read=True)
)
