"""Limits that members share: what of them is used and held, and whether many orders at once may count them.

How a limit is counted is no rule of the programme: the same uses are granted. It is a switch of the shop's
operation, beside the pause, and the next order counts by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from loyalty.errors import ShardsRefused
from loyalty.kernels.calendar import day_of, window_key
from loyalty.kernels.codes import PER_IDENTITY
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.known import know_offers, must_know_offers, no_such_offer
from loyalty.plan.tables import Plan
from loyalty.store.audit import write_act
from loyalty.store.connecting import connection_of
from loyalty.store.identity_counts import counted_on
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce
from loyalty.store.shards import can_shard, counters_of, cut_counter, join_counter, offer_of
from loyalty.store.shared import counted_now, limits_for_all
from loyalty.store.switches import turn_switch
from loyalty.when import to_us

NO_LIMIT: Final = "no_limit"
DATABASE: Final = "database"
"""Why limits are not counted in shards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitCount:
    """One total limit in the window an order meets: its counter, uses it has, and how many are used and held.

    `shards` is how many rows count it: 1, or several that many orders count on at once.
    """

    limit: str
    uses_max: int
    used: int
    held: int
    shards: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCount:
    """One limit per identity: its counter, uses each has, and what is counted on all of them together.

    `identities` have uses, of which `used_up` have none left. An order counts on each identity of its member,
    so that `used` and `held` may be more than the orders.
    """

    limit: str
    uses_max: int
    identities: int
    used: int
    held: int
    used_up: int


@door
@dataclass(frozen=True, slots=True)
class Limits:
    """The door to limits that members share: `shop.limits`."""

    desk: Desk

    def counted(
        self, session: Host, *, offer_id: str | None = None, at: datetime | None = None
    ) -> tuple[LimitCount, ...]:
        """What of each total limit of the live version, or of one offer, is used and held; by name.

        In the window that an order at `at` would meet: the newest that the counter has seen, or its own.
        Raises NoSuchOffer.
        """
        instant = self.desk.at(at)
        connection = connection_of(session)
        plan = self._plan(connection, offer_id, instant)
        most = _most(plan)
        found = counted_now(connection, plan, self.desk.program_key, at_us=to_us(instant))
        return tuple(
            LimitCount(limit=name, uses_max=most[name], used=one.used, held=one.held, shards=one.shards)
            for name, one in sorted(found.items())
            if offer_id in {None, offer_of(name)}
        )

    def by_identity(
        self, session: Host, *, offer_id: str | None = None, at: datetime | None = None
    ) -> tuple[IdentityCount, ...]:
        """What of each limit per identity of the live version, or of one offer, is used and held; by name.

        In the window that an order at `at` would meet, identity by identity. Uses of members before they had
        an identity are not among them: `shop.members.profile` shows all that a member meets. Raises
        NoSuchOffer.
        """
        instant = self.desk.at(at)
        connection = connection_of(session)
        plan, at_us = self._plan(connection, offer_id, instant), to_us(instant)
        day = day_of(plan.tables["zone"], at_us)
        told = []
        for name, limit in sorted(_of_identities(plan).items()):
            if offer_id in {None, offer_of(name)}:
                most = limit.uses_max
                window = window_key(day, limit.each, plan.settings().week_start)
                found = counted_on(
                    connection, self.desk.program_key, name, uses_max=most, window=window, at_us=at_us
                )
                told.append(IdentityCount(limit=name, uses_max=most, **found._asdict()))
        return tuple(told)

    def shard(self, session: Host, offer_id: str, *, actor: str, reason: str, key: str) -> int:
        """Count the total limits of an offer in shards from now on; how many counters were cut at once.

        For an offer that many members use at once, on PostgreSQL: an order waits for another one only where
        the last uses are given out. Raises ShardsRefused where nothing is gained, NoSuchOffer.
        """
        return self._turn(session, ("shard_limits", offer_id, key), to=True, actor=actor, reason=reason)

    def unshard(self, session: Host, offer_id: str, *, actor: str, reason: str, key: str) -> int:
        """Count each total limit of an offer in one row again; how many counters were joined.

        Raises NoSuchOffer.
        """
        return self._turn(session, ("unshard_limits", offer_id, key), to=False, actor=actor, reason=reason)

    def _plan(self, connection: sa.Connection, offer_id: str | None, at: datetime) -> Plan:
        """The live plan, for who asks of an offer that there is or was."""
        if offer_id is not None:
            know_offers(self.desk, connection, [offer_id])
        return self.desk.plans.live(connection, at)

    def _turn(self, session: Host, act: tuple[str, str, str], *, to: bool, actor: str, reason: str) -> int:
        verb, offer_id, key = act
        request = Request(
            verb=verb,
            named=(reference("key", key),),
            content={"offer": reference("offer", offer_id), "reason": reason},
            actor=reference("actor", actor),
            reason=reason,
        )

        def do(work: Work) -> int:
            first = claim(work, request)
            if first is not None:
                return int(first)
            must_know_offers(self.desk, work, [offer_id])
            counters = self._counters(work, offer_id, to=to)
            turn_switch(work, offer_id, {"sharded": int(to)}, actor=actor, reason=reason)
            change = cut_counter if to else join_counter
            count = sum(change(work, *one) for one in sorted({*counters, *counters_of(work, offer_id)}))
            write_act(work, actor, verb, subject=offer_id, details={"reason": reason, "counters": count})
            announce(work, f"limits.{'' if to else 'un'}sharded", {"offer": offer_id, "counters": count})
            finish(work, account_id=None, program_hash=None, result=str(count))
            return count

        return self.desk.once(session, request, self.desk.at(None), do)

    def _counters(self, work: Work, offer_id: str, *, to: bool) -> list[tuple[str, int]]:
        """The offer's counters in the windows that orders meet; a switch that does nothing is a mistake."""
        plan = self.desk.plans.live(work.connection, self.desk.at(None), locking=True)
        if not any(offer.id == offer_id for offer in plan.program.offers):
            if to:
                raise no_such_offer(offer_id, (offer.id for offer in plan.program.offers))
            return []
        now = counted_now(work.connection, plan, work.program_key, at_us=work.at_us)
        found = [(name, one.window) for name, one in now.items() if offer_of(name) == offer_id]
        if to and not found:
            raise ShardsRefused(offer_id=offer_id, why=NO_LIMIT)
        if to and not can_shard(work.dialect):
            raise ShardsRefused(offer_id=offer_id, why=DATABASE)
        return found


def _of_identities(plan: Plan) -> dict[str, Any]:
    """Limits per identity by their counter, as rows."""
    return {plan.own[one.slot]: one for one in plan.tables["limits"] if one.per == PER_IDENTITY}


def _most(plan: Plan) -> dict[str, int]:
    return {plan.shared[one.slot]: one.uses_max for one in limits_for_all(plan)}
