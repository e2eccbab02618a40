# Made by `python -m tests.live.async_stub` from the doors of `Loyalty`: not written by hand.

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from loyalty.facts.member import Member
from loyalty.facts.order import Amount, Cart
from loyalty.facts.quote import Quote
from loyalty.live.results import Figures, Placed, Returned
from loyalty.rules.program import Program
from loyalty.when import Clock

_Answer = TypeVar("_Answer")
__all__ = ["AsyncLoyalty", "run_async"]

class AsyncLoyalty:
    def __init__(self, program_key: str, *, clock: Clock | None = ...) -> None: ...
    async def create_tables(self, engine: AsyncEngine) -> tuple[str, ...]: ...
    @property
    def program_key(self) -> str: ...
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
    async def quote(
        self,
        session: AsyncSession | AsyncConnection,
        cart: Cart,
        *,
        member: str | None = ...,
        at: datetime | None = ...,
    ) -> Quote: ...
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
        actor: str | None = ...,
    ) -> Placed: ...
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
