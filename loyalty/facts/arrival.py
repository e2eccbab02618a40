"""What a member brings along from an older system: points, levels, tier credit, and what they did before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loyalty.facts.member import FOREVER


class ArrivingLot(NamedTuple):
    """Points that are left of what was granted: spendable while available ≤ t < expires."""

    points: int
    granted: int
    earned: int
    available: int
    expires: int = FOREVER


class ArrivingCredit(NamedTuple):
    """Tier credit of one track (its place), in the track's own unit, dated when it was gained.

    `ends` is when it no longer counts; None leaves that to the track's window.
    """

    track: int
    amount: int
    at: int
    ends: int | None = None


class ArrivingLevel(NamedTuple):
    """Where somebody stands on a track: a level by its place (-1: below the first), since when, until when.

    `ends` None leaves the end to the track's term. `grace_since` is when the term ended that grace follows.
    """

    track: int
    level: int
    since: int
    ends: int | None = None
    grace_since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """All that one member brings; instants are microseconds since 1970 UTC."""

    lots: tuple[ArrivingLot, ...] = ()
    credits: tuple[ArrivingCredit, ...] = ()
    levels: tuple[ArrivingLevel, ...] = ()
    debt: int = 0
    orders: int = 0
    """Orders placed before: whoever has one has no first order any more."""
    last_order: int | None = None
    active_until: int | None = None
    """When inactivity ends the points; None starts its clock with the arrival."""
