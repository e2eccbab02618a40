"""The switch of an offer: whether its coupons are issued or void, whether it is paused, how it is counted.

The switch is read under a lock by whatever issues a coupon, gives one back or makes a counter, so that an act
on the whole offer misses none that is under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.tables import OFFER_SWITCH
from loyalty.store.upserting import insert_or_update, insert_unless_there
from loyalty.store.working import Work

AS_MADE: Final[Mapping[str, str | int]] = {"state": "live", "paused": 0, "sharded": 0}
"""What is said of an offer that nobody switched."""


def switch_of(work: Work, offer_id: str) -> str:
    """The offer's state, which stays until the host commits."""
    found = locked_switch(work, offer_id)
    if found is None:
        row = _row(work, offer_id, actor="", reason=None)
        work.write(insert_unless_there(OFFER_SWITCH, work.dialect), row)
        found = locked_switch(work, offer_id)
    return str(found["state"]) if found else "live"


def locked_switch(work: Work, offer_id: str) -> sa.RowMapping | None:
    """The state and the way of counting, which stay until the host commits; nothing where none is there."""
    told = {"program": work.program_key, "offer": offer_id}
    return work.connection.execute(_SWITCH, told).mappings().one_or_none()


def turn_switch(
    work: Work, offer_id: str, to: dict[str, str | int], *, actor: str, reason: str | None
) -> None:
    """Set parts of the switch, the others stay; waits for whoever has read it under the lock."""
    kept = tuple(part for part in AS_MADE if part not in to)
    row = _row(work, offer_id, actor=actor, reason=reason) | to
    work.write(insert_or_update(OFFER_SWITCH, work.dialect, kept=kept), row)


def _row(work: Work, offer_id: str, *, actor: str, reason: str | None) -> dict[str, Any]:
    return {
        "program_key": work.program_key,
        "offer_id": offer_id,
        "changed_us": work.recorded_us,
        "actor": actor,
        "reason": reason,
        **AS_MADE,
    }


_SWITCH: Final = (
    sa.select(OFFER_SWITCH.c.state, OFFER_SWITCH.c.sharded)
    .where(
        OFFER_SWITCH.c.program_key == sa.bindparam("program"),
        OFFER_SWITCH.c.offer_id == sa.bindparam("offer"),
    )
    .with_for_update(read=True)
)
