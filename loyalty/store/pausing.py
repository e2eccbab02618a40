"""Switches: a programme or single offers paused, read by every order in the order's own transaction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from loyalty.store.operations import Work
from loyalty.store.programs import lock_program
from loyalty.store.tables import OFFER_SWITCH, PROGRAM
from loyalty.store.upserting import insert_unless_there


def switch_program(work: Work, *, paused: bool) -> None:
    """Pause everything that the programme grants, or let it go on."""
    lock_program(work)
    work.write(_SWITCH_PROGRAM, {"program": work.program_key, "to": int(paused)})


def switch_offers(
    work: Work, offer_ids: Collection[str], *, paused: bool, actor: str, reason: str | None
) -> None:
    """Pause offers, or let them go on; what else their switches say stays."""
    lock_program(work)
    for offer_id in sorted(offer_ids):
        made = {
            "program_key": work.program_key,
            "offer_id": offer_id,
            "state": "live",
            "changed_us": work.recorded_us,
            "actor": actor,
        }
        work.write(insert_unless_there(OFFER_SWITCH, work.dialect), made)
        told = {
            "program": work.program_key,
            "offer": offer_id,
            "to": int(paused),
            "by": actor,
            "why": reason,
            "now": work.recorded_us,
        }
        work.write(_SWITCH_OFFER, told)


_SWITCH_PROGRAM: Final = (
    sa.update(PROGRAM)
    .where(PROGRAM.c.program_key == sa.bindparam("program"))
    .values(paused=sa.bindparam("to"), changes=PROGRAM.c.changes + 1)
)
_SWITCH_OFFER: Final = (
    sa.update(OFFER_SWITCH)
    .where(
        OFFER_SWITCH.c.program_key == sa.bindparam("program"),
        OFFER_SWITCH.c.offer_id == sa.bindparam("offer"),
    )
    .values(
        paused=sa.bindparam("to"),
        actor=sa.bindparam("by"),
        reason=sa.bindparam("why"),
        changed_us=sa.bindparam("now"),
    )
)
