"""What cancelling an order gives back, and what it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.standing import Shared, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """A cancelled order: what was left of it, points back and award taken, the new standing and counters.

    `returned_minor` is what was left to give back of goods and shipping: `tendered_minor`, which tenders had
    paid, and `cash_minor`. Tax on top of prices is not among it: `tax_minor` is all tax, in it or on top.
    """

    returned_minor: int
    tendered_minor: int
    cash_minor: int
    shipping_minor: int
    """Of `returned_minor`, what had been paid for shipping."""
    tax_minor: int
    """Of the goods that were left and of shipping."""
    points_restored: int
    taken_base: int
    taken_bonus: int
    debt: int
    shortfall: int
    standing: Standing
    shared: Shared
    entries: tuple[LedgerEntry, ...]
