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
