"""Goods and money that come back in the host's transaction, under the terms recorded with their order.

They come back whatever became of the member since: who is blocked, closed or erased has bought all the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.engine import refund, reverse, reverse_unlinked
from loyalty.facts.giving import Undone
from loyalty.facts.order import Amount, Cart
from loyalty.facts.quote import Reversal
from loyalty.facts.standing import Shared, Standing
from loyalty.live.asking import GUEST, Plans, figures_of, live_plan, load_locked, look_ahead, with_order
from loyalty.live.holding import current
from loyalty.live.releasing import release_uses
from loyalty.live.request_content import spelled
from loyalty.live.results import Figures, Returned
from loyalty.live.voiding import undo_gifts, write_undone
from loyalty.plan.tables import Plan
from loyalty.store.documents import decode, encode
from loyalty.store.early_returns import EarlyReturn, keep_early, pass_gate
from loyalty.store.identity_uses import lock_person
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.orders import StoredOrder, order_of, rewrite_order, with_expired, write_return
from loyalty.store.outbox import announce
from loyalty.store.shared import shared_by_order
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded
from loyalty.when import utc_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAsked:
    """What comes back: units by line, money alone by line beside them, or a sum of money for some lines."""

    order_id: str
    return_id: str
    at: datetime
    units: Mapping[str, int]
    refunds: Mapping[str, Amount]
    amount: Amount | None = None
    line_ids: tuple[str, ...] | None = None

    @property
    def op_key(self) -> str:
        """The key of the operation that asked for it."""
        return Request(verb="return", named=(self.order_id, self.return_id), content={}).op_key

    def content(self) -> dict[str, object]:
        """The request by field, as JSON takes it."""
        return {
            "units": dict(self.units),
            "refunds": {line: spelled(amount) for line, amount in self.refunds.items()},
            "amount": None if self.amount is None else spelled(self.amount),
            "line_ids": None if self.line_ids is None else sorted(set(self.line_ids)),
        }

    def lines_once(self) -> list[str] | None:
        """The lines as requests were stored before their order was none."""
        return None if self.line_ids is None else list(self.line_ids)


def asked_early(order_id: str, waited: EarlyReturn, placed_at: datetime) -> ReturnAsked:
    """What a return that waited asks for, not before its order is placed."""
    said = waited.content
    return ReturnAsked(
        order_id=order_id,
        return_id=waited.return_id,
        at=max(placed_at, utc_of(waited.returned_us)),
        units=said["units"],
        refunds=said["refunds"],
        amount=said["amount"],
        line_ids=None if said["line_ids"] is None else tuple(said["line_ids"]),
    )


def return_live(work: Work, plans: Plans, asked: ReturnAsked, request: Request) -> Returned:
    """Book a return; one whose order is not known yet waits for it.

    Raises OverReturn, IdempotencyConflict.
    """
    first = claim(work, request)
    if first is not None:
        return decode(Returned, first)
    known = order_of(work.connection, plans.program_key, asked.order_id, locking=False)
    if known is None and pass_gate(work, asked.order_id):
        # the order was under way, or another return of it waits already
        known = order_of(work.connection, plans.program_key, asked.order_id, locking=True)
    if known is None:
        keep_early(
            work, order_id=asked.order_id, return_id=asked.return_id, content=json.dumps(asked.content())
        )
        announce(work, "order.return_waits", {"order_id": asked.order_id, "return_id": asked.return_id})
        told = Returned(order_id=asked.order_id, return_id=asked.return_id, waits=True)
        finish(work, account_id=None, program_hash=None, result=encode(told))
        return told
    told = book_return(work, plans, asked, known)
    finish(work, account_id=known.account_id, program_hash=known.program_hash, result=encode(told))
    return told


def book_return(work: Work, plans: Plans, asked: ReturnAsked, known: StoredOrder) -> Returned:
    """Book what comes back of a placed order; its member is locked first, then the order is read again."""
    plan = plans.of_order(work.connection, known.program_hash, known.record)
    order, loaded = known, None
    if known.member_ref is not None:
        live = plans.live_or(work.connection, asked.at, plan)
        locked = load_locked(work, live, known.member_ref, inactive=True)
        loaded = current(work, plans, live, locked, asked.at)
    order = order_of(work.connection, plans.program_key, asked.order_id, locking=True) or known
    record = with_expired(work.connection, order)
    if loaded is not None:
        loaded = with_order(plan, loaded, record)
    shared = None
    if record.frees:
        lock_person(work, record)
        shared = shared_by_order(work, plan, record, at_us=record.terms.at)
    standing = Standing(placed=(record,)) if loaded is None else loaded.standing
    done = _reversed(plan, asked, loaded, standing, shared)
    left = done.standing.placed[0]
    gone = all(line.units == 0 for line in left.lines)
    rewrite_order(work, left, state="returned" if gone else "placed")
    write_return(
        work,
        order_id=asked.order_id,
        return_id=asked.return_id,
        kind="units" if asked.amount is None else "amount",
        content=json.dumps(asked.content() | {"returned_minor": done.returned_minor}),
    )
    told, undone = None, None
    if loaded is not None:
        undone = undo_gifts(work, plan, loaded, done.standing, done.entries)
        write_standing(
            work, plan, loaded, after=undone.standing, entries=undone.entries, order_id=asked.order_id
        )
        write_undone(work, loaded, undone.gifts, asked.order_id)
        told = figures_of(plan, undone.standing, asked.at)
    bare = None if done.standing.orders else known.account_id
    release_uses(work, plan, record, left, done.shared, without_orders=bare)
    announce(work, "order.returned", {"order_id": asked.order_id, "return_id": asked.return_id})
    return _told(asked.order_id, asked.return_id, done, told, undone)


def unlinked_live(  # noqa: PLR0913 - what comes back, whose it is, when
    work: Work, plans: Plans, cart: Cart, *, member_ref: str | None, at: datetime, request: Request
) -> Returned:
    """Take what goods that name no order would earn now; raises UnknownMember, IdempotencyConflict."""
    look_ahead(work, request, member_ref=member_ref)
    first = claim(work, request)
    if first is not None:
        return decode(Returned, first)
    plan = live_plan(work, plans, at)
    loaded = None
    if member_ref is not None:
        loaded = current(work, plans, plan, load_locked(work, plan, member_ref, inactive=True), at)
    who = loaded.account.who if loaded else GUEST
    standing = loaded.standing if loaded else Standing()
    done = reverse_unlinked(plan, cart, who=who, at=at, standing=standing)
    return_id = request.named[0]
    with work.writing(last=True):
        now = None
        if loaded is not None:
            write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=None)
            now = figures_of(plan, done.standing, at)
        content = {"cart": encode(cart), "member": member_ref, "returned_minor": done.returned_minor}
        write_return(work, order_id="", return_id=return_id, kind="unlinked", content=json.dumps(content))
        told = _told("", return_id, done, now)
        announce(work, "order.returned", {"order_id": None, "return_id": return_id})
        account_id = loaded.account.id if loaded else None
        finish(work, account_id=account_id, program_hash=plan.hash, result=encode(told))
    return told


def _told(
    order_id: str,
    return_id: str,
    done: Reversal,
    figures_now: Figures | None,
    undone: Undone | None = None,
) -> Returned:
    return Returned(
        order_id=order_id,
        return_id=return_id,
        returned_minor=done.returned_minor,
        tendered_minor=done.tendered_minor,
        cash_minor=done.cash_minor,
        tax_minor=done.tax_minor,
        points_minor=done.points_minor,
        points_restored=done.points_restored,
        taken_base=done.taken_base,
        taken_bonus=done.taken_bonus,
        taken_unlinked=done.taken_unlinked,
        debt=done.debt,
        shortfall=done.shortfall,
        entries=undone.entries if undone else done.entries,
        figures=figures_now,
        gifts_undone=undone.gifts if undone else (),
    )


def _reversed(
    plan: Plan, asked: ReturnAsked, loaded: Loaded | None, standing: Standing, shared: Shared | None
) -> Reversal:
    who = GUEST if loaded is None else loaded.account.who
    if asked.amount is not None:
        return refund(
            plan,
            asked.amount,
            who=who,
            order_id=asked.order_id,
            return_id=asked.return_id,
            at=asked.at,
            standing=standing,
            line_ids=asked.line_ids,
        )
    return reverse(
        plan,
        asked.units,
        who=who,
        order_id=asked.order_id,
        return_id=asked.return_id,
        at=asked.at,
        standing=standing,
        refunds=asked.refunds,
        shared=shared,
    )
