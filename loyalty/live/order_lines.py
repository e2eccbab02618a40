"""The shop's own placed orders and returns as an order file that a simulation reads.

One row for each line, at its selling price before offers: a draft prices it anew. What a unit cost the shop
stands beside it where its cart said so. Orders that were cancelled
are left out, and so is money that came back without goods.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, Final, TextIO

import sqlalchemy as sa

from loyalty.coupon_codes.canonical import one_cell
from loyalty.facts.order import Cart
from loyalty.live.cells import defused
from loyalty.live.desk import Desk, Host
from loyalty.live.request_content import spelled
from loyalty.money import currency, to_minor
from loyalty.store.connecting import connection_of
from loyalty.store.documents import decode
from loyalty.store.tables import ORDER_RETURN, PLACED_ORDER
from loyalty.when import utc_of

COLUMNS: Final = (
    "order_id",
    "original_order_id",
    "return_id",
    "kind",
    "member_id",
    "ordered_at",
    "line_no",
    "sku",
    "category",
    "brand",
    "seller",
    "quantity",
    "line_gross",
    "unit_cost",
    "currency",
    "coupon_code",
    "channel",
)
PAGE: Final = 500


def write_order_lines(desk: Desk, session: Host, out: TextIO) -> int:
    """Write all orders that stand and what came back of them as CSV; how many rows."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for row in _rows(connection_of(session), desk.program_key):
        writer.writerow([defused(row.get(name)) for name in COLUMNS])
        count += 1
    return count


def _rows(connection: sa.Connection, program_key: str) -> Iterator[dict[str, Any]]:
    after = ""
    while True:
        asked = {"program": program_key, "after": after, "most": PAGE}
        orders = connection.execute(_ORDERS, asked).all()
        if not orders:
            return
        for order in orders:
            lines = _sold(order)
            yield from lines
            told = {"program": program_key, "order": order.order_id}
            for back in connection.execute(_RETURNS, told).all():
                yield from _returned(order, lines, back)
        after = orders[-1].order_id


def _sold(order: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a row
    cart = decode(Cart, order.cart)
    unit = currency(cart.currency)
    made = []
    for number, line in enumerate((one for one in cart.lines if one.selected), 1):
        gross = (
            to_minor(line.amount, unit)
            if line.amount is not None
            else to_minor(line.unit_price or 0, unit) * line.quantity
        )
        made.append(
            {
                "line_id": line.id,
                "order_id": order.order_id,
                "kind": "sale",
                "member_id": order.member_ref,
                "ordered_at": _instant(order.placed_us),
                "line_no": number,
                "sku": line.sku,
                "category": line.category,
                "brand": line.brand,
                "seller": line.seller,
                "quantity": line.quantity,
                "line_gross": gross,
                "unit_cost": None if line.unit_cost is None else spelled(line.unit_cost),
                "currency": cart.currency,
                "coupon_code": one_cell(cart.codes) or None,
                "channel": cart.channel,
            }
        )
    return made


def _returned(order: Any, lines: list[dict[str, Any]], back: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - rows
    units = json.loads(back.content).get("units", {})
    for line in lines:
        count = units.get(line["line_id"], 0)
        if count:
            yield line | {
                "order_id": f"{order.order_id}/{back.return_id}",
                "original_order_id": order.order_id,
                "return_id": back.return_id,
                "kind": "return",
                "ordered_at": _instant(back.returned_us),
                "quantity": count,
                "line_gross": line["line_gross"] * count // line["quantity"],
            }


def _instant(us: int) -> str:
    return utc_of(us).isoformat()


_ORDERS: Final = (
    sa.select(
        PLACED_ORDER.c.order_id, PLACED_ORDER.c.member_ref, PLACED_ORDER.c.placed_us, PLACED_ORDER.c.cart
    )
    .where(
        PLACED_ORDER.c.program_key == sa.bindparam("program"),
        PLACED_ORDER.c.order_id > sa.bindparam("after"),
        PLACED_ORDER.c.state != "cancelled",
    )
    .order_by(PLACED_ORDER.c.order_id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_RETURNS: Final = (
    sa.select(ORDER_RETURN.c.return_id, ORDER_RETURN.c.returned_us, ORDER_RETURN.c.content)
    .where(
        ORDER_RETURN.c.program_key == sa.bindparam("program"),
        ORDER_RETURN.c.order_id == sa.bindparam("order"),
        ORDER_RETURN.c.kind == "units",
    )
    .order_by(ORDER_RETURN.c.returned_us, ORDER_RETURN.c.return_id)
)
