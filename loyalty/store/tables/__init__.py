"""The tables of the library, all named `loyalty_…`, in one `METADATA`; none refers to a table of the host."""

from loyalty.store.tables.columns import METADATA
from loyalty.store.tables.coupons import (
    BUDGET,
    CLAIM,
    CODE_BATCH,
    CODE_TRY,
    COUPON_CODE,
    HELD_COUPON,
    IDENTITY_COUNTER,
    IDENTITY_USE,
    OFFER_SWITCH,
    QUOTA,
    REDEMPTION,
)
from loyalty.store.tables.members import IDENTITY, MEMBER
from loyalty.store.tables.operations import AUDIT, OPERATION, OUTBOX
from loyalty.store.tables.orders import (
    EARLY_RETURN,
    HOLD,
    HOLD_LOT,
    ORDER_GATE,
    ORDER_RETURN,
    PLACED_ORDER,
)
from loyalty.store.tables.points import ACCOUNT, LEDGER_ENTRY, POINT_LOT
from loyalty.store.tables.programs import PROGRAM, PROGRAM_VERSION
from loyalty.store.tables.tiers import (
    MEMBER_COUNTER,
    TIER_CREDIT,
    TIER_CREDIT_PAST,
    TIER_PAST,
    TIER_STANDING,
)

__all__ = [
    "ACCOUNT",
    "AUDIT",
    "BUDGET",
    "CLAIM",
    "CODE_BATCH",
    "CODE_TRY",
    "COUPON_CODE",
    "EARLY_RETURN",
    "HELD_COUPON",
    "HOLD",
    "HOLD_LOT",
    "IDENTITY",
    "IDENTITY_COUNTER",
    "IDENTITY_USE",
    "LEDGER_ENTRY",
    "MEMBER",
    "MEMBER_COUNTER",
    "METADATA",
    "OFFER_SWITCH",
    "OPERATION",
    "ORDER_GATE",
    "ORDER_RETURN",
    "OUTBOX",
    "PLACED_ORDER",
    "POINT_LOT",
    "PROGRAM",
    "PROGRAM_VERSION",
    "QUOTA",
    "REDEMPTION",
    "TIER_CREDIT",
    "TIER_CREDIT_PAST",
    "TIER_PAST",
    "TIER_STANDING",
]
