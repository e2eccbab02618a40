"""Every record of a programme as it is: one file for each table, accounts by their members.

Left out is what would let somebody in: codes, counted tries, hashes of requests. Documents and hashes of
identities are as they are stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from loyalty.live.exports.writing_files import Column
from loyalty.store.tables import (
    ACCOUNT,
    AUDIT,
    BUDGET,
    CLAIM,
    CODE_BATCH,
    EARLY_RETURN,
    HELD_COUPON,
    HOLD,
    HOLD_LOT,
    IDENTITY,
    IDENTITY_COUNTER,
    IDENTITY_USE,
    LEDGER_ENTRY,
    MEMBER,
    MEMBER_COUNTER,
    OFFER_SWITCH,
    OPERATION,
    ORDER_RETURN,
    PLACED_ORDER,
    POINT_LOT,
    PROGRAM_VERSION,
    QUOTA,
    REDEMPTION,
    TIER_CREDIT,
    TIER_CREDIT_PAST,
    TIER_PAST,
    TIER_STANDING,
)
from loyalty.when import LAST_US, utc_of

RECORDS: Final[Mapping[str, sa.Table]] = {
    "members": MEMBER,
    "identities": IDENTITY,
    "accounts": ACCOUNT,
    "lots": POINT_LOT,
    "ledger": LEDGER_ENTRY,
    "tiers": TIER_STANDING,
    "tier_credit": TIER_CREDIT,
    "past_tiers": TIER_PAST,
    "past_tier_credit": TIER_CREDIT_PAST,
    "counters": MEMBER_COUNTER,
    "identity_counters": IDENTITY_COUNTER,
    "identity_uses": IDENTITY_USE,
    "held_coupons": HELD_COUPON,
    "redemptions": REDEMPTION,
    "orders": PLACED_ORDER,
    "returns": ORDER_RETURN,
    "early_returns": EARLY_RETURN,
    "holds": HOLD,
    "hold_lots": HOLD_LOT,
    "claims": CLAIM,
    "quotas": QUOTA,
    "budgets": BUDGET,
    "offer_switches": OFFER_SWITCH,
    "code_batches": CODE_BATCH,
    "operations": OPERATION,
    "audit": AUDIT,
    "versions": PROGRAM_VERSION,
}
"""Files by the tables that they hold; events that wait to be sent are nobody's record."""
LEFT_OUT: Final = frozenset({"program_key", "fingerprint", "request", "result", "id"})
"""The programme is the same in all; versions are written as documents of their own."""
STREAMED: Final[Mapping[str, Any]] = {"yield_per": 1_000}


def columns_of(table: sa.Table) -> list[Column]:
    """What a table's file holds; an account is told by its member."""
    columns = []
    for column in table.columns:
        if column.name == "account_id":
            columns.append(Column("account_of"))
        elif column.name.endswith("_us"):
            columns.append(Column(column.name.removesuffix("_us"), "instant"))
        elif column.name not in LEFT_OUT and not (table is PROGRAM_VERSION and column.name == "content"):
            number = isinstance(column.type, sa.Integer)
            columns.append(Column(column.name, "number" if number else "text"))
    return columns


def rows_of(connection: sa.Connection, table: sa.Table, program_key: str) -> Iterator[list[object]]:
    """The rows in the order of their keys, as they come from the database."""
    names = [column.name for column in columns_of(table)]
    chosen = [
        ACCOUNT.c.member_ref
        if name == "account_of"
        else table.c[name]
        if name in table.c
        else table.c[f"{name}_us"]
        for name in names
    ]
    instants = [name not in table.c and name != "account_of" for name in names]
    rows = connection.execute(
        _asked(table, chosen), {"program": program_key}, execution_options=dict(STREAMED)
    )
    for row in rows:
        yield [instant(value) if is_one else value for value, is_one in zip(row, instants, strict=True)]


def _asked(table: sa.Table, chosen: list[Any]) -> Any:  # noqa: ANN401 - a select
    asked = sa.select(*chosen)
    mine: Any = sa.bindparam("program")
    if "account_id" in table.c:
        asked = asked.join_from(
            table, ACCOUNT, ACCOUNT.c.id == table.c.account_id, isouter="program_key" in table.c
        )
    own = table if "program_key" in table.c else ACCOUNT
    return asked.where(own.c.program_key == mine).order_by(*table.primary_key.columns)


def instant(us: int | None) -> str | None:
    """An instant as files write it; what lies outside of all calendars is empty."""
    if us is None or not 0 <= us <= LAST_US:
        return None
    return utc_of(us).isoformat(timespec="microseconds")
