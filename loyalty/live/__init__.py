"""The live shop: programmes, members, orders and points in the host's own database and transaction.

`Loyalty` is the door; everything it writes goes through the session that the host hands in, and the host
commits.
"""

from loyalty.live.actors import Actor
from loyalty.live.batches import (
    ActionItem,
    AdjustItem,
    CancelItem,
    ClaimItem,
    DeliveryItem,
    ExtendItem,
    HoldItem,
    LevelItem,
    MemberItem,
    MergeItem,
    OrderItem,
    RefundItem,
    ReleaseItem,
    ReturnItem,
    TransferItem,
    UnlinkedItem,
    UpdateItem,
)
from loyalty.live.hooks import Event, Hook
from loyalty.live.loyalty import Loyalty
from loyalty.live.results import ActionBooked, Figures, Placed, Returned
from loyalty.live.running import run
from loyalty.store.connecting import configure
from loyalty.store.migrating import upgrade
from loyalty.store.schema import check_schema, include_name

__all__ = [
    "ActionBooked",
    "ActionItem",
    "Actor",
    "AdjustItem",
    "CancelItem",
    "ClaimItem",
    "DeliveryItem",
    "Event",
    "ExtendItem",
    "Figures",
    "HoldItem",
    "Hook",
    "LevelItem",
    "Loyalty",
    "MemberItem",
    "MergeItem",
    "OrderItem",
    "Placed",
    "RefundItem",
    "ReleaseItem",
    "ReturnItem",
    "Returned",
    "TransferItem",
    "UnlinkedItem",
    "UpdateItem",
    "check_schema",
    "configure",
    "include_name",
    "run",
    "upgrade",
]
