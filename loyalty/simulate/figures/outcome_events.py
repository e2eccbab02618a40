"""Single events in a simulation's result: what ran out, what was refused, the dearest orders, the switches.

All figures are whole numbers: money in minor units, shares in parts per million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from loyalty.simulate.figures.outcome_steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthUse:
    """What was drawn from a total limit or a budget in one month, less what its returns gave back."""

    month: str
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhaustion:
    """A total limit or a budget: when it ran out, what was turned away after, how fast it went at first.

    A limit with a window (`each` other than `ever`) fills up again and again: `order_id` and `at` are of the
    first window that filled, `allowed` is of one window, `used` of all windows together. What returns gave
    back (`release_on_full_return`) is not in `used`, wherever it was used again.
    """

    kind: str
    id: str
    offer: str | None
    each: str
    order_id: str | None
    at: str | None
    used: int
    given_back: int
    allowed: int
    windows_full: int
    """How many windows filled up; without windows 1 or 0."""
    first_day: str | None
    """The civil day of the first use."""
    first_day_used: int
    first_day_share_ppm: int
    """Of all that was used, given back or not."""
    used_before: int
    """In the warm-up."""
    by_month: tuple[MonthUse, ...]
    """Every measured month; with `used_before` they are all that was used."""
    denied_orders: int
    denied_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """How many orders an offer refused for one reason."""

    offer: str
    reason: str
    en: str
    zh: str
    orders: int
    note_en: str | None = None
    """What the file lacks, where the offer is untested for it."""
    note_zh: str | None = None


Cause: TypeAlias = Literal[
    "sku",
    "category",
    "brand",
    "seller",
    "attribute",
    "goods",
    "shipping_fee",
    "dates",
    "channel",
    "store",
    "payment_method",
    "shipping_method",
    "region",
    "code",
    "birthday",
    "member_attribute",
    "guests",
]
"""What a file lacks: goods of that name, or goods that are everything at once; fees, orders, members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untested:
    """An offer that was never used because the file holds nothing it could be used on."""

    offer: str
    why: Cause
    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopOrder:
    """One of the orders that cost most."""

    order_id: str
    at: str
    member: str | None
    tier: str | None
    revenue_minor: int
    cost_minor: int
    offers_minor: int
    shipping_minor: int
    points_minor: int
    points_spent: int
    points_earned: int
    steps: tuple[Step, ...] = ()
    """From the start price to what was paid and earned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchEffect:
    """One switch of the programme set otherwise, and what the whole programme would then cost."""

    offer: str | None
    """None where the switch belongs to no offer: points, a budget several offers share."""
    switch: str
    source: str | None
    """The value in the programme; None where it sets none. In JSON: `from`."""
    target: str | None
    """The value tried; None where the switch was taken away. In JSON: `to`."""
    en: str
    zh: str
    net_cost_minor: int
    change_minor: int
    change_ppm: int | None
