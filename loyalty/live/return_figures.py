"""Figures of a return, looked at where they come in: one that waits for its order is read much later.

Whether the order has as much is asked when it is there; what is no number at all is refused alike before and
after.
"""

from __future__ import annotations

from typing import Any

from loyalty.engine.taking_in import counted, each_line, named
from loyalty.live.cart_texts import checked_text
from loyalty.live.returning import ReturnAsked
from loyalty.money import decimal_of


def checked_return(asked: ReturnAsked) -> ReturnAsked:
    """The return, if all its figures can be read; raises BadCart, FloatRefused, NotANumber."""
    given: dict[str, Any] = {"units": asked.units, "refunds": asked.refunds}  # whatever a host sends
    for where, by_line in given.items():
        for line_id in named(where, by_line):
            checked_text(where, line_id)
    counted(asked.units)
    for amount in (*asked.refunds.values(), *(() if asked.amount is None else (asked.amount,))):
        decimal_of(amount)
    if asked.line_ids is not None:
        for line_id in each_line(asked.line_ids):
            checked_text("line_ids", line_id)
    return asked
