"""Coupons that members hold: granted in batches, moved from open to used and back, made void."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.accounts import SAME_MEMBER
from loyalty.store.inputs import reference
from loyalty.store.operations import Work
from loyalty.store.portions import portions
from loyalty.store.switches import switch_of
from loyalty.store.tables import ACCOUNT, HELD_COUPON, HOLD, MEMBER, REDEMPTION


@dataclass(frozen=True, slots=True)
class StoredCoupon:
    """A held coupon as it is stored; `ends_us` is None where it does not end."""

    coupon_id: str
    offer_id: str
    state: str
    starts_us: int | None
    ends_us: int | None
    granted_us: int
    cause: str
    program_hash: str
    order_id: str | None
    member_ref: str
    voided: int
    """1: made void by hand; what an order has is void when it comes back."""
    locked_until_us: int | None = None
    """The end of the live hold that keeps it."""

    def state_at(self, at_us: int) -> str:
        """What it is at an instant: one that a hold keeps no longer is open, whether written or not."""
        over = self.locked_until_us is not None and self.locked_until_us <= at_us
        back = "void" if self.voided else "open"
        state = back if self.state == "locked" and over else self.state
        ended = state == "open" and self.ends_us is not None and self.ends_us <= at_us
        return "ended" if ended else state


def lock_accounts(work: Work, member_refs: Sequence[str]) -> dict[str, tuple[int, str]]:
    """The account's id and the member's state by reference, all locked in one order."""
    found: dict[str, tuple[int, str]] = {}
    names = sorted({reference("member", one) for one in member_refs})
    for some in portions(names):
        for one in work.connection.execute(_LOCK, {"program": work.program_key, "members": some}):
            found[one.member_ref] = (one.id, one.state)
    return found


def write_coupons(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    """Add held coupons."""
    for some in portions(rows):
        work.write(_INSERT, some)


def take_coupons(work: Work, coupon_ids: Sequence[str], order_id: str | None, *, state: str) -> None:
    """Open coupons go with an order: used, or locked until it is paid."""
    _move(work, coupon_ids, was="open", to=state, order_id=order_id)


def use_locked_coupons(work: Work, coupon_ids: Sequence[str], order_id: str) -> None:
    """Coupons that an order had locked are used."""
    _move(work, coupon_ids, was="locked", to="used", order_id=order_id)


def reopen_coupons(work: Work, coupons: Mapping[str, str], *, was: str) -> None:
    """Coupons (id → offer) of an order are held again; those made void, or of a void offer, are void."""
    for offer_id in sorted(set(coupons.values())):
        ids = [one for one, offer in coupons.items() if offer == offer_id]
        to = "void" if switch_of(work, offer_id) == "void" else "open"
        _move(work, ids, was=was, to=to, order_id=None, moving=_REOPEN)


def _move(  # noqa: PLR0913 - which, and from what to what
    work: Work,
    coupon_ids: Sequence[str],
    *,
    was: str,
    to: str,
    order_id: str | None,
    moving: sa.Update | None = None,
) -> None:
    """One that is not as it was read makes the database refuse: a state may not be null."""
    told = {"program": work.program_key, "was": was, "to": to, "order_to": order_id}
    if coupon_ids:
        work.write(_MOVE if moving is None else moving, [told | {"coupon": one} for one in coupon_ids])


def void_with_order(work: Work, coupon_ids: Sequence[str], order_id: str) -> None:
    """Coupons become void because of what became of an order, unless a hand has made them so before."""
    told = {"program": work.program_key, "order_to": order_id}
    if coupon_ids:
        work.write(_VOID_WITH_ORDER, [told | {"coupon": one} for one in coupon_ids])


def void_coupon(work: Work, coupon_id: str) -> bool:
    """Make a coupon void; one that an order has when it comes back. Whether it was open."""
    return _void(work, "coupon", coupon_id) == 1


def void_offer(work: Work, offer_id: str) -> int:
    """Make all coupons of an offer void, those that orders have when they come back; how many were open."""
    return _void(work, "offer", offer_id)


def void_cause(work: Work, cause: str) -> int:
    """Make all coupons of one cause void, those that orders have when they come back; how many were open."""
    return _void(work, "cause", cause)


def _void(work: Work, by: str, which: str) -> int:
    told = {"program": work.program_key, "which": which, "at": work.at_us}
    let_go, marking, over, voiding = _VOIDING[by]
    free: int = work.connection.execute(let_go, told).scalar_one()
    work.connection.execute(marking, told)  # behind it no coupon of them moves
    work.connection.execute(over, told)
    return free + work.connection.execute(voiding, told).rowcount


def voided_of(connection: sa.Connection, program_key: str, coupon_ids: Collection[str]) -> set[str]:
    """Of some coupons those that were made void by hand."""
    if not coupon_ids:
        return set()
    told = {"program": program_key, "coupons": sorted(coupon_ids)}
    return set(connection.execute(_VOIDED, told).scalars())


def coupons_of(connection: sa.Connection, program_key: str, member_ref: str) -> list[StoredCoupon]:
    """All coupons a member ever got, the first granted first."""
    told = {"program": program_key, "member": reference("member", member_ref)}
    rows = connection.execute(_OF_MEMBER, told)
    return [StoredCoupon(**row) for row in rows.mappings()]


def coupon_named(
    connection: sa.Connection, program_key: str, coupon_id: str, *, locking: bool
) -> StoredCoupon | None:
    """A coupon by its id."""
    statement = _ONE.with_for_update(of=HELD_COUPON) if locking else _ONE
    told = {"program": program_key, "coupon": reference("coupon", coupon_id)}
    found = connection.execute(statement, told).mappings().one_or_none()
    return None if found is None else StoredCoupon(**found)


def offers_held(connection: sa.Connection, program_key: str, offer_ids: Collection[str]) -> set[str]:
    """Of some offers those of which a coupon was ever granted."""
    told = {"program": program_key, "offers": list(offer_ids)}
    return set(connection.execute(_OFFERS, told).scalars())


def redemptions_of(connection: sa.Connection, program_key: str, coupon_id: str) -> list[tuple[int, str]]:
    """When and on which orders a coupon was used."""
    rows = connection.execute(_USES, {"program": program_key, "coupon": reference("coupon", coupon_id)})
    return [(row.recorded_us, row.order_id) for row in rows]


_INSERT: Final = sa.insert(HELD_COUPON)
_PROGRAM: Final = HELD_COUPON.c.program_key == sa.bindparam("program")
_LOCK: Final = (
    sa.select(ACCOUNT.c.member_ref, ACCOUNT.c.id, MEMBER.c.state)
    .join_from(
        ACCOUNT,
        MEMBER,
        SAME_MEMBER,
    )
    .where(
        ACCOUNT.c.program_key == sa.bindparam("program"),
        ACCOUNT.c.member_ref.in_(sa.bindparam("members", expanding=True)),
    )
    .order_by(ACCOUNT.c.member_ref)
    .with_for_update(of=ACCOUNT)
)
_NAMED: Final = _PROGRAM & (HELD_COUPON.c.coupon_id == sa.bindparam("coupon"))
_MOVE: Final = (
    sa.update(HELD_COUPON)
    .where(_NAMED)
    .values(
        state=sa.case((HELD_COUPON.c.state == sa.bindparam("was"), sa.bindparam("to"))),
        order_id=sa.bindparam("order_to"),
    )
)
_REOPEN: Final = (
    sa.update(HELD_COUPON)
    .where(_NAMED)
    .values(
        state=sa.case(
            ((HELD_COUPON.c.state == sa.bindparam("was")) & (HELD_COUPON.c.voided == 1), "void"),
            (HELD_COUPON.c.state == sa.bindparam("was"), sa.bindparam("to")),
        ),
        order_id=sa.bindparam("order_to"),
    )
)
_VOID_WITH_ORDER: Final = (
    sa.update(HELD_COUPON)
    .where(_NAMED, HELD_COUPON.c.state == "open")
    .values(state="void", order_id=sa.bindparam("order_to"))
)


_BY_ITS_HOLD: Final = (HOLD.c.program_key == HELD_COUPON.c.program_key) & (
    HOLD.c.order_id == HELD_COUPON.c.order_id
)
_AT: Final[Any] = sa.bindparam("at", type_=sa.BigInteger)
_GOOD: Final = HELD_COUPON.c.ends_us.is_(None) | (HELD_COUPON.c.ends_us > _AT)


def _voiding(column: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a column in, statements out
    """Counting what a hold that ran out has, marking all, ending what is past its day and what is open."""
    those = _PROGRAM & (column == sa.bindparam("which"))
    ran_out = (HOLD.c.state == "live") & (HOLD.c.ends_us <= _AT)
    held = (HELD_COUPON.c.state == "locked") & (HELD_COUPON.c.voided == 0)
    ending = sa.update(HELD_COUPON).where(those, HELD_COUPON.c.state == "open").values(state="void")
    return (
        sa.select(sa.func.count())
        .join_from(HELD_COUPON, HOLD, _BY_ITS_HOLD)
        .where(those, held, ran_out, _GOOD),
        sa.update(HELD_COUPON).where(those, HELD_COUPON.c.state != "void").values(voided=1),
        ending.where(~_GOOD),
        ending,
    )


_VOIDING: Final = {
    "coupon": _voiding(HELD_COUPON.c.coupon_id),
    "offer": _voiding(HELD_COUPON.c.offer_id),
    "cause": _voiding(HELD_COUPON.c.cause),
}
_VOIDED: Final = sa.select(HELD_COUPON.c.coupon_id).where(
    _PROGRAM,
    HELD_COUPON.c.coupon_id.in_(sa.bindparam("coupons", expanding=True)),
    HELD_COUPON.c.voided == 1,
)
_ALL: Final = sa.select(
    HELD_COUPON.c.coupon_id,
    HELD_COUPON.c.offer_id,
    HELD_COUPON.c.state,
    HELD_COUPON.c.starts_us,
    HELD_COUPON.c.ends_us,
    HELD_COUPON.c.granted_us,
    HELD_COUPON.c.cause,
    HELD_COUPON.c.program_hash,
    HELD_COUPON.c.order_id,
    HELD_COUPON.c.voided,
    ACCOUNT.c.member_ref,
    HOLD.c.ends_us.label("locked_until_us"),
).select_from(
    HELD_COUPON.join(ACCOUNT, ACCOUNT.c.id == HELD_COUPON.c.account_id).outerjoin(
        HOLD,
        _BY_ITS_HOLD & (HOLD.c.state == "live"),
    )
)
_OF_MEMBER: Final = _ALL.where(_PROGRAM, ACCOUNT.c.member_ref == sa.bindparam("member")).order_by(
    HELD_COUPON.c.granted_us, HELD_COUPON.c.coupon_id
)
_ONE: Final = _ALL.where(_PROGRAM, HELD_COUPON.c.coupon_id == sa.bindparam("coupon"))
_OFFERS: Final = (
    sa.select(HELD_COUPON.c.offer_id)
    .where(_PROGRAM, HELD_COUPON.c.offer_id.in_(sa.bindparam("offers", expanding=True)))
    .distinct()
)
_USES: Final = (
    sa.select(REDEMPTION.c.recorded_us, REDEMPTION.c.order_id)
    .where(
        REDEMPTION.c.program_key == sa.bindparam("program"), REDEMPTION.c.coupon_id == sa.bindparam("coupon")
    )
    .order_by(REDEMPTION.c.recorded_us)
)
