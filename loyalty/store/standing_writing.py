"""The difference between two standings, written: lots, entries, tiers, credit, counters, coupons, account."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.errors import RetryTransaction
from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.member import FOREVER, HeldCoupon, PointLot, Standing
from loyalty.plan.tables import Plan
from loyalty.store.accounts import stored
from loyalty.store.entries import Booking, book
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded, tier_rows
from loyalty.store.tables import (
    ACCOUNT,
    HELD_COUPON,
    LEDGER_ENTRY,
    MEMBER_COUNTER,
    POINT_LOT,
    TIER_CREDIT,
    TIER_STANDING,
)
from loyalty.store.upserting import insert_or_update

LOT_KEPT: Final = ("op_key", "order_id", "expiry_group", "program_hash", "earned_us", "granted", "expired")


def write_standing(  # noqa: PLR0913 - one operation's effects, all named
    work: Work,
    plan: Plan,
    loaded: Loaded,
    *,
    after: Standing,
    entries: Sequence[LedgerEntry],
    order_id: str | None,
) -> Booking:
    """Write what changed; raises RetryTransaction when the account changed under the operation."""
    booking = book(
        work, loaded.account, loaded.state.lots, after=after, entries=entries, program_hash=plan.hash
    )
    _lots(work, plan, loaded, after=after, booking=booking, order_id=order_id)
    if booking.rows:
        work.write(_INSERT_ENTRY, booking.rows)
    _expired(work, loaded, after, booking)
    _tiers(work, plan, loaded, after)
    _counters(work, plan, loaded, after)
    _coupons(work, loaded.standing.coupons, after.coupons, order_id)
    _account(work, plan, loaded, after, booking)
    return booking


def _lots(  # noqa: PLR0913 - what is written, and what every row of it carries
    work: Work, plan: Plan, loaded: Loaded, *, after: Standing, booking: Booking, order_id: str | None
) -> None:
    before = {lot.key: lot for lot in loaded.state.lots}
    now = {lot.key: lot for lot in after.lots}
    rows = []
    for key, old in before.items():
        lot = now.get(key)
        left = old.held + (lot.left if lot else 0)
        expires = lot.expires if lot else old.expires
        available = lot.available if lot else old.available
        matured = int(key in booking.available)
        if (left, expires, available, matured) != (old.remaining, old.expires, old.available, old.matured):
            rows.append(
                {
                    "account_id": loaded.account.id,
                    "lot_key": key,
                    "op_key": old.op_key,
                    "order_id": old.order_id,
                    "expiry_group": old.group,
                    "program_hash": old.program_hash,
                    "earned_us": old.earned,
                    "available_us": stored(available),
                    "expires_us": stored(expires),
                    "granted": old.granted,
                    "remaining": left,
                    "held": old.held,
                    "expired": old.expired,
                    "matured": matured,
                }
            )
    rows += [
        _new_lot(work, plan, loaded, lot, booking=booking, order_id=order_id)
        for lot in after.lots
        if lot.key not in before
    ]
    if rows:
        work.write(_upsert(POINT_LOT, work.dialect, LOT_KEPT), rows)


def _new_lot(  # noqa: PLR0913 - one row's columns
    work: Work, plan: Plan, loaded: Loaded, lot: PointLot, *, booking: Booking, order_id: str | None
) -> dict[str, Any]:
    """A lot that nothing was left of, or that was not there: its first columns count only in that case."""
    return {
        "account_id": loaded.account.id,
        "lot_key": lot.key,
        "op_key": work.op_key,
        "order_id": order_id,
        "expiry_group": lot.group,
        "program_hash": plan.hash,
        "earned_us": lot.earned,
        "available_us": stored(lot.available),
        "expires_us": stored(lot.expires),
        "granted": lot.granted,
        "remaining": lot.left,
        "held": 0,
        "expired": 0,
        "matured": int(lot.key in booking.available),
    }


def _expired(work: Work, loaded: Loaded, after: Standing, booking: Booking) -> None:
    """What of each lot expired; a return counts what of its order's own lots did."""
    told = {award.key: award.expired for order in after.placed[:1] for award in order.awards}
    known = {award.key: award.expired for order in loaded.standing.placed[:1] for award in order.awards}
    gone = [
        {"account": loaded.account.id, "lot": key, "points": points}
        for key, points in booking.expired.items()
        if key not in known
    ]
    gone += [
        {"account": loaded.account.id, "lot": key, "points": told[key] - points}
        for key, points in known.items()
        if told[key] != points
    ]
    if gone:
        work.write(_ADD_EXPIRED, gone)


def _tiers(work: Work, plan: Plan, loaded: Loaded, after: Standing) -> None:
    account_id = loaded.account.id
    fresh = tier_rows(plan, account_id, after)
    before = tier_rows(plan, account_id, loaded.standing) if loaded.standing.tiers else {}
    rows = [row for track, row in fresh.items() if track not in loaded.state.tiers or row != before[track]]
    if rows:
        work.write(_upsert(TIER_STANDING, work.dialect), rows)
    credits_ = []
    for number, track in enumerate(plan.program.tiers):
        old = set(loaded.standing.credits[number]) if loaded.standing.credits else set()
        credits_ += [
            {
                "account_id": account_id,
                "track": track.id,
                "credit_key": one.key,
                "at_us": one.at,
                "ends_us": stored(one.ends),
                "amount": one.amount,
            }
            for one in after.credits[number]
            if one not in old
        ]
    if credits_:
        work.write(_upsert(TIER_CREDIT, work.dialect), credits_)


def _counters(work: Work, plan: Plan, loaded: Loaded, after: Standing) -> None:
    rows = [
        {"account_id": loaded.account.id, "name": name, "window_key": now.key, "used": now.used}
        for name, old, now in zip(plan.own, loaded.standing.uses, after.uses, strict=True)
        if now != old
    ]
    if rows:
        work.write(_upsert(MEMBER_COUNTER, work.dialect), rows)


def _coupons(
    work: Work, before: tuple[HeldCoupon, ...], after: tuple[HeldCoupon, ...], order_id: str | None
) -> None:
    gone = [one.id for one in before if one not in after]
    back = [one.id for one in after if one not in before]
    for ids, state, order in ((gone, "used", order_id), (back, "open", None)):
        if ids:
            work.write(
                _MOVE_COUPON,
                [{"program": work.program_key, "coupon": one, "to": state, "order_to": order} for one in ids],
            )


def _account(work: Work, plan: Plan, loaded: Loaded, after: Standing, booking: Booking) -> None:
    groups = int(plan.settings().groups)
    account = loaded.account
    done = work.connection.execute(
        _UPDATE_ACCOUNT,
        {
            "account": account.id,
            "seen": account.changes,
            "booked": booking.booked,
            "debt": after.debt,
            "debt_at_us": after.debt_at,
            "seq": booking.seq,
            "changed": account.changes + 1,
            "orders": after.orders,
            "sequence": after.sequence,
            "next_lot_key": max(account.next_lot_key, after.sequence * groups),
            "last_order_us": stored(after.last_order),
            "active_until_us": stored(after.active_until),
            "wiped_at_us": stored(after.wiped_at),
            "matured_until_us": max(account.matured_until, work.at_us),
            "due_us": stored(min(_points_due(after, booking.available), _tiers_due(after, work.at_us))),
            "tiers_due_us": stored(_tiers_due(after, work.at_us)),
        },
    )
    if done.rowcount != 1:
        raise RetryTransaction(what=f"account {account.id} was changed meanwhile")


def _points_due(standing: Standing, available: set[int]) -> int:
    """When a lot next matures or ends by itself."""
    ends = [
        standing.active_until,
        *(lot.expires for lot in standing.lots),
        *(lot.available for lot in standing.lots if lot.key not in available),
    ]
    return min(ends)


def _tiers_due(standing: Standing, at: int) -> int:
    """When a term ends or credit counts, or counts no more.

    Credit that left its window and changed nothing stays where it is, and is due no more.
    """
    ends = [
        *(min(tier.ends, tier.period_ends) for tier in standing.tiers),
        *(
            one.at
            for number, tier in enumerate(standing.tiers)
            for one in standing.credits[number][tier.tail :]
        ),
        *(
            one.ends
            for number, tier in enumerate(standing.tiers)
            for one in standing.credits[number][tier.head : tier.tail]
            if one.ends > at
        ),
    ]
    return min(ends, default=FOREVER)


_INSERT_ENTRY: Final = sa.insert(LEDGER_ENTRY)
_ADD_EXPIRED: Final = (
    sa.update(POINT_LOT)
    .where(POINT_LOT.c.account_id == sa.bindparam("account"), POINT_LOT.c.lot_key == sa.bindparam("lot"))
    .values(expired=POINT_LOT.c.expired + sa.bindparam("points"))
)
_MOVE_COUPON: Final = (
    sa.update(HELD_COUPON)
    .where(
        HELD_COUPON.c.program_key == sa.bindparam("program"),
        HELD_COUPON.c.coupon_id == sa.bindparam("coupon"),
    )
    .values(state=sa.bindparam("to"), order_id=sa.bindparam("order_to"))
)
_UPDATE_ACCOUNT: Final = (
    sa.update(ACCOUNT)
    .where(ACCOUNT.c.id == sa.bindparam("account"), ACCOUNT.c.changes == sa.bindparam("seen"))
    .values(
        {
            name: sa.bindparam(name)
            for name in (
                "booked",
                "debt",
                "debt_at_us",
                "seq",
                "orders",
                "sequence",
                "next_lot_key",
                "last_order_us",
                "active_until_us",
                "wiped_at_us",
                "matured_until_us",
                "due_us",
                "tiers_due_us",
            )
        }
        | {"changes": sa.bindparam("changed")}
    )
)


@cache
def _upsert(table: sa.Table, dialect: str, kept: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - each dialect has its own class
    return insert_or_update(table, dialect, kept=kept)
