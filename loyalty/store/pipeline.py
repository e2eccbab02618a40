"""psycopg's connection driven on libpq itself: statements that go together cost one wait, and little else.

A statement through a cursor of psycopg costs the client some 30 µs, in its pipeline too; prepared and sent by
libpq it costs 2. Statements are prepared on each connection when they are first sent, unless the host has
told psycopg to prepare nothing (`prepare_threshold=None`, as behind some poolers).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from types import NoneType
from typing import Any, Final, NamedTuple, cast
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import psycopg as dialects

STATEMENTS_KEPT: Final = 512
SAVEPOINT: Final = "SAVEPOINT loyalty_line"
IDLE: Final = 0
IN_TRANSACTION: Final = 2
INT8: Final = 20
UNKNOWN: Final = 0
_DIALECT: Final[Any] = cast("Any", dialects.dialect)(paramstyle="numeric_dollar")
_NUMBERS: Final = count(1)


class Prepared(NamedTuple):
    """A statement's text, its number (none: it is not prepared), and its parameters in order."""

    number: int | None
    sql: bytes
    order: tuple[str, ...]
    fixed: Mapping[str, Any]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """The parameters in their order."""
        fixed = self.fixed
        if not fixed:
            return [given[name] for name in self.order]
        return [given[name] if name in given else fixed[name] for name in self.order]


class Call(NamedTuple):
    """A statement with its parameters, as they are and as they go over the line."""

    statement: Prepared
    given: list[Any]
    values: list[bytes | None]


class _Line:
    """What is known of one connection: what the server has prepared, and how its answers are read."""

    __slots__ = ("generation", "names", "reader")

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 - psycopg's transformer
        self.names: set[bytes] = set()
        self.generation = 0
        self.reader = reader


_LINES: Final[WeakKeyDictionary[Any, _Line]] = WeakKeyDictionary()


@lru_cache(maxsize=STATEMENTS_KEPT)
def prepared(statement: Any, names: tuple[str, ...]) -> Prepared:  # noqa: ANN401 - any statement
    """A statement as libpq takes it; `names` are the columns of an insert."""
    columns = list(names) if isinstance(statement, sa.Insert) else None
    compiled = statement.compile(dialect=_DIALECT, column_keys=columns)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return numbered(compiled.string, tuple(compiled.positiontup or ()), fixed)


def numbered(text: str, order: tuple[str, ...], fixed: Mapping[str, Any] | None = None) -> Prepared:
    """A statement that is worth preparing; its parameters are written $1 and so on."""
    return Prepared(next(_NUMBERS), text.encode(), order, fixed or {})


@lru_cache(maxsize=STATEMENTS_KEPT)
def plain(sql: str) -> Call:
    """A statement without parameters that is not worth preparing."""
    return Call(Prepared(None, sql.encode(), (), {}), [], [])


def call(statement: Prepared, given: Mapping[str, Any]) -> Call:
    """A statement with what it is given."""
    values = statement.values(given)
    return Call(statement, values, [_SPELL[type(one)](one) for one in values])


def _type(value: Any) -> int:  # noqa: ANN401 - a parameter
    return INT8 if isinstance(value, int) else UNKNOWN


def _text(value: str) -> bytes:
    text = value.encode()
    if b"\0" in text:
        from psycopg import DataError

        told = "PostgreSQL text fields cannot contain NUL (0x00) bytes"
        raise DataError(told)
    return text


_SPELL: Final[dict[type, Callable[[Any], bytes | None]]] = {
    int: b"%d".__mod__,
    bool: b"%d".__mod__,
    str: _text,
    NoneType: lambda _: None,
}
"""Whole numbers, text and nothing in PostgreSQL's text format: the library's rows hold nothing else."""


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
    import psycopg

    pgconn = driver.pgconn
    line = _LINES.get(pgconn)
    if line is None:
        line = _LINES[pgconn] = _Line(psycopg.adapt.Transformer(driver))
    first, last, back = _bracket(driver, calls)
    told = [*first, *calls, *last]
    try:
        answers = _exchanged(driver, line, told)
    except psycopg.Error as error:
        if not _forgotten(error):
            raise
        line.names.clear()
        line.generation += 1
        _exchanged(driver, line, [back])
        answers = _exchanged(driver, line, told)
    return answers[len(first) : len(first) + len(calls)]


def rows_from(driver: Any, answer: Any, *, by_name: bool = True) -> list[Any]:  # noqa: ANN401 - psycopg's connection and result
    """The rows of an answer; by the names of its columns, or only by their places."""
    if not answer.ntuples:
        return []
    reader = _LINES[driver.pgconn].reader
    reader.set_pgresult(answer)
    if not by_name:
        plain_rows: list[Any] = reader.load_rows(0, answer.ntuples, tuple)
        return plain_rows
    names = tuple(answer.fname(place) for place in range(answer.nfields))
    rows: list[Any] = reader.load_rows(0, answer.ntuples, _row_class(names)._make)
    return rows


def _bracket(driver: Any, calls: Sequence[Call]) -> tuple[list[Call], list[Call], Call]:  # noqa: ANN401 - as above
    """What goes before and behind, and what undoes all of it and nothing else of the transaction."""
    if driver.pgconn.transaction_status == IDLE:
        return [_begin(driver)], [], plain("ROLLBACK")
    opening = calls[0].statement.sql.decode()
    if opening.startswith("SAVEPOINT "):
        return [], [], plain(f"ROLLBACK TO {opening}")
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
        from psycopg import IsolationLevel

        parts.append("ISOLATION LEVEL " + IsolationLevel(driver.isolation_level).name.replace("_", " "))
    if driver.read_only is not None:
        parts.append("READ ONLY" if driver.read_only else "READ WRITE")
    if driver.deferrable is not None:
        parts.append("DEFERRABLE" if driver.deferrable else "NOT DEFERRABLE")
    return plain(" ".join(parts))


def _exchanged(driver: Any, line: _Line, calls: Sequence[Call]) -> list[Any]:  # noqa: ANN401 - as above
    from psycopg import errors, pq

    pgconn = driver.pgconn
    with driver.lock:
        pgconn.enter_pipeline_mode()
        try:
            ours = _send(pgconn, line, calls, naming=driver.prepare_threshold is not None)
            answers = driver.wait(_answers(pgconn))
        finally:
            _leave(driver, pgconn)
    failed = next((one for one in answers if one.status == pq.ExecStatus.FATAL_ERROR), None)
    if failed is not None:
        done = pq.ExecStatus.COMMAND_OK
        line.names.difference_update(name for place, name in ours.items() if answers[place].status != done)
        raise errors.error_from_result(failed, encoding="utf-8")
    return [one for place, one in enumerate(answers) if place not in ours]


def _send(pgconn: Any, line: _Line, calls: Sequence[Call], *, naming: bool) -> dict[int, bytes]:  # noqa: ANN401 - libpq's connection
    """Put all on the line; at which places of the answers a statement was prepared."""
    ours: dict[int, bytes] = {}
    for place, (statement, given, values) in enumerate(calls):
        if not naming or statement.number is None:
            pgconn.send_query_params(statement.sql, values, [_type(one) for one in given])
            continue
        name = b"loyalty_%d_%d" % (line.generation, statement.number)
        if name not in line.names:
            ours[place + len(ours)] = name
            line.names.add(name)
            pgconn.send_prepare(name, statement.sql, [_type(one) for one in given])
        pgconn.send_query_prepared(name, values)
    pgconn.pipeline_sync()
    return ours


def _answers(pgconn: Any) -> Generator[Any, Any, list[Any]]:  # noqa: ANN401 - as above
    """Everything that the server answers, as psycopg's `wait` drives it."""
    from psycopg import OperationalError, pq, waiting

    while pgconn.flush():
        if (yield waiting.Wait.RW) & waiting.Ready.R:
            pgconn.consume_input()
    answers: list[Any] = []
    while True:
        while pgconn.is_busy():
            yield waiting.Wait.R
            pgconn.consume_input()
        found = pgconn.get_result()
        if found is None:
            if pgconn.status != pq.ConnStatus.OK:
                raise OperationalError(pgconn.error_message.decode(errors="replace") or "connection lost")
        elif found.status == pq.ExecStatus.PIPELINE_SYNC:
            break
        else:
            answers.append(found)
    while (heard := pgconn.notifies()) is not None:
        if pgconn.notify_handler is not None:
            pgconn.notify_handler(heard)
    return answers


def _leave(driver: Any, pgconn: Any) -> None:  # noqa: ANN401 - as above
    """Out of the pipeline; a line that was left in the middle of an answer is of no use to anyone."""
    from psycopg import OperationalError, pq

    if pgconn.status == pq.ConnStatus.BAD:
        return
    try:
        pgconn.exit_pipeline_mode()
    except OperationalError:
        driver.close()


@lru_cache(maxsize=STATEMENTS_KEPT)
def _row_class(names: tuple[bytes, ...]) -> Any:  # noqa: ANN401 - a named tuple made for these columns
    return NamedTuple("Answer", [(name.decode(), Any) for name in names])
