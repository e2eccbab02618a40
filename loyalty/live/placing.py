"""Quotes and placed orders in the host's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from loyalty.engine import quote as price
from loyalty.engine import settle
from loyalty.errors import QuoteStale
from loyalty.facts.member import Standing
from loyalty.facts.order import Cart
from loyalty.facts.quote import Quote, Settlement
from loyalty.live.asking import GUEST, Locked, Plans, figures, live_plan, lock_member, look_ahead
from loyalty.live.capturing import captured, write_captured
from loyalty.live.holding import asks_overdue, found_hold, release_overdue, release_own, without_overdue
from loyalty.live.results import Placed
from loyalty.plan.tables import Plan
from loyalty.store.accounts import account_from, asked_account
from loyalty.store.documents import decode, encode
from loyalty.store.drawing import draw
from loyalty.store.holds import StoredHold, held_lots, holds_from
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import write_order, write_redemptions
from loyalty.store.outbox import announce
from loyalty.store.programs import asked_live, live_from
from loyalty.store.shared import asked_shared, read_shared, shared_from
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded
from loyalty.store.state_reading import asked_state, state_from
from loyalty.store.together import answers
from loyalty.when import to_us

AMOUNTS: Final = (
    "lines",
    "adjustments",
    "gifts",
    "points_spent",
    "points_minor",
    "shipping_minor",
    "shipping_discount_minor",
    "tenders",
    "tax_minor",
    "to_pay_minor",
    "base_points",
    "bonus_points",
)
"""What of a quote may not change between showing and placing it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAsked:
    """An order to be placed: by whom (none: a guest), and the quote the member agreed to."""

    cart: Cart
    order_id: str
    member_ref: str | None
    at: datetime
    accept: Quote | str | None = None
    replaces: str | None = None
    delivered: timedelta = timedelta()


def quote_live(
    connection: sa.Connection, plans: Plans, cart: Cart, *, member_ref: str | None, at: datetime
) -> Quote:
    """What the cart would get now; nothing is written."""
    at_us, key = to_us(at), plans.program_key
    asked = [asked_live(key, at_us)]
    if member_ref is not None:
        asked.append(asked_account(key, member_ref, locking=False))
        asked.append(asked_state(connection, key, member_ref, locking=False))
    versions, *rows = answers(connection, asked)
    plan = plans.of(connection, live_from(versions, key, at).hash)
    loaded = None
    if member_ref is not None:
        loaded = Locked(account_from(rows[0], member_ref), state_from(rows[1])).under(plan)
    asked = asked_shared(plan, key, at_us=at_us, locking=False)
    late = asks_overdue(plan, key, loaded, at_us)
    *rows, overdue = answers(connection, [*asked, late]) if late else [*answers(connection, asked), []]
    shared = shared_from(plan, at_us, rows)
    standing, shared = without_overdue(plan, loaded, shared, holds_from(overdue), at=at)
    who = loaded.account.who if loaded else GUEST
    return price(plan, cart, who=who, at=at, standing=standing, shared=shared)


def place_live(work: Work, plans: Plans, asked: OrderAsked, request: Request, *, locking: bool) -> Placed:
    """Book an order: what a live hold set aside, else what it gets now.

    Raises QuoteStale, HeldCartChanged, IdempotencyConflict, Drained where shared counters were outrun.
    """
    look_ahead(work, request, member_ref=asked.member_ref, order_id=asked.order_id)
    first = claim(work, request)
    if first is not None:
        return decode(Placed, first)
    locked = None if asked.member_ref is None else lock_member(work, asked.member_ref)
    found = found_hold(work, asked.order_id)
    if found is not None and found.live(work.at_us):
        return _placed_as_held(work, plans, asked, found, locked)
    plan = live_plan(work, plans, asked.at)
    release_overdue(work, plans, asked.at, others=plan.couples_members)
    loaded = None
    if locked is not None:
        loaded = locked.under(plan)
        loaded = release_own(work, plans, loaded, plan_hash=plan.hash, at=asked.at)
    shared = read_shared(work.connection, plan, plans.program_key, at_us=work.at_us, locking=locking)
    settled = settle(
        plan,
        asked.cart,
        who=loaded.account.who if loaded else GUEST,
        order_id=asked.order_id,
        at=asked.at,
        standing=loaded.standing if loaded else Standing(),
        shared=shared,
        delivered=asked.delivered,
    )
    _refuse_stale(asked, settled.quote, found)
    with work.writing(last=not plan.couples_members):
        placed = _written(work, plan, asked, settled, loaded)
    draw(work, plan, shared, settled.shared)
    return placed


def _placed_as_held(
    work: Work, plans: Plans, asked: OrderAsked, found: StoredHold, locked: Locked | None
) -> Placed:
    plan = plans.of(work.connection, found.held.program_hash)
    loaded = locked.under(plan) if locked else None
    settled = captured(plan, found, loaded, cart=asked.cart, at=asked.at)
    with work.writing(last=False):
        write_captured(work, found)
        return _written(work, plan, asked, settled, loaded, found=found)


def _written(  # noqa: PLR0913 - what is written, and what it came from
    work: Work,
    plan: Plan,
    asked: OrderAsked,
    settled: Settlement,
    loaded: Loaded | None,
    *,
    found: StoredHold | None = None,
) -> Placed:
    record = settled.standing.placed[-1]
    account_id = loaded.account.id if loaded else None
    write_order(
        work,
        record,
        cart=asked.cart,
        cart_hash=settled.quote.cart_hash,
        member_ref=asked.member_ref,
        account_id=account_id,
        program_hash=plan.hash,
        replaces=asked.replaces,
    )
    write_redemptions(work, settled, account_id=account_id)
    told = None
    if loaded is not None:
        write_standing(
            work,
            plan,
            loaded,
            after=settled.standing,
            entries=settled.entries,
            order_id=asked.order_id,
            held={key: -points for key, points in held_lots(found.held).items()} if found else None,
        )
        told = figures(plan, loaded, settled.standing, asked.at)
    placed = Placed(order_id=asked.order_id, quote=settled.quote, entries=settled.entries, figures=told)
    announce(work, "order.placed", {"order_id": asked.order_id, "member": asked.member_ref})
    finish(work, account_id=account_id, program_hash=plan.hash, result=encode(placed))
    return placed


def _refuse_stale(asked: OrderAsked, now: Quote, found: StoredHold | None) -> None:
    """What a member agreed to, or what was held until it ran out, is what is booked, or nothing is."""
    agreed = asked.accept
    if agreed is None and found is not None:
        agreed = found.held.quote
    if agreed is None:
        return
    old = agreed if isinstance(agreed, str) else agreed.id
    if old == now.id:
        return
    changed = ["amounts"]
    if isinstance(agreed, Quote):
        changed = [name for name in AMOUNTS if getattr(agreed, name) != getattr(now, name)]
        if agreed.cart_hash != now.cart_hash:
            changed.insert(0, "cart")
    raise QuoteStale(order_id=asked.order_id, changed=", ".join(changed), old=old, new=now.id, quote=now)
