"""One operation under way in the host's transaction: whole, or not at all.

The operation's savepoint is its own: it is set with the first statement and released with the last, so that
where the driver sends several together neither costs a round trip. Nothing else of the host's transaction is
touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, PendingRollbackError
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.store.connecting import connection_of
from loyalty.store.gathering import Gathering
from loyalty.store.together import Asked, Letter, answers, can_send_together

SAVEPOINT: Final = "loyalty_operation"
RETRIED_STATES: Final = frozenset({"40001", "40P01", "55P03", "23502"})
RETRIED_NUMBERS: Final = frozenset({1213, 1205, 1020, 3572, 1048, 1305})
"""1048 is a null that must not be; 1305 a savepoint that is gone: a deadlock undoes the whole transaction."""
RELEASE: Final = f"RELEASE SAVEPOINT {SAVEPOINT}"
UNSET, SET, RELEASED = range(3)


def send(
    letter: Letter | Gathering,
    statement: sa.Executable,
    rows: Mapping[str, Any] | Sequence[Mapping[str, Any]],
) -> None:
    """Put a statement among those that are sent together."""
    letter.add(statement, rows)


class Work:
    """The host's connection for one operation, and what every row it writes carries."""

    __slots__ = (
        "_connection",
        "_letter",
        "_state",
        "ahead",
        "at_us",
        "cut",
        "op_key",
        "program_key",
        "recorded_us",
    )

    def __init__(
        self, connection: sa.Connection, program_key: str, op_key: str, *, at_us: int, recorded_us: int
    ) -> None:
        """Nothing is sent yet."""
        self._connection = connection
        self._state = UNSET
        self._letter: Letter | Gathering | None = None
        self.program_key = program_key
        self.op_key = op_key
        self.at_us = at_us
        self.recorded_us = recorded_us
        self.ahead: dict[str, list[Any]] = {}
        self.cut: frozenset[tuple[str, int]] = frozenset()
        """Shared counters that were read in shards, by name and window: where to draw first, no more."""

    @property
    def connection(self) -> sa.Connection:
        """The host's connection, behind the operation's savepoint and all that was written so far."""
        self._set()
        if self._letter is not None:
            self._letter.send(self._connection)
        return self._connection

    @property
    def bare(self) -> sa.Connection:
        """The host's connection, with the savepoint set or not."""
        return self._connection

    @property
    def dialect(self) -> str:
        """The name of the database's dialect."""
        return self._connection.dialect.name

    def alike(self, *, op_key: str, at_us: int, gathering: Gathering | None = None) -> Work:
        """The same work for another operation, whole or not with this one; its writes may be gathered."""
        other = Work(self._connection, self.program_key, op_key, at_us=at_us, recorded_us=self.recorded_us)
        self._set()
        other._state = self._state
        other._letter = gathering
        return other

    @property
    def gathering(self) -> Gathering | None:
        """Where its writes are gathered, if they are."""
        return self._letter if isinstance(self._letter, Gathering) else None

    def gathered(self, gathering: Gathering) -> None:
        """Write what other operations have gathered; the work is whole with it."""
        self._set()
        gathering.send(self._connection, last=RELEASE)
        self._state = RELEASED

    def look_ahead(self, **asked: Asked) -> None:
        """Ask several things at once; `taken` gives the rows by name."""
        before = None if self._state else f"SAVEPOINT {SAVEPOINT}"
        self._state = SET
        found = answers(self._connection, list(asked.values()), before=before)
        self.ahead.update(zip(asked, found, strict=True))

    def taken(self, name: str, asked: Callable[[], Asked]) -> list[Any]:
        """The rows that were asked for ahead, once; else those of the question now."""
        if name in self.ahead:
            return self.ahead.pop(name)
        return list(self.connection.execute(*asked()))

    def write(self, statement: sa.Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        """Run a statement that answers nothing, for one row or for many."""
        if self._letter is not None:
            send(self._letter, statement, rows)
        else:
            self.connection.execute(statement, rows)

    @contextmanager
    def writing(self, *, last: bool) -> Iterator[None]:
        """Writes inside are sent together; with `last` the operation ends with them."""
        if self._letter is not None:
            yield  # with those of others
            return
        self._set()
        letter = Letter() if can_send_together(self._connection) else None
        self._letter = letter
        try:
            yield
        finally:
            self._letter = None
        if letter is not None:
            letter.send(self._connection, last=RELEASE if last else None)
            self._state = RELEASED if last else self._state
        elif last:
            self.release()

    def release(self) -> None:
        """The operation is whole."""
        if self._state == SET:
            self._connection.exec_driver_sql(RELEASE)
        self._state = RELEASED

    def undo(self) -> None:
        """Back to the savepoint; a transaction that was given up, or cut off, has none any more."""
        if self._state != UNSET:
            with suppress(DBAPIError, PendingRollbackError):
                self._connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")
                self._connection.exec_driver_sql(RELEASE)
            self._state = RELEASED

    def _set(self) -> None:
        if self._state == UNSET:
            self._state = SET
            self._connection.exec_driver_sql(f"SAVEPOINT {SAVEPOINT}")


@contextmanager
def working(
    session: Session | sa.Connection, program_key: str, *, op_key: str, at_us: int, recorded_us: int
) -> Iterator[Work]:
    """An operation in the host's transaction: what fails in it leaves nothing written.

    Raises RetryTransaction when the database asks for the whole transaction to be run again.
    """
    work = Work(connection_of(session), program_key, op_key, at_us=at_us, recorded_us=recorded_us)
    try:
        yield work
        work.release()
    except BaseException as error:
        work.undo()
        if isinstance(error, DBAPIError) and asks_to_retry(error):
            raise RetryTransaction(what=str(error.orig).splitlines()[0][:200]) from error
        raise


def asks_to_retry(error: DBAPIError) -> bool:
    """Whether the database says that the transaction may succeed when it is run again."""
    state = getattr(error.orig, "sqlstate", None)
    # a row that is not as it was read: what guards it would be null
    stale = isinstance(error, IntegrityError) and "NOT NULL constraint failed" in str(error.orig)
    number = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return (
        state in RETRIED_STATES
        or number in RETRIED_NUMBERS
        or stale
        or "database is locked" in str(error.orig)
    )
