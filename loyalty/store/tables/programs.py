"""Programmes and their versions: documents that never change once they were live."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.tables.columns import document, key, number, one_of, table

PROGRAM: Final = table(
    "program",
    key("program_key", primary=True, length=64),
    number("paused", default=0),
    number("changes", default=0),  # grows with every change of what is live
    number("retired_us", optional=True),  # the end of the whole programme
)

PROGRAM_VERSION: Final = table(
    "program_version",
    key("program_key", primary=True, length=64),
    number("number", primary=True),
    key("hash", length=64),
    document("content"),
    key("state", length=20),
    key("author"),
    key("approver", optional=True),
    number("created_us"),
    number("live_from_us", optional=True),
    number("based_on", optional=True),  # the version that a draft was made from
    document("note", optional=True),
    document("simulated", optional=True),
    one_of("state", "draft", "in_review", "changes_requested", "approved", "scheduled", "live", "retired"),
    sa.Index("ix_loyalty_program_version_live", "program_key", "live_from_us"),
)
