"""First orders, claimed by person: for the member and for every identity by which the person is known.

A claim's key can be there once. Of two first orders at the same time the second waits for the first one's
transaction, then finds the claim in its way and is decided anew.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from loyalty.errors import Drained
from loyalty.store.once import claim_once
from loyalty.store.operations import Work
from loyalty.store.tables import CLAIM, IDENTITY

FIRST_ORDER: Final = "first_order"


def claimed_elsewhere(connection: sa.Connection, program_key: str, member_ref: str, *, locking: bool) -> bool:
    """Whether somebody who is known by one of the member's identities has placed an order."""
    told = {"program": program_key, "member": member_ref, "claimed": FIRST_ORDER}
    return connection.execute(_CLAIMED_LOCKED if locking else _CLAIMED, told).first() is not None


def claim_first_order(work: Work, *, order_id: str, account_id: int, member_ref: str, alone: bool) -> None:
    """Claim an order for all identities of its member.

    `alone` when it was priced as the person's first: raises Drained where an identity is taken meanwhile.
    Else what others have claimed stays theirs.
    """
    told = {
        "program": work.program_key,
        "member": member_ref,
        "claimed": FIRST_ORDER,
        "op": work.op_key,
        "owner": account_id,
        "now": work.recorded_us,
        "placed": order_id,
    }
    try:
        with work.connection.begin_nested():
            work.connection.execute(_CLAIM if alone else _CLAIM_REST, told)
    except IntegrityError:
        raise Drained(what=FIRST_ORDER) from None


def claim_for_identity(work: Work, *, account_id: int, identity: str) -> None:
    """A member who has ordered is known by one more identity: it has had its first order too."""
    claim_once(work, FIRST_ORDER, identity, account_id=account_id)


def release_claims(work: Work, order_id: str) -> None:
    """The order is as if it had not been placed: what it claimed is free."""
    work.write(_RELEASE, {"program": work.program_key, "claimed": FIRST_ORDER, "placed": order_id})


def known_as(kind: str, hashed: str) -> str:
    """One identity as claims name it."""
    return f"{kind}:{hashed}"


_KNOWN = IDENTITY.c.kind + sa.literal(":", type_=IDENTITY.c.kind.type) + IDENTITY.c.hash
_OF_MEMBER: Final = (IDENTITY.c.program_key == sa.bindparam("program")) & (
    IDENTITY.c.member_ref == sa.bindparam("member")
)
_TAKEN: Final = (
    (CLAIM.c.program_key == IDENTITY.c.program_key)
    & (CLAIM.c.kind == sa.bindparam("claimed"))
    & (CLAIM.c.identity == _KNOWN)
)
_CLAIMED: Final = sa.select(CLAIM.c.identity).join_from(IDENTITY, CLAIM, _TAKEN).where(_OF_MEMBER).limit(1)
_CLAIMED_LOCKED: Final = _CLAIMED.with_for_update(read=True)
_COLUMNS: Final = ("program_key", "kind", "identity", "op_key", "account_id", "recorded_us", "order_id")
_ROWS: Final = (
    sa.select(
        IDENTITY.c.program_key,
        sa.cast(sa.bindparam("claimed"), CLAIM.c.kind.type),
        _KNOWN,
        sa.cast(sa.bindparam("op"), CLAIM.c.op_key.type),
        sa.cast(sa.bindparam("owner"), sa.BigInteger),
        sa.cast(sa.bindparam("now"), sa.BigInteger),
        sa.cast(sa.bindparam("placed"), CLAIM.c.order_id.type),
    )
    .where(_OF_MEMBER)
    .order_by(IDENTITY.c.kind, IDENTITY.c.hash)
)
_CLAIM: Final = sa.insert(CLAIM).from_select(_COLUMNS, _ROWS)
_CLAIM_REST: Final = sa.insert(CLAIM).from_select(_COLUMNS, _ROWS.where(~sa.exists().where(_TAKEN)))
_RELEASE: Final = sa.delete(CLAIM).where(
    CLAIM.c.program_key == sa.bindparam("program"),
    CLAIM.c.kind == sa.bindparam("claimed"),
    CLAIM.c.order_id == sa.bindparam("placed"),
)
