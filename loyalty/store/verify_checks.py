"""One query for each thing that must be true: rows are where it is not, with what was expected and found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.tables import (
    ACCOUNT,
    EARLY_RETURN,
    HELD_COUPON,
    HOLD,
    HOLD_LOT,
    IDENTITY_COUNTER,
    IDENTITY_USE,
    LEDGER_ENTRY,
    OPERATION,
    PLACED_ORDER,
    POINT_LOT,
    REDEMPTION,
)

PROGRAM: Final[Any] = sa.bindparam("program")
MINE: Final = ACCOUNT.c.program_key == PROGRAM


@cache
def checks() -> Mapping[str, Any]:
    """The queries by what they find; each asks for `program`."""
    lot, entry, account = POINT_LOT.c, LEDGER_ENTRY.c, ACCOUNT.c
    entries = _by_account(
        LEDGER_ENTRY,
        points=sum_of(entry.delta_points),
        debt=sum_of(entry.delta_debt),
        count=sa.func.count(),
        first=sa.func.min(entry.seq),
        last=sa.func.max(entry.seq),
    )
    lots = _by_account(POINT_LOT, remaining=sum_of(lot.remaining), held=sum_of(lot.held))
    return {
        "booked_by_entries": _differs(entries, account.booked, entries.c.points),
        "booked_by_lots": _differs(lots, account.booked, lots.c.remaining),
        "debt": _differs(entries, account.debt, entries.c.debt),
        "held_by_lots": _differs(lots, account.held, lots.c.held),
        "entries_numbered": _differs(entries, account.seq, entries.c.count),
        "entries_last": _differs(entries, account.seq, entries.c.last),
        "negative": rows_of(
            sa.cast(account.id, sa.String(20)),
            0,
            account.booked,
            sa.select()
            .select_from(ACCOUNT)
            .where(
                MINE,
                (account.booked < 0)
                | (account.held < 0)
                | (account.debt < 0)
                | (account.held > account.booked),
            ),
        ),
        **_lot_checks(),
        **_chain_checks(),
        **_other_checks(),
        **_identity_checks(),
    }


def sum_of(column: Any) -> Any:  # noqa: ANN401 - a column
    """The sum of a column; of no rows 0."""
    return sa.func.coalesce(sa.func.sum(column), 0)


def _by_account(table: sa.Table, **sums: Any) -> Any:  # noqa: ANN401 - columns in, a subquery out
    return (
        sa.select(table.c.account_id, *(one.label(name) for name, one in sums.items()))
        .join(ACCOUNT, ACCOUNT.c.id == table.c.account_id)
        .where(MINE)
        .group_by(table.c.account_id)
        .subquery()
    )


def rows_of(place: Any, expected: Any, found: Any, of: Any) -> Any:  # noqa: ANN401 - parts of a select
    """A query that says where what was expected and what was found."""
    shown = [one if hasattr(one, "label") else sa.literal_column(str(one)) for one in (expected, found)]
    return of.add_columns(place.label("place"), shown[0].label("expected"), shown[1].label("found"))


def _differs(sums: Any, found: Any, expected: Any) -> Any:  # noqa: ANN401 - columns
    """Accounts whose cache is not what was summed up; nothing sums up to nothing."""
    summed = sa.func.coalesce(expected, 0)
    joined = ACCOUNT.outerjoin(sums, sums.c.account_id == ACCOUNT.c.id)
    where = sa.select().select_from(joined).where(MINE, found != summed)
    return rows_of(sa.cast(ACCOUNT.c.id, sa.String(20)), summed, found, where)


def _lot_checks() -> dict[str, Any]:
    """Each lot is what its entries say, and holds what checkouts hold of it."""
    lot, entry = POINT_LOT.c, LEDGER_ENTRY.c
    moved = (
        sa.select(
            entry.account_id,
            entry.lot_key,
            sa.func.sum(entry.delta_points).label("points"),
            sa.func.sum(entry.delta_available).label("available"),
        )
        .join(ACCOUNT, ACCOUNT.c.id == entry.account_id)
        .where(MINE, entry.lot_key.is_not(None))
        .group_by(entry.account_id, entry.lot_key)
        .subquery()
    )
    holding = (
        sa.select(HOLD_LOT.c.account_id, HOLD_LOT.c.lot_key, sa.func.sum(HOLD_LOT.c.points).label("points"))
        .join(HOLD, (HOLD.c.program_key == HOLD_LOT.c.program_key) & (HOLD.c.order_id == HOLD_LOT.c.order_id))
        .where(HOLD_LOT.c.program_key == PROGRAM, HOLD.c.state == "live")
        .group_by(HOLD_LOT.c.account_id, HOLD_LOT.c.lot_key)
        .subquery()
    )
    text = sa.String(20)
    place = sa.cast(lot.account_id, text) + "/" + sa.cast(lot.lot_key, text)

    def compared(other: Any, found: Any, expected: Any) -> Any:  # noqa: ANN401 - columns
        joined = POINT_LOT.join(ACCOUNT, ACCOUNT.c.id == lot.account_id).outerjoin(
            other, (other.c.account_id == lot.account_id) & (other.c.lot_key == lot.lot_key)
        )
        where = sa.select().select_from(joined).where(MINE, found != expected)
        return rows_of(place, expected, found, where)

    usable = sa.case((lot.matured == 1, lot.remaining), else_=0)
    over = sa.case((lot.remaining > lot.granted, lot.granted), else_=lot.remaining)
    return {
        "lot_remaining": compared(moved, lot.remaining, sa.func.coalesce(moved.c.points, 0)),
        "lot_available": compared(moved, sa.func.coalesce(moved.c.available, 0), usable),
        "lot_held": compared(holding, lot.held, sa.func.coalesce(holding.c.points, 0)),
        "lot_granted": compared(moved, lot.remaining, over),
        "lot_missing": _missing(moved),
    }


def _missing(moved: Any) -> Any:  # noqa: ANN401 - a subquery in, a select out
    """Lots that entries name and that are not there, unless their entries say that nothing of them is left.

    Lots of a member who was merged lie with the member who is kept.
    """
    lot = POINT_LOT.c
    same = (lot.account_id == moved.c.account_id) & (lot.lot_key == moved.c.lot_key)
    left = (moved.c.points != 0) | (moved.c.available != 0)
    lost = sa.select().select_from(moved.outerjoin(POINT_LOT, same)).where(lot.id.is_(None), left)
    place = sa.cast(moved.c.account_id, sa.String(20)) + "/" + sa.cast(moved.c.lot_key, sa.String(20))
    return rows_of(place, 1, 0, lost)


def _chain_checks() -> dict[str, Any]:
    """Every entry says what was booked and owed after it, and names an operation."""
    entry = LEDGER_ENTRY.c
    before: dict[str, Any] = {"partition_by": entry.account_id, "order_by": entry.seq}
    chain = (
        sa.select(
            entry.account_id,
            entry.seq,
            entry.booked_after,
            entry.debt_after,
            sa.func.sum(entry.delta_points).over(**before).label("booked"),
            sa.func.sum(entry.delta_debt).over(**before).label("debt"),
        )
        .join(ACCOUNT, ACCOUNT.c.id == entry.account_id)
        .where(MINE)
        .subquery()
    )
    place = sa.cast(chain.c.account_id, sa.String(20)) + "/" + sa.cast(chain.c.seq, sa.String(20))

    def broken(found: Any, expected: Any) -> Any:  # noqa: ANN401 - columns
        return rows_of(place, expected, found, sa.select().select_from(chain).where(found != expected))

    named = LEDGER_ENTRY.join(ACCOUNT, ACCOUNT.c.id == entry.account_id).outerjoin(
        OPERATION, (OPERATION.c.program_key == PROGRAM) & (OPERATION.c.op_key == entry.op_key)
    )
    nameless = sa.select().select_from(named).where(MINE, OPERATION.c.op_key.is_(None))
    return {
        "booked_after": broken(chain.c.booked_after, chain.c.booked),
        "debt_after": broken(chain.c.debt_after, chain.c.debt),
        "entry_without_operation": rows_of(entry.op_key, 1, 0, nameless),
    }


def _other_checks() -> dict[str, Any]:
    """Operations have results; coupons, redemptions and waiting returns have the order they name, or not."""

    def of_order(table: sa.Table, place: Any, *where: Any, there: bool) -> Any:  # noqa: ANN401 - columns
        order = PLACED_ORDER.c
        joined = table.outerjoin(
            PLACED_ORDER,
            (order.program_key == table.c.program_key) & (order.order_id == table.c.order_id),
        )
        wrong = order.order_id.is_not(None) if there else order.order_id.is_(None)
        chosen = sa.select().select_from(joined).where(table.c.program_key == PROGRAM, wrong, *where)
        return rows_of(place, int(not there), int(there), chosen)

    coupon = HELD_COUPON.c
    keeping = (HOLD.c.program_key == coupon.program_key) & (HOLD.c.order_id == coupon.order_id)
    kept = HELD_COUPON.outerjoin(HOLD, keeping & (HOLD.c.state == "live"))
    unkept = (coupon.program_key == PROGRAM) & (coupon.state == "locked") & HOLD.c.order_id.is_(None)
    undone = (
        sa.select()
        .select_from(OPERATION)
        .where(OPERATION.c.program_key == PROGRAM, OPERATION.c.result.is_(None))
    )
    return {
        "operation_without_result": rows_of(OPERATION.c.op_key, 1, 0, undone),
        "coupon_without_order": of_order(
            HELD_COUPON, HELD_COUPON.c.coupon_id, HELD_COUPON.c.state == "used", there=False
        ),
        "coupon_locked_without_hold": rows_of(
            coupon.coupon_id, 1, 0, sa.select().select_from(kept).where(unkept)
        ),
        "redemption_without_order": of_order(REDEMPTION, REDEMPTION.c.order_id, there=False),
        "return_waits_for_known_order": of_order(EARLY_RETURN, EARLY_RETURN.c.return_id, there=True),
    }


def _identity_checks() -> dict[str, Any]:
    """Counters of identities are what orders counted on them; each of those is placed, or held now."""
    counter, use, order, hold = IDENTITY_COUNTER.c, IDENTITY_USE.c, PLACED_ORDER.c, HOLD.c
    same = (use.name == counter.name) & (use.identity == counter.identity)
    counted = (
        sa.select(sum_of(use.uses))
        .where(use.program_key == counter.program_key, same, use.window_key == counter.window_key)
        .scalar_subquery()
    )
    wrong = (
        sa.select()
        .select_from(IDENTITY_COUNTER)
        .where(counter.program_key == PROGRAM, counter.used != counted)
    )
    named = {"program_key": use.program_key, "order_id": use.order_id}

    def of(table: Any, state: Any) -> Any:  # noqa: ANN401 - columns
        mine = sa.and_(*(table[name] == column for name, column in named.items()))
        return sa.exists().where(mine, state)

    lost = (
        sa.select()
        .select_from(IDENTITY_USE)
        .where(
            use.program_key == PROGRAM,
            ~of(order, order.state != "cancelled"),
            ~of(hold, hold.state == "live"),
        )
    )
    return {
        "identity_used": rows_of(counter.name, counted, counter.used, wrong),
        "identity_use_without_order": rows_of(use.order_id, 0, use.uses, lost),
    }
