"""A member's movements of points: page by page, and what they had moved by an instant that is past."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

import sqlalchemy as sa

from loyalty.errors import UnknownMember
from loyalty.facts.member import FOREVER
from loyalty.store.accounts import POINTS, ends
from loyalty.store.inputs import reference
from loyalty.store.tables import ACCOUNT, LEDGER_ENTRY, OPERATION, POINT_LOT
from loyalty.when import utc_of

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

    @property
    def effective_at(self) -> datetime:
        """When it counts from, in UTC; show it in the programme's zone."""
        return utc_of(self.effective_us)

    @property
    def recorded_at(self) -> datetime:
        """When it was written, in UTC."""
        return utc_of(self.recorded_us)


@dataclass(frozen=True, slots=True)
class PastFigures:
    """What a member had at an instant; `held` by checkouts that were under way."""

    booked: int
    available: int
    pending: int
    debt: int
    held: int = 0


class Moved(NamedTuple):
    """Points of lots by their keys, what of them is available, and debt."""

    points: Counter[int]
    available: Counter[int]
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


def moved_by(connection: sa.Connection, account_id: int, at_us: int) -> Moved:
    """What the ledger has moved by an instant.

    An entry holds from its instant, and not before an earlier one of its lot, or of the debt: what it takes
    must be there.
    """
    points: Counter[int] = Counter()
    available: Counter[int] = Counter()
    since: dict[int, int] = {}
    debt, owed_since = 0, -FOREVER
    for row in connection.execute(_MOVED, {"account": account_id}):
        begins = max(row.effective_us, since.get(row.lot_key, -FOREVER))
        if row.delta_debt:
            begins = owed_since = max(begins, owed_since)
            debt += row.delta_debt * (begins <= at_us)
        if row.lot_key is not None:
            since[row.lot_key] = begins
            points[row.lot_key] += row.delta_points * (begins <= at_us)
            available[row.lot_key] += row.delta_available * (begins <= at_us)
    return Moved(points, available, debt)


def available_from(connection: sa.Connection, account_id: int) -> dict[int, int]:
    """From when on the points of each lot are available."""
    rows = connection.execute(_OPENS, {"account": account_id})
    return {row.lot_key: ends(row.available_us) for row in rows}


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
_MOVED: Final = (
    sa.select(
        _ENTRY.lot_key, _ENTRY.delta_points, _ENTRY.delta_debt, _ENTRY.delta_available, _ENTRY.effective_us
    )
    .where(_ENTRY.account_id == sa.bindparam("account"))
    .order_by(_ENTRY.seq)
)
_OPENS: Final = sa.select(_LOT.lot_key, _LOT.available_us).where(_LOT.account_id == sa.bindparam("account"))
