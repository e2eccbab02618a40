"""Operations, each done once for ever; what happened because of them, for others; and who changed what."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.tables.columns import document, key, number, serial, table

SUBJECT_LENGTH: Final = 160
"""A reference, and what it is the reference of."""

OPERATION: Final = table(
    "operation",
    key("program_key", primary=True, length=64),
    key("op_key", primary=True, length=300),
    key("verb", length=32),
    key("fingerprint", length=64),
    document("request"),  # field → hash, so that a conflict can name what differs
    number("account_id", optional=True),
    key("program_hash", optional=True, length=64),
    key("actor", optional=True),
    document("reason", optional=True),
    number("occurred_us"),
    number("recorded_us"),
    document("result", optional=True),
    sa.Index("ix_loyalty_operation_account", "account_id", "recorded_us"),
)

OUTBOX: Final = table(
    "outbox",
    serial(),
    key("program_key", length=64),
    key("op_key", length=300),
    key("topic", length=64),
    document("payload"),
    number("created_us"),
    sa.Index("ix_loyalty_outbox_program", "program_key", "id"),
)

AUDIT: Final = table(
    "audit",
    serial(),
    key("program_key", length=64),
    key("actor"),
    key("act", length=64),
    key("subject", length=SUBJECT_LENGTH),
    document("details"),
    number("recorded_us"),
    sa.Index("ix_loyalty_audit_program", "program_key", "recorded_us"),
)
