"""A member's movements of points, page by page, and the figures at any instant that is past.

Entries carry the instant they hold from. What fell due by an instant and is not booked yet is read off the
lots, so that an answer does not depend on when the nightly run was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from loyalty.errors import UnknownMember
from loyalty.store.accounts import POINTS
from loyalty.store.inputs import reference
from loyalty.store.tables import ACCOUNT, LEDGER_ENTRY, OPERATION, POINT_LOT

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Movement:
    """One ledger entry with its cause; `booked` and `debt` are what it left."""

    seq: int
    kind: str
    points: int
    debt: int
    available: int
    booked_after: int
    debt_after: int
    effective_us: int
    recorded_us: int
    lot: int | None
    order_id: str | None
    verb: str | None
    op_key: str
    actor: str | None
    reason: str | None
    program_hash: str
    cause: str | None = None
    """The issuance that gave the lot, `issuance:id:cycle`; `undone:id:cycle` once its rise is undone."""


@dataclass(frozen=True, slots=True)
class PastFigures:
    """What a member had at an instant."""

    booked: int
    available: int
    pending: int
    debt: int


def history(
    connection: sa.Connection, program_key: str, member_ref: str, *, before_seq: int | None, most: int
) -> tuple[Movement, ...]:
    """Movements, the latest first; those before a number, for the next page. Raises UnknownMember."""
    account = _account(connection, program_key, member_ref)
    before = before_seq if before_seq is not None else 2**62
    rows = connection.execute(
        _PAGE, {"account": account, "program": program_key, "before": before, "most": most}
    )
    return tuple(Movement(*tuple(row)) for row in rows)


def past_figures(connection: sa.Connection, program_key: str, member_ref: str, *, at_us: int) -> PastFigures:
    """Booked, available, pending and debt at an instant. Raises UnknownMember."""
    asked = {"account": _account(connection, program_key, member_ref), "at": at_us}
    entries = connection.execute(_MOVED, asked).one()
    lots = connection.execute(_UNBOOKED, asked).one()
    booked = int(entries.points) - int(lots.ended)
    available = int(entries.available) + int(lots.started) - int(lots.usable_ended)
    return PastFigures(booked, available, booked - available, int(entries.debt))


def idle_by(connection: sa.Connection, program_key: str, member_ref: str, *, at_us: int) -> bool:
    """Whether inactivity ended points by an instant and no operation has booked it yet."""
    account = _account(connection, program_key, member_ref)
    end = connection.scalar(_IDLE, {"account": account})
    return end is not None and end <= at_us


def _account(connection: sa.Connection, program_key: str, member_ref: str) -> int:
    told = {"program": program_key, "member": reference("member", member_ref)}
    found = connection.execute(_ACCOUNT, told).scalar_one_or_none()
    if found is None:
        raise UnknownMember(member=member_ref)
    return int(found)


_ACCOUNT: Final = sa.select(ACCOUNT.c.id).where(
    ACCOUNT.c.program_key == sa.bindparam("program"),
    ACCOUNT.c.member_ref == sa.bindparam("member"),
    ACCOUNT.c.wallet == POINTS,
)
_IDLE: Final = sa.select(ACCOUNT.c.active_until_us).where(ACCOUNT.c.id == sa.bindparam("account"))
_ENTRY: Final = LEDGER_ENTRY.c
_LOT: Final = POINT_LOT.c
_PAGE: Final = (
    sa.select(
        _ENTRY.seq,
        _ENTRY.kind,
        _ENTRY.delta_points,
        _ENTRY.delta_debt,
        _ENTRY.delta_available,
        _ENTRY.booked_after,
        _ENTRY.debt_after,
        _ENTRY.effective_us,
        _ENTRY.recorded_us,
        _ENTRY.lot_key,
        _LOT.order_id,
        OPERATION.c.verb,
        _ENTRY.op_key,
        OPERATION.c.actor,
        OPERATION.c.reason,
        _ENTRY.program_hash,
        _LOT.cause,
    )
    .select_from(
        LEDGER_ENTRY.outerjoin(
            POINT_LOT, (_LOT.account_id == _ENTRY.account_id) & (_LOT.lot_key == _ENTRY.lot_key)
        ).outerjoin(
            OPERATION,
            (OPERATION.c.program_key == sa.bindparam("program")) & (OPERATION.c.op_key == _ENTRY.op_key),
        )
    )
    .where(_ENTRY.account_id == sa.bindparam("account"), _ENTRY.seq < sa.bindparam("before"))
    .order_by(_ENTRY.seq.desc())
    .limit(sa.bindparam("most"))
)
_AT: Final[Any] = sa.bindparam("at")
_MOVED: Final = sa.select(
    sa.func.coalesce(sa.func.sum(_ENTRY.delta_points), 0).label("points"),
    sa.func.coalesce(sa.func.sum(_ENTRY.delta_available), 0).label("available"),
    sa.func.coalesce(sa.func.sum(_ENTRY.delta_debt), 0).label("debt"),
).where(_ENTRY.account_id == sa.bindparam("account"), _ENTRY.effective_us <= _AT)


def _left(*where: Any) -> Any:  # noqa: ANN401 - conditions in, a column out
    return sa.func.coalesce(sa.func.sum(sa.case((sa.and_(*where), _LOT.remaining - _LOT.held), else_=0)), 0)


_ENDED: Final = _LOT.expires_us <= _AT
_UNBOOKED: Final = sa.select(
    _left(_ENDED).label("ended"),
    _left(_ENDED, _LOT.matured == 1).label("usable_ended"),
    _left(
        _LOT.matured == 0, _LOT.available_us <= _AT, sa.func.coalesce(_LOT.expires_us, _AT + 1) > _AT
    ).label("started"),
).where(_LOT.account_id == sa.bindparam("account"), _LOT.remaining > 0)
