"""Ledger rows of one operation: what each movement does to the three figures, in the order it holds.

A lot that became available since the last operation has its `matured` row first: it moves what is available
and nothing else. The kernels tell every other movement by the key of its lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from loyalty.facts.ledger import EntryKind, LedgerEntry
from loyalty.facts.member import FOREVER
from loyalty.facts.standing import Standing
from loyalty.store.accounts import Account
from loyalty.store.operations import Work
from loyalty.store.state_reading import LotRow

SIGNS: Final = {
    EntryKind.EARNED: 1,
    EntryKind.SPENT: -1,
    EntryKind.RESTORED: 1,
    EntryKind.EXPIRED: -1,
    EntryKind.TAKEN_BACK: -1,
    EntryKind.DEBT_INCURRED: 0,
    EntryKind.DEBT_REPAID: -1,
    EntryKind.ADJUSTED: 1,
    EntryKind.TRANSFERRED: 1,
}
"""Points adjusted or transferred are below 0 where they leave; maturing is booked by the lot's own dates."""
DEBT_SIGNS: Final = {EntryKind.DEBT_INCURRED: 1, EntryKind.DEBT_REPAID: -1}


@dataclass(slots=True)
class Booking:
    """Ledger rows, and what they leave: figures, which lots are available, what of each expired."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    booked: int = 0
    debt: int = 0
    seq: int = 0
    available: set[int] = field(default_factory=set)
    expired: dict[int, int] = field(default_factory=dict)


def book(  # noqa: PLR0913 - one operation's effects, all named
    work: Work,
    account: Account,
    lots: Sequence[LotRow],
    *,
    after: Standing,
    entries: Sequence[LedgerEntry],
    program_hash: str,
) -> Booking:
    """The rows of what one operation moved; `after` is the standing it leaves."""
    booking = Booking(booked=account.booked, debt=account.debt, seq=account.seq)
    booking.available = {lot.key for lot in lots if lot.matured}
    fixed = {
        "account_id": account.id,
        "op_key": work.op_key,
        "recorded_us": work.recorded_us,
        "program_hash": program_hash,
    }
    opens = {lot.key: lot.available for lot in after.lots}
    due = [(opens.get(lot.key, lot.available), lot.key, lot.remaining) for lot in lots if not lot.matured]
    for available_at, key, remaining in sorted(due):
        if available_at <= work.at_us:
            booking.available.add(key)
            _add(booking, fixed, "matured", key, at=available_at, available=remaining)
    known = {lot.key for lot in lots}
    for entry in entries:
        if entry.kind is EntryKind.MATURED:
            continue
        # a lot that was used up before this operation had been available
        if entry.lot not in known and opens.get(entry.lot, -FOREVER) <= entry.at_us:
            booking.available.add(entry.lot)
        points = SIGNS[entry.kind] * entry.points
        _add(
            booking,
            fixed,
            entry.kind.name.lower(),
            entry.lot if points else None,
            at=entry.at_us,
            points=points,
            debt=DEBT_SIGNS.get(entry.kind, 0) * entry.points,
            available=points if entry.lot in booking.available else 0,
        )
        if entry.kind is EntryKind.EXPIRED:
            booking.expired[entry.lot] = booking.expired.get(entry.lot, 0) + entry.points
    return booking


def _add(  # noqa: PLR0913 - one row's columns
    booking: Booking,
    fixed: dict[str, Any],
    kind: str,
    lot_key: int | None,
    *,
    at: int,
    points: int = 0,
    debt: int = 0,
    available: int = 0,
) -> None:
    if not (points or debt or available):
        return
    booking.booked += points
    booking.debt += debt
    booking.seq += 1
    booking.rows.append(
        fixed
        | {
            "seq": booking.seq,
            "kind": kind,
            "lot_key": lot_key,
            "delta_points": points,
            "delta_debt": debt,
            "delta_available": available,
            "booked_after": booking.booked,
            "debt_after": booking.debt,
            "effective_us": at,
        }
    )
