"""Quotes from the shop's database: what a cart would get now, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from loyalty.engine import quote as price
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import Quote
from loyalty.facts.standing import Shared, Standing
from loyalty.live.asking import GUEST, Locked, Plans
from loyalty.live.carrying import see_own_terms
from loyalty.live.first_orders import see_person as see_first
from loyalty.live.identity_limits import see_person
from loyalty.live.overdue import asks_overdue, without_overdue
from loyalty.plan.tables import Plan
from loyalty.store.accounts import account_from, asked_account
from loyalty.store.holds import holds_from
from loyalty.store.programs import asked_live, live_from
from loyalty.store.shared import asked_shared, shared_from
from loyalty.store.state_reading import asked_state, state_from
from loyalty.store.together import answers
from loyalty.when import to_us


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The live plan, who asks, and what they and all members have, as a question about a cart sees it."""

    plan: Plan
    who: Member | Guest
    standing: Standing
    shared: Shared


def quote_live(
    connection: sa.Connection, plans: Plans, cart: Cart, *, member_ref: str | None, at: datetime
) -> Quote:
    """What the cart would get now; nothing is written."""
    now = seen_now(connection, plans, member_ref=member_ref, at=at)
    return price(now.plan, cart, who=now.who, at=at, standing=now.standing, shared=now.shared)


def seen_now(connection: sa.Connection, plans: Plans, *, member_ref: str | None, at: datetime) -> Now:
    """What a question about a cart is answered from; nothing is written."""
    at_us, key = to_us(at), plans.program_key
    asked = [asked_live(connection, key, at_us)]
    if member_ref is not None:
        asked.append(asked_account(key, member_ref, locking=False))
        asked.append(asked_state(connection, key, member_ref, locking=False))
    versions, *rows = answers(connection, asked)
    found = live_from(versions, key, at)
    plan = plans.found(connection, found)
    loaded = None
    if member_ref is not None:
        found_as = Locked(account_from(rows[0], member_ref), state_from(rows[1]))
        plan, loaded = see_own_terms(connection, plans, plan, found_as, at_us)
    asked = asked_shared(plan, key, at_us=at_us)
    late = asks_overdue(plan, key, loaded, at_us)
    *rows, overdue = answers(connection, [*asked, late]) if late else [*answers(connection, asked), []]
    shared = shared_from(plan, at_us, rows)
    standing, shared = without_overdue(connection, plans, plan, loaded, shared, holds_from(overdue), at=at)
    if loaded is not None and member_ref is not None:
        standing = see_first(connection, key, loaded.account.who.id, standing, at_us)
        standing = see_person(connection, key, plan, member_ref, standing, at_us=at_us)
    who = loaded.account.who if loaded else GUEST
    return Now(plan=plan, who=who, standing=standing, shared=shared)
