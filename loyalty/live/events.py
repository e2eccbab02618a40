"""`shop.events`: what happened, for whoever sends messages, taken in the host's transaction.

An event is written with what it tells of and is gone when its taking is committed: who takes it, sends it and
rolls back, or dies, takes it again. Several may take at once; none waits for another.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from loyalty.live.desk import Desk, Host
from loyalty.store.connecting import connection_of
from loyalty.store.inputs import reference
from loyalty.store.outbox import events_waiting, take_events
from loyalty.when import utc_of

MOST: Final = 100
TOPIC_MAX: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: its topic, what it says, the operation it is of, and when it was recorded.

    `id` is the same whenever the event is taken; ids rise with the order of writing, not of committing.
    """

    id: int
    topic: str
    payload: Mapping[str, Any]
    op_key: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Events:
    """The door to events."""

    desk: Desk

    def take(
        self, session: Host, *, most: int = MOST, topics: Collection[str] | None = None
    ) -> tuple[Event, ...]:
        """Take the first events that nobody else is taking, of all topics or some; they are gone on commit.

        Raises RetryTransaction.
        """
        wanted = None if topics is None else [reference("topic", one, longest=TOPIC_MAX) for one in topics]
        with self.desk.working(session, "take_events", self.desk.at(None)) as work:
            rows = take_events(work, most=most, topics=wanted)
        return tuple(
            Event(
                id=row.id,
                topic=row.topic,
                payload=json.loads(row.payload),
                op_key=row.op_key,
                recorded_at=utc_of(row.created_us),
            )
            for row in rows
        )

    def waiting(self, session: Host) -> int:
        """How many events nobody has taken yet."""
        return events_waiting(connection_of(session), self.desk.program_key)
