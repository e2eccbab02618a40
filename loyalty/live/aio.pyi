# Made by `python -m tests.live.async_stub` from the doors of `Loyalty`: not written by hand.

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from loyalty.facts.member import Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import CouponDecision
from loyalty.live.actors import Actor
from loyalty.live.coupons import CouponInfo
from loyalty.live.results import Figures, Moved, PassedOn
from loyalty.rules.program import Program
from loyalty.when import Clock

_Answer = TypeVar("_Answer")
__all__ = ["AsyncLoyalty", "run_async"]

class AsyncPrograms:
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

class AsyncPoints:
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

class AsyncLoyalty:
    def __init__(self, program_key: str, *, clock: Clock | None = ...) -> None: ...
    async def create_tables(self, engine: AsyncEngine) -> tuple[str, ...]: ...
    @property
    def program_key(self) -> str: ...
    @property
    def programs(self) -> AsyncPrograms: ...
    @property
    def points(self) -> AsyncPoints: ...
    @property
    def coupons(self) -> AsyncCoupons: ...
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
