"""The live shop for asyncio: every verb of `Loyalty` and its doors, awaited on the host's `AsyncSession`.

Nothing is written twice: a verb runs as it is, in SQLAlchemy's `run_sync`. What `Loyalty` offers is therefore
here, under the same name and with the same arguments, whatever is added to it.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable
from functools import wraps
from importlib.util import find_spec
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_scoped_session

from loyalty.errors import MissingExtra, RetryTransaction
from loyalty.live.desk import Desk
from loyalty.live.handed_in import one_of_these
from loyalty.live.hooks import Hook
from loyalty.live.loyalty import Loyalty
from loyalty.live.running import check_again, check_asked, pause_after
from loyalty.store.schema import create_all
from loyalty.store.tables import METADATA
from loyalty.when import Clock

Answer = TypeVar("Answer")


class AsyncDoor:
    """A door of the live shop whose verbs are awaited."""

    def __init__(self, door: object) -> None:
        """The door that has the verbs."""
        self._door = door

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a verb, a door, or a value
        """The verb, or the door behind this one, or what the door tells without a database."""
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(self._door, name)
        if is_door(found):
            return AsyncDoor(found)
        return _awaited(found) if is_verb(found) else found

    def __dir__(self) -> list[str]:
        """The names of the door."""
        return sorted({*super().__dir__(), *(name for name in dir(self._door) if not name.startswith("_"))})


class AsyncLoyalty(AsyncDoor):
    """A programme in a shop's own database, on an `AsyncSession` or `AsyncConnection` of the host.

    As with `Loyalty`, every verb works inside the host's transaction and never commits.
    """

    def __init__(
        self,
        program_key: str,
        *,
        clock: Clock | None = None,
        secret: bytes = b"",
        points_alone_max: int | None = None,
        hooks: Iterable[Hook] = (),
    ) -> None:
        """As `Loyalty` takes them; `hooks` are called, not awaited. Raises MissingExtra without greenlet."""
        if find_spec("greenlet") is None:
            raise MissingExtra(extra="async", command="pip install 'loyalty[async]'")
        super().__init__(
            Loyalty(program_key, clock=clock, secret=secret, points_alone_max=points_alone_max, hooks=hooks)
        )

    async def create_tables(self, engine: AsyncEngine) -> tuple[str, ...]:
        """Create the library's tables in a database that has none of them; their names."""
        one_of_these("create_tables(engine)", AsyncEngine)(engine)
        async with engine.begin() as connection:
            await connection.run_sync(create_all)
        return tuple(sorted(METADATA.tables))


async def run_async(
    session_factory: Callable[[], AsyncSession],
    transaction: Callable[[AsyncSession], Awaitable[Answer]],
    *,
    attempts: int = 5,
    pause_s: float = 0.02,
) -> Answer:
    """Await `transaction(session)` in a session of its own and commit; again when the database asks for it.

    As `run` does for a session, lost connections included: raises RetryTransaction after the last attempt,
    and what `run` raises of attempts and pauses that are none.
    """
    check_asked("run_async", attempts, pause_s)
    attempt = 0
    while True:
        attempt += 1
        under_way = True
        try:
            async with session_factory() as session, session.begin():
                answer = await transaction(session)
                under_way = False
        except (DBAPIError, RetryTransaction) as error:
            check_again(error, last=attempt == attempts, under_way=under_way)
        else:
            return answer
        await asyncio.sleep(pause_after(attempt, pause_s))


def is_door(found: object) -> bool:
    """Whether it has verbs of its own: doors share a desk."""
    return isinstance(getattr(found, "desk", None), Desk)


def is_verb(found: object) -> bool:
    """Whether it works on the host's session, which a verb takes first."""
    return inspect.ismethod(found) and next(iter(inspect.signature(found).parameters), None) == "session"


def _awaited(verb: Callable[..., Answer]) -> Callable[..., Awaitable[Answer]]:
    look = one_of_these("session", AsyncSession, async_scoped_session, AsyncConnection)

    @wraps(verb)
    async def awaited(session: AsyncSession | AsyncConnection, *given: Any, **named: Any) -> Answer:  # noqa: ANN401 - the verb's own
        look(session)
        return await session.run_sync(lambda host: verb(host, *given, **named))

    return awaited
