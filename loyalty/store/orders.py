"""Placed orders: what a return needs to know, kept as one document, and the redemptions they made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa

from loyalty.facts.member import PlacedOrder
from loyalty.facts.order import Cart
from loyalty.facts.quote import Settlement
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Work
from loyalty.store.tables import ORDER_RETURN, PLACED_ORDER, POINT_LOT, REDEMPTION
from loyalty.store.together import Asked


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """A placed order as it is stored; a guest's has neither account nor member."""

    record: PlacedOrder
    account_id: int | None
    member_ref: str | None
    program_hash: str
    state: str
    cart: str


def write_order(  # noqa: PLR0913 - the columns of one row
    work: Work,
    record: PlacedOrder,
    *,
    cart: Cart,
    cart_hash: str,
    member_ref: str | None,
    account_id: int | None,
    program_hash: str,
    replaces: str | None,
    state: str = "placed",
) -> None:
    """Keep an order for its returns."""
    work.write(
        _INSERT,
        {
            "program_key": work.program_key,
            "order_id": record.order_id,
            "account_id": account_id,
            "member_ref": member_ref,
            "program_hash": program_hash,
            "state": state,
            "cart_hash": cart_hash,
            "replaces": replaces,
            "placed_us": work.at_us,
            "recorded_us": work.recorded_us,
            "cart": encode(cart),
            "record": encode(record),
        },
    )


def write_redemptions(work: Work, settled: Settlement, *, account_id: int | None, program_hash: str) -> None:
    """One row for each offer that applied, with the coupon it used up and the version of its terms."""
    used = {one.offer_id: one.coupon_id for one in settled.quote.coupons if one.used}
    rows = [
        {
            "program_key": work.program_key,
            "order_id": settled.standing.placed[-1].order_id,
            "offer_id": one.offer_id,
            "coupon_id": used.get(one.offer_id),
            "terms_hash": one.version or program_hash,
            "account_id": account_id,
            "amount_minor": one.amount_minor,
            "state": "live",
            "recorded_us": work.recorded_us,
        }
        for one in settled.quote.decisions
        if one.applied
    ]
    if rows:
        work.write(_REDEEMED, rows)


def order_of(
    connection: sa.Connection, program_key: str, order_id: str, *, locking: bool
) -> StoredOrder | None:
    """A placed order, or None when it is not known (yet)."""
    statement = _FIND.with_for_update() if locking else _FIND
    found = connection.execute(statement, {"program": program_key, "order": order_id}).one_or_none()
    if found is None:
        return None
    return StoredOrder(
        decode(PlacedOrder, found.record),
        found.account_id,
        found.member_ref,
        found.program_hash,
        found.state,
        found.cart,
    )


def asked_order_state(program_key: str, order_id: str) -> Asked:
    """The question for what became of an order; no row while it is not placed."""
    return Asked(_STATE, {"program": program_key, "order": order_id})


def with_expired(connection: sa.Connection, order: StoredOrder) -> PlacedOrder:
    """The order's record with what of each of its lots has expired since."""
    if order.account_id is None:
        return order.record
    rows = connection.execute(_EXPIRED, {"account": order.account_id, "order": order.record.order_id})
    gone = {row.lot_key: row.expired for row in rows}
    # of an order that was brought in, what had expired before may lie in no lot
    awards = tuple(
        award._replace(expired=gone.get(award.key, award.expired if order.record.told else 0))
        for award in order.record.awards
    )
    return replace(order.record, awards=awards)


def rewrite_order(work: Work, record: PlacedOrder, *, state: str) -> None:
    """Keep what is left of an order after something came back."""
    told = {"program": work.program_key, "order": record.order_id, "to": state, "now": encode(record)}
    work.write(_REWRITE, told)


def write_return(work: Work, *, order_id: str, return_id: str, kind: str, content: str) -> None:
    """Keep what came back."""
    work.write(
        _RETURNED,
        {
            "program_key": work.program_key,
            "order_id": order_id,
            "return_id": return_id,
            "kind": kind,
            "returned_us": work.at_us,
            "recorded_us": work.recorded_us,
            "content": content,
        },
    )


def give_back_redemptions(work: Work, order_id: str) -> None:
    """The uses of an order that was cancelled count no more."""
    work.write(_GIVE_BACK, {"program": work.program_key, "order": order_id})


def last_order_but(connection: sa.Connection, program_key: str, account_id: int, order_id: str) -> int | None:
    """When the member's last order but this one was placed, cancelled ones left out."""
    told = {"program": program_key, "account": account_id, "order": order_id}
    found: int | None = connection.scalar(_LAST, told)
    return found


_GIVE_BACK: Final = (
    sa.update(REDEMPTION)
    .where(
        REDEMPTION.c.program_key == sa.bindparam("program"), REDEMPTION.c.order_id == sa.bindparam("order")
    )
    .values(state="given_back")
)
_LAST: Final = (
    sa.select(PLACED_ORDER.c.placed_us)
    .where(
        PLACED_ORDER.c.program_key == sa.bindparam("program"),
        PLACED_ORDER.c.account_id == sa.bindparam("account"),
        PLACED_ORDER.c.order_id != sa.bindparam("order"),
        PLACED_ORDER.c.state != "cancelled",
    )
    .order_by(PLACED_ORDER.c.placed_us.desc())
    .limit(1)
    .with_for_update()
)
_INSERT: Final = sa.insert(PLACED_ORDER)
_REDEEMED: Final = sa.insert(REDEMPTION)
_RETURNED: Final = sa.insert(ORDER_RETURN)
_NAMED: Final = (PLACED_ORDER.c.program_key == sa.bindparam("program")) & (
    PLACED_ORDER.c.order_id == sa.bindparam("order")
)
_FIND: Final = sa.select(PLACED_ORDER).where(_NAMED)
_STATE: Final = sa.select(PLACED_ORDER.c.state).where(_NAMED)
_REWRITE: Final = (
    sa.update(PLACED_ORDER).where(_NAMED).values(state=sa.bindparam("to"), record=sa.bindparam("now"))
)
_EXPIRED: Final = (
    sa.select(POINT_LOT.c.lot_key, POINT_LOT.c.expired)
    .where(POINT_LOT.c.account_id == sa.bindparam("account"), POINT_LOT.c.order_id == sa.bindparam("order"))
    .with_for_update()
)
