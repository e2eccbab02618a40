"""Operations: each is done once for ever, and its first result comes again.

A row of `OPERATION` is the record of idempotency and the head of the journal in one. It is claimed before
anything else is written, in the host's transaction, and its result is written last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from loyalty.errors import BadReference, IdempotencyConflict, RetryTransaction
from loyalty.store.tables import OPERATION
from loyalty.store.tables.columns import KEY_LENGTH
from loyalty.store.together import Asked
from loyalty.store.upserting import is_mysql
from loyalty.store.working import Work, asks_to_retry, working

__all__ = [
    "OP_KEY_LENGTH",
    "Request",
    "Work",
    "asked_claim",
    "asked_first",
    "asks_to_retry",
    "claim",
    "finish",
    "reference",
    "storable",
    "working",
]

OP_KEY_LENGTH: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked: the verb, what names it once for ever, and its content by field."""

    verb: str
    named: tuple[str, ...]
    content: Mapping[str, object]
    actor: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        """Raises BadReference for what no database keeps as it is."""
        for part in self.named:
            storable("key", part)
        if self.actor is not None:
            reference("actor", self.actor)
        if self.reason is not None:
            storable("reason", self.reason)

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


def storable(what: str, text: str) -> str:
    """A text that every database keeps as it is; raises BadReference for a NUL or half a character."""
    if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise BadReference(what=what, value=text[:40], longest=KEY_LENGTH)
    return text


def asked_claim(work: Work, request: Request) -> Asked:
    """The claim as a statement that answers with the key when it is ours; not for MariaDB."""
    return Asked(_claiming(work.dialect), _values(work, request))


def asked_first(work: Work) -> Asked:
    """What a first claim of the same key left."""
    return Asked(_first(work.dialect), {"program": work.program_key, "op": work.op_key})


def _values(work: Work, request: Request) -> dict[str, Any]:
    hashes = request.hashes()
    return {
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


def claim(work: Work, request: Request) -> str | None:
    """The first result of the same request, or None when it is ours to do; raises IdempotencyConflict."""
    hashes = request.hashes()
    values = _values(work, request)
    if _inserted(work, values):
        return None
    found = next(iter(work.taken("first", *asked_first(work))), None)
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
    return bool(work.taken("claim", _claiming(work.dialect), values))


_INSERT: Final = sa.insert(OPERATION)
_WHERE: Final = (OPERATION.c.program_key == sa.bindparam("program")) & (
    OPERATION.c.op_key == sa.bindparam("op")
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
    return sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:32]
