"""One operation under way in the host's transaction: whole, or not at all.

The operation's savepoint is its own: it is set with the first statement and released with the last, so that
where the driver sends several together neither costs a round trip. Nothing else of the host's transaction is
touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, PendingRollbackError
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.store.connecting import connection_of
from loyalty.store.gathering import Gathering
from loyalty.store.together import Asked, Letter, answers_over, driver_of

SAVEPOINT: Final = "loyalty_operation"
RETRIED_STATES: Final = frozenset({"40001", "40P01", "55P03", "23502"})
RETRIED_NUMBERS: Final = frozenset({1213, 1205, 1020, 3572, 1048, 1305})
"""1048 is a null that must not be; 1305 a savepoint that is gone: a deadlock undoes the whole transaction."""
RELEASE: Final = f"RELEASE SAVEPOINT {SAVEPOINT}"
UNSET, SET, RELEASED, EMPTY = range(4)


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
        "_driver",
        "_letter",
        "_state",
        "ahead",
        "at_us",
        "cut",
        "events",
        "op_key",
        "program_key",
        "recorded_us",
    )

    def __init__(
        self, connection: sa.Connection, program_key: str, op_key: str, *, at_us: int, recorded_us: int
    ) -> None:
        """Nothing is sent yet."""
        self._connection = connection
        self._driver = driver_of(connection)
        self._state = UNSET
        self._letter: Letter | Gathering | None = None
        self.program_key = program_key
        self.op_key = op_key
        self.at_us = at_us
        self.recorded_us = recorded_us
        self.ahead: dict[str, list[Any]] = {}
        self.cut: frozenset[tuple[str, int]] = frozenset()
        """Shared counters that were read in shards, by name and window: where to draw first, no more."""
        self.events: list[Mapping[str, Any]] | None = None
        """Events that are kept back until all else is written, those of `alike` works too; None: none is."""

    @property
    def connection(self) -> sa.Connection:
        """The host's connection, behind the operation's savepoint and all that was written so far."""
        self._set()
        if self._letter is not None:
            self._letter.send(self._connection, self._driver)
        return self._connection

    @property
    def sends_together(self) -> bool:
        """Whether several statements cost one wait."""
        return self._driver is not None

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
        self._set()
        other = copy(self)
        other.gather_in(gathering)
        other.op_key, other.at_us = op_key, at_us
        other.ahead, other.cut = {}, frozenset()
        return other

    def gather_in(self, gathering: Gathering | None) -> None:
        """Its writes go with those of others."""
        self._letter = gathering

    @property
    def gathering(self) -> Gathering | None:
        """Where its writes are gathered, if they are."""
        return self._letter if isinstance(self._letter, Gathering) else None

    def gathered(self, gathering: Gathering, *, last: bool = True) -> None:
        """Write what other operations have gathered; with `last` the work is whole with it."""
        self._set()
        gathering.send(self._connection, self._driver, last=RELEASE if last else None)
        self._state = RELEASED if last else self._state

    def look_ahead(self, **asked: Asked) -> None:
        """Ask several things at once; `taken` gives the rows by name."""
        before = None if self._state else f"SAVEPOINT {SAVEPOINT}"
        self._state = SET
        found = answers_over(self._connection, self._driver, list(asked.values()), before=before)
        self.ahead.update(zip(asked, found, strict=True))

    def ask_last(self, asked: Asked) -> list[Any]:
        """The rows of a last question, where nothing was written; the operation is over with it."""
        self._set()
        (found,) = answers_over(self._connection, self._driver, [asked], after=RELEASE)
        self._state = EMPTY
        return found

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

    def writing(self, *, last: bool) -> Writing:
        """Writes inside are sent together; with `last` the operation ends with them."""
        return Writing(self, last=last)

    def begin_letter(self) -> bool:
        """Gather writes from now on; False where they are gathered with those of others."""
        if self._letter is not None:
            return False
        self._set()
        self._letter = Letter() if self._driver is not None else None
        return True

    def send_letter(self, *, last: bool) -> None:
        """Send what was gathered; with `last` the operation ends with it."""
        letter, self._letter = self._letter, None
        if isinstance(letter, Letter):
            letter.send(self._connection, self._driver, last=RELEASE if last else None)
            self._state = RELEASED if last else self._state
        elif last:
            self.release()

    def drop_letter(self) -> None:
        """What was gathered is not written."""
        self._letter = None

    def release(self) -> None:
        """The operation is whole."""
        if self._state == SET:
            self._connection.exec_driver_sql(RELEASE)
            self._state = RELEASED

    def undo(self) -> None:
        """Back to the savepoint; a transaction that was given up, or cut off, has none any more."""
        if self.events is not None:
            self.events.clear()
        if self._state not in {UNSET, EMPTY}:
            with suppress(DBAPIError, PendingRollbackError):
                self._connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")
                self._connection.exec_driver_sql(RELEASE)
            self._state = RELEASED

    def _set(self) -> None:
        if self._state == UNSET:
            self._state = SET
            self._connection.exec_driver_sql(f"SAVEPOINT {SAVEPOINT}")


class Writing:
    """A block whose writes are sent together at its end."""

    __slots__ = ("_last", "_ours", "_work")

    def __init__(self, work: Work, *, last: bool) -> None:
        """Nothing is gathered yet."""
        self._work = work
        self._last = last

    def __enter__(self) -> None:
        """Gather from here on."""
        self._ours = self._work.begin_letter()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Send, where nothing went wrong."""
        if self._ours and error is None:
            self._work.send_letter(last=self._last)
        elif self._ours:
            self._work.drop_letter()


class Working:
    """An operation under way: whole at the end of its block, or undone."""

    __slots__ = ("_work",)

    def __init__(self, work: Work) -> None:
        """Nothing is sent yet."""
        self._work = work

    def __enter__(self) -> Work:
        """Where to write."""
        return self._work

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Whole, or as before; what the database wants run again is told as that."""
        if error is None:
            try:
                self._work.release()
            except BaseException as late:
                self._failed(late)
                raise
        else:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        self._work.undo()
        if isinstance(error, DBAPIError) and asks_to_retry(error):
            raise RetryTransaction(what=str(error.orig).splitlines()[0][:200]) from error


def working(
    session: Session | sa.Connection, program_key: str, *, op_key: str, at_us: int, recorded_us: int
) -> Working:
    """An operation in the host's transaction: what fails in it leaves nothing written.

    Raises RetryTransaction when the database asks for the whole transaction to be run again.
    """
    return Working(Work(connection_of(session), program_key, op_key, at_us=at_us, recorded_us=recorded_us))


def asks_to_retry(error: DBAPIError) -> bool:
    """Whether the database says that the transaction may succeed when it is run again."""
    # psycopg2 calls it `pgcode`
    state = getattr(error.orig, "sqlstate", getattr(error.orig, "pgcode", None))
    # a row that is not as it was read: what guards it would be null
    stale = isinstance(error, IntegrityError) and "NOT NULL constraint failed" in str(error.orig)
    number = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return (
        state in RETRIED_STATES
        or number in RETRIED_NUMBERS
        or stale
        or "database is locked" in str(error.orig)
    )
