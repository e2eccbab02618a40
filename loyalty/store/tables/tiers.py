"""Where a member stands on each track, the credit that counts, and the member's own counters of uses.

Tracks, levels and counters are kept by their ids, so that they go on under the next version of a programme.
"""

from __future__ import annotations

from typing import Final

from loyalty.store.tables.columns import document, key, number, table

TIER_STANDING: Final = table(
    "tier_standing",
    number("account_id", primary=True),
    key("track", primary=True, length=64),
    key("level", optional=True, length=64),
    key("floor_level", optional=True, length=64),
    number("head"),
    number("tail"),
    number("grace"),
    number("credit"),
    number("ends_us", optional=True),
    number("floor_ends_us", optional=True),
    number("period_ends_us", optional=True),
    document("reaches"),  # [level id, at, slack, ends, minimum]
)

TIER_CREDIT: Final = table(
    "tier_credit",
    number("account_id", primary=True),
    key("track", primary=True, length=64),
    number("credit_key", primary=True),
    number("at_us"),
    number("ends_us", optional=True),
    number("amount"),
)

MEMBER_COUNTER: Final = table(
    "member_counter",
    number("account_id", primary=True),
    key("name", primary=True),
    number("window_key"),
    number("used"),
)
