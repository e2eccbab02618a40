"""Who orders, and what is kept of a member: points, tiers, coupons, uses and placed orders.

Instants are microseconds since 1970 UTC. The records carry the same fields, in the same order, as the
kernels' rows, so that they go in and come out without translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from loyalty.handed_in import looks_into

FOREVER: Final = 2**62
"""An instant that never comes."""
NEVER: Final = FOREVER + 1
"""The end of a lot that was granted for good: not even inactivity under a later version ends it."""

FOR_GOOD: Final = FOREVER + 1
"""The end of a level whose version let it last for ever, under a version that would not."""
FOLLOWING: Final = FOREVER + 2
"""The end of a level that lasts as long as the credit says, under a version whose levels have terms."""
STAYING: Final = FOREVER + 3
"""The end of a level that follows the credit, but never below `floor_level`, which was for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Someone without membership: no ledger, and only offers that need no member."""


@looks_into
@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member as the shop knows them. `birthday` is (month, day); the year is nobody's business.

    What is personal is not in its `repr`, so that it gets into nobody's logs.

    A birthday that was changed counts from `birthday_from_year` on, and `birthday_before` until then.
    """

    id: str
    joined_at: datetime
    birthday: tuple[int, int] | None = field(default=None, repr=False)
    attributes: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    birthday_before: tuple[int, int] | None = field(default=None, repr=False)
    birthday_from_year: int = field(default=0, repr=False)

    def birthday_in(self, year: int) -> tuple[int, int] | None:
        """The birthday that counts in a calendar year."""
        return self.birthday if year >= self.birthday_from_year else self.birthday_before


class PointLot(NamedTuple):
    """Points earned together, expiring together; `kept` is the place of the order that earned them."""

    kept: int
    group: int
    expires: int
    available: int
    earned: int
    key: int
    left: int
    granted: int


class TierStanding(NamedTuple):
    """Where a member stands on one track; `level` counts from 0, -1 is below the first."""

    level: int
    floor_level: int
    head: int
    tail: int
    count: int  # type: ignore[assignment]  # tuple.count, which nobody asks here
    grace: int
    sum: int
    ends: int
    floor_ends: int
    period_ends: int
    lifted: int = 0
    """How high what is granted or bought reaches, counted from 1; 0 for nothing."""

    @property
    def effective(self) -> int:
        """The level that counts: the highest of the computed one, those bought and those granted."""
        return max(self.level, self.lifted - 1)


BOUGHT: Final = "bought"
GRANTED: Final = "granted"


class HeldLevel(NamedTuple):
    """A level held beside what the credit says, bought or granted by hand: while starts ≤ t < ends."""

    track: int
    level: int
    source: str
    """BOUGHT or GRANTED."""
    starts: int
    ends: int

    def holds(self, at_us: int) -> bool:
        """Whether it counts at an instant."""
        return self.starts <= at_us < self.ends


class Reach(NamedTuple):
    """When a level was reached in the present run of upgrades, by how much, and until when it lasts.

    `rose` is the rise itself: a return may leave a level that later orders reached, at their instant.
    """

    at: int
    slack: int
    ends: int
    rose: int = 0


class Credit(NamedTuple):
    """Tier credit of one order (its `key`): counts while at ≤ t < ends."""

    at: int
    ends: int
    amount: int
    key: int


class HeldCoupon(NamedTuple):
    """One coupon of a member: it may be used while starts ≤ t < ends."""

    id: str
    offer_id: str
    starts: int = -FOREVER
    ends: int = FOREVER
    version: str = ""
    """The hash of an older version whose terms it has; those of the version in force where it is empty."""

    def usable(self, at_us: int) -> bool:
        """Whether an order of an instant may use it."""
        return self.starts <= at_us < self.ends


class Carried(NamedTuple):
    """A coupon offer with the terms of an older version, by the version's hash."""

    version: str
    offer_id: str


class UsedCoupon(NamedTuple):
    """A coupon that went with an order, and whether it comes back when all of the order does."""

    coupon: HeldCoupon
    comes_back: bool


class Uses(NamedTuple):
    """Uses counted in the window `key` (0: for ever)."""

    key: int
    used: int


class SpentFrom(NamedTuple):
    """Points of one lot that one order spent and that have not come back."""

    kept: int
    group: int
    points: int
    key: int
    expires: int
    available: int
    earned: int


class Award(NamedTuple):
    """What an order earned and still has, by group of expiry."""

    base: int
    bonus: int
    expired: int
    key: int


class ToldAward(NamedTuple):
    """What an order earned in an older system, and what was paid for its goods then (minor units).

    No rule says why: it stands in proportion to what of the goods is still paid.
    """

    base: int
    bonus: int
    paid: int


class KeptLine(NamedTuple):
    """What remains of one line of a placed order, in minor units.

    `tendered` is part of `net`; `after_items` is the line after the item lane.
    """

    item: int
    units: int
    net: int
    listed: int
    points_minor: int
    tendered: int
    after_items: int


class OfferShare(NamedTuple):
    """What one offer took off one line's remaining units."""

    line: int
    offer: int
    units: int
    amount: int


class Terms(NamedTuple):
    """The terms recorded when an order was placed, and what has come back since."""

    credit: int
    rules: int
    multipliers: int
    placed: int
    counted: int
    """The civil day under which limits and caps counted the order."""
    at: int
    delivered: int
    tier_factor: int
    room: int
    points_spent: int
    points_minor: int
    points_back: int
    minor_back: int
    shipping_paid: int
    shipping_tax: int = 0
    """Of what was paid for shipping: below 0 held in it, above 0 on top."""


class Counted(NamedTuple):
    """A use that an order has counted: the counter's name, its window, and whether all members share it."""

    counter: str
    key: int
    shared: bool


class Drawn(NamedTuple):
    """Money that an order has drawn from a budget."""

    budget_id: str
    amount_minor: int
    offer_id: str = ""


@looks_into
@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order a return may name: its terms, lines, awards, and where its points came from."""

    order_id: str
    line_ids: tuple[str, ...]
    goods: tuple[tuple[Any, ...], ...]
    """What selectors look at, by line: the fields of `plan.eligibility.Goods`."""
    terms: Terms
    lines: tuple[KeptLine, ...]
    awards: tuple[Award, ...]
    trail: tuple[SpentFrom, ...]
    shares: tuple[OfferShare, ...]
    return_ids: tuple[str, ...] = ()
    coupons: tuple[UsedCoupon, ...] = ()
    counted: tuple[Counted, ...] = ()
    drawn: tuple[Drawn, ...] = ()
    earlier: int = -FOREVER
    """When the member's order before was placed."""
    levels: tuple[int, ...] = ()
    """The level on each track before the order, as `TierStanding` counts them."""
    shipping_tendered: int = 0
    """What tenders paid of the fee."""
    taxes: tuple[int, ...] = ()
    """The tax of what remains of each line; nothing where the order carried none."""
    shipping_tax: int = 0
    """The tax of the fee."""
    cancelled: bool = False
    carried: tuple[Carried, ...] = ()
    """The older terms that stood beside those of its version: together they number what its record names."""
    told: ToldAward | None = None
    """The award of an order that was brought in; None where the recorded rules say what it is."""
    frees: tuple[str, ...] = ()
    """Offers whose redemptions a return of all goods gives back."""
    frees_first: bool = False
    """Whether it then is no earlier order any more: one of them is for first orders."""
