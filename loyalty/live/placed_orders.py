"""A placed order and its member, locked for what becomes of it, under the version it was placed under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.errors import UnknownOrder
from loyalty.facts.member import Guest, Member, PlacedOrder
from loyalty.facts.standing import Standing
from loyalty.live.asking import GUEST, Plans, load_locked, with_order
from loyalty.live.holding import current
from loyalty.plan.tables import Plan
from loyalty.store.operations import Work
from loyalty.store.orders import StoredOrder, order_of, with_expired
from loyalty.store.standings import Loaded


@dataclass(frozen=True, slots=True)
class LockedOrder:
    """The order as it is stored and as its record is now; a guest's has no member."""

    known: StoredOrder
    record: PlacedOrder
    plan: Plan
    loaded: Loaded | None

    @property
    def who(self) -> Member | Guest:
        """Whose order it is."""
        return self.loaded.account.who if self.loaded else GUEST

    @property
    def standing(self) -> Standing:
        """The member's standing with the order on it."""
        return self.loaded.standing if self.loaded else Standing(placed=(self.record,))


def lock_order(work: Work, plans: Plans, order_id: str, at: datetime) -> LockedOrder:
    """Lock the member, in whatever state, then the order, and read it again; raises UnknownOrder.

    What is due of the member is booked first, under the version that is live.
    """
    seen = order_of(work.connection, plans.program_key, order_id, locking=False)
    if seen is None:
        raise UnknownOrder(order_id=order_id)
    locked = None
    if seen.member_ref is not None:
        live = plans.live_or(
            work.connection, at, plans.of_order(work.connection, seen.program_hash, seen.record)
        )
        locked = current(work, plans, live, load_locked(work, live, seen.member_ref, inactive=True), at)
    known = order_of(work.connection, plans.program_key, order_id, locking=True) or seen
    plan = plans.of_order(work.connection, known.program_hash, known.record)
    record = with_expired(work.connection, known)
    return LockedOrder(known, record, plan, with_order(plan, locked, record) if locked else None)
