"""Membership tiers, points and offers for shops: one definition of a programme, one exact arithmetic.

What a shop's worker needs is here; replaying order files is `loyalty.simulate`, reports `loyalty.reports`.
"""

from loyalty.coupon_codes import CodeRead, canonical_code, read_code
from loyalty.engine import (
    adjust,
    cancel,
    capture,
    hold,
    mature,
    merge,
    near_misses,
    quote,
    quote_shipping,
    refund,
    refusals,
    release,
    reverse,
    reverse_unlinked,
    settle,
    tier_progress,
    transfer,
    up_to_date,
)
from loyalty.engine.explain import explain
from loyalty.engine.tier_progress import TierProgress
from loyalty.errors import LoyaltyError, Problem, ProgramInvalid
from loyalty.facts.cancellation import Cancellation
from loyalty.facts.hold import Hold, Holding, Released
from loyalty.facts.ledger import EntryKind, LedgerEntry
from loyalty.facts.member import Guest, HeldCoupon, Member
from loyalty.facts.movement import Movement, Transfer
from loyalty.facts.order import Cart, CartLine, ShippingMethod, Tender
from loyalty.facts.quote import (
    Adjustment,
    Better,
    CodeDecision,
    CouponDecision,
    Decision,
    NearMiss,
    Quote,
    Reason,
    Reversal,
    Settlement,
    ShippingOption,
)
from loyalty.facts.standing import Shared, Standing
from loyalty.money import Currency, Rounding, currency, show
from loyalty.plan import Plan, lower
from loyalty.rules.changes import Change, Diff
from loyalty.rules.diff import diff
from loyalty.rules.document import load_program
from loyalty.rules.program import Program
from loyalty.rules.review import review

__all__ = [
    "Adjustment",
    "Better",
    "Cancellation",
    "Cart",
    "CartLine",
    "Change",
    "CodeDecision",
    "CodeRead",
    "CouponDecision",
    "Currency",
    "Decision",
    "Diff",
    "EntryKind",
    "Guest",
    "HeldCoupon",
    "Hold",
    "Holding",
    "LedgerEntry",
    "LoyaltyError",
    "Member",
    "Movement",
    "NearMiss",
    "Plan",
    "Problem",
    "Program",
    "ProgramInvalid",
    "Quote",
    "Reason",
    "Released",
    "Reversal",
    "Rounding",
    "Settlement",
    "Shared",
    "ShippingMethod",
    "ShippingOption",
    "Standing",
    "Tender",
    "TierProgress",
    "Transfer",
    "adjust",
    "cancel",
    "canonical_code",
    "capture",
    "currency",
    "diff",
    "explain",
    "hold",
    "load_program",
    "lower",
    "mature",
    "merge",
    "near_misses",
    "quote",
    "quote_shipping",
    "read_code",
    "refund",
    "refusals",
    "release",
    "reverse",
    "reverse_unlinked",
    "review",
    "settle",
    "show",
    "tier_progress",
    "transfer",
    "up_to_date",
]
