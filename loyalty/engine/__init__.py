"""The engine: the verbs of one order and its member, pure and in memory.

A standing comes in and another goes out, with the entries that lead from one to the other; instants are
arguments. Nothing is stored, and no rule is decided here: the kernels do, on tables that `bench` lays out.
"""

from loyalty.engine.acting import act
from loyalty.engine.adjust import adjust, transfer
from loyalty.engine.advance import advance, up_to_date
from loyalty.engine.arriving import arrive
from loyalty.engine.cancel import cancel
from loyalty.engine.granting import grant
from loyalty.engine.hold import capture, hold, release
from loyalty.engine.issuing import issuances_due, issue
from loyalty.engine.levels import drop_level, hold_level
from loyalty.engine.mature import mature
from loyalty.engine.merge import merge
from loyalty.engine.near_misses import near_misses
from loyalty.engine.quote import quote
from loyalty.engine.refusals import refusals
from loyalty.engine.reverse import refund, reverse, reverse_unlinked
from loyalty.engine.settle import settle
from loyalty.engine.shipping import quote_shipping
from loyalty.engine.tier_progress import tier_progress
from loyalty.engine.voiding import rise_gifts, void_gifts

__all__ = [
    "act",
    "adjust",
    "advance",
    "arrive",
    "cancel",
    "capture",
    "drop_level",
    "grant",
    "hold",
    "hold_level",
    "issuances_due",
    "issue",
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
    "rise_gifts",
    "settle",
    "tier_progress",
    "transfer",
    "up_to_date",
    "void_gifts",
]
