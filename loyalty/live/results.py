"""What the live verbs answer: frozen, kept with their operation, and given again to whoever asks again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.facts.giving import UndoneGift
from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.quote import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A member's points at an instant: four figures, never one word.

    `booked` are all points in lots, `available` those that may be spent now, `pending` those that mature
    later, `held` those that checkouts keep back, `debt` what the next points repay. `tiers` is the level on
    each track, by track.
    """

    booked: int
    available: int
    pending: int
    held: int
    debt: int
    tiers: dict[str, str | None]

    @property
    def spendable(self) -> int:
        """What the member is shown: available less debt."""
        return self.available - self.debt


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOrder:
    """An order whose points, coupons, limits and budgets are set aside until just before `ends_at`."""

    order_id: str
    quote: Quote
    ends_at: datetime
    figures: Figures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedOrder:
    """A hold let go: what the member then has (a guest has no figures)."""

    order_id: str
    figures: Figures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An order that is placed: what it got, the movements of points, what the member then has.

    A guest has no figures. `returned_early` names returns that had come before the order and are booked now.
    """

    order_id: str
    quote: Quote
    entries: tuple[LedgerEntry, ...]
    figures: Figures | None
    returned_early: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionBooked:
    """An action that is booked: what it earned, rules whose limits were reached, days in a row."""

    action_id: str
    action: str
    points: int
    refused: tuple[str, ...]
    days_in_a_row: int
    entries: tuple[LedgerEntry, ...]
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Goods or money that came back: what it was worth (minor units), what it did to points.

    `waits` when the order is not known yet: nothing is booked until it is placed. `gifts_undone` are those of
    rises that the return undid.
    """

    order_id: str
    return_id: str
    waits: bool = False
    returned_minor: int = 0
    tendered_minor: int = 0
    cash_minor: int = 0
    tax_minor: int = 0
    points_minor: int = 0
    points_restored: int = 0
    taken_base: int = 0
    taken_bonus: int = 0
    taken_unlinked: int = 0
    debt: int = 0
    shortfall: int = 0
    entries: tuple[LedgerEntry, ...] = ()
    figures: Figures | None = None
    gifts_undone: tuple[UndoneGift, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """An order cancelled before it was shipped: what comes back (minor units), shipping included."""

    order_id: str
    returned_minor: int
    tendered_minor: int
    cash_minor: int
    shipping_minor: int
    tax_minor: int
    points_restored: int
    taken_base: int
    taken_bonus: int
    debt: int
    shortfall: int
    entries: tuple[LedgerEntry, ...]
    figures: Figures | None
    gifts_undone: tuple[UndoneGift, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matured:
    """An order whose delivery became known: what matured at once, and what the member then has."""

    order_id: str
    entries: tuple[LedgerEntry, ...]
    figures: Figures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Points moved without an order: the movements, and what the member then has."""

    member: str
    points: int
    entries: tuple[LedgerEntry, ...]
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """Points passed on: what became of either member."""

    giver: Moved
    taker: Moved


@dataclass(frozen=True, slots=True)
class Redated:
    """Lots that got another end; `left_out` members had an open checkout."""

    members: int
    lots: int
    points: int
    left_out: int
    to: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponInfo:
    """A held coupon: `state` is open, locked, used, void or ended; it may be used while starts ≤ t < ends.

    Its terms, names among them, are those of the version it was granted under (`program_hash`). `used_on` are
    the orders that used it, the first first; `order_id` the one that has it now.
    """

    id: str
    offer_id: str
    name: str
    name_zh: str
    member: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    granted_at: datetime
    cause: str
    program_hash: str
    order_id: str | None
    used_on: tuple[str, ...] = ()
    voided: bool = False
    """Made void by hand: what an order has stays with it, and is void when it comes back."""
