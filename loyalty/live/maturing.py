"""The delivery of a placed order becomes known, in the host's transaction."""

from __future__ import annotations

from datetime import datetime

from loyalty.engine import mature
from loyalty.live.asking import Plans, figures_of
from loyalty.live.placed_orders import lock_order
from loyalty.live.results import Matured
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import rewrite_order
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing


def mature_live(  # noqa: PLR0913 - the facts of one delivery
    work: Work, plans: Plans, order_id: str, *, delivered_at: datetime, at: datetime, request: Request
) -> Matured:
    """Give what waits for an order's delivery its dates; raises UnknownOrder, AlreadyDelivered."""
    first = claim(work, request)
    if first is not None:
        return decode(Matured, first)
    order = lock_order(work, plans, order_id, at)
    plan, loaded = order.plan, order.loaded
    done = mature(
        plan,
        who=order.who,
        order_id=order_id,
        delivered_at=delivered_at,
        at=at,
        standing=order.standing,
    )
    with work.writing(last=True):
        rewrite_order(work, done.standing.placed[0], state=order.known.state)
        told = None
        if loaded is not None:
            write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=order_id)
            told = figures_of(plan, done.standing, at)
        answer = Matured(order_id=order_id, entries=done.entries, figures=told)
        announce(work, "order.matured", {"order_id": order_id})
        finish(work, account_id=order.known.account_id, program_hash=plan.hash, result=encode(answer))
    return answer
