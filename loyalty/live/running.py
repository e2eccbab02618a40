"""Running a host's whole transaction again when the database asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from secrets import SystemRandom
from typing import Final, TypeVar, cast

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from loyalty.errors import NotANumber, OutOfBounds, RetryTransaction
from loyalty.handed_in import Place, shown, whole
from loyalty.store.operations import asks_to_retry

Answer = TypeVar("Answer")
PAUSE_MAX_S: Final = 1.0
ASKED_MAX_S: Final = 3_600
"""The longest pause that a host may ask for."""
ATTEMPTS_MAX: Final = 10_000
DOUBLINGS: Final = 20
"""More would not fit a number of seconds, and no pause is that long."""


def run(
    session_factory: Callable[[], Session],
    transaction: Callable[[Session], Answer],
    *,
    attempts: int = 5,
    pause_s: float = 0.02,
) -> Answer:
    """Run `transaction(session)` in a session of its own and commit; again when the database asks for it.

    It also runs again when its connection was lost under way, but not when that happened to the commit: then
    nobody knows what was done. `transaction` must do all its work on the session it gets: an attempt that
    fails leaves nothing behind. Pauses double from `pause_s` up to a second, each by a random part. Raises
    RetryTransaction after the last attempt; OutOfBounds, NotANumber, FloatRefused for attempts and pauses
    that are none.
    """
    check_asked("run", attempts, pause_s)
    attempt = 0
    while True:
        attempt += 1
        under_way = True
        try:
            with session_factory() as session, session.begin():
                answer = transaction(session)
                under_way = False
        except (DBAPIError, RetryTransaction) as error:
            check_again(error, last=attempt == attempts, under_way=under_way)
        else:
            return answer
        time.sleep(pause_after(attempt, pause_s))


def check_asked(called: str, attempts: object, pause_s: object) -> None:
    """Whether so many attempts with such pauses can be meant; raises OutOfBounds and what is no number."""
    Place(f"{called}(attempts)", partial(whole, "attempts", low=1, high=ATTEMPTS_MAX))(attempts)
    Place(f"{called}(pause_s)", _seconds)(pause_s)


def _seconds(value: object) -> None:
    """Seconds are no amount: parts of them may be a float."""
    if type(value) not in {int, float} or value != value:  # noqa: PLR0124 - not a number is not itself
        raise NotANumber(value=shown(value))
    if not 0 <= cast("float", value) <= ASKED_MAX_S:
        raise OutOfBounds(what="pause_s", value=shown(value), low=0, high=ASKED_MAX_S)


def check_again(error: DBAPIError | RetryTransaction, *, last: bool, under_way: bool) -> None:
    """Whether what ended an attempt asks for another one, and one is left; else what the host is told.

    A connection that is lost before the commit takes all that was written on it along.
    """
    if isinstance(error, DBAPIError):
        if not asks_to_retry(error) and not (under_way and error.connection_invalidated):
            raise error
        if last:
            raise RetryTransaction(what=str(error.orig)[:200]) from error
    elif last:
        raise error


def pause_after(attempt: int, pause_s: float) -> float:
    """Seconds to wait after a failed attempt: twice as long each time up to a second, by a random part."""
    whole = min(pause_s * 2 ** min(attempt - 1, DOUBLINGS), max(pause_s, PAUSE_MAX_S))
    return float(whole * SystemRandom().uniform(0.5, 1.5))
