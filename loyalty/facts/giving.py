"""What members get without an order: points for actions, and what issuances give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.standing import Standing


class Issued(NamedTuple):
    """One gift of an issuance in one cycle; `place` is its place among the issuance's gifts.

    A coupon of `offer_id`, or `points` in the wallet's smallest unit. `ends` 0: as all points do.
    """

    issuance_id: str
    cycle: str
    at: int
    place: int
    offer_id: str | None
    points: int
    ends: int
    version: str = ""
    """The hash of the version that gives it: a coupon has its terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a member stands at after something was given, and the movements of points."""

    standing: Standing
    entries: tuple[LedgerEntry, ...]
    lots: tuple[int, ...] = ()
    """The keys of the lots that were given, in the order of the gifts."""


class RiseGift(NamedTuple):
    """What an issuance gave on one rise: its lots by key with their points, and the ids of its coupons."""

    issuance_id: str
    cycle: str
    at: int
    lots: tuple[tuple[int, int], ...] = ()
    coupons: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """The level that was risen to."""
        return self.cycle.partition(":")[0]


class UndoneGift(NamedTuple):
    """What became of a rise's gift when a return undid the rise.

    Unused coupons are void and points of its lots are taken back; what is `kept` was used, which is a cost,
    or has ended.
    """

    issuance_id: str
    cycle: str
    coupons: tuple[str, ...]
    coupons_kept: tuple[str, ...]
    points: int
    points_kept: int

    @property
    def unused(self) -> bool:
        """Whether nothing of it was used: then its cycle may be given again."""
        return not self.coupons_kept and self.points_kept == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What a member stands at after gifts of undone rises became void, and the movements of points."""

    standing: Standing
    entries: tuple[LedgerEntry, ...]
    gifts: tuple[UndoneGift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """What an action earned: points by rule, rules whose limits were reached, the longest run of days."""

    points: tuple[tuple[str, int], ...]
    refused: tuple[str, ...]
    days_in_a_row: int
    standing: Standing
    entries: tuple[LedgerEntry, ...]


class Reminder(NamedTuple):
    """Something of a member that ends soon: `points`, a coupon (its id) or a tier (its level)."""

    kind: str
    name: str
    points: int
    ends: int
