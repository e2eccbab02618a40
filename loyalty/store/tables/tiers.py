"""Where a member stands on each track, the credit that counts, and the member's own counters of uses.

Tracks, levels and counters are kept by their ids, so that they go on under the next version of a programme.
`TIER_PAST` has a row for each change of anything but the credit of a track, `TIER_CREDIT_PAST` what a credit
was before it changed: rows of both are only added, and tell where a member stood at any instant.
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
    number("ends_us", optional=True),  # beyond all calendars: for good, or as long as the credit says
    number("floor_ends_us", optional=True),
    number("period_ends_us", optional=True),
    document("reaches"),  # [level id, at, slack, ends, minimum]
    document("held_levels", optional=True),  # bought or granted: [level id, source, starts, ends, minimum]
)

TIER_PAST: Final = table(
    "tier_past",
    number("account_id", primary=True),
    key("track", primary=True, length=64),
    number("change", primary=True),  # the account's number of the write
    number("from_us"),
    key("op_key", length=300),
    key("level", optional=True, length=64),
    key("floor_level", optional=True, length=64),
    number("grace"),
    number("ends_us", optional=True),
    number("floor_ends_us", optional=True),
    number("period_ends_us", optional=True),
    document("reaches"),
    document("held_levels"),
)

TIER_CREDIT_PAST: Final = table(
    "tier_credit_past",
    number("account_id", primary=True),
    key("track", primary=True, length=64),
    number("credit_key", primary=True),
    number("change", primary=True),
    number("until_us"),
    number("at_us"),
    number("ends_us", optional=True),
    number("amount"),
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
