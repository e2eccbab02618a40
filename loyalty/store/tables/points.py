"""Accounts, point lots and the ledger: what every point is, where it came from and where it went.

`booked`, `held` and `debt` of an account are checked caches: booked = Σ remaining of its lots = Σ
delta_points of its entries, debt = Σ delta_debt. An entry is never changed: the database
refuses to. A lot's `expired` is what of it expired and no return has counted yet.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.tables.columns import key, number, one_of, serial, table
from loyalty.store.tables.keeping import keep

ACCOUNT: Final = table(
    "account",
    serial(),
    key("program_key", length=64),
    key("member_ref"),
    key("wallet", length=64),
    number("booked", default=0),
    number("held", default=0),
    number("promised", default=0),  # what orders that are held will earn
    number("debt", default=0),
    number("debt_at_us", default=0),
    number("seq", default=0),  # of the last ledger entry
    number("changes", default=0),  # grows with every write
    number("orders", default=0),
    number("sequence", default=0),  # events so far: names lots and credits of one order
    number("next_lot_key", default=0),
    number("last_order_us", optional=True),
    number("active_until_us", optional=True),
    number("wiped_at_us", optional=True),
    number("first_earned_us", optional=True),
    number("first_active_us", optional=True),  # from when on the first points could be spent
    number("matured_until_us", optional=True),  # lots that became available up to here have their entry
    number("due_us", optional=True),  # when something next falls due
    number("tiers_due_us", optional=True),  # when something of a tier does
    sa.UniqueConstraint("program_key", "member_ref", "wallet"),
    sa.CheckConstraint("booked >= 0", name="booked"),
    sa.CheckConstraint("held >= 0 AND held <= booked", name="held"),
    sa.CheckConstraint("debt >= 0", name="debt"),
    sa.Index("ix_loyalty_account_due", "program_key", "due_us"),
)

POINT_LOT: Final = table(
    "point_lot",
    serial(),
    number("account_id"),
    number("lot_key"),
    key("op_key", length=300),
    key("order_id", optional=True),
    key("cause", optional=True, length=300),  # the issuance that gave it
    number("expiry_group", default=0),
    key("program_hash", length=64),
    number("earned_us"),
    number("available_us", optional=True),  # null: not before something happens
    number("expires_us", optional=True),  # null: never
    number("idle", default=0),  # 1: without a date, it ends with the member's inactivity
    number("granted"),
    number("remaining"),
    number("held", default=0),
    number("expired", default=0),
    number("matured", default=0),
    sa.UniqueConstraint("account_id", "lot_key"),
    sa.CheckConstraint("granted > 0", name="granted"),
    sa.CheckConstraint("remaining >= 0", name="remaining"),
    sa.CheckConstraint("held >= 0 AND held <= remaining", name="held"),
    sa.CheckConstraint("available_us < expires_us", name="days"),
    sa.Index(
        "ix_loyalty_point_lot_open",
        "account_id",
        "expires_us",
        "id",
        postgresql_where=sa.text("remaining > 0"),
        sqlite_where=sa.text("remaining > 0"),
    ),
    sa.Index("ix_loyalty_point_lot_order", "account_id", "order_id"),
)

LEDGER_ENTRY: Final = table(
    "ledger_entry",
    number("account_id", primary=True),
    number("seq", primary=True),
    key("op_key", length=300),
    key("kind", length=16),
    number("lot_key", optional=True),
    number("delta_points"),
    number("delta_debt"),
    number("delta_available"),
    number("booked_after"),
    number("debt_after"),
    number("effective_us"),
    number("recorded_us"),
    key("program_hash", length=64),
    one_of(
        "kind",
        "earned",
        "matured",
        "spent",
        "restored",
        "expired",
        "taken_back",
        "adjusted",
        "transferred",
        "debt_incurred",
        "debt_repaid",
    ),
    sa.CheckConstraint("delta_points <> 0 OR delta_debt <> 0 OR delta_available <> 0", name="moves"),
    sa.CheckConstraint("booked_after >= 0 AND debt_after >= 0", name="after"),
    sa.Index("ix_loyalty_ledger_entry_op", "account_id", "op_key"),
)
keep(LEDGER_ENTRY)
