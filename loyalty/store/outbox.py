"""Events for others, written in the same transaction as what they tell of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from pydantic_core import to_json

from loyalty.store.operations import Work
from loyalty.store.tables import OUTBOX


def announce(work: Work, topic: str, payload: Mapping[str, object]) -> None:
    """Add an event; whoever reads the outbox sees it once the host has committed."""
    row = {
        "program_key": work.program_key,
        "op_key": work.op_key,
        "topic": topic,
        "payload": to_json(payload).decode(),
        "created_us": work.recorded_us,
    }
    if work.events is None:
        work.write(_INSERT, row)
    else:
        work.events.append(row)


def write_event(connection: sa.Connection, row: Mapping[str, Any]) -> int:
    """Write an event that was kept back; its number."""
    number: int = connection.execute(_NUMBERED, row).inserted_primary_key[0]  # type: ignore[index]
    return number


def take_events(work: Work, *, most: int, topics: Sequence[str] | None) -> list[Any]:
    """The first events that nobody else is taking, and they are gone; the order is that of writing."""
    if most < 1 or (topics is not None and not topics):
        return []
    told = {"program": work.program_key, "most": most}
    if topics is None:
        rows = list(work.connection.execute(_FIRST, told))
    else:
        rows = list(work.connection.execute(_FIRST_OF, told | {"topics": list(topics)}))
    if rows:
        work.connection.execute(_TAKEN, {"ids": [row.id for row in rows]})
    return rows


def events_waiting(connection: sa.Connection, program_key: str) -> int:
    """How many events are there."""
    return int(connection.scalar(_WAITING, {"program": program_key}) or 0)


_MINE: Final = OUTBOX.c.program_key == sa.bindparam("program")
_MOST: Final[Any] = sa.bindparam("most", type_=sa.Integer)
_ALL: Final = sa.select(OUTBOX).where(_MINE).order_by(OUTBOX.c.id).limit(_MOST)
_FIRST: Final = _ALL.with_for_update(skip_locked=True)
_FIRST_OF: Final = _ALL.where(OUTBOX.c.topic.in_(sa.bindparam("topics", expanding=True))).with_for_update(
    skip_locked=True
)
_TAKEN: Final = sa.delete(OUTBOX).where(OUTBOX.c.id.in_(sa.bindparam("ids", expanding=True)))
_WAITING: Final = sa.select(sa.func.count()).select_from(OUTBOX).where(_MINE)
_INSERT: Final = sa.insert(OUTBOX).inline()
_NUMBERED: Final = sa.insert(OUTBOX)
