"""Figures of a return, looked at where they come in: one that waits for its order is read much later.

Whether the order has as much is asked when it is there; what is no number at all is refused alike before and
after.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from loyalty.engine.entry import not_units, refused_cart
from loyalty.errors import BadCart
from loyalty.live.cart_texts import checked_text
from loyalty.live.returning import ReturnAsked
from loyalty.money import decimal_of


def checked_return(asked: ReturnAsked) -> ReturnAsked:
    """The return, if all its figures can be read; raises BadCart, FloatRefused, NotANumber."""
    given: dict[str, object] = {"units": asked.units, "refunds": asked.refunds}  # whatever a host sends
    for where, by_line in given.items():
        if not isinstance(by_line, Mapping):
            raise _unlike(where, by_line, ("figures by line id", "以商品行编号为键的数值"))
        for line_id in by_line:
            checked_text(where, line_id)
    for line_id, count in asked.units.items():
        if type(count) is not int:
            raise not_units(line_id, count)
    for amount in (*asked.refunds.values(), *(() if asked.amount is None else (asked.amount,))):
        decimal_of(amount)
    line_ids: object = asked.line_ids
    if line_ids is not None:
        if isinstance(line_ids, str) or not isinstance(line_ids, Collection):
            raise _unlike("line_ids", line_ids, ("several line ids", "多个商品行编号"))
        for line_id in line_ids:
            checked_text("line_ids", line_id)
    return asked


def _unlike(where: str, value: object, wanted: tuple[str, str]) -> BadCart:
    en, zh = wanted
    kind = type(value).__name__
    return refused_cart(
        where, (f"it is of type {kind}.", f"Send {en}."), (f"类型为 {kind}。", f"请传入{zh}。")
    )
