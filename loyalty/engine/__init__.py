"""The engine: quotes, settlements, reversals and refunds of one order, pure and in memory."""

from loyalty.engine.advance import Advanced, advance, up_to_date
from loyalty.engine.near_misses import near_misses
from loyalty.engine.quote import quote
from loyalty.engine.refusals import refusals
from loyalty.engine.reverse import refund, reverse, reverse_unlinked
from loyalty.engine.settle import settle
from loyalty.engine.shipping import quote_shipping

__all__ = [
    "Advanced",
    "advance",
    "near_misses",
    "quote",
    "quote_shipping",
    "refund",
    "refusals",
    "reverse",
    "reverse_unlinked",
    "settle",
    "up_to_date",
]
