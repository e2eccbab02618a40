"""Coupons that members hold, codes, counted uses, budgets, and claims that can be made once.

`QUOTA` and `BUDGET` are the hot rows: a guarded update counts a use only where one is left, so a limit holds
under any interleaving. A counter of `QUOTA` is one row, or is cut into shards, each with a share of its
limit. A row of `CLAIM` is the rule itself: its key can be there once. `IDENTITY_COUNTER` counts for all who
share an identity, in the newest window it has seen; `IDENTITY_USE` is what it is the sum of.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.tables.columns import document, key, number, one_of, table

QUOTA: Final = table(
    "quota",
    key("program_key", primary=True, length=64),
    key("name", primary=True),
    number("window_key", primary=True),
    number("shard", primary=True, default=0),
    number("uses_max"),
    number("used", default=0),
    number("held", default=0),
    number("cut_of", default=0),  # the limit that the shards of a counter share; 0: the row is all of it
    number("brought", default=0),  # uses among `used` that no redemption here is behind: an import's
    sa.CheckConstraint("used >= 0 AND held >= 0 AND used + held <= uses_max", name="uses"),
)

BUDGET: Final = table(
    "budget",
    key("program_key", primary=True, length=64),
    key("budget_id", primary=True, length=64),
    number("amount_minor"),
    number("spent_minor", default=0),
    number("held_minor", default=0),
    number("closed", default=0),
    number("paused", default=0),  # by the breaker, until somebody answers for going on
    number("changes", default=0),
    number("hour", optional=True),  # of the breaker's count
    number("hour_spent_minor", default=0),
    number("brought_minor", default=0),  # of `spent_minor`, what no redemption here is behind: an import's
    sa.CheckConstraint(
        "spent_minor >= 0 AND held_minor >= 0 AND spent_minor + held_minor <= amount_minor", name="spent"
    ),
)

OFFER_SWITCH: Final = table(
    "offer_switch",
    key("program_key", primary=True, length=64),
    key("offer_id", primary=True, length=64),
    key("state", length=24),
    number("changed_us"),
    key("actor"),
    document("reason", optional=True),
    number("paused", default=0),  # beside the state: a pause ends and leaves it as it was
    number("sharded", default=0),  # whether its total limits are counted in shards
    one_of("state", "live", "paused", "not_issuing", "void"),
)

HELD_COUPON: Final = table(
    "held_coupon",
    key("program_key", primary=True, length=64),
    key("coupon_id", primary=True),
    number("account_id"),
    key("offer_id", length=64),
    key("state", length=16),
    number("starts_us", optional=True),
    number("ends_us", optional=True),
    number("granted_us"),
    key("cause", length=300),  # the issuance, code or hand that gave it
    key("program_hash", length=64),
    key("order_id", optional=True),  # that holds it, used it up, or made it void by its return
    number("voided", default=0),  # 1: by hand; of one that an order has: it comes back void
    one_of("state", "open", "locked", "used", "void"),
    sa.Index("ix_loyalty_held_coupon_account", "account_id", "state"),
    sa.Index("ix_loyalty_held_coupon_offer", "program_key", "offer_id", "state"),
)

CODE_BATCH: Final = table(
    "code_batch",
    key("program_key", primary=True, length=64),
    key("batch", primary=True, length=64),
    key("offer_id", length=64),
    number("codes"),
    number("uses_max"),  # of each code
    number("claims_max", optional=True),  # of each member
    number("starts_us", optional=True),
    number("ends_us", optional=True),
    number("created_us"),
    key("state", length=16),
    one_of("state", "live", "stopped", "void"),
)

COUPON_CODE: Final = table(
    "coupon_code",
    key("program_key", primary=True, length=64),
    key("code_hash", primary=True, length=64),
    key("batch", length=64),
    number("uses_max"),
    number("used", default=0),
    sa.CheckConstraint("used >= 0 AND used <= uses_max", name="used"),
)

CODE_TRY: Final = table(
    "code_try",
    key("program_key", primary=True, length=64),
    key("who", primary=True),
    number("window_key", primary=True),
    number("wrong"),
)

REDEMPTION: Final = table(
    "redemption",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    key("offer_id", primary=True, length=64),
    key("coupon_id", optional=True),
    key("terms_hash", length=64),  # the version whose terms applied: the order's, or an older one
    number("account_id", optional=True),
    number("amount_minor"),
    key("state", length=16),
    number("recorded_us"),
    sa.UniqueConstraint("program_key", "coupon_id", "order_id"),
    sa.Index("ix_loyalty_redemption_offer", "program_key", "offer_id"),
    one_of("state", "live", "given_back"),
)

CLAIM: Final = table(
    "claim",
    key("program_key", primary=True, length=64),
    key("kind", primary=True, length=64),
    key("identity", primary=True),
    key("op_key", length=300),
    number("account_id", optional=True),
    number("recorded_us"),
    key("order_id", optional=True),  # the order that made the claim
    sa.Index("ix_loyalty_claim_account", "account_id"),
)

IDENTITY_COUNTER: Final = table(
    "identity_counter",
    key("program_key", primary=True, length=64),
    key("name", primary=True),
    key("identity", primary=True),  # its kind and its hash
    number("window_key", default=0),
    number("used", default=0),
    sa.CheckConstraint("used >= 0", name="used"),
)

IDENTITY_USE: Final = table(
    "identity_use",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    key("name", primary=True),
    key("identity", primary=True),
    number("window_key"),
    number("uses"),
    sa.Index("ix_loyalty_identity_use_counter", "program_key", "name", "identity"),
)
