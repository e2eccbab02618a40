"""Orders placed, what came back of them, what checkouts hold, and returns that came before their order."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.tables.columns import document, key, number, one_of, table

PLACED_ORDER: Final = table(
    "placed_order",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    number("account_id", optional=True),  # null: a guest's
    key("member_ref", optional=True),
    key("program_hash", length=64),
    key("state", length=16),
    key("cart_hash", length=64),
    key("replaces", optional=True),
    number("placed_us"),
    number("recorded_us"),
    document("cart"),
    document("record"),
    one_of("state", "placed", "returned", "cancelled"),
    sa.Index("ix_loyalty_placed_order_account", "account_id", "placed_us"),
    sa.Index("ix_loyalty_placed_order_time", "program_key", "placed_us"),
)

ORDER_RETURN: Final = table(
    "order_return",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    key("return_id", primary=True),
    key("kind", length=16),
    number("returned_us"),
    number("recorded_us"),
    document("content"),
    one_of("kind", "units", "amount", "cancel", "unlinked"),
)

EARLY_RETURN: Final = table(
    "early_return",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    key("return_id", primary=True),
    number("returned_us"),
    number("recorded_us"),
    document("content"),
)

ORDER_GATE: Final = table(
    "order_gate",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    number("changes"),  # how often an order or an early return passed
)

HOLD: Final = table(
    "hold",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    key("hold_id"),  # which of the order's holds it is: they come one after another
    number("account_id", optional=True),
    key("member_ref", optional=True),
    key("program_hash", length=64),
    key("cart_hash", length=64),
    key("state", length=16),
    number("held_us"),
    number("ends_us"),
    number("closed_us", optional=True),  # when it was paid or let go
    document("cart"),
    document("record"),
    one_of("state", "live", "captured", "released"),
    sa.Index("ix_loyalty_hold_account", "account_id", "state"),
    sa.Index("ix_loyalty_hold_ends", "program_key", "state", "ends_us"),
)

HOLD_LOT: Final = table(
    "hold_lot",
    key("program_key", primary=True, length=64),
    key("order_id", primary=True),
    number("lot_key", primary=True),
    number("account_id"),
    number("points"),
    sa.CheckConstraint("points > 0", name="points"),
)
