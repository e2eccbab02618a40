"""Running a host's whole transaction again when the database asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from secrets import SystemRandom
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.store.operations import asks_to_retry

Answer = TypeVar("Answer")


def run(
    session_factory: Callable[[], Session],
    transaction: Callable[[Session], Answer],
    *,
    attempts: int = 5,
    pause_s: float = 0.02,
) -> Answer:
    """Run `transaction(session)` in a session of its own and commit; again when the database asks for it.

    `transaction` must do all its work on the session it gets: an attempt that fails leaves nothing behind.
    Pauses double from `pause_s`, each by a random part. Raises RetryTransaction after the last attempt.
    """
    for attempt in range(1, attempts + 1):
        try:
            with session_factory() as session, session.begin():
                return transaction(session)
        except (DBAPIError, RetryTransaction) as error:
            check_again(error, last=attempt == attempts)
        time.sleep(pause_after(attempt, pause_s))
    raise RetryTransaction(what="no attempt was allowed")


def check_again(error: DBAPIError | RetryTransaction, *, last: bool) -> None:
    """Whether what ended an attempt asks for another one, and one is left; else what the host is told."""
    if isinstance(error, DBAPIError):
        if not asks_to_retry(error):
            raise error
        if last:
            raise RetryTransaction(what=str(error.orig)[:200]) from error
    elif last:
        raise error


def pause_after(attempt: int, pause_s: float) -> float:
    """Seconds to wait after a failed attempt: twice as long each time, by a random part more or less."""
    return float(pause_s * 2 ** (attempt - 1) * SystemRandom().uniform(0.5, 1.5))
