"""Pauses of a programme or of single offers, read by every order in the order's own transaction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from loyalty.store.programs import lock_program
from loyalty.store.switches import turn_switch
from loyalty.store.tables import PROGRAM
from loyalty.store.working import Work


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
        turn_switch(work, offer_id, {"paused": int(paused)}, actor=actor, reason=reason)


_SWITCH_PROGRAM: Final = (
    sa.update(PROGRAM)
    .where(PROGRAM.c.program_key == sa.bindparam("program"))
    .values(paused=sa.bindparam("to"), changes=PROGRAM.c.changes + 1)
)
