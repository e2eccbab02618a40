"""The end of a hold, and how far it may be put off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from loyalty.errors import HoldEnded, NoHold, OutOfBounds
from loyalty.live.holding import found_hold
from loyalty.store.holds import extend
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.when import to_us, utc_of

HOLD_MAX: Final = timedelta(days=30)
"""The longest that a checkout may keep points, coupons and limits from everybody, extended or not."""


def refuse_too_long(began: datetime, ends_at: datetime) -> None:
    """Raise OutOfBounds for a hold that would keep things from everybody for too long."""
    last = began + HOLD_MAX
    if to_us(ends_at) > to_us(last):
        raise OutOfBounds(
            what="ends_at", value=ends_at.isoformat(), low=began.isoformat(), high=last.isoformat()
        )


def extend_live(work: Work, order_id: str, ends_at: datetime, request: Request) -> datetime:
    """Put a live hold's end off; raises NoHold, HoldEnded, OutOfBounds."""
    first = claim(work, request)
    if first is not None:
        return datetime.fromisoformat(first)
    found = found_hold(work, order_id)
    if found is None or found.state != "live":
        raise NoHold(order_id=order_id)
    if not found.live(work.at_us):
        raise HoldEnded(order_id=order_id, ended_at=told_at(found.ends))
    refuse_too_long(utc_of(found.held.at), ends_at)
    extend(work, order_id, to_us(ends_at))
    finish(work, account_id=found.account_id, program_hash=None, result=ends_at.isoformat())
    return ends_at


def told_at(us: int) -> str:
    """An instant for an error's sentence."""
    return utc_of(us).isoformat()
