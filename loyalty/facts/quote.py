"""What an order would get: adjustments line by line, and why each offer applied or was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.standing import Shared, Standing


class Reason(IntEnum):
    """Why an offer was refused; names are stable, the numbers are the kernels' own."""

    NONE = 0
    MEMBER_REQUIRED = 1
    CONDITION = 2
    OUTSIDE_WINDOW = 3
    WRONG_DAY = 4
    WRONG_CHANNEL = 5
    WRONG_ATTRIBUTE = 6
    NOT_BIRTHDAY = 7
    NO_CODE = 8
    BELOW_MINIMUM = 9
    TOO_FEW = 10
    NOT_FIRST_ORDER = 11
    WRONG_TIER = 12
    LIMIT_REACHED = 13
    MEMBER_LIMIT_REACHED = 14
    BUDGET_SPENT = 15
    NO_EFFECT = 16
    BETTER_IN_LANE = 17
    LANE_TAKEN = 18
    GROUP_TAKEN = 19
    EXCLUSIVE_TAKEN = 20
    TOO_FEW_DIFFERENT = 21
    WRONG_ORDER_NUMBER = 22
    WRONG_DAYS_SINCE_JOINED = 23
    WRONG_DAYS_SINCE_LAST_ORDER = 24
    WRONG_STORE = 25
    WRONG_PAYMENT_METHOD = 26
    WRONG_SHIPPING_METHOD = 27
    WRONG_REGION = 28
    NOT_COMBINABLE = 29
    NO_COUPON = 30
    NOT_CHOSEN = 31
    COUPON_NOT_YET = 32
    COUPON_ENDED = 33
    OFFER_PAUSED = 34
    UNKNOWN_CODE = 35
    OTHER_CODE_REFUSED = 36
    IDENTITY_LIMIT_REACHED = 37


class Adjustment(NamedTuple):
    """Money off one line from one offer, minor units."""

    line_id: str
    offer_id: str
    amount_minor: int


class Decision(NamedTuple):
    """What became of one offer; `short_by` is what is missing: minor units, units of goods, or articles.

    `version` is the hash of the older version whose terms these are: an offer of which a member holds coupons
    with different terms is judged by each. At most one of them applies.
    """

    offer_id: str
    applied: bool
    reason: Reason
    amount_minor: int
    short_by: int
    version: str | None = None


class CouponDecision(NamedTuple):
    """What became of one coupon the member holds: used, or why not."""

    coupon_id: str
    offer_id: str
    used: bool
    reason: Reason


class CodeDecision(NamedTuple):
    """What became of one code that was shown: it brought the offer, or why not.

    `offer_id` is an offer that asks for it, None where none does. `failed_code` is the code that kept this
    one out, where all or none were to be used.
    """

    code: str
    offer_id: str | None
    used: bool
    reason: Reason
    failed_code: str | None = None


class Better(NamedTuple):
    """Coupons that would save more than those the member chose, and how much more (minor units)."""

    coupon_ids: tuple[str, ...]
    more_minor: int


class NearMiss(NamedTuple):
    """What an order would save with a little more of a line; `add_units` is 0 where money is short.

    `add_minor` is what the addition comes to at the line's price, `saves_minor` what the whole order then
    saves more (minor units); `applies` when the offer already applies and would reach its next step.
    """

    offer_id: str
    line_id: str
    add_minor: int
    add_units: int
    saves_minor: int
    gift: bool
    """The offer brings a gift."""
    applies: bool
    any_goods: bool
    """Whatever goods are added count, not only some."""


class GiftGiven(NamedTuple):
    """So many units of one of these goods on top of the order; the shop adds what the member chooses."""

    offer_id: str
    skus: tuple[str, ...]
    quantity: int
    seller: str | None = None
    """Whose gift it is, where an offer `per: seller` brings one for each; None for goods without a seller."""


class Tendered(NamedTuple):
    """What one tender pays of an order, at most what it came with (minor units)."""

    name: str
    amount_minor: int


class ShippingOption(NamedTuple):
    """A method of shipping: its fee, what offers take off it, and what the whole order then comes to."""

    method_id: str
    shipping_minor: int
    shipping_discount_minor: int
    to_pay_minor: int

    @property
    def fee_minor(self) -> int:
        """What is left of the fee."""
        return self.shipping_minor - self.shipping_discount_minor


class QuoteLine(NamedTuple):
    """One line: before anything, taken off, paid by points, left to pay (minor units).

    `tendered_minor` is the part of `net_minor` that tenders pay; `tax_minor` is in the line, or on top of it
    where prices do not include tax.
    """

    id: str
    amount_minor: int
    discount_minor: int
    points_minor: int
    net_minor: int
    tendered_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Everything one order would get now, to the minor unit and the point."""

    program_hash: str
    cart_content: tuple[object, ...] = field(repr=False)
    """The cart as it was read, and who asked."""
    currency: str
    lines: tuple[QuoteLine, ...]
    not_selected: tuple[str, ...]
    """Ids of the cart's lines that are no part of the order."""
    adjustments: tuple[Adjustment, ...]
    decisions: tuple[Decision, ...]
    gifts: tuple[GiftGiven, ...]
    coupons: tuple[CouponDecision, ...]
    """Every coupon of the member, the one that ends first first."""
    codes: tuple[CodeDecision, ...]
    """Every code that was shown, in the cart's order."""
    better: Better | None
    """Where the member chose, and another choice would save more."""
    best_of_all: bool
    """False when there were too many combinations of offers to try them all."""
    goods_minor: int
    discount_minor: int
    points_spent: int
    points_minor: int
    points_max: int
    shipping_minor: int
    shipping_discount_minor: int
    tenders: tuple[Tendered, ...]
    """What each tender of the cart pays; the rest of it stays where it was."""
    tendered_minor: int
    """What all tenders pay: on the lines, on shipping and on tax."""
    shipping_tendered_minor: int
    tax_tendered_minor: int
    """Of tax that comes on top of prices."""
    tax_minor: int
    """Of lines and shipping."""
    shipping_tax_minor: int
    to_pay_minor: int
    """After tenders, with tax."""
    base_points: int
    bonus_points: int
    base_wanted: int
    bonus_wanted: int
    tiers: tuple[str | None, ...]
    """The level on each track before the order."""

    @property
    def cart_hash(self) -> str:
        """A fingerprint of the cart and who asked: equal carts have equal ones however they were written."""
        return sha256(repr(self.cart_content).encode()).hexdigest()

    @property
    def id(self) -> str:
        """A fingerprint of all that the order gets: quotes with one id are the same to whoever pays."""
        told = (
            self.cart_content,
            self.lines,
            self.adjustments,
            self.applied,
            self.gifts,
            tuple(one.coupon_id for one in self.coupons if one.used),
            self.points_spent,
            self.points_minor,
            self.shipping_minor,
            self.shipping_discount_minor,
            self.tenders,
            self.tax_minor,
            self.to_pay_minor,
            self.base_points,
            self.bonus_points,
        )
        return sha256(repr(told).encode()).hexdigest()

    @property
    def points_earned(self) -> int:
        """Base and bonus together."""
        return self.base_points + self.bonus_points

    @property
    def saved_minor(self) -> int:
        """What offers take off goods and shipping: what the best choice of coupons is best at."""
        return self.discount_minor + self.shipping_discount_minor

    @property
    def applied(self) -> tuple[str, ...]:
        """Ids of the offers that applied."""
        return tuple(decision.offer_id for decision in self.decisions if decision.applied)


@dataclass(frozen=True, slots=True)
class Settlement:
    """An order placed: its quote, the member's new standing, the shared counters, the entries written."""

    quote: Quote
    standing: Standing
    shared: Shared
    entries: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A return or refund booked: what it was worth, what went back, what was taken, the new standing.

    `returned_minor` is `tendered_minor`, which tenders had paid, and `cash_minor`; `tax_minor` is the tax in
    it, or on top of it where prices did not include tax.
    """

    returned_minor: int
    tendered_minor: int
    cash_minor: int
    tax_minor: int
    points_minor: int
    points_restored: int
    taken_base: int
    taken_bonus: int
    taken_unlinked: int
    debt: int
    shortfall: int
    standing: Standing
    shared: Shared
    entries: tuple[LedgerEntry, ...]
