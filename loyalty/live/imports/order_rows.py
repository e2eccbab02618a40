"""Rows of what a member ordered: orders with their lines and the points they spent, put together at the end.

An order comes as it stands: what of it may still come back, and what of its points then goes or returns. Its
rows may lie in any order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from loyalty.engine.entry import LINES_MAX, QUANTITY_MAX
from loyalty.facts.arrival import ArrivingLine, ArrivingOrder, ArrivingSpent
from loyalty.facts.member import FOREVER
from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming, Place, Setting
from loyalty.live.imports.staging import Found
from loyalty.money import MINOR_MAX

NOT_TOLD: Final = -1
ORDER_STATES: Final = ("placed", "returned", "cancelled")


def read_order(cells: Cells, coming: Coming, setting: Setting) -> None:
    """One order; its lines and what it spent come in rows of their own."""
    order_id = cells.reference("order")
    paid = cells.instant("paid", needed=True)
    cells.before("paid", paid, setting.at_us)
    delivered = cells.instant("delivered")
    if paid is not None and delivered is not None and delivered < paid:
        cells.wrong("delivered", "times_out_of_order")
    state = cells.text("state") or "placed"
    if state not in ORDER_STATES:
        cells.wrong("state", "bad_status")
    points = [cells.number(name, decimals=setting.decimals) or 0 for name in ("earned", "bonus", "expired")]
    if points[2] > points[0] + points[1]:
        cells.wrong("expired", "out_of_range")
    money = [_money(cells, name, setting) for name in (
        "points_worth", "shipping_paid", "shipping_tendered", "shipping_tax",
    )]  # fmt: skip
    return_ids = tuple(filter(None, (one.strip() for one in cells.text("return_ids").split(";"))))
    told = [order_id, paid, delivered, state, *points, *money, list(return_ids)]
    coming.content.setdefault("orders", []).append(told)
    coming.told.update(orders=1)
    if order_id in coming.orders:
        cells.wrong("order", "duplicate_row")
    if not order_id or paid is None:
        return
    coming.order_places[order_id] = (cells.row.file, cells.row.number)
    coming.orders[order_id] = ArrivingOrder(
        order_id=order_id,
        at=paid,
        delivered=FOREVER if delivered is None else delivered,
        base=points[0],
        bonus=points[1],
        expired=points[2],
        points_minor=money[0],
        shipping_paid=money[1],
        shipping_tendered=money[2],
        shipping_tax=money[3],
        return_ids=return_ids,
        cancelled=state == "cancelled",
    )


def read_line(cells: Cells, coming: Coming, setting: Setting) -> None:
    """What remains of one line of an order; nothing may remain."""
    order_id, line_id, sku = (cells.reference(name) for name in ("order", "line", "sku"))
    units = cells.number("quantity", needed=True)
    net = cells.number("net", decimals=setting.exponent, needed=True)
    listed = cells.number("list", decimals=setting.exponent)
    worth, tendered, tax = (_money(cells, name, setting) for name in ("points_worth", "tendered", "tax"))
    category, brand, seller = (cells.text(name) or None for name in ("category", "brand", "seller"))
    cost = cells.number("unit_cost", decimals=setting.exponent)
    told = [order_id, line_id, sku, units, net, listed, worth, tendered, tax, category, brand, seller]
    told += [] if cost is None else [cost]  # rows without one stay the rows they were
    coming.content.setdefault("lines", []).append(told)
    coming.told.update(lines=1)
    if units is None or net is None:
        return
    if units > QUANTITY_MAX:
        cells.wrong("quantity", "out_of_range")
    if tendered > net:
        cells.wrong("tendered", "out_of_range")
    lines = coming.lines.setdefault(order_id, [])
    if any(one.line_id == line_id for one in lines):
        cells.wrong("line", "duplicate_row")
    _names(cells, coming, order_id)
    listed = net if listed is None else listed
    lines.append(
        ArrivingLine(line_id, sku, units, net, listed, worth, tendered, tax, category, brand, seller, cost)
    )


def read_spent(cells: Cells, coming: Coming, setting: Setting) -> None:
    """Points that an order spent of one lot, and that go back there with its goods."""
    order_id = cells.reference("order")
    points = cells.number("points", decimals=setting.decimals, low=1, needed=True)
    lot = cells.text("lot")
    earned, available = cells.instant("earned"), cells.instant("available_from")
    expires = cells.instant("expires", ends=True)
    cells.before("earned", earned, setting.at_us)
    coming.content.setdefault("spent", []).append([order_id, points, lot, earned, available, expires])
    coming.told.update(spent=points or 0)
    if points is None:
        return
    if expires is None and not cells.text("expires"):
        cells.wrong("expires", "never_expires")
    _names(cells, coming, order_id)
    start = NOT_TOLD if earned is None else earned
    ends = FOREVER if expires is None else expires
    one = ArrivingSpent(points, start, start if available is None else available, ends, lot)
    coming.spent.setdefault(order_id, []).append(one)


def read_hold(cells: Cells, coming: Coming, setting: Setting) -> None:
    """An open checkout: what it set aside was priced elsewhere, and is not taken over."""
    order_id = cells.reference("order")
    ends = cells.instant("ends", needed=True)
    coming.content.setdefault("holds", []).append([order_id, ends])
    coming.told.update(holds=1)
    coming.left_out.update(holds=1)
    if ends is not None:
        cells.wrong("ends", "hold_open" if ends > setting.at_us else "hold_ended")


def put_together(coming: Coming) -> None:
    """Each order whole; what names an order that does not come is found."""
    for order_id, place, column in coming.named_orders:
        if order_id and order_id not in coming.orders:
            coming.found.append(Found(*place, column, "unknown_order", order_id[:60]))
    for order_id, order in coming.orders.items():
        lines, spent = coming.lines.get(order_id, []), coming.spent.get(order_id, [])
        place = coming.order_places[order_id]
        worth = sum(line.points_minor for line in lines)
        if len(lines) > LINES_MAX or sum(line.net for line in lines) + order.shipping_paid > MINOR_MAX:
            coming.found.append(Found(*place, "order", "order_too_large", order_id[:60]))
        if spent and worth == 0:
            coming.found.append(Found(*place, "points_worth", "points_stay_spent", ""))
        if not lines and not order.cancelled:
            coming.found.append(Found(*place, "order", "order_without_lines", order_id[:60]))
        coming.orders[order_id] = replace(
            order,
            lines=tuple(lines),
            spent=tuple(_dated(one, order.at) for one in spent),
            points_minor=max(order.points_minor, worth),
            expired=min(order.expired + coming.expired_of.get(order_id, 0), order.base + order.bonus),
        )


def _dated(spent: ArrivingSpent, at: int) -> ArrivingSpent:
    """Points of a lot that nobody tells about were there when the order was."""
    earned = at if spent.earned == NOT_TOLD else spent.earned
    return spent._replace(earned=earned, available=earned if spent.available == NOT_TOLD else spent.available)


def _names(cells: Cells, coming: Coming, order_id: str) -> None:
    place: Place = (cells.row.file, cells.row.number)
    coming.named_orders.append((order_id, place, "order"))


def _money(cells: Cells, column: str, setting: Setting) -> int:
    return cells.number(column, decimals=setting.exponent) or 0
