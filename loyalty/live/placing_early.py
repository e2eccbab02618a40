"""Returns that came before their order, booked with it, each as the operation that asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from loyalty.errors import MoneyError, OrderError, UnknownOrder
from loyalty.live.asking import Plans
from loyalty.live.results import Placed, Returned
from loyalty.live.returning import asked_early, book_return
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
        told = book_early(work, plans, placed.order_id, waited, at=at)
        if told is not None:
            early = (*placed.returned_early, told.return_id)
            placed = replace(placed, figures=told.figures, returned_early=early)
    forget_early(work, placed.order_id)
    known = order_of(work.connection, plans.program_key, placed.order_id, locking=True)
    if known is None:
        raise UnknownOrder(order_id=placed.order_id)
    finish(work, account_id=known.account_id, program_hash=known.program_hash, result=encode(placed))
    return placed


def book_early(
    work: Work, plans: Plans, order_id: str, waited: EarlyReturn, *, at: datetime
) -> Returned | None:
    """Book a return that waited; None, and told, where it asks for more than the order has."""
    early = asked_early(order_id, waited, at)
    known = order_of(work.connection, plans.program_key, early.order_id, locking=True)
    if known is None:
        raise UnknownOrder(order_id=early.order_id)
    own = work.alike(op_key=early.op_key, at_us=to_us(early.at))
    try:
        return book_return(own, plans, early, known)
    except (OrderError, MoneyError) as error:
        content = {"order_id": early.order_id, "return_id": early.return_id, "code": error.code}
        announce(own, "order.return_refused", content)
        return None
