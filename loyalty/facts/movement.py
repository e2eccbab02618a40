"""What moving a member's points outside of an order leaves."""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.standing import Standing


@dataclass(frozen=True, slots=True)
class Movement:
    """Points matured, adjusted or transferred: the new standing and the entries written."""

    standing: Standing
    entries: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class Transfer:
    """Points passed on: what became of either member; both are written, or neither."""

    giver: Movement
    taker: Movement
