# Made by `python -m tests.live.async_stub` from the doors of `Loyalty`: not written by hand.

import os
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from loyalty.coupon_codes import CodeBatch
from loyalty.engine.progress import TrackFigures
from loyalty.engine.tier_progress import TierProgress
from loyalty.facts.member import Member
from loyalty.facts.order import Amount, Cart
from loyalty.facts.quote import CouponDecision, Decision, NearMiss, Quote, ShippingOption
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
from loyalty.live.exports.writing_files import Format
from loyalty.live.hooks import Event, Hook
from loyalty.live.imports.door import Expected
from loyalty.live.imports.passing import Tell
from loyalty.live.imports.report import ImportReport
from loyalty.live.imports.staging import Staged
from loyalty.live.limits import IdentityCount, LimitCount
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
from loyalty.live.tiers import LevelHeld
from loyalty.rules.changes import Diff
from loyalty.rules.program import Program
from loyalty.store.audit import Act
from loyalty.store.history import Movement, PastFigures
from loyalty.store.level_moves import LevelMove
from loyalty.store.verify import Finding
from loyalty.store.versions import Version
from loyalty.when import Clock

_Answer = TypeVar("_Answer")
__all__ = ["AsyncLoyalty", "run_async"]

class AsyncManyMembers:
    async def enrol(
        self,
        session: AsyncSession | AsyncConnection,
        member_ref: str,
        *,
        joined_at: datetime | None = ...,
        birthday: tuple[int, int] | None = ...,
        attributes: Mapping[str, str | None] | None = ...,
        identities: Mapping[str, str] | None = ...,
        consent_at: datetime | None = ...,
    ) -> Member: ...
    async def enrol_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[MemberItem]
    ) -> Many[Member]: ...
    async def update(
        self,
        session: AsyncSession | AsyncConnection,
        member_ref: str,
        *,
        update_id: str,
        attributes: Mapping[str, str | None] | None = ...,
        birthday: tuple[int, int] | None = ...,
        identities: Mapping[str, str] | None = ...,
        consent_at: datetime | None = ...,
        at: datetime | None = ...,
    ) -> None: ...
    async def find(self, session: AsyncSession | AsyncConnection, kind: str, value: str) -> list[str]: ...
    async def profile(
        self, session: AsyncSession | AsyncConnection, member_ref: str, *, at: datetime | None = ...
    ) -> MemberProfile: ...
    async def block(
        self, session: AsyncSession | AsyncConnection, member_ref: str, *, actor: Actor, reason: str
    ) -> None: ...
    async def unblock(
        self, session: AsyncSession | AsyncConnection, member_ref: str, *, actor: Actor, reason: str
    ) -> None: ...
    async def close(
        self, session: AsyncSession | AsyncConnection, member_ref: str, *, actor: Actor, reason: str
    ) -> None: ...
    async def erase(
        self, session: AsyncSession | AsyncConnection, member_ref: str, *, actor: Actor, reason: str
    ) -> None: ...
    async def merge(
        self,
        session: AsyncSession | AsyncConnection,
        source: str,
        *,
        into: str,
        actor: Actor,
        reason: str,
        at: datetime | None = ...,
    ) -> Figures: ...
    async def update_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[UpdateItem]
    ) -> Many[None]: ...
    async def merge_many(
        self,
        session: AsyncSession | AsyncConnection,
        items: Sequence[MergeItem],
        *,
        actor: Actor,
        reason: str,
    ) -> Many[Figures]: ...
    async def block_many(
        self, session: AsyncSession | AsyncConnection, members: Sequence[str], *, actor: Actor, reason: str
    ) -> Many[None]: ...
    async def unblock_many(
        self, session: AsyncSession | AsyncConnection, members: Sequence[str], *, actor: Actor, reason: str
    ) -> Many[None]: ...
    async def close_many(
        self, session: AsyncSession | AsyncConnection, members: Sequence[str], *, actor: Actor, reason: str
    ) -> Many[None]: ...
    async def erase_many(
        self, session: AsyncSession | AsyncConnection, members: Sequence[str], *, actor: Actor, reason: str
    ) -> Many[None]: ...

class AsyncDrafts:
    async def begin(
        self,
        session: AsyncSession | AsyncConnection,
        program: Program,
        *,
        actor: Actor,
        based_on: int | None = ...,
        note: str | None = ...,
    ) -> int: ...
    async def save(
        self,
        session: AsyncSession | AsyncConnection,
        number: int,
        program: Program,
        *,
        actor: Actor,
        seen: str,
    ) -> None: ...
    async def merge(
        self, session: AsyncSession | AsyncConnection, number: int, other: int, *, actor: Actor
    ) -> Program: ...
    async def stamp(
        self,
        session: AsyncSession | AsyncConnection,
        number: int,
        *,
        actor: Actor,
        program_hash: str,
        log_hash: str,
        settings: Mapping[str, object],
    ) -> None: ...
    async def submit(self, session: AsyncSession | AsyncConnection, number: int, *, actor: Actor) -> None: ...
    async def request_changes(
        self, session: AsyncSession | AsyncConnection, number: int, *, actor: Actor, reason: str
    ) -> None: ...
    async def approve(
        self,
        session: AsyncSession | AsyncConnection,
        number: int,
        *,
        actor: Actor,
        without_simulation: str | None = ...,
    ) -> None: ...
    async def schedule(
        self,
        session: AsyncSession | AsyncConnection,
        number: int,
        *,
        actor: Actor,
        live_from: datetime | None = ...,
    ) -> None: ...
    async def unschedule(
        self, session: AsyncSession | AsyncConnection, number: int, *, actor: Actor
    ) -> None: ...
    async def roll_back(
        self, session: AsyncSession | AsyncConnection, number: int, *, actor: Actor, reason: str
    ) -> int: ...
    async def retire(self, session: AsyncSession | AsyncConnection, *, actor: Actor, reason: str) -> None: ...

class AsyncPrograms:
    @property
    def drafts(self) -> AsyncDrafts: ...
    async def versions(
        self, session: AsyncSession | AsyncConnection, *, at: datetime | None = ...
    ) -> list[Version]: ...
    async def version(self, session: AsyncSession | AsyncConnection, number: int) -> Program: ...
    async def as_of(self, session: AsyncSession | AsyncConnection, instant: datetime) -> Program: ...
    async def changes(self, session: AsyncSession | AsyncConnection, old: int, new: int) -> Diff: ...
    async def level_moves(
        self, session: AsyncSession | AsyncConnection, number: int, *, at: datetime | None = ...
    ) -> tuple[LevelMove, ...]: ...
    async def acts(
        self, session: AsyncSession | AsyncConnection, *, subject: str | None = ...
    ) -> list[Act]: ...
    async def pause(
        self,
        session: AsyncSession | AsyncConnection,
        *,
        actor: Actor,
        reason: str,
        offer_ids: Collection[str] | None = ...,
    ) -> None: ...
    async def resume(
        self,
        session: AsyncSession | AsyncConnection,
        *,
        actor: Actor,
        reason: str,
        offer_ids: Collection[str] | None = ...,
    ) -> None: ...

class AsyncManyPoints:
    async def adjust(
        self,
        session: AsyncSession | AsyncConnection,
        member: str,
        points: int,
        *,
        key: str,
        reason: str,
        actor: str,
        approver: str | None = ...,
        expires: datetime | None = ...,
        at: datetime | None = ...,
    ) -> Moved: ...
    async def adjust_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[AdjustItem], *, actor: str
    ) -> Many[Moved]: ...
    async def transfer(
        self,
        session: AsyncSession | AsyncConnection,
        points: int,
        *,
        giver: str,
        taker: str,
        key: str,
        reason: str,
        actor: str,
        approver: str | None = ...,
        at: datetime | None = ...,
    ) -> PassedOn: ...
    async def redate_preview(
        self,
        session: AsyncSession | AsyncConnection,
        *,
        ending_from: datetime,
        ending_before: datetime,
        to: datetime,
    ) -> Redated: ...
    async def redate(
        self,
        session: AsyncSession | AsyncConnection,
        *,
        ending_from: datetime,
        ending_before: datetime,
        to: datetime,
        key: str,
        reason: str,
        actor: Actor,
    ) -> Redated: ...
    async def transfer_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[TransferItem], *, actor: str
    ) -> Many[PassedOn]: ...

class AsyncManyTiers:
    async def grant(
        self,
        session: AsyncSession | AsyncConnection,
        member: str,
        level: str,
        *,
        key: str,
        reason: str,
        actor: Actor,
        until: datetime | None = ...,
        at: datetime | None = ...,
    ) -> LevelHeld: ...
    async def buy(
        self,
        session: AsyncSession | AsyncConnection,
        member: str,
        level: str,
        *,
        key: str,
        months: int | None = ...,
        until: datetime | None = ...,
        actor: str | None = ...,
        at: datetime | None = ...,
    ) -> LevelHeld: ...
    async def revoke(
        self,
        session: AsyncSession | AsyncConnection,
        member: str,
        level: str,
        *,
        key: str,
        reason: str,
        actor: Actor,
        bought: bool = ...,
        at: datetime | None = ...,
    ) -> LevelHeld: ...
    async def levels(
        self, session: AsyncSession | AsyncConnection, member: str, *, at: datetime | None = ...
    ) -> tuple[TrackFigures, ...]: ...
    async def grant_many(
        self,
        session: AsyncSession | AsyncConnection,
        items: Sequence[LevelItem],
        *,
        reason: str,
        actor: Actor,
    ) -> Many[LevelHeld]: ...
    async def buy_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[LevelItem], *, actor: str | None = ...
    ) -> Many[LevelHeld]: ...
    async def revoke_many(
        self,
        session: AsyncSession | AsyncConnection,
        items: Sequence[LevelItem],
        *,
        reason: str,
        actor: Actor,
        bought: bool = ...,
    ) -> Many[LevelHeld]: ...

class AsyncCoupons:
    async def grant(
        self,
        session: AsyncSession | AsyncConnection,
        offer_id: str,
        *,
        members: Sequence[str],
        key: str,
        cause: str = ...,
        at: datetime | None = ...,
        actor: str | None = ...,
    ) -> tuple[str, ...]: ...
    async def held(
        self, session: AsyncSession | AsyncConnection, member: str, *, at: datetime | None = ...
    ) -> tuple[CouponInfo, ...]: ...
    async def usable(
        self, session: AsyncSession | AsyncConnection, cart: Cart, *, member: str, at: datetime | None = ...
    ) -> tuple[CouponDecision, ...]: ...
    async def history(
        self, session: AsyncSession | AsyncConnection, coupon_id: str, *, at: datetime | None = ...
    ) -> CouponInfo: ...
    async def void(
        self, session: AsyncSession | AsyncConnection, coupon_id: str, *, actor: str, reason: str, key: str
    ) -> bool: ...
    async def void_cause(
        self, session: AsyncSession | AsyncConnection, cause: str, *, actor: str, reason: str, key: str
    ) -> int: ...
    async def void_offer(
        self, session: AsyncSession | AsyncConnection, offer_id: str, *, actor: str, reason: str, key: str
    ) -> int: ...
    async def stop_issuing(
        self, session: AsyncSession | AsyncConnection, offer_id: str, *, actor: str, reason: str, key: str
    ) -> None: ...
    async def issue_again(
        self, session: AsyncSession | AsyncConnection, offer_id: str, *, actor: str, reason: str, key: str
    ) -> None: ...

class AsyncBudgets:
    async def resume(
        self, session: AsyncSession | AsyncConnection, budget_id: str, *, actor: str, reason: str, key: str
    ) -> bool: ...

class AsyncLimits:
    async def counted(
        self,
        session: AsyncSession | AsyncConnection,
        *,
        offer_id: str | None = ...,
        at: datetime | None = ...,
    ) -> tuple[LimitCount, ...]: ...
    async def by_identity(
        self,
        session: AsyncSession | AsyncConnection,
        *,
        offer_id: str | None = ...,
        at: datetime | None = ...,
    ) -> tuple[IdentityCount, ...]: ...
    async def shard(
        self, session: AsyncSession | AsyncConnection, offer_id: str, *, actor: str, reason: str, key: str
    ) -> int: ...
    async def unshard(
        self, session: AsyncSession | AsyncConnection, offer_id: str, *, actor: str, reason: str, key: str
    ) -> int: ...

class AsyncImports:
    async def check(
        self,
        session: AsyncSession | AsyncConnection,
        staged: Staged,
        *,
        name: str = ...,
        at: datetime | None = ...,
        expected: Expected | None = ...,
        batch: int = ...,
        progress: Tell | None = ...,
    ) -> ImportReport: ...
    async def write(
        self,
        session: AsyncSession | AsyncConnection,
        staged: Staged,
        *,
        actor: str,
        approver: str | None = ...,
        name: str = ...,
        at: datetime | None = ...,
        expected: Expected | None = ...,
        batch: int = ...,
        progress: Tell | None = ...,
    ) -> ImportReport: ...

class AsyncEvents:
    async def take(
        self,
        session: AsyncSession | AsyncConnection,
        *,
        most: int = ...,
        topics: Collection[str] | None = ...,
    ) -> tuple[Event, ...]: ...
    async def waiting(self, session: AsyncSession | AsyncConnection) -> int: ...

class AsyncManyCodes:
    async def make(
        self,
        session: AsyncSession | AsyncConnection,
        batch: str,
        *,
        offer_id: str,
        codes: CodeBatch,
        out: str | os.PathLike[str],
        uses_max: int = ...,
        claims_max: int | None = ...,
        starts_at: datetime | None = ...,
        ends_at: datetime | None = ...,
        actor: str,
    ) -> int: ...
    async def publish_word(
        self,
        session: AsyncSession | AsyncConnection,
        batch: str,
        *,
        word: str,
        offer_id: str,
        uses_max: int,
        claims_max: int | None = ...,
        starts_at: datetime | None = ...,
        ends_at: datetime | None = ...,
        actor: str,
    ) -> int: ...
    async def claim(
        self,
        session: AsyncSession | AsyncConnection,
        text: str,
        *,
        member: str,
        key: str,
        device: str | None = ...,
        at: datetime | None = ...,
    ) -> ClaimedCode: ...
    async def stop(
        self, session: AsyncSession | AsyncConnection, batch: str, *, actor: str, reason: str, key: str
    ) -> None: ...
    async def void(
        self, session: AsyncSession | AsyncConnection, batch: str, *, actor: str, reason: str, key: str
    ) -> int: ...
    async def claim_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[ClaimItem]
    ) -> Many[ClaimedCode]: ...

class AsyncLoyalty:
    def __init__(
        self,
        program_key: str,
        *,
        clock: Clock | None = ...,
        secret: bytes = ...,
        points_alone_max: int | None = ...,
        hooks: Iterable[Hook] = ...,
    ) -> None: ...
    async def create_tables(self, engine: AsyncEngine) -> tuple[str, ...]: ...
    async def history(
        self,
        session: AsyncSession | AsyncConnection,
        member: str,
        *,
        before_seq: int | None = ...,
        most: int = ...,
    ) -> tuple[Movement, ...]: ...
    async def past_figures(
        self, session: AsyncSession | AsyncConnection, member: str, *, at: datetime
    ) -> PastFigures: ...
    async def order_lines(self, session: AsyncSession | AsyncConnection, out: TextIO) -> int: ...
    async def export(
        self,
        session: AsyncSession | AsyncConnection,
        folder: str | Path,
        *,
        formats: Sequence[Format] = ...,
        progress: Callable[[str, int], None] | None = ...,
    ) -> Exported: ...
    async def verify(self, session: AsyncSession | AsyncConnection) -> tuple[Finding, ...]: ...
    async def return_items(
        self,
        session: AsyncSession | AsyncConnection,
        order_id: str,
        units: Mapping[str, int],
        *,
        return_id: str,
        refunds: Mapping[str, Amount] | None = ...,
        at: datetime | None = ...,
        actor: str | None = ...,
    ) -> Returned: ...
    async def return_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[ReturnItem], *, actor: str | None = ...
    ) -> Many[Returned]: ...
    async def refund_amount(
        self,
        session: AsyncSession | AsyncConnection,
        order_id: str,
        amount: Amount,
        *,
        return_id: str,
        line_ids: tuple[str, ...] | None = ...,
        at: datetime | None = ...,
        actor: str | None = ...,
    ) -> Returned: ...
    async def refund_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[RefundItem], *, actor: str | None = ...
    ) -> Many[Returned]: ...
    async def return_unlinked(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        member: str | None = ...,
        return_id: str,
        at: datetime | None = ...,
        actor: str | None = ...,
    ) -> Returned: ...
    async def return_unlinked_many(
        self,
        session: AsyncSession | AsyncConnection,
        items: Sequence[UnlinkedItem],
        *,
        actor: str | None = ...,
    ) -> Many[Returned]: ...
    async def mature(
        self,
        session: AsyncSession | AsyncConnection,
        order_id: str,
        *,
        delivered_at: datetime | None = ...,
        at: datetime | None = ...,
        actor: str | None = ...,
    ) -> Matured: ...
    async def mature_many(
        self,
        session: AsyncSession | AsyncConnection,
        items: Sequence[DeliveryItem],
        *,
        actor: str | None = ...,
    ) -> Many[Matured]: ...
    async def cancel_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[CancelItem], *, actor: str | None = ...
    ) -> Many[Cancelled]: ...
    async def cancel(
        self,
        session: AsyncSession | AsyncConnection,
        order_id: str,
        *,
        at: datetime | None = ...,
        actor: str | None = ...,
    ) -> Cancelled: ...
    async def quote(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        member: str | None = ...,
        at: datetime | None = ...,
    ) -> Quote: ...
    async def near_misses(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        member: str | None = ...,
        at: datetime | None = ...,
    ) -> tuple[NearMiss, ...]: ...
    async def refusals(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        member: str | None = ...,
        at: datetime | None = ...,
    ) -> tuple[Decision, ...]: ...
    async def tier_progress(
        self, session: AsyncSession | AsyncConnection, cart: Cart, *, member: str, at: datetime | None = ...
    ) -> tuple[TierProgress, ...]: ...
    async def quote_shipping(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        member: str | None = ...,
        at: datetime | None = ...,
    ) -> tuple[ShippingOption, ...]: ...
    async def place_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[OrderItem], *, actor: str | None = ...
    ) -> Many[Placed]: ...
    async def hold(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        order_id: str,
        member: str | None = ...,
        at: datetime | None = ...,
        ends_at: datetime | None = ...,
        hold_id: str = ...,
        accept: Quote | str | None = ...,
    ) -> HeldOrder: ...
    async def hold_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[HoldItem]
    ) -> Many[HeldOrder]: ...
    async def extend_hold(
        self,
        session: AsyncSession | AsyncConnection,
        order_id: str,
        *,
        ends_at: datetime,
        hold_id: str = ...,
        at: datetime | None = ...,
    ) -> datetime: ...
    async def release(
        self,
        session: AsyncSession | AsyncConnection,
        order_id: str,
        *,
        hold_id: str = ...,
        at: datetime | None = ...,
    ) -> ReleasedOrder: ...
    async def extend_hold_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[ExtendItem]
    ) -> Many[datetime]: ...
    async def release_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[ReleaseItem]
    ) -> Many[ReleasedOrder]: ...
    async def place(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        order_id: str,
        member: str | None = ...,
        at: datetime | None = ...,
        accept: Quote | str | None = ...,
        replaces: str | None = ...,
        delivered: timedelta | None = ...,
        actor: str | None = ...,
    ) -> Placed: ...
    @property
    def program_key(self) -> str: ...
    @property
    def members(self) -> AsyncManyMembers: ...
    @property
    def programs(self) -> AsyncPrograms: ...
    @property
    def points(self) -> AsyncManyPoints: ...
    @property
    def tiers(self) -> AsyncManyTiers: ...
    @property
    def coupons(self) -> AsyncCoupons: ...
    @property
    def budgets(self) -> AsyncBudgets: ...
    @property
    def limits(self) -> AsyncLimits: ...
    @property
    def imports(self) -> AsyncImports: ...
    @property
    def events(self) -> AsyncEvents: ...
    @property
    def codes(self) -> AsyncManyCodes: ...
    async def publish(
        self,
        session: AsyncSession | AsyncConnection,
        program: Program,
        *,
        author: str,
        at: datetime | None = ...,
    ) -> int: ...
    async def enrol(
        self,
        session: AsyncSession | AsyncConnection,
        member_ref: str,
        *,
        joined_at: datetime | None = ...,
        birthday: tuple[int, int] | None = ...,
        attributes: Mapping[str, str | None] | None = ...,
    ) -> Member: ...
    async def act(
        self,
        session: AsyncSession | AsyncConnection,
        member: str,
        action: str,
        *,
        action_id: str,
        at: datetime | None = ...,
        actor: str | None = ...,
    ) -> ActionBooked: ...
    async def act_many(
        self, session: AsyncSession | AsyncConnection, items: Sequence[ActionItem], *, actor: str | None = ...
    ) -> Many[ActionBooked]: ...
    async def remind(
        self, session: AsyncSession | AsyncConnection, member: str, *, at: datetime | None = ...
    ) -> int: ...
    async def remind_many(
        self, session: AsyncSession | AsyncConnection, members: Sequence[str], *, at: datetime | None = ...
    ) -> Many[int]: ...
    async def figures(
        self, session: AsyncSession | AsyncConnection, member: str, *, at: datetime | None = ...
    ) -> Figures: ...

async def run_async(
    session_factory: Callable[[], AsyncSession],
    transaction: Callable[[AsyncSession], Awaitable[_Answer]],
    *,
    attempts: int = ...,
    pause_s: float = ...,
) -> _Answer: ...
