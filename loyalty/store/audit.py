"""Who did what to a programme, an offer or a member, and why: written with the act, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.inputs import free_text, reference
from loyalty.store.operations import Work
from loyalty.store.tables import AUDIT
from loyalty.store.tables.operations import SUBJECT_LENGTH


@dataclass(frozen=True, slots=True)
class Act:
    """One act: by whom, on what, when (µs UTC), and its details."""

    id: int
    actor: str
    act: str
    subject: str
    details: dict[str, Any]
    recorded_us: int


def write_act(work: Work, actor: str, act: str, *, subject: str, details: Mapping[str, object]) -> int:
    """Add an act; its number. Raises BadReference for what cannot be kept as it is."""
    reference("actor", actor)
    reference("subject", subject, longest=SUBJECT_LENGTH)
    if details.get("reason") is not None:
        free_text("reason", details["reason"])
    made: Any = work.connection.execute(
        _INSERT,
        {
            "program_key": work.program_key,
            "actor": actor,
            "act": act,
            "subject": subject,
            "details": json.dumps(details, ensure_ascii=False, sort_keys=True),
            "recorded_us": work.recorded_us,
        },
    )
    number: int = made.inserted_primary_key[0]  # an insert of one row has one
    return number


def read_acts(connection: sa.Connection, program_key: str, *, subject: str | None = None) -> list[Act]:
    """Acts in the order in which they were recorded, of one subject or of all."""
    statement = _ALL if subject is None else _OF_SUBJECT
    told = {"program": program_key} | ({} if subject is None else {"about": subject})
    return [
        Act(row.id, row.actor, row.act, row.subject, json.loads(row.details), row.recorded_us)
        for row in connection.execute(statement, told)
    ]


_INSERT: Final = sa.insert(AUDIT)
_ALL: Final = sa.select(AUDIT).where(AUDIT.c.program_key == sa.bindparam("program")).order_by(AUDIT.c.id)
_OF_SUBJECT: Final = _ALL.where(AUDIT.c.subject == sa.bindparam("about"))
