"""Ledger entries: every movement of points, never changed once written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class EntryKind(IntEnum):
    """What moved the points; the numbers are the kernels' own."""

    EARNED = 0
    SPENT = 1
    RESTORED = 2
    EXPIRED = 3
    TAKEN_BACK = 4
    DEBT_INCURRED = 5
    DEBT_REPAID = 6
    MATURED = 7
    ADJUSTED = 8
    TRANSFERRED = 9


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One movement: points of one lot (by its key; -1 for a debt) at its effective instant (µs UTC).

    Points of a kind are a number from 1 on; those adjusted or transferred are below 0 when they leave.
    """

    kind: EntryKind
    points: int
    at_us: int
    lot: int
