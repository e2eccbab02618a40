"""What the host's own code does when something happened, in the same transaction.

The rows of an operation's events are written when all else of it is, and each hook is called with each event
then, before the verb returns. Operation, events and what the hooks write are whole or not together. They
stand in a savepoint of SQLAlchemy's, so that what a hook adds to a session goes with it too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.store.connecting import connection_of
from loyalty.store.outbox import write_event
from loyalty.store.working import Work, Working, asks_to_retry
from loyalty.when import utc_of


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


Hook: TypeAlias = Callable[[Session | sa.Connection, Event], object]
"""Called with the session (or connection) that the verb was given, and the event."""


def event_of(number: int, told: Mapping[str, Any]) -> Event:
    """The event that a row of the outbox tells."""
    return Event(
        id=number,
        topic=told["topic"],
        payload=json.loads(told["payload"]),
        op_key=told["op_key"],
        recorded_at=utc_of(told["created_us"]),
    )


@contextmanager
def telling(
    session: Session | sa.Connection, hooks: Sequence[Hook], start: Callable[[], Working]
) -> Iterator[Work]:
    """An operation whose events the hooks are told at its end; what one of them raises undoes all of it.

    Raises RetryTransaction where the database asks for that, whoever's statement it was.
    """
    connection = connection_of(session)
    savepoint = session.begin_nested()
    try:
        events: list[Mapping[str, Any]] = []
        with start() as work:
            work.events = events
            yield work
        for row in events:
            event = event_of(write_event(connection, row), row)
            for hook in hooks:
                hook(session, event)
        savepoint.commit()
    except BaseException as error:
        # a transaction that was given up has no savepoint any more
        with suppress(DBAPIError, InvalidRequestError):
            savepoint.rollback()
        if isinstance(error, DBAPIError) and asks_to_retry(error):
            raise RetryTransaction(what=str(error.orig).splitlines()[0][:200]) from error
        raise
