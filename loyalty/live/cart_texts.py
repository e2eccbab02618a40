"""Texts of a cart, looked at once where the cart comes in: texts they are, and not too long or too many.

Figures are checked where they are read (`engine.entry`). A text that no database takes would be found out
only when the order is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loyalty.engine.entry import refused_cart
from loyalty.engine.taking_in import taken_in
from loyalty.facts.order import Cart, CartLine

TEXT_MAX: Final = 200
"""Characters of a reference in a cart."""
CODES_MAX: Final = 100
COUPONS_MAX: Final = 1_000
TENDERS_MAX: Final = 100
METHODS_MAX: Final = 200
ATTRIBUTES_MAX: Final = 100
LINE_TEXTS: Final = ("id", "sku", "category", "brand", "seller")
CART_TEXTS: Final = ("currency", "channel", "store", "payment_method", "shipping_method", "region")


def checked_texts(cart: Cart) -> Cart:
    """The cart, if all its texts can be kept; raises BadCart."""
    cart = taken_in(cart)
    for field, most in (("codes", CODES_MAX), ("tenders", TENDERS_MAX), ("shipping_methods", METHODS_MAX)):
        _few(field, len(getattr(cart, field)), most)
    if not isinstance(cart.coupons, str):
        _few("coupons", len(cart.coupons), COUPONS_MAX)
    for where, value in _texts(cart):
        if value is not None:
            checked_text(where, value)
    return cart


def checked_text(where: str, value: object) -> None:
    """A text of a cart that can be kept; raises BadCart."""
    if type(value) is not str or len(value) > TEXT_MAX or not value.isprintable():
        raise refused_cart(
            where,
            ("it is no text that can be kept.", f"Send up to {TEXT_MAX} printable characters."),
            ("不是可保存的文本。", f"请传入不超过 {TEXT_MAX} 个可打印字符。"),
        )


def _texts(cart: Cart) -> Iterator[tuple[str, object]]:
    for field in CART_TEXTS:
        yield field, getattr(cart, field)
    yield from (("codes", code) for code in cart.codes)
    yield from (("coupons", one) for one in (() if isinstance(cart.coupons, str) else cart.coupons))
    yield from (("tenders", one.name) for one in cart.tenders)
    yield from (("shipping_methods", one.id) for one in cart.shipping_methods)
    for number, line in enumerate(cart.lines):
        yield from _line_texts(number, line)


def _line_texts(number: int, line: CartLine) -> Iterator[tuple[str, object]]:
    for field in LINE_TEXTS:
        yield f"lines[{number}].{field}", getattr(line, field)
    if line.attributes:
        _few(f"lines[{number}].attributes", len(line.attributes), ATTRIBUTES_MAX)
        for pair in line.attributes:
            yield from ((f"lines[{number}].attributes", part) for part in pair)


def _few(where: str, count: int, most: int) -> None:
    if count > most:
        raise refused_cart(
            where,
            (f"there are {count}.", f"Send at most {most}."),
            (f"共有 {count} 项。", f"最多 {most} 项。"),
        )
