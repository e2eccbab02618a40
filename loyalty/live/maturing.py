"""The delivery of a placed order becomes known, in the host's transaction."""

from __future__ import annotations

from datetime import datetime

from loyalty.engine import mature
from loyalty.errors import UnknownOrder
from loyalty.facts.member import Standing
from loyalty.live.asking import GUEST, Plans, figures, lock_member
from loyalty.live.results import Matured
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import order_of, rewrite_order, with_expired
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded, standing_of


def mature_live(  # noqa: PLR0913 - the facts of one delivery
    work: Work, plans: Plans, order_id: str, *, delivered_at: datetime, at: datetime, request: Request
) -> Matured:
    """Give what waits for an order's delivery its dates; raises UnknownOrder, AlreadyDelivered."""
    first = claim(work, request)
    if first is not None:
        return decode(Matured, first)
    seen = order_of(work.connection, plans.program_key, order_id, locking=False)
    if seen is None:
        raise UnknownOrder(order_id=order_id)
    locked = None if seen.member_ref is None else lock_member(work, seen.member_ref)
    known = order_of(work.connection, plans.program_key, order_id, locking=True) or seen
    plan = plans.of(work.connection, known.program_hash)
    record = with_expired(work.connection, known)
    loaded = None
    if locked is not None:
        standing = standing_of(plan, locked.account, locked.state, placed=(record,))
        loaded = Loaded(locked.account, locked.state, standing)
    done = mature(
        plan,
        who=loaded.account.who if loaded else GUEST,
        order_id=order_id,
        delivered_at=delivered_at,
        at=at,
        standing=loaded.standing if loaded else Standing(placed=(record,)),
    )
    with work.writing(last=True):
        rewrite_order(work, done.standing.placed[0], state=known.state)
        told = None
        if loaded is not None:
            write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=order_id)
            told = figures(plan, loaded, done.standing, at)
        answer = Matured(order_id=order_id, entries=done.entries, figures=told)
        announce(work, "order.matured", {"order_id": order_id})
        finish(work, account_id=known.account_id, program_hash=plan.hash, result=encode(answer))
    return answer
