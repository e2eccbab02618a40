"""Figures of a return, looked at where they come in: one that waits for its order is read much later.

Whether the order has as much is asked when it is there; what is no number at all is refused alike before and
after.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from loyalty.engine.entry import not_units
from loyalty.engine.taking_in import named, unlike
from loyalty.live.cart_texts import checked_text
from loyalty.live.returning import ReturnAsked
from loyalty.money import decimal_of


def checked_return(asked: ReturnAsked) -> ReturnAsked:
    """The return, if all its figures can be read; raises BadCart, FloatRefused, NotANumber."""
    given: dict[str, Any] = {"units": asked.units, "refunds": asked.refunds}  # whatever a host sends
    for where, by_line in given.items():
        for line_id in named(where, by_line):
            checked_text(where, line_id)
    for line_id, count in asked.units.items():
        if type(count) is not int:
            raise not_units(line_id, count)
    for amount in (*asked.refunds.values(), *(() if asked.amount is None else (asked.amount,))):
        decimal_of(amount)
    line_ids: object = asked.line_ids
    if line_ids is not None:
        if isinstance(line_ids, str) or not isinstance(line_ids, Collection):
            raise unlike("line_ids", line_ids, ("several line ids", "多个商品行编号"))
        for line_id in line_ids:
            checked_text("line_ids", line_id)
    return asked
