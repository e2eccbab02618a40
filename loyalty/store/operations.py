"""Operations: each is done once for ever, and its first result comes again.

A row of `OPERATION` is the record of idempotency and the head of the journal in one. It is claimed before
anything else is written, in the host's transaction, and its result is written last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from pydantic_core import to_json
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from loyalty.errors import BadReference, IdempotencyConflict, RetryTransaction
from loyalty.handed_in import shown
from loyalty.store.gathering import inserted
from loyalty.store.inputs import free_text, reference
from loyalty.store.portions import portions
from loyalty.store.tables import OPERATION
from loyalty.store.together import Asked
from loyalty.store.upserting import insert_unless_there, is_mysql
from loyalty.store.working import Work, asks_to_retry, working

__all__ = [
    "OP_KEY_LENGTH",
    "Request",
    "Work",
    "asked_claim",
    "asks_to_retry",
    "claim",
    "claim_all",
    "done_before",
    "finish",
    "reference",
    "working",
    "write_done",
]

OP_KEY_LENGTH: Final = 300


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked: the verb, what names it once for ever, and its content by field.

    Raises BadReference for a name, an actor or a reason that cannot be kept.
    """

    verb: str
    named: tuple[str, ...]
    content: Mapping[str, object]
    actor: str | None = None
    reason: str | None = None
    added: frozenset[str] = frozenset()
    """Fields that the verb once did not tell: a request of then is repeated whatever they say."""
    once: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    """Fields as the verb once told them: a request of then is repeated in the words of then, too."""

    def __post_init__(self) -> None:
        """Whatever verb it is, what of it is written as it came can be."""
        for part in self.named:
            given: object = part  # whatever a host sends
            if not isinstance(given, str) or not given.isprintable():
                raise BadReference(what=self.verb, value=shown(given), longest=OP_KEY_LENGTH)
        if self.actor is not None:
            reference("actor", self.actor)
        if self.reason is not None:
            free_text("reason", self.reason)

    @cached_property
    def op_key(self) -> str:
        """The operation's key: verb and names, with no way to read two as one."""
        parts = [self.verb, *(part.replace("%", "%25").replace(":", "%3A") for part in self.named)]
        joined = ":".join(parts)
        if len(joined) <= OP_KEY_LENGTH:
            return joined
        return f"{self.verb}:{sha256(joined.encode()).hexdigest()}"

    @cached_property
    def hashes(self) -> dict[str, str]:
        """Each field of the content by a hash."""
        return {name: _hash(value) for name, value in sorted(self.content.items())}

    def differs(self, before: Mapping[str, str]) -> list[str]:
        """The fields that say something else than a stored request of the same key, by its hashes."""
        names = {*before, *self.hashes} - (self.added - before.keys())
        return sorted(name for name in names if not self._says(name, before.get(name)))

    def _says(self, name: str, before: str | None) -> bool:
        if before == self.hashes.get(name):
            return True
        return name in self.once and before == _hash(self.once[name]())

    @cached_property
    def fingerprint(self) -> str:
        """The whole content by one hash."""
        return sha256(to_json(self.hashes)).hexdigest()[:32]


def asked_claim(work: Work, request: Request) -> Asked:
    """The claim as a statement that answers with the key when it is ours; not for MariaDB."""
    return Asked(_claiming(work.dialect), _values(work, request))


def _asked_first(work: Work) -> Asked:
    """What a first claim of the same key left."""
    return Asked(_first(work.dialect), {"program": work.program_key, "op": work.op_key})


def _values(work: Work, request: Request) -> dict[str, Any]:
    return {
        "program_key": work.program_key,
        "op_key": work.op_key,
        "verb": request.verb,
        "fingerprint": request.fingerprint,
        "request": to_json(request.hashes).decode(),
        "actor": request.actor,
        "reason": request.reason,
        "occurred_us": work.at_us,
        "recorded_us": work.recorded_us,
    }


def claim(work: Work, request: Request) -> str | None:
    """The first result of the same request, or None when it is ours to do; raises IdempotencyConflict."""
    if _inserted(work, request):
        return None
    found = next(iter(work.ask_last(_asked_first(work))), None)
    if found is None or found.result is None:
        # the row is there, but written after this transaction's view of the database was taken
        raise RetryTransaction(what=f"operation {work.op_key} was done meanwhile")
    if found.fingerprint != request.fingerprint:
        differ = request.differs(json.loads(found.request))
        if differ:
            raise IdempotencyConflict(op_key=work.op_key, differ=", ".join(differ))
    result: str = found.result
    return result


def write_done(
    work: Work, request: Request, *, account_id: int | None, program_hash: str, result: str
) -> None:
    """Claim and finish an operation at once; for who has seen that nobody did it (`done_before`)."""
    done = {"account_id": account_id, "program_hash": program_hash, "result": result}
    work.write(_INSERT, _values(work, request) | done)


def done_before(
    connection: sa.Connection, program_key: str, op_keys: Sequence[str]
) -> dict[str, dict[str, str]]:
    """The contents, field by field as hashes, of those of the operations that were done."""
    found: dict[str, dict[str, str]] = {}
    for some in portions(op_keys):
        for row in connection.execute(_DONE_BEFORE, {"program": program_key, "named": some}):
            found[row.op_key] = json.loads(row.request)
    return found


def claim_all(work: Work, works: Sequence[Work], requests: Sequence[Request]) -> bool:
    """Claim many requests at once, in their order; False where one of them is not ours to do.

    What was claimed is undone with the savepoint of `work`, whole or not.
    """
    rows = [_values(own, request) for own, request in zip(works, requests, strict=True)]
    if len({row["op_key"] for row in rows}) < len(rows):
        return False
    connection, dialect = work.connection, work.dialect
    if is_mysql(dialect):
        try:
            connection.execute(_INSERT, rows)
        except IntegrityError:
            return False
        return True
    claiming = insert_unless_there(OPERATION, dialect)
    return inserted(connection, claiming, rows) == len(rows)


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


def _inserted(work: Work, request: Request) -> bool:
    if is_mysql(work.dialect):
        # after INSERT IGNORE a plain read under REPEATABLE READ would not see the row that was in the way
        try:
            with work.connection.begin_nested():
                work.connection.execute(_INSERT, _values(work, request))
        except IntegrityError:
            return False
        return True
    return bool(work.taken("claim", lambda: asked_claim(work, request)))


_INSERT: Final = sa.insert(OPERATION)
_WHERE: Final = (OPERATION.c.program_key == sa.bindparam("program")) & (
    OPERATION.c.op_key == sa.bindparam("op")
)
_DONE_BEFORE: Final = sa.select(OPERATION.c.op_key, OPERATION.c.request).where(
    OPERATION.c.program_key == sa.bindparam("program"),
    OPERATION.c.op_key.in_(sa.bindparam("named", expanding=True)),
)
_DONE: Final = (
    sa.update(OPERATION)
    .where(_WHERE)
    .values(
        account_id=sa.bindparam("account"), program_hash=sa.bindparam("hash"), result=sa.bindparam("told")
    )
)


@cache
def _first(dialect: str) -> Any:  # noqa: ANN401 - a select
    chosen = sa.select(OPERATION.c.fingerprint, OPERATION.c.request, OPERATION.c.result).where(_WHERE)
    # only where a plain read shows an older view of the database
    return chosen.with_for_update(read=True) if is_mysql(dialect) else chosen


@cache
def _claiming(dialect: str) -> Any:  # noqa: ANN401 - each dialect has its own class
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(OPERATION).on_conflict_do_nothing().returning(OPERATION.c.op_key)


def _hash(value: object) -> str:
    # whole numbers are most of what is asked, and an encoder is slow to begin
    text = str(value) if type(value) is int else _SORTED.encode(value)
    return sha256(text.encode()).hexdigest()[:32]


_SORTED: Final = json.JSONEncoder(sort_keys=True, default=str)
