"""Holds put off, and let go before payment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from loyalty.errors import HoldEnded, NoHold, OutOfBounds
from loyalty.live.asking import Plans, figures_of, lock_member
from loyalty.live.holding import found_hold, hold_of, let_go
from loyalty.live.results import ReleasedOrder
from loyalty.store.documents import decode, encode
from loyalty.store.holds import CAPTURED, LIVE, RELEASED, extend
from loyalty.store.operations import Request, Work, claim, done_before, finish
from loyalty.store.outbox import announce
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


def extend_live(work: Work, named: tuple[str, str], ends_at: datetime, request: Request) -> datetime:
    """Put the end of a live hold (its order and id) off; raises NoHold, HoldEnded, OutOfBounds.

    Never to an earlier one: an answer that comes again stays true for as long as the hold lives.
    """
    order_id, hold_id = named
    first = claim(work, request)
    if first is not None:
        return datetime.fromisoformat(first)
    found = found_hold(work, order_id)
    if found is None or found.state != LIVE or found.hold_id != hold_id:
        raise NoHold(order_id=order_id)
    if not found.live(work.at_us):
        raise HoldEnded(order_id=order_id, ended_at=told_at(found.ends))
    refuse_too_long(utc_of(found.held.at), ends_at)
    if to_us(ends_at) < found.ends:
        last = (utc_of(found.held.at) + HOLD_MAX).isoformat()
        raise OutOfBounds(what="ends_at", value=ends_at.isoformat(), low=told_at(found.ends), high=last)
    extend(work, order_id, to_us(ends_at))
    finish(work, account_id=found.account_id, program_hash=None, result=ends_at.isoformat())
    return ends_at


def release_live(
    work: Work, plans: Plans, named: tuple[str, str], at: datetime, request: Request
) -> ReleasedOrder:
    """Let a hold (its order and id) go before payment, whatever became of its member; raises NoHold.

    One that ran out or was let go already is no error, also where the order is held anew.
    """
    order_id, hold_id = named
    first = claim(work, request)
    if first is not None:
        return decode(ReleasedOrder, first)
    seen = hold_of(work, order_id)
    if seen is None:
        raise NoHold(order_id=order_id)
    locked = None if seen.member_ref is None else lock_member(work, seen.member_ref, inactive=True)
    found = found_hold(work, order_id) or seen
    if found.state == CAPTURED:
        raise NoHold(order_id=order_id)
    told = None
    own = found.hold_id == hold_id
    if not own and not done_before(work.connection, work.program_key, [hold_key(*named)]):
        raise NoHold(order_id=order_id)
    if own and found.state != RELEASED:
        plan = plans.of_order(work.connection, found.held.program_hash, found.held.order)
        loaded = locked.under(plan) if locked else None
        after = let_go(work, plans, found.held, loaded, at)
        if loaded is not None:
            told = figures_of(plan, after, at)
    answer = ReleasedOrder(order_id=order_id, figures=told)
    if own:
        announce(work, "order.released", {"order_id": order_id})
    finish(work, account_id=found.account_id, program_hash=None, result=encode(answer))
    return answer


def hold_key(order_id: str, hold_id: str) -> str:
    """The operation that made a hold."""
    return Request(verb="hold", named=(order_id, hold_id), content={}).op_key


def told_at(us: int) -> str:
    """An instant for an error's sentence."""
    return utc_of(us).isoformat()
