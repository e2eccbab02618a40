"""Small cases of our own making, in the format: one member, two lines, whatever a test adds."""

from __future__ import annotations

from typing import Any


def line(line_id: str, price: str, quantity: str = "1", *categories: str) -> dict[str, Any]:
    """A line of the cart; its SKU is its id in capitals."""
    sku = line_id.upper()
    return {
        "id": line_id,
        "sku": sku,
        "categories": [*categories],
        "unit_price": price,
        "quantity": quantity,
    }


def promotion(promotion_id: str, kind: str, **fields: Any) -> dict[str, Any]:
    """A promotion whose effect has these fields; those of the promotion itself are named as such."""
    own = ("code", "conditions", "priority", "exclusive", "exclusive_group", "limits")
    head = {name: fields.pop(name) for name in own if name in fields}
    return {"id": promotion_id, "code": None, "conditions": [], "effect": {"kind": kind, **fields}} | head


def percent(promotion_id: str, rate: str, **fields: Any) -> dict[str, Any]:
    """A percentage off the order unless said."""
    return promotion(promotion_id, "percent_off", percent=rate, **({"on": "order"} | fields))


def amount(promotion_id: str, off: str, **fields: Any) -> dict[str, Any]:
    """An amount off the order unless said."""
    return promotion(promotion_id, "amount_off", amount=off, **({"on": "order"} | fields))


def case(*promotions: dict[str, Any], expect: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """A case of 100.00 and 50.00; `cart` and `customer` add to what is there."""
    cart = {
        "lines": [line("a", "100.00"), line("b", "50.00")],
        "shipping": "0.00",
        "codes": [],
        "channel": None,
    }
    member = {"id": "c1", "tier": None, "segments": [], "points_balance": "0", "past_orders": 0}
    return {
        "id": "own-001",
        "title": "a case of our own",
        "currency": "USD",
        "currency_decimals": 2,
        "rounding": "half_up",
        "now": "2024-01-01T00:00:00Z",
        "customer": member | fields.pop("customer", {}),
        "cart": cart | fields.pop("cart", {}),
        "promotions": [*promotions],
        "expect": expect or {},
        **fields,
    }


def minimum(sum_of_money: str, **fields: Any) -> dict[str, Any]:
    """A minimum of money."""
    return {"kind": "min_subtotal", "amount": sum_of_money, **fields}
