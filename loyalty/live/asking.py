"""What every verb first asks: the live version and its plan, the member's account and standing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from loyalty.engine import up_to_date
from loyalty.facts.member import Guest, PlacedOrder, Standing
from loyalty.live.results import Figures
from loyalty.plan.lower import lower
from loyalty.plan.tables import Plan
from loyalty.store.accounts import find_account, lock_account
from loyalty.store.programs import live_hashes, live_version, program_of
from loyalty.store.standings import Loaded, standing_of
from loyalty.store.state_reading import read_state
from loyalty.when import to_us


@dataclass(slots=True)
class Plans:
    """Plans by the hash of their version, which never changes what it names."""

    program_key: str
    known: dict[str, Plan]

    def live(self, connection: sa.Connection, at: datetime) -> Plan:
        """The plan that is live at an instant; raises NoLiveProgram."""
        return self.of(connection, live_version(connection, self.program_key, at, at_us=to_us(at)).hash)

    def of(self, connection: sa.Connection, program_hash: str) -> Plan:
        """The plan of a version."""
        plan = self.known.get(program_hash)
        if plan is None:
            plan = lower(program_of(connection, self.program_key, program_hash))
            self.known[program_hash] = plan
        return plan

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


def load_again(plan: Plan, loaded: Loaded, record: PlacedOrder) -> Loaded:
    """The same member with a placed order on the standing, for its return."""
    standing = standing_of(plan, loaded.account, loaded.state, placed=(record,))
    return Loaded(loaded.account, loaded.state, standing)


def figures(plan: Plan, loaded: Loaded, standing: Standing, at: datetime) -> Figures:
    """What a member has at an instant: everything due by then is counted, booked or not."""
    now = up_to_date(plan, who=loaded.account.who, standing=standing, at=at)
    held = sum(lot.held for lot in loaded.state.lots)
    at_us = to_us(at)
    return Figures(
        booked=now.booked + held,
        available=now.available(at_us),
        pending=now.pending(at_us),
        held=held,
        debt=now.debt,
        tiers={
            track.id: track.levels[tier.level].id if tier.level >= 0 else None
            for track, tier in zip(plan.program.tiers, now.tiers, strict=True)
        },
    )


GUEST = Guest()
"""Someone without membership."""
