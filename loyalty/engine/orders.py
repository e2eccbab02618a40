"""Placed orders by their id: found for a return, refused for a second placing."""

from __future__ import annotations

from loyalty.errors import AlreadyPlaced, OrderClosed, UnknownOrder
from loyalty.facts.member import PlacedOrder
from loyalty.facts.standing import Standing


def find(standing: Standing, order_id: str) -> PlacedOrder:
    """The placed order with this id; raises UnknownOrder."""
    for order in standing.placed:
        if order.order_id == order_id:
            return order
    raise UnknownOrder(order_id=order_id)


def refuse_known(standing: Standing, order_id: str) -> None:
    """Raise AlreadyPlaced when the standing knows the order, OrderClosed when it was cancelled."""
    for order in standing.placed:
        if order.order_id == order_id:
            raise OrderClosed(order_id=order_id) if order.cancelled else AlreadyPlaced(order_id=order_id)
