"""Point lots as they are after an operation: what is left, what checkouts keep back, what expired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.member import FOREVER, PointLot, SpentFrom
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.store.accounts import stored
from loyalty.store.entries import Booking
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded
from loyalty.store.state_reading import LotRow
from loyalty.store.tables import POINT_LOT
from loyalty.store.upserting import insert_or_update

LOT_KEPT: Final = (
    "op_key",
    "order_id",
    "cause",
    "expiry_group",
    "program_hash",
    "earned_us",
    "granted",
    "expired",
    "idle",
)


def write_lots(  # noqa: PLR0913 - what is written, and what every row of it carries
    work: Work,
    plan: Plan,
    loaded: Loaded,
    *,
    after: Standing,
    booking: Booking,
    order_id: str | None,
    more_held: Mapping[int, int],
    earned_by: Mapping[int, tuple[str, int]],
) -> None:
    """Lots that are new or changed; `more_held` is how many points more of each checkouts keep back.

    `earned_by` names the order that earned a lot where that is not `order_id`, and what of it has expired.
    """
    before = {lot.key: lot for lot in loaded.state.lots}
    was = {lot.key: lot for lot in loaded.standing.lots}
    now = {lot.key: lot for lot in after.lots}
    rows = []
    for key, old in before.items():
        lot = now.get(key)
        if lot == was.get(key) and key not in more_held and (key in booking.available) == old.matured:
            continue
        kept_back = old.held + more_held.get(key, 0)
        row = old._replace(
            remaining=kept_back + (lot.left if lot else 0),
            held=kept_back,
            expires=min(lot.expires, FOREVER) if lot else old.expires,
            available=lot.available if lot else old.available,
            matured=int(key in booking.available),
        )
        if row != old:
            rows.append(row)
    rows += [
        _new_lot(work, plan, lot, booking=booking, earned_by=earned_by.get(lot.key, (order_id, 0)))
        for lot in after.lots
        if lot.key not in before
    ]
    if rows:
        statement = insert_or_update(POINT_LOT, work.dialect, kept=LOT_KEPT)
        work.write(statement, [_row(loaded.account.id, one) for one in rows])


def write_used_up(
    work: Work, plan: Plan, account_id: int, spent: Sequence[SpentFrom], *, known: Collection[int]
) -> None:
    """Lots that orders have spent all of, for their points to come back to; those `known` are there."""
    granted: Counter[int] = Counter()
    for one in spent:
        granted[one.key] += one.points
    rows = [
        LotRow(
            order="",
            program_hash=plan.hash,
            op_key=work.op_key,
            key=one.key,
            group=0,
            expires=one.expires,
            available=one.available,
            earned=one.earned,
            remaining=0,
            held=0,
            granted=granted[one.key],
            expired=0,
            matured=1,
            idle=0,
        )
        for one in {one.key: one for one in spent}.values()
        if one.key not in known
    ]
    if rows:
        work.write(_INSERT_LOT, [_row(account_id, one) for one in rows])


def _new_lot(
    work: Work, plan: Plan, lot: PointLot, *, booking: Booking, earned_by: tuple[str | None, int]
) -> LotRow:
    """A lot that nothing was left of, or that was not there: its first fields count only in that case."""
    order_id, expired = earned_by
    return LotRow(
        order=order_id or "",
        program_hash=plan.hash,
        op_key=work.op_key,
        key=lot.key,
        group=lot.group,
        expires=lot.expires,
        available=lot.available,
        earned=lot.earned,
        remaining=lot.left,
        held=0,
        granted=lot.granted,
        expired=expired,
        matured=int(lot.key in booking.available),
        idle=int(lot.expires == FOREVER and plan.settings().inactivity_months > 0),
    )


def _row(account_id: int, lot: LotRow) -> dict[str, Any]:
    """A lot's columns."""
    return {
        "account_id": account_id,
        "lot_key": lot.key,
        "op_key": lot.op_key,
        "order_id": lot.order or None,
        "expiry_group": lot.group,
        "program_hash": lot.program_hash,
        "earned_us": lot.earned,
        "available_us": stored(lot.available),
        "expires_us": stored(lot.expires),
        "granted": lot.granted,
        "remaining": lot.remaining,
        "held": lot.held,
        "expired": lot.expired,
        "matured": lot.matured,
        "idle": lot.idle,
    }


def write_expired(work: Work, loaded: Loaded, after: Standing, booking: Booking) -> None:
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


_INSERT_LOT: Final = sa.insert(POINT_LOT)
_ADD_EXPIRED: Final = (
    sa.update(POINT_LOT)
    .where(POINT_LOT.c.account_id == sa.bindparam("account"), POINT_LOT.c.lot_key == sa.bindparam("lot"))
    .values(expired=POINT_LOT.c.expired + sa.bindparam("points"))
)
