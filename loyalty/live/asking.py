"""What every verb first asks: the live version and its plan, the member's account and standing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from loyalty.engine import up_to_date
from loyalty.errors import NoLiveProgram
from loyalty.facts.member import Guest, PlacedOrder
from loyalty.facts.standing import Standing
from loyalty.live.results import Figures
from loyalty.plan.carried import CarriedOffer, offers_of
from loyalty.plan.lower import lower
from loyalty.plan.tables import NOTHING_PAUSED, Pauses, Plan
from loyalty.store.accounts import Account, account_from, asked_account, find_account, lock_account
from loyalty.store.early_returns import asked_gate
from loyalty.store.holds import asked_hold, asked_overdue
from loyalty.store.operations import Request, Work, asked_claim
from loyalty.store.orders import asked_order_state
from loyalty.store.programs import (
    Live,
    asked_live,
    live_from,
    live_hashes,
    live_version,
    program_if_known,
    program_of,
    versions_begun,
)
from loyalty.store.standings import Loaded, standing_of
from loyalty.store.state_reading import State, asked_state, read_state, state_from
from loyalty.when import to_us

PLANS_KEPT: Final = 256
"""Of versions and what of them is paused; `lower` keeps those with carried offers, no more than it may."""


@dataclass(slots=True)
class Plans:
    """Plans by the hash of their version, which never changes what it names, and what of it is paused."""

    program_key: str
    known: dict[tuple[str, Pauses], Plan] = field(default_factory=dict)
    terms: dict[str, Mapping[str, CarriedOffer]] = field(default_factory=dict)
    """By version its coupon offers."""
    alike: dict[str, CarriedOffer] = field(default_factory=dict)
    """By key one of the versions that have the same terms: wallets that differ in no more share a plan."""
    coupled: bool = False
    """Whether the plan that was live last couples members, so that overdue holds of any matter to all."""
    seen: set[int] = field(default_factory=set)
    """Numbers of versions that were found live."""
    begins: frozenset[int] = frozenset()
    """Instants at which a version began, as far as was known when one was first found live."""
    gives: bool = False
    """Whether any version has issuances: what one owes is given under the next."""

    def live(self, connection: sa.Connection, at: datetime, *, locking: bool = False) -> Plan:
        """The plan that is live at an instant, without what is paused now; raises NoLiveProgram."""
        found = live_version(connection, self.program_key, at, at_us=to_us(at), locking=locking)
        return self.found(connection, found)

    def found(self, connection: sa.Connection, live: Live) -> Plan:
        """The plan of a version that was found live; of a new one is noted what went before it."""
        if live.number not in self.seen:
            begun = versions_begun(connection, self.program_key)
            self.gives = any(gives for _, gives in begun)
            self.begins |= {since for since, _ in begun}
            self.seen.add(live.number)
        return self.of(connection, live.hash, pauses=live.pauses)

    def live_or(self, connection: sa.Connection, at: datetime, plan: Plan) -> Plan:
        """The live plan, or another where none is live any more: returns go on."""
        try:
            return self.live(connection, at, locking=True)
        except NoLiveProgram:
            return plan

    def of(
        self,
        connection: sa.Connection,
        program_hash: str,
        *,
        pauses: Pauses = NOTHING_PAUSED,
        carried: Collection[tuple[str, str]] = (),
    ) -> Plan:
        """The plan of a version; returns ask for the whole one, whatever is paused.

        `carried` are versions and offers whose terms stand beside its own.
        """
        plan = self.known.get((program_hash, pauses))
        if plan is None:
            plan = lower(program_of(connection, self.program_key, program_hash), pauses=pauses)
            if len(self.known) >= PLANS_KEPT:
                self.known.clear()
            self.known[program_hash, pauses] = plan
        if not carried:
            return plan
        older = [self.terms_of(connection, *one) for one in carried]
        return lower(plan.program, pauses=pauses, carried=[one for one in older if one is not None])

    def of_order(self, connection: sa.Connection, program_hash: str, order: PlacedOrder) -> Plan:
        """The plan under which an order was held or placed."""
        return self.of(connection, program_hash, carried=order.carried)

    def terms_of(self, connection: sa.Connection, version: str, offer_id: str) -> CarriedOffer | None:
        """A coupon offer as a version had it; None where it had no such offer, or is not known here."""
        if version not in self.terms:
            program = program_if_known(connection, self.program_key, version)
            if program is None:
                return None
            self.terms[version] = offers_of(program)
        return self.terms[version].get(offer_id)

    def older_terms(self, connection: sa.Connection, plan: Plan, version: str, offer_id: str) -> str:
        """By which version a plan carries the terms of a coupon granted under one; "" for its own terms."""
        if version in {"", plan.hash}:
            return ""
        then = self.terms_of(connection, version, offer_id)
        if plan.hash not in self.terms:
            self.terms[plan.hash] = offers_of(plan.version)
        now = self.terms[plan.hash].get(offer_id)
        if then is None or (now is not None and now.terms == then.terms):
            return ""
        return self.alike.setdefault(then.key, then).version

    def all(self, connection: sa.Connection) -> dict[str, Plan]:
        """The plans of all versions that were or are live, by hash."""
        hashes = live_hashes(connection, self.program_key)
        return {program_hash: self.of(connection, program_hash) for program_hash in hashes}


def load(
    connection: sa.Connection,
    plan: Plan,
    program_key: str,
    member_ref: str,
    *,
    locking: bool,
) -> Loaded:
    """A member's account, rows and standing; raises UnknownMember, MemberInactive."""
    find = lock_account if locking else find_account
    account = find(connection, program_key, member_ref)
    state = read_state(connection, account.id, locking=locking)
    return Loaded(account, state, standing_of(plan, account, state))


def look_ahead(  # noqa: PLR0913 - what an operation may need, all named
    work: Work,
    request: Request,
    *,
    member_ref: str | None,
    order_id: str | None = None,
    held: str | None = None,
    overdue: bool = False,
) -> None:
    """Ask all that an operation needs first, in one round trip where the driver can.

    `order_id` is an order to be placed, `held` one to be held.
    """
    if not work.sends_together:
        return
    asked = {
        "claim": asked_claim(work, request),
        "live": asked_live(work.bare, work.program_key, work.at_us, locking=True),
    }
    if member_ref is not None:
        asked["account"] = asked_account(work.program_key, member_ref, locking=True)
        asked["state"] = asked_state(work.bare, work.program_key, member_ref, locking=True)
    if order_id is not None:  # behind the member's lock, as everywhere
        asked["hold"] = asked_hold(work.program_key, order_id, locking=True)
        asked["gate"] = asked_gate(work, order_id)
    if held is not None:
        asked["seen"] = asked_hold(work.program_key, held)
        asked["placed"] = asked_order_state(work.program_key, held)
    if overdue:
        asked["overdue"] = asked_overdue(work.program_key, work.at_us)
    work.look_ahead(**asked)


def live_plan(work: Work, plans: Plans, at: datetime) -> Plan:
    """The plan that is live for an operation; raises NoLiveProgram."""
    rows = work.taken("live", lambda: asked_live(work.bare, work.program_key, work.at_us, locking=True))
    found = live_from(rows, work.program_key, at)
    plan = plans.found(work.connection, found)
    plans.coupled = plan.couples_members
    return plan


@dataclass(frozen=True, slots=True)
class Locked:
    """A member's account, locked, and its rows."""

    account: Account
    state: State

    def under(self, plan: Plan) -> Loaded:
        """The member's standing under a plan."""
        return Loaded(self.account, self.state, standing_of(plan, self.account, self.state))


def lock_member(work: Work, member_ref: str, *, inactive: bool = False) -> Locked:
    """A member's account, locked, with its rows; raises UnknownMember, MemberInactive (not if `inactive`)."""
    rows = work.taken("account", lambda: asked_account(work.program_key, member_ref, locking=True))
    account = account_from(rows, member_ref, inactive=inactive)
    state = work.taken("state", lambda: asked_state(work.bare, work.program_key, member_ref, locking=True))
    return Locked(account, state_from(state))


def load_locked(work: Work, plan: Plan, member_ref: str, *, inactive: bool = False) -> Loaded:
    """A member's account, locked, with rows and standing; raises as `lock_member`."""
    return lock_member(work, member_ref, inactive=inactive).under(plan)


def with_order(plan: Plan, found: Locked | Loaded, record: PlacedOrder) -> Loaded:
    """A locked member with a placed order on the standing, under the order's plan."""
    standing = standing_of(plan, found.account, found.state, placed=(record,))
    return Loaded(found.account, found.state, standing)


def figures(plan: Plan, loaded: Loaded, standing: Standing, at: datetime) -> Figures:
    """What a member has at an instant: everything due by then is counted, booked or not."""
    now = up_to_date(plan, who=loaded.account.who, standing=standing, at=at)
    return figures_of(plan, now, at)


def figures_of(plan: Plan, standing: Standing, at: datetime) -> Figures:
    """What a standing says that is up to date, as an operation leaves it."""
    at_us = to_us(at)
    return Figures(
        booked=standing.booked,
        available=standing.available(at_us),
        pending=standing.pending(at_us),
        held=standing.points_held,
        debt=standing.debt,
        tiers={
            track.id: track.levels[tier.effective].id if tier.effective >= 0 else None
            for track, tier in zip(plan.program.tiers, standing.tiers, strict=True)
        },
    )


GUEST = Guest()
"""Someone without membership."""
