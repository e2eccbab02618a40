"""Accounts of which something is due, and points past their day booked for many of them at once.

The statements do what `engine.advance` and `write_standing` do for an account of which nothing is due but
lots: first each lot that matured has its entry, then each past its day leaves, in spending order. A test
holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from loyalty.store.operations import Work
from loyalty.store.tables import ACCOUNT, LEDGER_ENTRY, MEMBER, POINT_LOT


class DueAccount(NamedTuple):
    """An account of which something is due; `plain` when it is nothing but lots."""

    id: int
    member_ref: str
    changes: int
    plain: bool


def due_accounts(work: Work, *, after_id: int, most: int) -> list[DueAccount]:
    """Accounts of active members of which something is due, locked; those others hold are passed by."""
    asked = {"program": work.program_key, "at": work.at_us, "after": after_id, "most": most}
    return [
        DueAccount(row.id, row.member_ref, row.changes, bool(row.plain))
        for row in work.connection.execute(_DUE, asked)
    ]


def book_lots(work: Work, accounts: Sequence[int], *, program_hash: str) -> tuple[int, int]:
    """Book matured and ended lots of accounts that are plain; how many points matured and expired."""
    told = {
        "accounts": list(accounts),
        "at": work.at_us,
        "op": work.op_key,
        "now": work.recorded_us,
        "hash": program_hash,
    }
    run = work.connection.execute
    run(_statements()["entries"], told)
    sums = run(_statements()["sums"], told).one()
    for name in ("ended", "matured", "accounts"):
        run(_statements()[name], told)
    return int(sums.matured), -int(sums.expired)


_AT: Final[Any] = sa.bindparam("at")
_OURS: Final[Any] = sa.bindparam("accounts", expanding=True)
_ACCOUNT: Final = ACCOUNT.c
_LOT: Final = POINT_LOT.c
_DUE: Final = (
    sa.select(
        _ACCOUNT.id,
        _ACCOUNT.member_ref,
        _ACCOUNT.changes,
        sa.case(
            (
                (_ACCOUNT.debt == 0)
                & (_ACCOUNT.held == 0)
                & (sa.func.coalesce(_ACCOUNT.tiers_due_us, _AT + 1) > _AT)
                & (sa.func.coalesce(_ACCOUNT.active_until_us, _AT + 1) > _AT),
                1,
            ),
            else_=0,
        ).label("plain"),
    )
    .join_from(
        ACCOUNT,
        MEMBER,
        (MEMBER.c.program_key == _ACCOUNT.program_key) & (MEMBER.c.ref == _ACCOUNT.member_ref),
    )
    .where(
        _ACCOUNT.program_key == sa.bindparam("program"),
        _ACCOUNT.due_us <= _AT,
        _ACCOUNT.id > sa.bindparam("after"),
        MEMBER.c.state == "active",
    )
    .order_by(_ACCOUNT.id)
    .limit(sa.bindparam("most"))
    .with_for_update(of=ACCOUNT, skip_locked=True)
)


@cache
def _statements() -> dict[str, Any]:
    """What is due of lots, as entries, sums and updates."""
    moves = _moves()
    before = {
        "partition_by": moves.c.account_id,
        "order_by": [moves.c.phase, moves.c.at, moves.c.second, moves.c.lot_key],
    }
    place: Any = sa.func.row_number().over(**before)
    left: Any = sa.func.sum(moves.c.points).over(**before)
    entry = LEDGER_ENTRY.c
    entries = sa.select(
        moves.c.account_id,
        (_ACCOUNT.seq + place).label("seq"),
        sa.bindparam("op", type_=entry.op_key.type).label("op_key"),
        sa.case((moves.c.phase == 1, sa.literal_column("'matured'")), else_=sa.literal_column("'expired'")),
        moves.c.lot_key,
        moves.c.points,
        sa.literal_column("0"),
        moves.c.usable,
        _ACCOUNT.booked + left,
        _ACCOUNT.debt,
        moves.c.at,
        sa.bindparam("now", type_=sa.BigInteger),
        sa.bindparam("hash", type_=entry.program_hash.type),
    ).join_from(moves, ACCOUNT, _ACCOUNT.id == moves.c.account_id)
    ours = _LOT.account_id.in_(_OURS)
    ended = ours & (_LOT.remaining > 0) & (_LOT.expires_us <= _AT)
    return {
        "entries": sa.insert(LEDGER_ENTRY).from_select([one.name for one in entry], entries),
        "sums": sa.select(
            sa.func.coalesce(
                sa.func.sum(sa.case((entry.kind == "matured", entry.delta_available), else_=0)), 0
            ).label("matured"),
            sa.func.coalesce(sa.func.sum(entry.delta_points), 0).label("expired"),
        ).where(entry.account_id.in_(_OURS), entry.op_key == sa.bindparam("op")),
        "ended": sa.update(POINT_LOT).where(ended).ordered_values(*_ended()),
        "matured": sa.update(POINT_LOT)
        .where(ours, _LOT.remaining > 0, _LOT.matured == 0, _LOT.available_us <= _AT)
        .values(matured=1),
        "accounts": sa.update(ACCOUNT).where(_ACCOUNT.id.in_(_OURS)).values(_after()),
    }


def _ended() -> list[tuple[Any, Any]]:
    """MariaDB sets columns one after the other: what expired is added while it is still there."""
    return [(_LOT.expired, _LOT.expired + _LOT.remaining), (_LOT.matured, 1), (_LOT.remaining, 0)]


def _moves() -> Any:  # noqa: ANN401 - a subquery
    """Lots that matured, then lots past their day, of accounts that are ours."""
    ours = (_LOT.account_id.in_(_OURS), _LOT.remaining > 0)

    def part(phase: int, at: Any, second: Any, points: Any, usable: Any) -> Any:  # noqa: ANN401 - columns
        return sa.select(
            _LOT.account_id,
            _LOT.lot_key,
            sa.literal_column(str(phase)).label("phase"),
            at.label("at"),
            second.label("second"),
            points.label("points"),
            usable.label("usable"),
        )

    nothing: Any = sa.literal_column("0")
    matured = part(1, _LOT.available_us, nothing, nothing, _LOT.remaining).where(
        *ours, _LOT.matured == 0, _LOT.available_us <= _AT
    )
    expired = part(2, _LOT.expires_us, _LOT.earned_us, -_LOT.remaining, -_LOT.remaining).where(
        *ours, _LOT.expires_us <= _AT
    )
    return sa.union_all(matured, expired).subquery()


def _after() -> dict[Any, Any]:
    """What the account's entries left, and when something is due again."""
    entry = LEDGER_ENTRY.c
    mine = (entry.account_id == _ACCOUNT.id) & (entry.op_key == sa.bindparam("op"))

    def told(column: Any) -> Any:  # noqa: ANN401 - a column in, a subquery out
        return sa.select(sa.func.coalesce(column, 0)).where(mine).scalar_subquery()

    lots = _LOT.account_id == _ACCOUNT.id
    never: Any = sa.literal_column(str(2**62))
    next_end = sa.select(sa.func.coalesce(sa.func.min(_LOT.expires_us), never)).where(
        lots, _LOT.remaining > 0
    )
    next_start = sa.select(sa.func.coalesce(sa.func.min(_LOT.available_us), never)).where(
        lots, _LOT.remaining > 0, _LOT.matured == 0
    )
    ends = [
        next_end.scalar_subquery(),
        next_start.scalar_subquery(),
        sa.func.coalesce(_ACCOUNT.tiers_due_us, never),
        sa.func.coalesce(_ACCOUNT.active_until_us, never),
    ]
    soonest = ends[0]
    for end in ends[1:]:
        soonest = sa.case((soonest <= end, soonest), else_=end)
    return {
        "booked": _ACCOUNT.booked + told(sa.func.sum(entry.delta_points)),
        "seq": _ACCOUNT.seq + told(sa.func.count()),
        "changes": _ACCOUNT.changes + 1,
        "matured_until_us": sa.case(
            (sa.func.coalesce(_ACCOUNT.matured_until_us, 0) < _AT, _AT), else_=_ACCOUNT.matured_until_us
        ),
        "due_us": sa.func.nullif(soonest, never),
    }
