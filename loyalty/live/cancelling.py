"""A placed order cancelled before it is shipped, in the host's transaction: everything back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from loyalty.engine import cancel
from loyalty.errors import UnknownOrder
from loyalty.facts.member import FOREVER, Shared, Standing
from loyalty.live.asking import GUEST, Plans, figures, lock_member
from loyalty.live.results import Cancelled
from loyalty.plan.tables import Plan
from loyalty.store.claims import release_claims
from loyalty.store.documents import decode, encode
from loyalty.store.drawing import free
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import (
    StoredOrder,
    give_back_redemptions,
    last_order_but,
    order_of,
    rewrite_order,
    with_expired,
    write_return,
)
from loyalty.store.outbox import announce
from loyalty.store.shared import read_shared
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded, standing_of


def cancel_live(work: Work, plans: Plans, order_id: str, at: datetime, request: Request) -> Cancelled:
    """Cancel what is left of an order; raises UnknownOrder, OrderClosed for one already cancelled."""
    first = claim(work, request)
    if first is not None:
        return decode(Cancelled, first)
    seen = order_of(work.connection, plans.program_key, order_id, locking=False)
    if seen is None:
        raise UnknownOrder(order_id=order_id)
    locked = None if seen.member_ref is None else lock_member(work, seen.member_ref)
    known = order_of(work.connection, plans.program_key, order_id, locking=True) or seen
    plan = plans.of(work.connection, known.program_hash)
    loaded = None
    if locked is not None:
        record = with_expired(work.connection, known)
        standing = standing_of(plan, locked.account, locked.state, placed=(record,))
        loaded = Loaded(locked.account, locked.state, standing)
    answer = _booked(work, plan, known, loaded, at)
    announce(work, "order.cancelled", {"order_id": order_id})
    finish(work, account_id=known.account_id, program_hash=plan.hash, result=encode(answer))
    return answer


def _booked(work: Work, plan: Plan, known: StoredOrder, loaded: Loaded | None, at: datetime) -> Cancelled:
    order_id = known.record.order_id
    shared = Shared()
    if known.record.drawn or any(one.shared for one in known.record.counted):
        shared = read_shared(
            work.connection, plan, work.program_key, at_us=known.record.terms.at, locking=True
        )
    done = cancel(
        plan,
        who=loaded.account.who if loaded else GUEST,
        order_id=order_id,
        at=at,
        standing=loaded.standing if loaded else Standing(placed=(known.record,)),
        shared=shared,
    )
    left = done.standing.placed[0]
    rewrite_order(work, left, state="cancelled")
    told = {"returned_minor": done.returned_minor}
    write_return(work, order_id=order_id, return_id="", kind="cancel", content=json.dumps(told))
    give_back_redemptions(work, order_id)
    figures_now = None
    if loaded is not None:
        after = done.standing
        if loaded.standing.last_order == known.record.terms.at:
            last = last_order_but(work.connection, work.program_key, loaded.account.id, order_id)
            after = replace(after, last_order=-FOREVER if last is None else last)
        if after.orders == 0:
            release_claims(work, order_id)
        write_standing(work, plan, loaded, after=after, entries=done.entries, order_id=order_id)
        figures_now = figures(plan, loaded, after, at)
    free(work, plan, known.record, done.shared, held=False)
    return Cancelled(
        order_id=order_id,
        returned_minor=done.returned_minor,
        tendered_minor=done.tendered_minor,
        cash_minor=done.cash_minor,
        shipping_minor=done.shipping_minor,
        points_restored=done.points_restored,
        taken_base=done.taken_base,
        taken_bonus=done.taken_bonus,
        debt=done.debt,
        shortfall=done.shortfall,
        entries=done.entries,
        figures=figures_now,
    )
