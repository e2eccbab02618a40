"""An order held before payment: everything that booking it, or letting it go, needs; and what each answers.

A `Hold` is made of numbers, texts and tuples of them, so that it can be kept as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.member import PlacedOrder
from loyalty.facts.quote import Quote
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looks_into


class Grant(NamedTuple):
    """Points an order will earn that expire alike."""

    base: int
    bonus: int


@looks_into
@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What an order has set aside from `at` until just before `ends` (µs UTC), priced once and for all.

    `order` is the order as it will be placed: its coupons, the points it spends lot by lot (`trail`), the
    uses and budgets it has counted, with the windows they were counted in.
    """

    order_id: str
    cart_hash: str
    program_hash: str
    at: int
    ends: int
    delivered_after: int | None
    """Microseconds from payment to delivery; None while nobody knows."""
    quote: Quote
    order: PlacedOrder
    grants: tuple[Grant, ...]
    paid_minor: int
    """What of the goods is paid: tier credit by spend."""

    @property
    def points_held(self) -> int:
        """Points kept back from their lots."""
        return sum(one.points for one in self.order.trail)


@dataclass(frozen=True, slots=True)
class Holding:
    """An order held: its quote, the hold, the new standing and counters, the entries of what fell due."""

    quote: Quote
    hold: Hold
    standing: Standing
    shared: Shared
    entries: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """A hold let go: the standing and counters as if it had not been, and the entries of what fell due."""

    standing: Standing
    shared: Shared
    entries: tuple[LedgerEntry, ...]
