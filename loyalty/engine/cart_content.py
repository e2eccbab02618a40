"""A cart as it was read: all that a quote depends on but the moment and the standing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.facts.paths import plain_path


def cart_content(  # noqa: PLR0913 - a cart and its parts as they were read
    cart: Cart,
    rows: Sequence[Any],
    *,
    shipping: int,
    who: Member | Guest,
    tenders: Sequence[tuple[str, int]],
    rates: Sequence[int],
) -> tuple[object, ...]:
    """All that a quote depends on but the moment and the standing; equal carts read equal however written.

    `rows` are the cart's lines as `line_rows` read them, `shipping` its fee in minor units, `tenders` as
    `tenders_minor` and `rates` as `tax_rates` read them.
    """
    lines = tuple([_line_content(line, one) for line, one in zip(cart.lines, rows, strict=True)])
    spoken = tuple(sorted({canonical_code(code) for code in cart.codes}))
    asker = ("member", who.id) if isinstance(who, Member) else ("guest",)
    region = cart.region and plain_path(cart.region)
    places = (cart.channel, cart.store, cart.payment_method, cart.shipping_method, region)
    coupons = cart.coupons if isinstance(cart.coupons, str) else tuple(sorted(cart.coupons))
    chosen = (spoken, cart.codes_use, coupons)
    points = 0 if cart.points == "none" else cart.points
    tax = (cart.prices_include_tax, *rates)
    return (asker, cart.currency, places, chosen, shipping, points, tuple(tenders), tax, lines)


def _line_content(line: CartLine, one: Any) -> tuple[object, ...]:  # noqa: ANN401 - a kernel row
    """All of a line; what few lines have stands behind what all have."""
    category = line.category and plain_path(line.category)
    told: tuple[object, ...]
    told = (line.id, line.sku, one.quantity, one.amount, one.listed, one.floor, category, line.brand)
    if line.attributes:
        told = (*told, *sorted(line.attributes))
    if line.seller is not None:
        told = (*told, ("", "seller", line.seller))
    if line.gift or line.excluded_from_offers or line.excluded_from_points:
        told = (*told, *_kept_out(line))
    return told


def _kept_out(line: CartLine) -> tuple[str, ...]:
    """What a line is marked as."""
    marks = ("gift", "excluded_from_offers", "excluded_from_points")
    return tuple(mark for mark in marks if getattr(line, mark))
