"""A placed order cancelled before it is shipped, in the host's transaction: everything back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from loyalty.engine import cancel
from loyalty.facts.giving import Undone
from loyalty.facts.member import FOREVER
from loyalty.live.asking import Plans, figures_of
from loyalty.live.placed_orders import LockedOrder, lock_order
from loyalty.live.results import Cancelled
from loyalty.live.voiding import undo_gifts, write_undone
from loyalty.store.claims import release_claims
from loyalty.store.documents import decode, encode
from loyalty.store.drawing import free
from loyalty.store.identity_uses import free_person
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import give_back_redemptions, last_order_but, rewrite_order, write_return
from loyalty.store.outbox import announce
from loyalty.store.shared import shared_by_order
from loyalty.store.standing_writing import write_standing


def cancel_live(work: Work, plans: Plans, order_id: str, at: datetime, request: Request) -> Cancelled:
    """Cancel what is left of an order; raises UnknownOrder, OrderClosed for one already cancelled."""
    first = claim(work, request)
    if first is not None:
        return decode(Cancelled, first)
    order = lock_order(work, plans, order_id, at)
    answer = _booked(work, order, at)
    announce(work, "order.cancelled", {"order_id": order_id})
    finish(work, account_id=order.known.account_id, program_hash=order.plan.hash, result=encode(answer))
    return answer


def _booked(work: Work, order: LockedOrder, at: datetime) -> Cancelled:
    plan, loaded, record = order.plan, order.loaded, order.known.record
    order_id = record.order_id
    free_person(work, record)
    shared = shared_by_order(work, plan, record, at_us=record.terms.at)
    done = cancel(plan, who=order.who, order_id=order_id, at=at, standing=order.standing, shared=shared)
    left = done.standing.placed[0]
    rewrite_order(work, left, state="cancelled")
    told = {"returned_minor": done.returned_minor}
    write_return(work, order_id=order_id, return_id="", kind="cancel", content=json.dumps(told))
    give_back_redemptions(work, order_id)
    figures_now, undone = None, Undone(standing=done.standing, entries=done.entries, gifts=())
    if loaded is not None:
        after = done.standing
        if loaded.standing.last_order == record.terms.at:
            last = last_order_but(work.connection, work.program_key, loaded.account.id, order_id)
            after = replace(after, last_order=-FOREVER if last is None else last)
        if after.orders == 0:
            release_claims(work, loaded.account.id)
        undone = undo_gifts(work, plan, loaded, after, done.entries)
        write_standing(work, plan, loaded, after=undone.standing, entries=undone.entries, order_id=order_id)
        write_undone(work, loaded, undone.gifts, order_id)
        figures_now = figures_of(plan, undone.standing, at)
    free(work, plan, record, done.shared, held=False)
    return Cancelled(
        order_id=order_id,
        returned_minor=done.returned_minor,
        tendered_minor=done.tendered_minor,
        cash_minor=done.cash_minor,
        shipping_minor=done.shipping_minor,
        tax_minor=done.tax_minor,
        points_restored=done.points_restored,
        taken_base=done.taken_base,
        taken_bonus=done.taken_bonus,
        debt=done.debt,
        shortfall=done.shortfall,
        entries=undone.entries,
        figures=figures_now,
        gifts_undone=undone.gifts,
    )
