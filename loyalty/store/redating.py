"""Lots that end within a span given another end, for many members at once; nothing of the ledger moves.

What an order spent of such a lot would come back to it with the end it had, so that placed orders are
rewritten with the lots, and so are checkouts that ran out: they hold nothing any more, and whoever lets them
go later gives back what they held with its new end. Lots past their day, lots whose day of maturing is not
known or lies behind the new end, and members with an open checkout are left as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.hold import Hold
from loyalty.facts.member import PlacedOrder, SpentFrom
from loyalty.store.accounts import SAME_MEMBER
from loyalty.store.documents import decode, encode
from loyalty.store.holds import LIVE
from loyalty.store.operations import Work
from loyalty.store.tables import ACCOUNT, HOLD, HOLD_LOT, MEMBER, PLACED_ORDER, POINT_LOT

BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Lots that end from one instant to just before another, and the end that they get (µs)."""

    first_us: int
    before_us: int
    to_us: int

    def holds(self, expires: int, available: int, *, at_us: int) -> bool:
        """Whether a lot with this end gets the other one."""
        return max(self.first_us, at_us + 1) <= expires < self.before_us and available < self.to_us


def counted(
    connection: sa.Connection, program_key: str, span: Span, *, at_us: int
) -> tuple[int, int, int, int]:
    """Members, lots and points that get another end, and members left out for an open checkout."""
    told = _told(program_key, span, at_us)
    free = connection.execute(_COUNTED, told).one()
    held = connection.execute(_LEFT_OUT, told).one()
    return int(free.members), int(free.lots), int(free.points), int(held.members)


def redate(work: Work, span: Span) -> None:
    """Give the lots of every member their new end, a batch of accounts at a time."""
    told = _told(work.program_key, span, work.at_us)
    last = 0
    while True:
        batch = list(work.connection.execute(_ACCOUNTS, told | {"after": last, "batch": BATCH}).scalars())
        if not batch:
            return
        last = batch[-1]
        free = _let_alone(work, span, batch)
        if not free:
            continue
        ours = {"accounts": free}
        work.connection.execute(_LOTS, told | ours)
        work.connection.execute(_DUE, {"to": span.to_us} | ours)
        _orders(work, span, free)


def _let_alone(work: Work, span: Span, accounts: Sequence[int]) -> list[int]:
    """Of locked accounts those without an open checkout; what ran out will come back with the new end."""
    free = dict.fromkeys(accounts)
    overdue = []
    for row in work.connection.execute(_HOLDS, {"accounts": list(accounts)}).all():
        held = decode(Hold, row.record)
        if row.ends_us <= work.at_us:
            overdue.append((row, held))
        elif held.order.trail:
            free.pop(row.account_id, None)
    for row, held in overdue:
        trail = _dated_anew(held.order, span, work.at_us)
        if row.account_id in free and trail != held.order.trail:
            told = {"program": row.program_key, "order": row.order_id}
            now = replace(held, order=replace(held.order, trail=trail))
            work.connection.execute(_REWRITE_HOLD, told | {"now": encode(now)})
    return list(free)


def _orders(work: Work, span: Span, accounts: Sequence[int]) -> None:
    """What orders spent of the lots comes back with the new end."""
    for row in work.connection.execute(_ORDERS, {"accounts": list(accounts)}).all():
        order = decode(PlacedOrder, row.record)
        trail = _dated_anew(order, span, work.at_us)
        if trail != order.trail:
            told = {"program": row.program_key, "order": row.order_id}
            work.connection.execute(_REWRITE, told | {"now": encode(replace(order, trail=trail))})


def _dated_anew(order: PlacedOrder, span: Span, at_us: int) -> tuple[SpentFrom, ...]:
    return tuple(
        part._replace(expires=span.to_us) if span.holds(part.expires, part.available, at_us=at_us) else part
        for part in order.trail
    )


def _told(program_key: str, span: Span, at_us: int) -> dict[str, Any]:
    first = max(span.first_us, at_us + 1)
    return {"program": program_key, "at": at_us, "first": first, "before": span.before_us, "to": span.to_us}


_LOT: Final = POINT_LOT.c
_IN_SPAN: Final = (
    (_LOT.expires_us >= sa.bindparam("first"))
    & (_LOT.expires_us < sa.bindparam("before"))
    & (_LOT.available_us < sa.bindparam("to"))
)
_THEIRS: Final = (
    (ACCOUNT.c.program_key == sa.bindparam("program"))
    & (MEMBER.c.state == "active")
    & _IN_SPAN
    & (_LOT.remaining > 0)
)


def _of_members(*columns: Any) -> Any:  # noqa: ANN401 - columns in, a select out
    joined = POINT_LOT.join(ACCOUNT, _LOT.account_id == ACCOUNT.c.id).join(MEMBER, SAME_MEMBER)
    return sa.select(*columns).select_from(joined).where(_THEIRS)


_SUMS: Final = (
    sa.func.count(sa.distinct(ACCOUNT.c.id)).label("members"),
    sa.func.count().label("lots"),
    sa.func.coalesce(sa.func.sum(_LOT.remaining), 0).label("points"),
)
_HELD: Final = sa.exists().where(  # a hold past its end holds nothing, released or not
    HOLD_LOT.c.account_id == ACCOUNT.c.id,
    HOLD_LOT.c.program_key == HOLD.c.program_key,
    HOLD_LOT.c.order_id == HOLD.c.order_id,
    HOLD.c.ends_us > sa.bindparam("at"),
)
_COUNTED: Final = _of_members(*_SUMS).where(~_HELD)
_LEFT_OUT: Final = _of_members(*_SUMS).where(_HELD)
_ACCOUNTS: Final = (
    sa.select(ACCOUNT.c.id)
    .join(MEMBER, SAME_MEMBER)
    .where(
        ACCOUNT.c.program_key == sa.bindparam("program"),
        ACCOUNT.c.id > sa.bindparam("after"),
        MEMBER.c.state == "active",
        sa.exists().where(_LOT.account_id == ACCOUNT.c.id, _IN_SPAN),  # spent ones too: they may come back
    )
    .order_by(ACCOUNT.c.id)
    .limit(sa.bindparam("batch"))
    .with_for_update(of=ACCOUNT)
)
_OURS: Final[Any] = sa.bindparam("accounts", expanding=True)
_LOTS: Final = (
    sa.update(POINT_LOT).where(_LOT.account_id.in_(_OURS), _IN_SPAN).values(expires_us=sa.bindparam("to"))
)
_TO: Final[Any] = sa.bindparam("to", type_=sa.BigInteger)
_DUE: Final = (
    sa.update(ACCOUNT)
    .where(ACCOUNT.c.id.in_(_OURS))
    .values(
        due_us=sa.case((ACCOUNT.c.due_us < _TO, ACCOUNT.c.due_us), else_=_TO),
        changes=ACCOUNT.c.changes + 1,
    )
)
_ORDERS: Final = (
    sa.select(PLACED_ORDER.c.program_key, PLACED_ORDER.c.order_id, PLACED_ORDER.c.record)
    .where(PLACED_ORDER.c.account_id.in_(_OURS))
    .with_for_update()
)
_HOLDS: Final = (
    sa.select(HOLD.c.program_key, HOLD.c.order_id, HOLD.c.account_id, HOLD.c.ends_us, HOLD.c.record)
    .where(HOLD.c.account_id.in_(_OURS), HOLD.c.state == LIVE)
    .order_by(HOLD.c.order_id)
    .with_for_update()
)


def _rewriting(table: sa.Table) -> sa.Update:
    """What is kept of one order, or of its checkout."""
    named = (table.c.program_key == sa.bindparam("program")) & (table.c.order_id == sa.bindparam("order"))
    return sa.update(table).where(named).values(record=sa.bindparam("now"))


_REWRITE: Final = _rewriting(PLACED_ORDER)
_REWRITE_HOLD: Final = _rewriting(HOLD)
