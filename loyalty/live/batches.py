"""Many of one verb at once: one transaction of the host's, and an answer or an error for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeAlias, TypeVar

from loyalty.errors import AutocommitRefused, LoyaltyError, NotConfigured, RetryTransaction
from loyalty.facts.order import Amount, Cart
from loyalty.facts.quote import Quote
from loyalty.live.handed_in import one_of

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Many: TypeAlias = list[Answer | LoyaltyError]
"""By item, in the order given: what it was answered, or the error that it alone failed with."""


OF_ALL: Final = (RetryTransaction, AutocommitRefused, NotConfigured)
"""What is not about one item but about the transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One order of many; fields as `Loyalty.place` takes them."""

    cart: Cart
    order_id: str
    member: str | None = None
    at: datetime | None = None
    accept: Quote | str | None = None
    replaces: str | None = None
    delivered: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnItem:
    """One return of many; fields as `Loyalty.return_items` takes them."""

    order_id: str
    return_id: str
    units: Mapping[str, int]
    refunds: Mapping[str, Amount] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldItem:
    """One hold of many; fields as `Loyalty.hold` takes them."""

    cart: Cart
    order_id: str
    member: str | None = None
    at: datetime | None = None
    ends_at: datetime | None = None
    hold_id: str = "1"
    accept: Quote | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundItem:
    """One refund of money alone; fields as `Loyalty.refund_amount` takes them."""

    order_id: str
    return_id: str
    amount: Amount
    line_ids: tuple[str, ...] | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelItem:
    """One cancellation of many."""

    order_id: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryItem:
    """One delivery of many; fields as `Loyalty.mature` takes them."""

    order_id: str
    delivered_at: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberItem:
    """One new member of many; fields as `shop.members.enrol` takes them."""

    member: str
    joined_at: datetime | None = None
    birthday: tuple[int, int] | None = None
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    consent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustItem:
    """One adjustment of many; fields as `Points.adjust` takes them."""

    member: str
    points: int
    key: str
    reason: str
    approver: str | None = None
    expires: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One action of many; fields as `Loyalty.act` takes them."""

    member: str
    action: str
    action_id: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendItem:
    """One hold of many whose end is put off; fields as `Loyalty.extend_hold` takes them."""

    order_id: str
    ends_at: datetime
    hold_id: str = "1"
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseItem:
    """One hold of many that is let go; fields as `Loyalty.release` takes them."""

    order_id: str
    hold_id: str = "1"
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedItem:
    """One return of many that names no order; fields as `Loyalty.return_unlinked` takes them."""

    cart: Cart
    return_id: str
    member: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferItem:
    """One transfer of many; fields as `Points.transfer` takes them."""

    giver: str
    taker: str
    points: int
    key: str
    reason: str
    approver: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelItem:
    """One level of many that is granted, bought or taken; `months` is for bought ones."""

    member: str
    level: str
    key: str
    until: datetime | None = None
    months: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateItem:
    """One change of many; fields as `Members.update` takes them."""

    member: str
    update_id: str
    attributes: Mapping[str, str | None] | None = None
    birthday: tuple[int, int] | None = None
    identities: Mapping[str, str] | None = None
    consent_at: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeItem:
    """One merge of many; fields as `Members.merge` takes them."""

    member: str
    into: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """One code of many; fields as `Codes.claim` takes them."""

    text: str
    member: str
    key: str
    device: str | None = None
    at: datetime | None = None


def each(kind: type, items: Sequence[Item], do: Callable[[Item], Answer]) -> Many[Answer]:
    """Do every item of this kind; what is refused leaves nothing written and the others alone.

    Raises what means the whole transaction: RetryTransaction, AutocommitRefused, NotConfigured.
    """
    answers: Many[Answer] = []
    for item in items:
        try:
            answers.append(do(one_of(kind, item)))
        except OF_ALL:
            raise
        except LoyaltyError as error:
            answers.append(error)
    return answers
