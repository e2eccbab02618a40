"""What a member agreed to is what is held or booked, or nothing is."""

from __future__ import annotations

from typing import Final

from loyalty.errors import QuoteStale
from loyalty.facts.quote import Quote

AMOUNTS: Final = (
    "lines",
    "adjustments",
    "gifts",
    "points_spent",
    "points_minor",
    "shipping_minor",
    "shipping_discount_minor",
    "tenders",
    "tax_minor",
    "to_pay_minor",
    "base_points",
    "bonus_points",
)
"""What of a quote may not change between showing it and holding or placing the order."""


def refuse_stale(order_id: str, agreed: Quote | str | None, now: Quote) -> None:
    """Raises QuoteStale where what was agreed to, a quote or its id, is not what the order gets now."""
    if agreed is None:
        return
    old = agreed if isinstance(agreed, str) else agreed.id
    if old == now.id:
        return
    changed = ["amounts"]
    if isinstance(agreed, Quote):
        changed = [name for name in AMOUNTS if getattr(agreed, name) != getattr(now, name)]
        if agreed.cart_hash != now.cart_hash:
            changed.insert(0, "cart")
    raise QuoteStale(order_id=order_id, changed=", ".join(changed), old=old, new=now.id, quote=now)
