"""What a member brings along from an older system: points, levels, tier credit, and what they did before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loyalty.facts.member import FOREVER, HeldCoupon, HeldLevel


class ArrivingLot(NamedTuple):
    """Points that are left of what was granted: spendable while available ≤ t < expires."""

    points: int
    granted: int
    earned: int
    available: int
    expires: int = FOREVER
    name: str = ""
    """By which orders name it that spent of it."""
    order_id: str = ""
    """The order that earned it, among those that come."""


class ArrivingCredit(NamedTuple):
    """Tier credit of one track (its place), in the track's own unit, dated when it was gained.

    `ends` is when it no longer counts; None leaves that to the track's window.
    """

    track: int
    amount: int
    at: int
    ends: int | None = None
    order_id: str = ""
    """The order that it is of, among those that come."""


class ArrivingLevel(NamedTuple):
    """Where somebody stands on a track: a level by its place (-1: below the first), since when, until when.

    `ends` None leaves the end to the track's term. `grace_since` is when the term ended that grace follows.
    """

    track: int
    level: int
    since: int
    ends: int | None = None
    grace_since: int | None = None


class ArrivingLine(NamedTuple):
    """What remains of one line of an order, in minor units; `tendered` is part of `net`.

    `unit_cost` is what a unit costs the shop, None where nobody says.
    """

    line_id: str
    sku: str
    units: int
    net: int
    listed: int
    points_minor: int
    tendered: int
    tax: int
    category: str | None = None
    brand: str | None = None
    seller: str | None = None
    unit_cost: int | None = None


class ArrivingSpent(NamedTuple):
    """Points that an order spent of one lot and that have not come back; `lot` is the lot's name, if any."""

    points: int
    earned: int
    available: int
    expires: int
    lot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivingOrder:
    """An order that an older system booked, as it stands: what may come back of it, and what then goes."""

    order_id: str
    at: int
    delivered: int = FOREVER
    lines: tuple[ArrivingLine, ...] = ()
    spent: tuple[ArrivingSpent, ...] = ()
    base: int = 0
    bonus: int = 0
    expired: int = 0
    """What of base and bonus has expired."""
    points_minor: int = 0
    """What the points it spent paid, shipping included."""
    shipping_paid: int = 0
    shipping_tendered: int = 0
    shipping_tax: int = 0
    return_ids: tuple[str, ...] = ()
    coupons: tuple[HeldCoupon, ...] = ()
    """Coupons that it used; they come back with all its goods where their offers say so."""
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """All that one member brings; instants are microseconds since 1970 UTC."""

    lots: tuple[ArrivingLot, ...] = ()
    credits: tuple[ArrivingCredit, ...] = ()
    levels: tuple[ArrivingLevel, ...] = ()
    held_levels: tuple[HeldLevel, ...] = ()
    """Levels bought and granted."""
    uses: tuple[tuple[str, int, int], ...] = ()
    """Uses that count toward the member's own limits: the counter, its window, how many."""
    placed: tuple[ArrivingOrder, ...] = ()
    """Orders that may be returned here; they are among `orders`."""
    credit_of_orders: bool = False
    """Whether orders without credit of their own count as tracks say; else `credits` is all there is."""
    debt: int = 0
    orders: int = 0
    """Orders placed before: whoever has one has no first order any more."""
    last_order: int | None = None
    active_until: int | None = None
    """When inactivity ends the points; None starts its clock with the arrival."""
