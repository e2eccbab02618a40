"""Operations: each is done once for ever, and its first result comes again.

A row of `OPERATION` is the record of idempotency and the head of the journal in one. It is claimed before
anything else is written, in the host's transaction, and its result is written last.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from loyalty.errors import BadReference, IdempotencyConflict, RetryTransaction
from loyalty.store.connecting import connection_of
from loyalty.store.tables import OPERATION
from loyalty.store.tables.columns import KEY_LENGTH
from loyalty.store.upserting import is_mysql

OP_KEY_LENGTH: Final = 300
RETRIED_STATES: Final = frozenset({"40001", "40P01", "55P03"})
RETRIED_NUMBERS: Final = frozenset({1213, 1205, 1020, 3572, 1305})
"""1305 is a savepoint that is gone: a deadlock on MariaDB and MySQL undoes the whole transaction."""


@dataclass(frozen=True, slots=True)
class Work:
    """One operation under way: the host's connection and what every row it writes carries."""

    connection: sa.Connection
    program_key: str
    op_key: str
    at_us: int
    recorded_us: int

    @property
    def dialect(self) -> str:
        """The name of the database's dialect."""
        return self.connection.dialect.name

    def write(self, statement: sa.Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
        """Run a statement that answers nothing, for one row or for many."""
        self.connection.execute(statement, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked: the verb, what names it once for ever, and its content by field."""

    verb: str
    named: tuple[str, ...]
    content: Mapping[str, object]
    actor: str | None = None
    reason: str | None = None

    @property
    def op_key(self) -> str:
        """The operation's key: verb and names, with no way to read two as one."""
        parts = [self.verb, *(part.replace("%", "%25").replace(":", "%3A") for part in self.named)]
        joined = ":".join(parts)
        if len(joined) <= OP_KEY_LENGTH:
            return joined
        return f"{self.verb}:{sha256(joined.encode()).hexdigest()}"

    def hashes(self) -> dict[str, str]:
        """Each field of the content by a hash."""
        return {name: _hash(value) for name, value in sorted(self.content.items())}


def reference(what: str, value: object) -> str:
    """A reference of the host as it may be stored; raises BadReference."""
    if not isinstance(value, str) or not value or len(value) > KEY_LENGTH or not value.isprintable():
        raise BadReference(what=what, value=str(value)[:40], longest=KEY_LENGTH)
    return value


@contextmanager
def working(
    session: Session | sa.Connection, program_key: str, *, op_key: str, at_us: int, recorded_us: int
) -> Iterator[Work]:
    """A savepoint in the host's transaction: what fails in it leaves nothing written.

    Raises RetryTransaction when the database asks for the whole transaction to be run again.
    """
    connection = connection_of(session)
    try:
        with connection.begin_nested():
            yield Work(connection, program_key, op_key, at_us, recorded_us)
    except DBAPIError as error:
        if asks_to_retry(error):
            raise RetryTransaction(what=str(error.orig).splitlines()[0][:200]) from error
        raise


def asks_to_retry(error: DBAPIError) -> bool:
    """Whether the database says that the transaction may succeed when it is run again."""
    state = getattr(error.orig, "sqlstate", None)
    number = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return state in RETRIED_STATES or number in RETRIED_NUMBERS or "database is locked" in str(error.orig)


def claim(work: Work, request: Request) -> str | None:
    """The first result of the same request, or None when it is ours to do; raises IdempotencyConflict."""
    hashes = request.hashes()
    values = {
        "program_key": work.program_key,
        "op_key": work.op_key,
        "verb": request.verb,
        "fingerprint": _hash(hashes),
        "request": json.dumps(hashes, separators=(",", ":")),
        "actor": request.actor,
        "reason": request.reason,
        "occurred_us": work.at_us,
        "recorded_us": work.recorded_us,
    }
    if _inserted(work, values):
        return None
    found = work.connection.execute(_FIRST, {"program": work.program_key, "op": work.op_key}).one_or_none()
    if found is None or found.result is None:
        # the row is there, but written after this transaction's view of the database was taken
        raise RetryTransaction(what=f"operation {work.op_key} was done meanwhile")
    if found.fingerprint != values["fingerprint"]:
        before = json.loads(found.request)
        names = {*before, *hashes}
        differ = sorted(name for name in names if before.get(name) != hashes.get(name))
        raise IdempotencyConflict(op_key=work.op_key, differ=", ".join(differ))
    result: str = found.result
    return result


def finish(work: Work, *, account_id: int | None, program_hash: str | None, result: str) -> None:
    """Write the operation's result."""
    work.write(
        _DONE,
        {
            "program": work.program_key,
            "op": work.op_key,
            "account": account_id,
            "hash": program_hash,
            "told": result,
        },
    )


def _inserted(work: Work, values: dict[str, Any]) -> bool:
    if is_mysql(work.dialect):
        # after INSERT IGNORE a plain read under REPEATABLE READ would not see the row that was in the way
        try:
            with work.connection.begin_nested():
                work.connection.execute(_INSERT, values)
        except IntegrityError:
            return False
        return True
    return work.connection.execute(_claiming(work.dialect), values).one_or_none() is not None


_INSERT: Final = sa.insert(OPERATION)
_WHERE: Final = (OPERATION.c.program_key == sa.bindparam("program")) & (
    OPERATION.c.op_key == sa.bindparam("op")
)
_FIRST: Final = (
    sa.select(OPERATION.c.fingerprint, OPERATION.c.request, OPERATION.c.result)
    .where(_WHERE)
    .with_for_update(read=True)
)
_DONE: Final = (
    sa.update(OPERATION)
    .where(_WHERE)
    .values(
        account_id=sa.bindparam("account"), program_hash=sa.bindparam("hash"), result=sa.bindparam("told")
    )
)


@cache
def _claiming(dialect: str) -> Any:  # noqa: ANN401 - each dialect has its own class
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(OPERATION).on_conflict_do_nothing().returning(OPERATION.c.op_key)


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:32]
