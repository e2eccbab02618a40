"""Quotes and placed orders in the host's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from loyalty.engine import quote as price
from loyalty.engine import settle
from loyalty.errors import QuoteStale
from loyalty.facts.member import Standing
from loyalty.facts.order import Cart
from loyalty.facts.quote import Quote, Settlement
from loyalty.live.asking import GUEST, Plans, figures, live_plan, load, load_locked, look_ahead
from loyalty.live.giving import bring_current, see_current
from loyalty.live.results import Placed
from loyalty.plan.tables import Plan
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import write_order, write_redemptions
from loyalty.store.outbox import announce
from loyalty.store.shared import draw, read_shared
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded
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


def quote_live(
    connection: sa.Connection, plans: Plans, cart: Cart, *, member_ref: str | None, at: datetime
) -> Quote:
    """What the cart would get now; nothing is written."""
    plan = plans.live(connection, at)
    shared = read_shared(connection, plan, plans.program_key, at_us=to_us(at), locking=False)
    if member_ref is None:
        return price(plan, cart, who=GUEST, at=at, shared=shared)
    loaded = load(connection, plan, plans.program_key, member_ref, locking=False)
    loaded = see_current(connection, plans, plan, loaded, to_us(at))
    return price(plan, cart, who=loaded.account.who, at=at, standing=loaded.standing, shared=shared)


def place_live(work: Work, plans: Plans, asked: OrderAsked, request: Request, *, locking: bool) -> Placed:
    """Book an order; raises QuoteStale, IdempotencyConflict, Drained where shared counters were outrun."""
    look_ahead(work, request, member_ref=asked.member_ref)
    first = claim(work, request)
    if first is not None:
        return decode(Placed, first)
    plan = live_plan(work, plans, asked.at)
    loaded = None
    if asked.member_ref is not None:
        loaded = bring_current(work, plans, plan, load_locked(work, plan, asked.member_ref))
    shared = read_shared(work.connection, plan, plans.program_key, at_us=work.at_us, locking=locking)
    settled = settle(
        plan,
        asked.cart,
        who=loaded.account.who if loaded else GUEST,
        order_id=asked.order_id,
        at=asked.at,
        standing=loaded.standing if loaded else Standing(),
        shared=shared,
    )
    _refuse_stale(asked, settled.quote)
    with work.writing(last=not plan.couples_members):
        placed = _written(work, plan, asked, settled, loaded)
        announce(work, "order.placed", {"order_id": asked.order_id, "member": asked.member_ref})
        finish(
            work,
            account_id=loaded.account.id if loaded else None,
            program_hash=plan.hash,
            result=encode(placed),
        )
    draw(work, plan, shared, settled.shared)
    return placed


def _written(work: Work, plan: Plan, asked: OrderAsked, settled: Settlement, loaded: Loaded | None) -> Placed:
    record = settled.standing.placed[-1]
    write_order(
        work,
        record,
        cart=asked.cart,
        cart_hash=settled.quote.cart_hash,
        member_ref=asked.member_ref,
        account_id=loaded.account.id if loaded else None,
        program_hash=plan.hash,
        replaces=asked.replaces,
    )
    write_redemptions(work, settled, account_id=loaded.account.id if loaded else None)
    told = None
    if loaded is not None:
        write_standing(
            work, plan, loaded, after=settled.standing, entries=settled.entries, order_id=asked.order_id
        )
        told = figures(plan, loaded, settled.standing, asked.at)
    return Placed(order_id=asked.order_id, quote=settled.quote, entries=settled.entries, figures=told)


def _refuse_stale(asked: OrderAsked, now: Quote) -> None:
    """What a member agreed to is what is booked, or nothing is."""
    if asked.accept is None:
        return
    old = asked.accept if isinstance(asked.accept, str) else asked.accept.id
    if old == now.id:
        return
    changed = ["amounts"]
    if isinstance(asked.accept, Quote):
        changed = [name for name in AMOUNTS if getattr(asked.accept, name) != getattr(now, name)]
        if asked.accept.cart_hash != now.cart_hash:
            changed.insert(0, "cart")
    raise QuoteStale(order_id=asked.order_id, changed=", ".join(changed), old=old, new=now.id, quote=now)
