"""Many orders or returns at once: one transaction of the host's, a savepoint and an answer for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, TypeVar

from loyalty.errors import LoyaltyError, RetryTransaction
from loyalty.facts.order import Amount, Cart

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Many: TypeAlias = list[Answer | LoyaltyError]
"""By item, in the order given: what it was answered, or the error that it alone failed with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One order of many; fields as `Loyalty.place` takes them."""

    cart: Cart
    order_id: str
    member: str | None = None
    at: datetime | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnItem:
    """One return of many; fields as `Loyalty.return_items` takes them."""

    order_id: str
    return_id: str
    units: Mapping[str, int]
    refunds: Mapping[str, Amount] = field(default_factory=dict)
    at: datetime | None = None


def each(items: Sequence[Item], do: Callable[[Item], Answer]) -> Many[Answer]:
    """Do every item; what is refused leaves nothing written and the others alone.

    Raises RetryTransaction, which means the whole transaction.
    """
    answers: Many[Answer] = []
    for item in items:
        try:
            answers.append(do(item))
        except RetryTransaction:
            raise
        except LoyaltyError as error:
            answers.append(error)
    return answers
