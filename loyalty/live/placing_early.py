"""Returns that came before their order, booked with it, each as the operation that asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from loyalty.errors import MoneyError, OrderError, UnknownOrder
from loyalty.live.asking import Plans
from loyalty.live.results import Placed
from loyalty.live.returning import ReturnAsked, asked_early, book_return
from loyalty.store.documents import encode
from loyalty.store.early_returns import EarlyReturn, forget_early
from loyalty.store.operations import Work, finish
from loyalty.store.orders import order_of
from loyalty.store.outbox import announce
from loyalty.when import to_us


def with_returns(
    work: Work, plans: Plans, placed: Placed, waiting: Sequence[EarlyReturn], *, at: datetime
) -> Placed:
    """Book the returns that waited for an order that is written now, and finish its operation."""
    for waited in waiting:
        placed = _returned(work, plans, asked_early(placed.order_id, waited, at), placed)
    forget_early(work, placed.order_id)
    known = order_of(work.connection, plans.program_key, placed.order_id, locking=True)
    if known is None:
        raise UnknownOrder(order_id=placed.order_id)
    finish(work, account_id=known.account_id, program_hash=known.program_hash, result=encode(placed))
    return placed


def _returned(work: Work, plans: Plans, early: ReturnAsked, placed: Placed) -> Placed:
    """Book one that waited; one that asks for more than the order has is told, and the order stands."""
    known = order_of(work.connection, plans.program_key, early.order_id, locking=True)
    if known is None:
        raise UnknownOrder(order_id=early.order_id)
    own = work.alike(op_key=early.op_key, at_us=to_us(early.at))
    try:
        told = book_return(own, plans, early, known)
    except (OrderError, MoneyError) as error:
        content = {"order_id": early.order_id, "return_id": early.return_id, "code": error.code}
        announce(own, "order.return_refused", content)
        return placed
    return replace(placed, figures=told.figures, returned_early=(*placed.returned_early, early.return_id))
