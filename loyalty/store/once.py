"""What can be had once, by a name: an issuance in a cycle, a reminder. The key of a row is the rule."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from loyalty.store.operations import Work
from loyalty.store.tables import CLAIM
from loyalty.store.tables.columns import KEY_LENGTH
from loyalty.store.upserting import insert_unless_there, is_mysql


def identity(*parts: str) -> str:
    """What is claimed, in as many signs as a key may have."""
    joined = ":".join(part.replace("%", "%25").replace(":", "%3A") for part in parts)
    return joined if len(joined) <= KEY_LENGTH else sha256(joined.encode()).hexdigest()


def claimed(connection: sa.Connection, program_key: str, kind: str, identities: Collection[str]) -> set[str]:
    """Which of them are known to be claimed; only `claim_once` is certain."""
    if not identities:
        return set()
    asked = {"program": program_key, "kind_of": kind, "named": list(identities)}
    return set(connection.execute(_KNOWN, asked).scalars())


def claim_once(work: Work, kind: str, name: str, *, account_id: int | None) -> bool:
    """Claim it; False where somebody has before."""
    row = {
        "program_key": work.program_key,
        "kind": kind,
        "identity": name,
        "op_key": work.op_key,
        "account_id": account_id,
        "recorded_us": work.recorded_us,
    }
    if is_mysql(work.dialect):
        # a locking read of what is not there would lock the gap for all others
        try:
            with work.connection.begin_nested():
                work.connection.execute(_INSERT, row)
        except IntegrityError:
            return False
        return True
    return bool(work.connection.execute(_insert(work.dialect), row).all())


def free_claim(work: Work, kind: str, name: str) -> None:
    """What was claimed can be had again."""
    work.write(_FREE, {"program": work.program_key, "kind_of": kind, "named": name})


@cache
def _insert(dialect: str) -> Any:  # noqa: ANN401 - each dialect has its own class
    return insert_unless_there(CLAIM, dialect).returning(CLAIM.c.identity)


_INSERT: Final = sa.insert(CLAIM)
_FREE: Final = sa.delete(CLAIM).where(
    CLAIM.c.program_key == sa.bindparam("program"),
    CLAIM.c.kind == sa.bindparam("kind_of"),
    CLAIM.c.identity == sa.bindparam("named"),
)
_KNOWN: Final = sa.select(CLAIM.c.identity).where(
    CLAIM.c.program_key == sa.bindparam("program"),
    CLAIM.c.kind == sa.bindparam("kind_of"),
    CLAIM.c.identity.in_(sa.bindparam("named", expanding=True)),
)
