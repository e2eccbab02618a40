"""First orders, claimed by person: for the member and for every identity by which the person is known.

A claim's key can be there once. Of two first orders at the same time the second waits for the first one's
transaction, then finds the claim in its way and is decided anew. Who orders where somebody else has claimed
is written down beside the claim, and has it next when the other has no order any more.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from loyalty.errors import Drained
from loyalty.store.holds import KEPT, LIVE
from loyalty.store.once import claim_once
from loyalty.store.operations import Work
from loyalty.store.tables import ACCOUNT, CLAIM, HOLD, IDENTITY
from loyalty.store.tables.columns import KEY
from loyalty.store.together import Asked

FIRST_ORDER: Final = "first_order"
ORDERED_TOO: Final = "first_order_too"
"""Who would have the claim next: the identity, "/", the account."""


def claimed_elsewhere(connection: sa.Connection, program_key: str, member_ref: str) -> bool:
    """Whether somebody known by one of the member's identities has placed an order; the claims are locked."""
    told = {"program": program_key, "member": member_ref, "claimed": FIRST_ORDER}
    return bool(connection.execute(_CLAIMED, told).all())


def seen_claimed(connection: sa.Connection, program_key: str, member_ref: str, at_us: int) -> bool:
    """As a quote sees it: whoever has nothing but holds that ran out has not ordered."""
    told = {"program": program_key, "member": member_ref, "claimed": FIRST_ORDER, "at": at_us}
    claims = connection.execute(_CLAIMANTS, told).all()
    if not claims or any(one.stands for one in claims):
        return bool(claims)
    beside = [{"program": program_key, "at": at_us} | _beside(one.identity) for one in claims]
    return any(one.stands for asked in beside for one in connection.execute(_OTHERS, asked))


def asked_overdue_claims(program_key: str, member_ref: str, at_us: int) -> Asked:
    """The question for overdue holds of whoever has claimed the first order of a member's person."""
    told = {"program": program_key, "member": member_ref, "claimed": FIRST_ORDER, "at": at_us}
    return Asked(_OVERDUE, told)


def claim_first_order(work: Work, *, order_id: str, account_id: int, member_ref: str, alone: bool) -> None:
    """Claim an order for all identities of its member.

    `alone` when it was priced as the person's first: raises Drained where an identity is taken meanwhile.
    Else what others have claimed stays theirs, and this account is written down beside them.
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
            if not alone:
                work.connection.execute(_CLAIM_TOO, told | {"claimed": ORDERED_TOO, "mine": str(account_id)})
    except IntegrityError:
        raise Drained(what=FIRST_ORDER) from None


def claim_for_identity(work: Work, *, account_id: int, identity: str) -> None:
    """A member who has ordered is known by one more identity: it has had its first order too."""
    if not claim_once(work, FIRST_ORDER, identity, account_id=account_id):
        claim_once(work, ORDERED_TOO, too(identity, account_id), account_id=account_id)


def release_claims(work: Work, account_id: int) -> None:
    """The account has no order any more: what it claimed is another's who has ordered too, or free."""
    told: dict[str, object] = {"program": work.program_key, "claimed": FIRST_ORDER, "owner": account_id}
    claims = work.connection.execute(_OWN, told).scalars().all()
    work.connection.execute(_FORGET, told | {"claimed": ORDERED_TOO})
    for identity in claims:
        told["known"] = identity
        heir = work.connection.execute(_HEIR, {"program": work.program_key} | _beside(identity)).scalar()
        if heir is None:
            work.connection.execute(_RELEASE, told)
        else:
            work.connection.execute(_PASS_ON, told | {"heir": heir})


def too(identity: str, account_id: int) -> str:
    """An account beside the claim of an identity."""
    return f"{identity}/{account_id}"


def _beside(identity: str) -> dict[str, object]:
    """All accounts beside a claim, as a span of keys: "0" is the sign after "/"."""
    return {"claimed": ORDERED_TOO, "first": f"{identity}/", "past": f"{identity}0"}


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
_CLAIMED: Final = (
    sa.select(CLAIM.c.identity)
    .join_from(IDENTITY, CLAIM, _TAKEN)
    .where(_OF_MEMBER)
    .order_by(CLAIM.c.identity)
    .with_for_update(read=True, of=CLAIM)
)
_RAN_OUT: Final = (HOLD.c.state == LIVE) & (HOLD.c.ends_us <= sa.bindparam("at"))
_STANDS: Final = (
    sa.func.coalesce(ACCOUNT.c.orders, 1)
    > sa.select(sa.func.count())
    .select_from(HOLD)
    .where(HOLD.c.account_id == CLAIM.c.account_id, _RAN_OUT)
    .correlate(CLAIM)
    .scalar_subquery()
).label("stands")
_CLAIMANTS: Final = (
    sa.select(CLAIM.c.identity, _STANDS)
    .select_from(IDENTITY.join(CLAIM, _TAKEN).outerjoin(ACCOUNT, ACCOUNT.c.id == CLAIM.c.account_id))
    .where(_OF_MEMBER)
)
_BESIDE: Final = (
    (CLAIM.c.program_key == sa.bindparam("program"))
    & (CLAIM.c.kind == sa.bindparam("claimed"))
    & (CLAIM.c.identity > sa.bindparam("first"))
    & (CLAIM.c.identity < sa.bindparam("past"))
)
_OTHERS: Final = (
    sa.select(_STANDS)
    .select_from(CLAIM.outerjoin(ACCOUNT, ACCOUNT.c.id == CLAIM.c.account_id))
    .where(_BESIDE)
)
_OVERDUE: Final = (
    sa.select(*KEPT)
    .select_from(IDENTITY.join(CLAIM, _TAKEN).join(HOLD, HOLD.c.account_id == CLAIM.c.account_id))
    .where(_OF_MEMBER, _RAN_OUT)
    .order_by(HOLD.c.ends_us, HOLD.c.order_id)
)
_COLUMNS: Final = ("program_key", "kind", "identity", "op_key", "account_id", "recorded_us", "order_id")


def _rows(identity: Any) -> Any:  # noqa: ANN401 - a column in, a select out
    return (
        sa.select(
            IDENTITY.c.program_key,
            sa.cast(sa.bindparam("claimed"), CLAIM.c.kind.type),
            identity,
            sa.cast(sa.bindparam("op"), CLAIM.c.op_key.type),
            sa.cast(sa.bindparam("owner"), sa.BigInteger),
            sa.cast(sa.bindparam("now"), sa.BigInteger),
            sa.cast(sa.bindparam("placed"), CLAIM.c.order_id.type),
        )
        .where(_OF_MEMBER)
        .order_by(IDENTITY.c.kind, IDENTITY.c.hash)
    )


_ROWS: Final = _rows(_KNOWN)
_CLAIM: Final = sa.insert(CLAIM).from_select(_COLUMNS, _ROWS)
_CLAIM_REST: Final = sa.insert(CLAIM).from_select(_COLUMNS, _ROWS.where(~sa.exists().where(_TAKEN)))
_CLAIM_TOO: Final = sa.insert(CLAIM).from_select(
    _COLUMNS, _rows(_KNOWN + sa.literal("/", type_=KEY) + sa.bindparam("mine", type_=KEY))
)
_OWNED: Final = (
    (CLAIM.c.program_key == sa.bindparam("program"))
    & (CLAIM.c.kind == sa.bindparam("claimed"))
    & (CLAIM.c.account_id == sa.bindparam("owner"))
)
_OWN: Final = sa.select(CLAIM.c.identity).where(_OWNED).order_by(CLAIM.c.identity).with_for_update()
_FORGET: Final = sa.delete(CLAIM).where(_OWNED)
_ONE: Final = _OWNED & (CLAIM.c.identity == sa.bindparam("known"))
_RELEASE: Final = sa.delete(CLAIM).where(_ONE)
_PASS_ON: Final = sa.update(CLAIM).where(_ONE).values(account_id=sa.bindparam("heir"))
_HEIR: Final = (
    sa.select(CLAIM.c.account_id).where(_BESIDE).order_by(CLAIM.c.identity).limit(1).with_for_update()
)
