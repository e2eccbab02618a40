"""`shop.events`: what happened, for whoever sends messages, taken in the host's transaction.

An event is written with what it tells of and is gone when its taking is committed: who takes it, sends it and
rolls back, or dies, takes it again. Several may take at once; none waits for another.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.hooks import Event, event_of
from loyalty.store.connecting import connection_of
from loyalty.store.inputs import reference
from loyalty.store.outbox import events_waiting, take_events

MOST: Final = 100
TOPIC_MAX: Final = 64


@door
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
        return tuple(event_of(row.id, row._asdict()) for row in rows)

    def waiting(self, session: Host) -> int:
        """How many events nobody has taken yet."""
        return events_waiting(connection_of(session), self.desk.program_key)
