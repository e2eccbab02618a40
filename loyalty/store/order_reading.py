"""A member's orders as people look them up: when, what became of them, and what each offer took off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from loyalty.store.tables import ORDER_RETURN, PLACED_ORDER, REDEMPTION


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A placed order: offers with what each took off (minor units), and how often something came back."""

    order_id: str
    placed_us: int
    state: str
    offers: tuple[tuple[str, int], ...]
    returns: int


def orders_of(
    connection: sa.Connection, program_key: str, account_id: int, *, most: int
) -> tuple[OrderRow, ...]:
    """The latest orders of an account, the latest first."""
    asked = {"program": program_key, "account": account_id, "most": most}
    orders = connection.execute(_ORDERS, asked).all()
    told = {"program": program_key, "orders": [row.order_id for row in orders]}
    offers: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in connection.execute(_OFFERS, told):
        offers[row.order_id].append((row.offer_id, int(row.amount_minor)))
    returns = {row.order_id: int(row.returns) for row in connection.execute(_RETURNS, told)}
    return tuple(
        OrderRow(
            row.order_id,
            int(row.placed_us),
            row.state,
            tuple(offers[row.order_id]),
            returns.get(row.order_id, 0),
        )
        for row in orders
    )


_ORDERS: Final = (
    sa.select(PLACED_ORDER.c.order_id, PLACED_ORDER.c.placed_us, PLACED_ORDER.c.state)
    .where(
        PLACED_ORDER.c.program_key == sa.bindparam("program"),
        PLACED_ORDER.c.account_id == sa.bindparam("account"),
    )
    .order_by(PLACED_ORDER.c.placed_us.desc(), PLACED_ORDER.c.order_id)
    .limit(sa.bindparam("most"))
)
_OFFERS: Final = (
    sa.select(REDEMPTION.c.order_id, REDEMPTION.c.offer_id, REDEMPTION.c.amount_minor)
    .where(
        REDEMPTION.c.program_key == sa.bindparam("program"),
        REDEMPTION.c.order_id.in_(sa.bindparam("orders", expanding=True)),
    )
    .order_by(REDEMPTION.c.order_id, REDEMPTION.c.offer_id)
)
_RETURNS: Final = (
    sa.select(ORDER_RETURN.c.order_id, sa.func.count().label("returns"))
    .where(
        ORDER_RETURN.c.program_key == sa.bindparam("program"),
        ORDER_RETURN.c.order_id.in_(sa.bindparam("orders", expanding=True)),
    )
    .group_by(ORDER_RETURN.c.order_id)
)
