"""The live shop: programmes, members, orders and points in the host's own database and transaction.

`Loyalty` is the door; everything it writes goes through the session that the host hands in, and the host
commits.
"""

from loyalty.engine.progress import TrackFigures
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
    Many,
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
from loyalty.live.codes import ClaimedCode
from loyalty.live.exports import Exported
from loyalty.live.hooks import Event, Hook
from loyalty.live.imports.report import ImportReport
from loyalty.live.limits import IdentityCount, LimitCount
from loyalty.live.loyalty import Loyalty
from loyalty.live.nightly import Night
from loyalty.live.profiles import MemberProfile
from loyalty.live.results import (
    ActionBooked,
    Cancelled,
    CouponInfo,
    Figures,
    HeldOrder,
    Matured,
    Moved,
    PassedOn,
    Placed,
    Redated,
    ReleasedOrder,
    Returned,
)
from loyalty.live.running import run
from loyalty.live.tiers import LevelHeld
from loyalty.store.audit import Act
from loyalty.store.connecting import configure
from loyalty.store.history import Movement, PastFigures
from loyalty.store.level_moves import LevelMove
from loyalty.store.migrating import upgrade
from loyalty.store.schema import check_schema, include_name
from loyalty.store.verify import Finding
from loyalty.store.versions import Version

__all__ = [
    "Act",
    "ActionBooked",
    "ActionItem",
    "Actor",
    "AdjustItem",
    "CancelItem",
    "Cancelled",
    "ClaimItem",
    "ClaimedCode",
    "CouponInfo",
    "DeliveryItem",
    "Event",
    "Exported",
    "ExtendItem",
    "Figures",
    "Finding",
    "HeldOrder",
    "HoldItem",
    "Hook",
    "IdentityCount",
    "ImportReport",
    "LevelHeld",
    "LevelItem",
    "LevelMove",
    "LimitCount",
    "Loyalty",
    "Many",
    "Matured",
    "MemberItem",
    "MemberProfile",
    "MergeItem",
    "Moved",
    "Movement",
    "Night",
    "OrderItem",
    "PassedOn",
    "PastFigures",
    "Placed",
    "Redated",
    "RefundItem",
    "ReleaseItem",
    "ReleasedOrder",
    "ReturnItem",
    "Returned",
    "TrackFigures",
    "TransferItem",
    "UnlinkedItem",
    "UpdateItem",
    "Version",
    "check_schema",
    "configure",
    "include_name",
    "run",
    "upgrade",
]
