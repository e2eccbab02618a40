"""The engine: quotes, settlements, reversals, refunds, and what is given by itself; pure and in memory."""

from loyalty.engine.acting import act
from loyalty.engine.advance import up_to_date
from loyalty.engine.granting import grant
from loyalty.engine.issuing import issuances_due, issue
from loyalty.engine.near_misses import near_misses
from loyalty.engine.quote import quote
from loyalty.engine.refusals import refusals
from loyalty.engine.reverse import refund, reverse, reverse_unlinked
from loyalty.engine.settle import settle
from loyalty.engine.shipping import quote_shipping

__all__ = [
    "act",
    "grant",
    "issuances_due",
    "issue",
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
