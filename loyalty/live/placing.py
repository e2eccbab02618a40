"""Orders booked in the host's transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loyalty.engine import settle
from loyalty.facts.order import Cart
from loyalty.facts.quote import Quote, Settlement
from loyalty.facts.standing import Standing
from loyalty.live.agreeing import refuse_stale
from loyalty.live.asking import GUEST, Locked, Plans, figures_of, live_plan, lock_member, look_ahead
from loyalty.live.capturing import captured, write_captured
from loyalty.live.first_orders import claim_first
from loyalty.live.holding import found_hold, ready, release_overdue
from loyalty.live.identity_limits import count_for_person
from loyalty.live.placing_early import with_returns
from loyalty.live.results import Placed
from loyalty.plan.tables import Plan
from loyalty.store.documents import decode, encode
from loyalty.store.drawing import capture_held, draw
from loyalty.store.early_returns import early_returns
from loyalty.store.holds import StoredHold, held_lots
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import write_order, write_redemptions
from loyalty.store.outbox import announce
from loyalty.store.shared import has_drawn, read_shared
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAsked:
    """An order to be placed: by whom (none: a guest), and the quote the member agreed to."""

    cart: Cart
    order_id: str
    member_ref: str | None
    at: datetime
    accept: Quote | str | None = None
    replaces: str | None = None
    delivered: timedelta | None = None


def place_live(work: Work, plans: Plans, asked: OrderAsked, request: Request, *, locking: bool) -> Placed:
    """Book an order: what a live hold set aside, else what it gets now.

    What was held is paid for: it is booked also where the member was blocked meanwhile. Raises QuoteStale,
    HeldCartChanged, MemberInactive, IdempotencyConflict, Drained where shared counters were outrun.
    """
    look_ahead(work, request, member_ref=asked.member_ref, order_id=asked.order_id, overdue=plans.coupled)
    first = claim(work, request)
    if first is not None:
        return decode(Placed, first)
    locked = None if asked.member_ref is None else lock_member(work, asked.member_ref, inactive=True)
    found = found_hold(work, asked.order_id)
    if found is not None and found.live(work.at_us):
        return _placed_as_held(work, plans, asked, found, locked)
    if locked is not None:
        locked.account.must_be_active()
    plan = live_plan(work, plans, asked.at)
    release_overdue(work, plans, asked.at, others=plan.holds_back)
    loaded = None
    if locked is not None:
        plan, loaded = ready(work, plans, plan, locked, asked.at, locking=locking)
    shared = read_shared(work, plan, at_us=work.at_us, locking=locking)
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
    agreed = found.held.quote if asked.accept is None and found is not None else asked.accept
    refuse_stale(asked.order_id, agreed, settled.quote)
    if loaded is not None:
        claim_first(work, loaded, asked.order_id)
        count_for_person(work, loaded, settled.standing.placed[-1])
    waiting = early_returns(work, asked.order_id)
    with work.writing(last=not plan.couples_members and not waiting):
        placed = _written(work, plan, asked, settled, loaded, whole=not waiting)
    if waiting:
        placed = with_returns(work, plans, placed, waiting, at=asked.at)
    draw(work, plan, settled.quote.decisions, shared, settled.shared)
    return placed


def _placed_as_held(
    work: Work, plans: Plans, asked: OrderAsked, found: StoredHold, locked: Locked | None
) -> Placed:
    plan = plans.of_order(work.connection, found.held.program_hash, found.held.order)
    loaded = locked.under(plan) if locked else None
    settled = captured(plan, found, loaded, cart=asked.cart, at=asked.at, delivered=asked.delivered)
    waiting = early_returns(work, asked.order_id)
    with work.writing(last=not waiting and not has_drawn(found.held.order)):
        write_captured(work, found)
        placed = _written(work, plan, asked, settled, loaded, found=found, whole=not waiting)
    capture_held(work, plan, found.held.order)
    return with_returns(work, plans, placed, waiting, at=asked.at) if waiting else placed


def _written(  # noqa: PLR0913 - what is written, and what it came from
    work: Work,
    plan: Plan,
    asked: OrderAsked,
    settled: Settlement,
    loaded: Loaded | None,
    *,
    whole: bool,
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
    write_redemptions(work, settled, account_id=account_id, program_hash=plan.hash)
    told = None
    if loaded is not None:
        after = settled.standing
        if found is None:  # a hold has counted the order already
            after = replace(after, orders=loaded.account.orders + 1)
        write_standing(
            work,
            plan,
            loaded,
            after=after,
            entries=settled.entries,
            order_id=asked.order_id,
            held={key: -points for key, points in held_lots(found.held).items()} if found else None,
        )
        told = figures_of(plan, settled.standing, asked.at)
    placed = Placed(order_id=asked.order_id, quote=settled.quote, entries=settled.entries, figures=told)
    announce(work, "order.placed", {"order_id": asked.order_id, "member": asked.member_ref})
    if whole:
        finish(work, account_id=account_id, program_hash=plan.hash, result=encode(placed))
    return placed
