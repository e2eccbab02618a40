"""What of a request a repetition must repeat: amounts count as what they are worth, however written."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from pydantic_core import PydanticCustomError

from loyalty.errors import OutOfBounds
from loyalty.facts.order import Amount, Cart
from loyalty.handed_in import shown
from loyalty.money import MINOR_MAX
from loyalty.rules.exact import exact, plain
from loyalty.store.documents import encode
from loyalty.when import to_us

AMOUNTS: Final = frozenset(
    {
        "unit_price",
        "amount",
        "list_amount",
        "list_price",
        "floor_price",
        "unit_cost",
        "tax_rate",
        "shipping_fee",
        "shipping_tax_rate",
        "fee",
    }
)
"""The fields of carts, lines, tenders and methods that hold amounts or percents."""


def cart_content(cart: Cart) -> dict[str, Any]:
    """A cart field by field, each amount in its one spelling: 9.9, "9.90" and Decimal("9.900") are one.

    The order of attributes and of coupons is none. A line that says no cost is the same as before lines could
    say one. Raises OutOfBounds, BadReference.
    """
    told = cart_content_once(cart)
    if isinstance(told["coupons"], list):
        told["coupons"].sort()
    for line in told["lines"]:
        line["attributes"].sort()
    return told


def cart_content_once(cart: Cart) -> dict[str, Any]:
    """A cart as requests were stored before the order of attributes and of coupons was none."""
    try:
        told: dict[str, Any] = json.loads(encode(cart))
    except ValueError:  # a number with more digits than Python reads
        raise OutOfBounds(what="cart", value="…", low=-MINOR_MAX, high=MINOR_MAX) from None
    for line in told["lines"]:
        if line["unit_cost"] is None:
            del line["unit_cost"]
    for part in (told, *told["lines"], *told["tenders"], *told["shipping_methods"]):
        for name in AMOUNTS & part.keys():
            if part[name] is not None:
                part[name] = spelled(part[name])
    return told


def spelled(amount: Amount) -> str:
    """An amount in its one spelling; what is none stays as it was sent, and is refused where it is read."""
    try:
        return plain(exact(amount))
    except PydanticCustomError:
        return shown(amount)


def instant_content(at: datetime | None) -> int | None:
    """An instant that was told, whatever its zone."""
    return None if at is None else to_us(at)
