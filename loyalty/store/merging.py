"""Rows of two members brought under one account: lots, orders, coupons, claims, identities, ledger.

No entry of the past is touched: what a lot still has leaves the one account and arrives at the other as
`transferred`, so that both ledgers go on summing to what their accounts have.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.member import PlacedOrder
from loyalty.plan.tables import Plan
from loyalty.store.accounts import Account
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded
from loyalty.store.state_reading import IN_ORDER, LotRow
from loyalty.store.tables import (
    ACCOUNT,
    CLAIM,
    HELD_COUPON,
    HOLD,
    IDENTITY,
    LEDGER_ENTRY,
    MEMBER_COUNTER,
    PLACED_ORDER,
    POINT_LOT,
    REDEMPTION,
    TIER_CREDIT,
    TIER_STANDING,
)

OWNED: Final = (CLAIM, HELD_COUPON, REDEMPTION)
STATE: Final = (TIER_STANDING, TIER_CREDIT, MEMBER_COUNTER)


@dataclass(frozen=True, slots=True)
class Moved:
    """What came from the one account to the other."""

    lots: dict[int, int]
    """Points by the lot's key on the account it came to."""
    debt: int
    order_ids: tuple[str, ...]
    coupon_ids: tuple[str, ...]


def has_live_hold(work: Work, account: Account) -> bool:
    """Whether a checkout keeps something back for the account."""
    told = {"program": work.program_key, "owner": account.id}
    return account.held > 0 or work.connection.execute(_HELD, told).first() is not None


def move_rows(work: Work, plan: Plan, *, source: Loaded, into: Loaded) -> tuple[Loaded, Moved]:
    """Bring the rows of one account under another; that one as it then is, before its standing is written."""
    before = into.standing.sequence
    by = before * int(plan.settings().groups)
    old, new = source.account, into.account
    work.write(_MOVE_LOTS, {"source_id": old.id, "into_id": new.id, "by": by})
    order_ids = _move_orders(work, plan, old=old, new=new, before=before)
    for table in OWNED:
        work.write(_owned(table), {"source_id": old.id, "into_id": new.id})
    _move_identities(work, old.who.id, new.who.id)
    for table in STATE:
        work.write(_cleared(table), {"source_id": old.id})
    lots = [_arrived(lot, by) for lot in source.state.lots]
    _transfer(work, plan, source=source, into=into, lots=lots)
    booked = sum(lot.remaining for lot in lots)
    entries = len(lots) + (old.debt > 0)
    account = replace(new, booked=new.booked + booked, debt=new.debt + old.debt, seq=new.seq + entries)
    told = {"account": new.id, "all": account.booked, "owed": account.debt, "last": account.seq}
    work.write(_ARRIVED, told)
    work.write(_LEFT, {"account": old.id, "last": old.seq + entries})
    state = replace(
        into.state,
        lots=sorted([*into.state.lots, *lots], key=IN_ORDER),
        coupons=[*into.state.coupons, *source.state.coupons],
    )
    standing = replace(into.standing, coupons=(*into.standing.coupons, *source.standing.coupons))
    moved = Moved(
        {lot.key: lot.remaining for lot in lots},
        old.debt,
        order_ids,
        tuple(one.id for one in source.state.coupons),
    )
    return Loaded(account, state, standing), moved


def _move_identities(work: Work, source_ref: str, into_ref: str) -> None:
    """Whoever knew the one knows the other; what both are known by stays once."""
    theirs, own = (
        set(work.connection.execute(_IDENTITIES, {"program": work.program_key, "ref": ref}).scalars())
        for ref in (source_ref, into_ref)
    )
    for hashed in sorted(theirs):
        told = {"program": work.program_key, "source_ref": source_ref, "hashed": hashed}
        if hashed in own:
            work.write(_DROP_IDENTITY, told)
        else:
            work.write(_MOVE_IDENTITY, told | {"into_ref": into_ref})


def _arrived(lot: LotRow, by: int) -> LotRow:
    return lot._replace(key=lot.key + by)


def _move_orders(work: Work, plan: Plan, *, old: Account, new: Account, before: int) -> tuple[str, ...]:
    told = {"program": work.program_key, "owner": old.id}
    rows = work.connection.execute(_ORDERS, told).all()
    for row in rows:
        record = moved_order(plan, decode(PlacedOrder, row.record), before)
        told = {
            "program": work.program_key,
            "order": row.order_id,
            "into_id": new.id,
            "into_ref": new.who.id,
            "now": encode(record),
        }
        work.write(_MOVE_ORDER, told)
    return tuple(row.order_id for row in rows)


def moved_order(plan: Plan, order: PlacedOrder, events_before: int) -> PlacedOrder:
    """An order of the member who is gone, with its keys as they are after the merge."""
    lots = events_before * int(plan.settings().groups)
    return replace(
        order,
        terms=order.terms._replace(credit=_shifted(order.terms.credit, events_before)),
        awards=tuple(one._replace(key=_shifted(one.key, lots)) for one in order.awards),
        trail=tuple(one._replace(key=_shifted(one.key, lots)) for one in order.trail),
    )


def _shifted(key: int, by: int) -> int:
    """A key after all of the other account's; none stays none."""
    return key if key < 0 else key + by


def _transfer(work: Work, plan: Plan, *, source: Loaded, into: Loaded, lots: list[LotRow]) -> None:
    """Each lot, and the debt, as one entry out and one entry in."""
    rows: list[dict[str, Any]] = []
    for account, sign, own in ((source.account, -1, source.state.lots), (into.account, 1, lots)):
        booked, debt, seq = account.booked, account.debt, account.seq
        for lot in own:
            booked += sign * lot.remaining
            seq += 1
            rows.append(
                _entry(
                    work, plan, account.id, seq,
                    lot_key=lot.key, points=sign * lot.remaining, debt=0, after=(booked, debt),
                    available=sign * lot.remaining if lot.matured else 0,
                )
            )  # fmt: skip
        if source.account.debt:
            debt += sign * source.account.debt
            told = {"points": 0, "debt": sign * source.account.debt, "available": 0}
            rows.append(_entry(work, plan, account.id, seq + 1, lot_key=None, after=(booked, debt), **told))
    if rows:
        work.write(_INSERT_ENTRY, rows)


def _entry(  # noqa: PLR0913 - the columns of one row
    work: Work,
    plan: Plan,
    account_id: int,
    seq: int,
    *,
    lot_key: int | None,
    points: int,
    debt: int,
    available: int,
    after: tuple[int, int],
) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "seq": seq,
        "op_key": work.op_key,
        "kind": "transferred",
        "lot_key": lot_key,
        "delta_points": points,
        "delta_debt": debt,
        "delta_available": available,
        "booked_after": after[0],
        "debt_after": after[1],
        "effective_us": work.at_us,
        "recorded_us": work.recorded_us,
        "program_hash": plan.hash,
    }


@cache
def _owned(table: sa.Table) -> sa.Update:
    return (
        sa.update(table)
        .where(table.c.account_id == sa.bindparam("source_id"))
        .values(account_id=sa.bindparam("into_id"))
    )


@cache
def _cleared(table: sa.Table) -> sa.Delete:
    return sa.delete(table).where(table.c.account_id == sa.bindparam("source_id"))


_HELD: Final = (
    sa.select(HOLD.c.order_id)
    .where(
        HOLD.c.program_key == sa.bindparam("program"),
        HOLD.c.account_id == sa.bindparam("owner"),
        HOLD.c.state == "live",
    )
    .with_for_update()
)
_MOVE_LOTS: Final = (
    sa.update(POINT_LOT)
    .where(POINT_LOT.c.account_id == sa.bindparam("source_id"))
    .values(account_id=sa.bindparam("into_id"), lot_key=POINT_LOT.c.lot_key + sa.bindparam("by"))
)
_ORDERS: Final = (
    sa.select(PLACED_ORDER.c.order_id, PLACED_ORDER.c.record)
    .where(
        PLACED_ORDER.c.program_key == sa.bindparam("program"),
        PLACED_ORDER.c.account_id == sa.bindparam("owner"),
    )
    .order_by(PLACED_ORDER.c.order_id)
    .with_for_update()
)
_MOVE_ORDER: Final = (
    sa.update(PLACED_ORDER)
    .where(
        PLACED_ORDER.c.program_key == sa.bindparam("program"),
        PLACED_ORDER.c.order_id == sa.bindparam("order"),
    )
    .values(
        account_id=sa.bindparam("into_id"), member_ref=sa.bindparam("into_ref"), record=sa.bindparam("now")
    )
)
_NAMED: Final = IDENTITY.c.kind + sa.literal(":", type_=IDENTITY.c.kind.type) + IDENTITY.c.hash
_OF: Final = (IDENTITY.c.program_key == sa.bindparam("program")) & (
    IDENTITY.c.member_ref == sa.bindparam("source_ref")
)
_IDENTITIES: Final = (
    sa.select(_NAMED)
    .where(IDENTITY.c.program_key == sa.bindparam("program"), IDENTITY.c.member_ref == sa.bindparam("ref"))
    .with_for_update()
)
_MOVE_IDENTITY: Final = (
    sa.update(IDENTITY)
    .where(_OF, sa.bindparam("hashed", type_=IDENTITY.c.hash.type) == _NAMED)
    .values(member_ref=sa.bindparam("into_ref"))
)
_DROP_IDENTITY: Final = sa.delete(IDENTITY).where(
    _OF, sa.bindparam("hashed", type_=IDENTITY.c.hash.type) == _NAMED
)
_INSERT_ENTRY: Final = sa.insert(LEDGER_ENTRY)
_ARRIVED: Final = (
    sa.update(ACCOUNT)
    .where(ACCOUNT.c.id == sa.bindparam("account"))
    .values(booked=sa.bindparam("all"), debt=sa.bindparam("owed"), seq=sa.bindparam("last"))
)
_LEFT: Final = (
    sa.update(ACCOUNT)
    .where(ACCOUNT.c.id == sa.bindparam("account"))
    .values(
        booked=0, debt=0, orders=0, seq=sa.bindparam("last"), due_us=sa.null(), changes=ACCOUNT.c.changes + 1
    )
)
