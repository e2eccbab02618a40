"""psycopg's connection driven on libpq itself: statements that go together cost one wait, and little else.

A statement through a cursor of psycopg costs the client some 30 µs, in its pipeline too; prepared and sent by
libpq it costs 2. Statements are prepared on each connection when they are first sent, unless the host has
told psycopg to prepare nothing (`prepare_threshold=None`, as behind some poolers).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from loyalty.store.compiling import STATEMENTS_KEPT, Call, Prepared, plain, type_of

SAVEPOINT: Final = "SAVEPOINT loyalty_line"
IDLE: Final = 0
IN_TRANSACTION: Final = 2
COMMAND_OK: Final = 1
FATAL_ERROR: Final = 7
PIPELINE_SYNC: Final = 10
CONNECTED: Final = 0
BROKEN: Final = 1
WAIT_TO_READ: Final = 1
WAIT_FOR_BOTH: Final = 3
READABLE: Final = 1
"""libpq's and psycopg's numbers; their names, looked up for every answer, cost more than the answer."""


class _Line:
    """What is known of one connection: what the server has prepared, and how its answers are read."""

    __slots__ = ("generation", "names", "reader", "rows")

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 - psycopg's transformer
        self.names: dict[int, bytes] = {}
        self.rows: dict[int, Callable[[Sequence[Any]], Any]] = {}
        self.generation = 0
        self.reader = reader

    def forget(self) -> None:
        """The server has forgotten all statements."""
        self.names.clear()
        self.rows.clear()
        self.generation += 1


_LINES: Final[WeakKeyDictionary[Any, _Line]] = WeakKeyDictionary()


def can_drive(driver: Any) -> bool:  # noqa: ANN401 - psycopg's connection
    """Whether the line is free and speaks UTF-8; not inside a pipeline of the host's."""
    line: Any = driver.pgconn
    if line.pipeline_status or line.parameter_status(b"client_encoding") != b"UTF8":
        return False
    return line.transaction_status in {IDLE, IN_TRANSACTION}


def exchange(driver: Any, calls: Sequence[Call]) -> list[Any]:  # noqa: ANN401 - psycopg's connection
    """Send all and wait once; the server's answers in order. Raises what psycopg would.

    A transaction is begun where none is, as psycopg does. psycopg lets the server forget all prepared
    statements after some rollbacks: then what was sent is undone, and sent again to be prepared anew.
    """
    if not calls:
        return []
    line = _LINES.get(driver.pgconn)
    if line is None:
        line = _LINES[driver.pgconn] = _Line(_psycopg().adapt.Transformer(driver))
    first, last, back = _bracket(driver, calls)
    told = [*first, *calls, *last]
    try:
        answers = _exchanged(driver, line, told)
    except _psycopg().Error as error:
        if not _forgotten(error):
            raise
        line.forget()
        _exchanged(driver, line, [back])
        answers = _exchanged(driver, line, told)
    return answers[len(first) : len(first) + len(calls)]


def _psycopg() -> Any:  # noqa: ANN401 - the module
    """psycopg, which only a host on PostgreSQL has; what an `except` names is looked up when it is needed."""
    import psycopg

    return psycopg


def rows_from(driver: Any, answer: Any, statement: Prepared) -> list[Any]:  # noqa: ANN401 - psycopg's connection and result
    """The rows of a statement's answer."""
    count = answer.ntuples
    if not count:
        return []
    line = _LINES[driver.pgconn]
    line.reader.set_pgresult(answer)
    number = statement.number
    made = line.rows.get(number) if number is not None else None
    if made is None:
        made = _row_maker(answer) if statement.named else tuple
        if number is not None:
            line.rows[number] = made
    rows: list[Any] = line.reader.load_rows(0, count, made)
    return rows


def _row_maker(answer: Any) -> Callable[[Sequence[Any]], Any]:  # noqa: ANN401 - psycopg's result
    made: Callable[[Sequence[Any]], Any] = _row_class(
        tuple([answer.fname(place) for place in range(answer.nfields)])
    )._make
    return made


def _bracket(driver: Any, calls: Sequence[Call]) -> tuple[list[Call], list[Call], Call]:  # noqa: ANN401 - as above
    """What goes before and behind, and what undoes all of it and nothing else of the transaction."""
    if driver.pgconn.transaction_status == IDLE:
        return [_begin(driver)], [], plain("ROLLBACK")
    opening = calls[0].statement.sql
    if opening.startswith(b"SAVEPOINT "):
        return [], [], plain("ROLLBACK TO " + opening.decode())
    released = calls[-1].statement.sql.startswith(b"RELEASE ")
    last = [] if released else [plain(f"RELEASE {SAVEPOINT}")]
    return [plain(SAVEPOINT)], last, plain(f"ROLLBACK TO {SAVEPOINT}")


def _forgotten(error: Any) -> bool:  # noqa: ANN401 - psycopg's error
    """Whether the server no longer knows a prepared statement, or its tables are others."""
    changed = error.diag.source_function == "RevalidateCachedQuery"
    return bool(error.sqlstate == "26000" or (error.sqlstate == "0A000" and changed))


def _begin(driver: Any) -> Call:  # noqa: ANN401 - psycopg's connection
    """The beginning of a transaction, as the host has told psycopg."""
    parts = ["BEGIN"]
    if driver.isolation_level is not None:
        parts.append(
            "ISOLATION LEVEL " + _psycopg().IsolationLevel(driver.isolation_level).name.replace("_", " ")
        )
    if driver.read_only is not None:
        parts.append("READ ONLY" if driver.read_only else "READ WRITE")
    if driver.deferrable is not None:
        parts.append("DEFERRABLE" if driver.deferrable else "NOT DEFERRABLE")
    return plain(" ".join(parts))


def _exchanged(driver: Any, line: _Line, calls: Sequence[Call]) -> list[Any]:  # noqa: ANN401 - as above
    pgconn = driver.pgconn
    with driver.lock:
        pgconn.enter_pipeline_mode()
        try:
            ours = _send(pgconn, line, calls, naming=driver.prepare_threshold is not None)
            answers = driver.wait(_answers(pgconn))
        finally:
            _leave(driver, pgconn)
    states = [one.status for one in answers]
    if FATAL_ERROR in states:
        for place, number in ours.items():
            if states[place] != COMMAND_OK:
                line.names.pop(number, None)
        raise _psycopg().errors.error_from_result(answers[states.index(FATAL_ERROR)], encoding="utf-8")
    return [one for place, one in enumerate(answers) if place not in ours] if ours else answers


def _send(pgconn: Any, line: _Line, calls: Sequence[Call], *, naming: bool) -> dict[int, int]:  # noqa: ANN401 - libpq's connection
    """Put all on the line; at which places of the answers a statement was prepared, by its number."""
    ours: dict[int, int] = {}
    names, run = line.names, pgconn.send_query_prepared
    for place, (statement, given, values) in enumerate(calls):
        number = statement.number
        if not naming or number is None:
            pgconn.send_query_params(statement.sql, values, [type_of(one) for one in given])
            continue
        name = names.get(number)
        if name is None:
            name = names[number] = b"loyalty_%d_%d" % (line.generation, number)
            ours[place + len(ours)] = number
            pgconn.send_prepare(name, statement.sql, [type_of(one) for one in given])
        run(name, values)
    pgconn.pipeline_sync()
    return ours


def _answers(pgconn: Any) -> Generator[Any, Any, list[Any]]:  # noqa: ANN401 - as above
    """Everything that the server answers, as psycopg's `wait` drives it."""
    while pgconn.flush():
        if (yield WAIT_FOR_BOTH) & READABLE:
            pgconn.consume_input()
    answers: list[Any] = []
    while True:
        while pgconn.is_busy():
            yield WAIT_TO_READ
            pgconn.consume_input()
        found = pgconn.get_result()
        if found is None:
            if pgconn.status != CONNECTED:
                raise _psycopg().OperationalError(
                    pgconn.error_message.decode(errors="replace") or "connection lost"
                )
        elif found.status == PIPELINE_SYNC:
            break
        else:
            answers.append(found)
    while (heard := pgconn.notifies()) is not None:
        if pgconn.notify_handler is not None:
            pgconn.notify_handler(heard)
    return answers


def _leave(driver: Any, pgconn: Any) -> None:  # noqa: ANN401 - as above
    """Out of the pipeline; a line that was left in the middle of an answer is of no use to anyone."""
    if pgconn.status == BROKEN:
        return
    try:
        pgconn.exit_pipeline_mode()
    except _psycopg().OperationalError:
        driver.close()


@lru_cache(maxsize=STATEMENTS_KEPT)
def _row_class(names: tuple[bytes, ...]) -> Any:  # noqa: ANN401 - a named tuple made for these columns
    return NamedTuple("Answer", [(name.decode(), Any) for name in names])
