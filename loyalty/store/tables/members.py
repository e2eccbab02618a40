"""Members by the host's own references, and the hashes of what else may identify the same person."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.tables.columns import document, key, number, one_of, table

MEMBER: Final = table(
    "member",
    key("program_key", primary=True, length=64),
    key("ref", primary=True),
    number("joined_us"),
    number("birthday", optional=True),  # month × 100 + day
    number("birthday_before", optional=True),  # the one that counts until then
    number("birthday_from_year", optional=True),  # a changed birthday counts from this year on
    document("attributes"),
    key("state", length=16),
    key("merged_into", optional=True),
    number("consent_us", optional=True),
    one_of("state", "active", "blocked", "closed", "merged", "erased"),
)

IDENTITY: Final = table(
    "identity",
    key("program_key", primary=True, length=64),
    key("kind", primary=True, length=32),
    key("hash", primary=True, length=64),
    key("member_ref", primary=True),
    sa.Index("ix_loyalty_identity_member", "program_key", "member_ref"),
)
