"""Holds at checkout: what an order takes is set aside, then captured by its payment, or let go.

A hold past its end holds nothing, whoever is late: quotes and writes first let go what is overdue, the
member's own holds always, those of others where limits or budgets are shared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from loyalty.engine import hold, release
from loyalty.errors import AlreadyPlaced, OrderClosed
from loyalty.facts.hold import Hold
from loyalty.facts.order import Cart
from loyalty.facts.quote import Quote
from loyalty.facts.standing import Standing
from loyalty.live.agreeing import refuse_stale
from loyalty.live.asking import (
    GUEST,
    Locked,
    Plans,
    figures_of,
    live_plan,
    load_locked,
    lock_member,
    look_ahead,
)
from loyalty.live.carrying import with_own_terms
from loyalty.live.first_orders import as_person, claim_first
from loyalty.live.giving import bring_current
from loyalty.live.identity_limits import count_for_person, with_person
from loyalty.live.results import HeldOrder
from loyalty.plan.tables import Plan
from loyalty.store.accounts import account_id_of
from loyalty.store.claims import asked_overdue_claims, release_claims
from loyalty.store.documents import decode, encode
from loyalty.store.drawing import draw, free
from loyalty.store.holds import (
    LIVE,
    OVERDUE_AT_ONCE,
    OVERDUE_SEEN,
    RELEASED,
    StoredHold,
    asked_hold,
    asked_overdue,
    close_hold,
    held_lots,
    holds_from,
    write_hold,
)
from loyalty.store.identity_uses import free_person
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import asked_order_state
from loyalty.store.outbox import announce
from loyalty.store.shared import read_shared, shared_by_order
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded

FIRST_HOLD: Final = "1"
"""What a hold is called that nobody gave a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAsked:
    """An order to be held until `ends_at`, by whom (none: a guest), and the quote the member agreed to."""

    cart: Cart
    order_id: str
    member_ref: str | None
    at: datetime
    ends_at: datetime
    hold_id: str = FIRST_HOLD
    accept: Quote | str | None = None

    @property
    def anew(self) -> bool:
        """Whether the order may have been held before, by whomever."""
        return self.hold_id != FIRST_HOLD


def hold_live(work: Work, plans: Plans, asked: HoldAsked, request: Request, *, locking: bool) -> HeldOrder:
    """Set aside what an order takes; raises QuoteStale, AlreadyPlaced, OrderClosed, Drained."""
    ahead = None if asked.anew else asked.member_ref  # of two members the one with the lower number is first
    look_ahead(work, request, member_ref=ahead, held=asked.order_id, overdue=plans.coupled)
    if (first := claim(work, request)) is not None:
        return decode(HeldOrder, first)
    locked = given_way(work, plans, asked)
    plan = live_plan(work, plans, asked.at)
    release_overdue(work, plans, asked.at, others=plan.holds_back)
    loaded = None
    if locked is not None:
        plan, loaded = ready(work, plans, plan, locked, asked.at, locking=locking)
    shared = read_shared(work, plan, at_us=work.at_us, locking=locking)
    holding = hold(
        plan,
        asked.cart,
        who=loaded.account.who if loaded else GUEST,
        order_id=asked.order_id,
        at=asked.at,
        ends_at=asked.ends_at,
        standing=loaded.standing if loaded else Standing(),
        shared=shared,
        delivered=None,  # its payment says
    )
    refuse_stale(asked.order_id, asked.accept, holding.quote)
    account_id = loaded.account.id if loaded else None
    if loaded is not None:
        claim_first(work, loaded, asked.order_id)
        count_for_person(work, loaded, holding.hold.order)
    with work.writing(last=not plan.couples_members):
        write_hold(work, holding.hold, asked.hold_id, cart=asked.cart, whose=(asked.member_ref, account_id))
        told = None
        if loaded is not None:
            write_standing(
                work,
                plan,
                loaded,
                after=replace(holding.standing, orders=loaded.account.orders + 1),
                entries=holding.entries,
                order_id=asked.order_id,
                held=held_lots(holding.hold),
                coupons_are="locked",
            )
            told = figures_of(plan, holding.standing, asked.at)
        answer = HeldOrder(order_id=asked.order_id, quote=holding.quote, ends_at=asked.ends_at, figures=told)
        announce(work, "order.held", {"order_id": asked.order_id, "member": asked.member_ref})
        finish(work, account_id=account_id, program_hash=plan.hash, result=encode(answer))
    draw(work, plan, holding.quote.decisions, shared, holding.shared, held=True)
    return answer


def given_way(work: Work, plans: Plans, asked: HoldAsked) -> Locked | None:
    """The member, locked, and what the order still held before let go, whoever held it.

    A cart that was changed, or a guest who has signed in, is held anew with all that the order had free.
    """
    own, order_id = asked.member_ref, asked.order_id
    seen = hold_of(work, order_id)
    whose = [one for one in dict.fromkeys((own, seen.member_ref if seen else None)) if one is not None]
    if asked.anew:
        whose.sort(key=lambda one: account_id_of(work.connection, work.program_key, one) or 0)
    locked = {one: lock_member(work, one, inactive=one != own) for one in whose}
    placed = work.taken("placed", lambda: asked_order_state(work.program_key, order_id))
    if placed:
        raise (OrderClosed if placed[0].state == "cancelled" else AlreadyPlaced)(order_id=order_id)
    found = found_hold(work, order_id) if seen is not None else None
    if found is not None and found.state == LIVE:
        plan = plans.of_order(work.connection, found.held.program_hash, found.held.order)
        holder = found.member_ref
        loaded = None if holder is None else load_locked(work, plan, holder, inactive=True)
        let_go(work, plans, found.held, loaded, asked.at)
        return None if own is None else lock_member(work, own)
    return None if own is None else locked[own]


def hold_of(work: Work, order_id: str) -> StoredHold | None:
    """The order's hold before its member is locked: whom to lock."""
    rows = work.taken("seen", lambda: asked_hold(work.program_key, order_id))
    return next(iter(holds_from(rows)), None)


def found_hold(work: Work, order_id: str) -> StoredHold | None:
    """The order's hold, whatever became of it."""
    rows = work.taken("hold", lambda: asked_hold(work.program_key, order_id, locking=True))
    return next(iter(holds_from(rows)), None)


def let_go(work: Work, plans: Plans, held: Hold, loaded: Loaded | None, at: datetime) -> Standing:
    """Write that a hold holds nothing any more; the member's standing after it."""
    plan = plans.of_order(work.connection, held.program_hash, held.order)
    free_person(work, held.order)
    shared = shared_by_order(work, plan, held.order, at_us=held.at)
    freed = release(
        plan,
        held,
        who=loaded.account.who if loaded else GUEST,
        at=at,
        standing=loaded.standing if loaded else Standing(),
        shared=shared,
    )
    if loaded is not None:
        write_standing(
            work,
            plan,
            loaded,
            after=freed.standing,
            entries=freed.entries,
            order_id=held.order_id,
            held={key: -points for key, points in held_lots(held).items()},
            coupons_were="locked",
        )
        if freed.standing.orders == 0:
            release_claims(work, loaded.account.id)
    close_hold(work, held, RELEASED)
    free(work, plan, held.order, freed.shared, held=True)
    return freed.standing


def release_own(work: Work, plans: Plans, loaded: Loaded, *, plan: Plan, at: datetime) -> Loaded:
    """The member with their own overdue holds let go."""
    overdue = [order_id for ends, order_id in loaded.state.holds if ends <= work.at_us]
    for order_id in overdue:
        found = found_hold(work, order_id)
        if found is not None and found.state == "live":
            own = plans.of_order(work.connection, found.held.program_hash, found.held.order)
            again = load_locked(work, own, loaded.account.who.id, inactive=True)
            let_go(work, plans, found.held, again, at)
    if not overdue:
        return loaded
    return load_locked(work, plan, loaded.account.who.id, inactive=True)


def release_overdue(work: Work, plans: Plans, at: datetime, *, others: bool) -> int:
    """Let go of overdue holds of anybody, where what they hold is shared; how many.

    One of a member who was blocked or closed since is let go too: nothing of it is the member's to book.
    """
    if not others:
        return 0
    count = 0
    for _ in range(OVERDUE_SEEN // OVERDUE_AT_ONCE):  # as many as the quote looked past
        rows = work.taken("overdue", lambda: asked_overdue(work.program_key, work.at_us))
        count += sum(_let_overdue_go(work, plans, found, at) for found in holds_from(rows))
        if len(rows) < OVERDUE_AT_ONCE:
            break
    return count


def _let_overdue_go(work: Work, plans: Plans, found: StoredHold, at: datetime) -> bool:
    """Let go of a hold that was found overdue, if it still is behind its member's lock."""
    loaded = None
    if found.member_ref is not None:
        plan = plans.of_order(work.connection, found.held.program_hash, found.held.order)
        loaded = load_locked(work, plan, found.member_ref, inactive=True)
    again = found_hold(work, found.held.order_id)
    if again is None or again.state != LIVE or again.live(work.at_us):
        return False
    let_go(work, plans, again.held, loaded, at)
    return True


def current(work: Work, plans: Plans, plan: Plan, loaded: Loaded, at: datetime) -> Loaded:
    """The locked member without holds that ran out, and with everything that is given by now."""
    loaded = release_own(work, plans, loaded, plan=plan, at=at)
    return bring_current(work, plans, plan, loaded)


def ready(  # noqa: PLR0913 - whom an order finds, and how
    work: Work, plans: Plans, live: Plan, found: Locked, at: datetime, *, locking: bool
) -> tuple[Plan, Loaded]:
    """The locked member as an order finds them: nothing overdue is held, all that is due is given.

    The plan is the live one with the terms of the coupons that the member then holds.
    """
    loaded = current(work, plans, live, found.under(live), at)
    plan, loaded = with_own_terms(work.connection, plans, live, loaded, work.at_us)
    release_overdue(work, plans, at, others=plan.holds_back and not live.holds_back)
    if not loaded.standing.orders:
        _free_first_order(work, plans, loaded.account.who.id, at)
    loaded = as_person(work.connection, plans.program_key, loaded)
    return plan, with_person(work, plan, loaded, locking=locking)


def _free_first_order(work: Work, plans: Plans, member_ref: str, at: datetime) -> None:
    """Let go of overdue holds that keep the person's first order under another name, one after another."""
    asked, gone = asked_overdue_claims(work.program_key, member_ref, work.at_us), set[str]()
    while found := [
        one for one in holds_from(work.connection.execute(*asked).all()) if one.held.order_id not in gone
    ]:
        gone |= {one.held.order_id for one in found}
        for one in found:
            _let_overdue_go(work, plans, one, at)
