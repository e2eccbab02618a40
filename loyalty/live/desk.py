"""What every door to the live shop shares: programme key, clock, plans, operations under way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import Drained, SecretMissing
from loyalty.live.asking import Plans
from loyalty.live.hooks import Hook, telling
from loyalty.store.gathering import Gathering
from loyalty.store.operations import Request, Work, working
from loyalty.when import Clock, to_us

Answer = TypeVar("Answer")
SECRET_MIN: Final = 16
Host: TypeAlias = Session | sa.Connection
"""A session of the host, in a transaction that the host commits; or its connection."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One programme's place of work; the doors (`Loyalty`, its `members`, `coupons`, …) have the same one."""

    program_key: str
    clock: Clock
    plans: Plans
    secret: bytes = b""
    """The shop's own: what identities and codes are hashed with."""
    hooks: tuple[Hook, ...] = ()
    """What the host does when something happened, in its transaction."""

    def at(self, at: datetime | None) -> datetime:
        """When something happened: what the caller says, or now."""
        return self.clock.now() if at is None else at

    def secret_kept(self) -> bytes:
        """The secret; raises SecretMissing without one: a hash that anybody can make hides nothing."""
        if len(self.secret) < SECRET_MIN:
            raise SecretMissing(least=SECRET_MIN)
        return self.secret

    def working(self, session: Host, op_key: str, at: datetime) -> AbstractContextManager[Work]:
        """An operation in the host's transaction, whole or not at all."""
        times = {"at_us": to_us(at), "recorded_us": to_us(self.clock.now())}
        if self.hooks:
            start = partial(working, session, self.program_key, op_key=op_key, **times)
            return telling(session, self.hooks, start)
        return working(session, self.program_key, op_key=op_key, **times)

    def beside(self, work: Work, request: Request, at: datetime, gathering: Gathering) -> Work:
        """Another operation that is whole or not with a work, its writes gathered with those of others."""
        return work.alike(op_key=request.op_key, at_us=to_us(at), gathering=gathering)

    def once(self, session: Host, request: Request, at: datetime, do: Callable[[Work], Answer]) -> Answer:
        """Run one operation; `do` claims the request first."""
        with self.working(session, request.op_key, at) as work:
            return do(work)

    def drawing(
        self, session: Host, request: Request, at: datetime, do: Callable[[Work, bool], Answer]
    ) -> Answer:
        """Run an operation that draws on shared counters; `do` gets the work and whether to lock them.

        Where somebody else was quicker on one, it runs once more behind locks.
        """
        try:
            with self.working(session, request.op_key, at) as work:
                return do(work, False)  # noqa: FBT003 - the second of two
        except Drained:
            with self.working(session, request.op_key, at) as work:
                return do(work, True)  # noqa: FBT003 - as above
