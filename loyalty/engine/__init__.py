"""The engine: the verbs of one order and its member, pure and in memory."""

from loyalty.engine.adjust import adjust, transfer
from loyalty.engine.advance import Advanced, advance, up_to_date
from loyalty.engine.cancel import cancel
from loyalty.engine.hold import capture, hold, release
from loyalty.engine.mature import mature
from loyalty.engine.merge import merge
from loyalty.engine.near_misses import near_misses
from loyalty.engine.quote import quote
from loyalty.engine.refusals import refusals
from loyalty.engine.reverse import refund, reverse, reverse_unlinked
from loyalty.engine.settle import settle
from loyalty.engine.shipping import quote_shipping

__all__ = [
    "Advanced",
    "adjust",
    "advance",
    "cancel",
    "capture",
    "hold",
    "mature",
    "merge",
    "near_misses",
    "quote",
    "quote_shipping",
    "refund",
    "refusals",
    "release",
    "reverse",
    "reverse_unlinked",
    "settle",
    "transfer",
    "up_to_date",
]
