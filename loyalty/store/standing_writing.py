"""The difference between two standings, written: lots, entries, tiers, credit, counters, coupons, account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.member import FOREVER, HeldCoupon
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.store.accounts import stored
from loyalty.store.coupons import reopen_coupons, take_coupons
from loyalty.store.entries import Booking, book
from loyalty.store.level_events import tell_levels
from loyalty.store.lot_writing import write_expired, write_lots
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded, tier_rows
from loyalty.store.tables import (
    ACCOUNT,
    LEDGER_ENTRY,
    MEMBER_COUNTER,
    TIER_CREDIT,
    TIER_STANDING,
)
from loyalty.store.tier_past import write_past
from loyalty.store.upserting import insert_or_update


def write_standing(  # noqa: PLR0913 - one operation's effects, all named
    work: Work,
    plan: Plan,
    loaded: Loaded,
    *,
    after: Standing,
    entries: Sequence[LedgerEntry],
    order_id: str | None,
    held: Mapping[int, int] | None = None,
    coupons_are: str = "used",
    coupons_were: str = "used",
    earned_by: Mapping[int, tuple[str, int]] | None = None,
    tells_levels: bool = True,
) -> Booking:
    """Write what changed; `held` says how many points more of each lot (by key) checkouts keep back.

    A level that changed is told in an event, but for `tells_levels=False`: who imports members moves none.
    The database refuses an account that is not as it was read; `working` then asks for another try.
    """
    booking = book(
        work, loaded.account, loaded.state.lots, after=after, entries=entries, program_hash=plan.hash
    )
    write_lots(
        work,
        plan,
        loaded,
        after=after,
        booking=booking,
        order_id=order_id,
        more_held=held or {},
        earned_by=earned_by or {},
    )
    if booking.rows:
        work.write(_INSERT_ENTRY, booking.rows)
    write_expired(work, loaded, after, booking)
    _tiers(work, plan, loaded, after)
    _counters(work, plan, loaded, after)
    _coupons(
        work,
        loaded.standing.coupons,
        after.coupons,
        order_id=order_id,
        are=coupons_are,
        were=coupons_were,
    )
    _account(work, plan, loaded, after, booking)
    if tells_levels and after.tiers:
        tell_levels(work, plan, loaded, after)
    return booking


def _tiers(work: Work, plan: Plan, loaded: Loaded, after: Standing) -> None:
    if not after.tiers:
        return
    account_id, was = loaded.account.id, loaded.standing
    tracks = [track.id for track in plan.program.tiers]
    rows, before = [], dict[str, Any]()
    opened = any(track not in loaded.state.tiers for track in tracks)
    held = after.tiers, after.reaches, after.held_levels
    if opened or held != (was.tiers, was.reaches, was.held_levels):
        fresh = tier_rows(plan, account_id, after)
        before = tier_rows(plan, account_id, was) if was.tiers else {}
        rows = [
            row for track, row in fresh.items() if track not in loaded.state.tiers or row != before[track]
        ]
        if rows:
            work.write(insert_or_update(TIER_STANDING, work.dialect), rows)
    if rows or after.credits != was.credits:
        write_past(work, loaded, rows, before=before, after=after.credits, tracks=tracks)
    if after.credits == was.credits:
        return
    credits_ = []
    for number, track in enumerate(plan.program.tiers):
        old = set(loaded.standing.credits[number]) if loaded.standing.credits else set()
        credits_ += [
            {
                "account_id": account_id,
                "track": track.id,
                "credit_key": one.key,
                "at_us": one.at,
                "ends_us": stored(one.ends),
                "amount": one.amount,
            }
            for one in after.credits[number]
            if one not in old
        ]
    if credits_:
        work.write(insert_or_update(TIER_CREDIT, work.dialect), credits_)


def _counters(work: Work, plan: Plan, loaded: Loaded, after: Standing) -> None:
    rows = [
        {"account_id": loaded.account.id, "name": name, "window_key": now.key, "used": now.used}
        for name, old, now in zip(plan.own, loaded.standing.uses, after.uses, strict=True)
        if now != old and name not in plan.identity_counters
    ]
    if rows:
        work.write(insert_or_update(MEMBER_COUNTER, work.dialect), rows)


def _coupons(  # noqa: PLR0913 - what was held and is, and what becomes of the rest
    work: Work,
    before: tuple[HeldCoupon, ...],
    after: tuple[HeldCoupon, ...],
    *,
    order_id: str | None,
    are: str,
    were: str,
) -> None:
    take_coupons(work, [one.id for one in before if one not in after], order_id, state=are)
    back = {one.id: one.offer_id for one in after if one not in before}
    if back:
        reopen_coupons(work, back, was=were)


def _account(work: Work, plan: Plan, loaded: Loaded, after: Standing, booking: Booking) -> None:
    groups = int(plan.settings().groups)
    account = loaded.account
    tiers_due = _tiers_due(after, work.at_us)
    work.write(
        _UPDATE_ACCOUNT,
        {
            "account": account.id,
            "seen": account.changes,
            "booked": booking.booked,
            "held": after.points_held,
            "promised": after.points_promised,
            "debt": after.debt,
            "debt_at_us": after.debt_at,
            "seq": booking.seq,
            "changed": account.changes + 1,
            "orders": after.orders,
            "sequence": after.sequence,
            "next_lot_key": max(account.next_lot_key, after.sequence * groups),
            "last_order_us": stored(after.last_order),
            "active_until_us": stored(after.active_until),
            "wiped_at_us": stored(after.wiped_at),
            "first_earned_us": after.first_earned or None,
            "first_active_us": after.first_active or None,
            "matured_until_us": max(account.matured_until, work.at_us),
            "due_us": stored(min(_points_due(after, booking.available), tiers_due)),
            "tiers_due_us": stored(tiers_due),
        },
    )


def _points_due(standing: Standing, available: set[int]) -> int:
    """When a lot next matures or ends by itself."""
    ends = [
        standing.active_until,
        *(lot.expires for lot in standing.lots),
        *(lot.available for lot in standing.lots if lot.key not in available),
    ]
    return min(ends)


def _tiers_due(standing: Standing, at: int) -> int:
    """When a term ends, a level held by hand begins or ends, or credit counts, or counts no more.

    Credit that left its window and changed nothing stays where it is, and is due no more.
    """
    ends = [
        *(min(tier.ends, tier.period_ends) for tier in standing.tiers),
        *(bound for one in standing.held_levels for bound in (one.starts, one.ends) if bound > at),
        *(
            one.at
            for number, tier in enumerate(standing.tiers)
            for one in standing.credits[number][tier.tail :]
        ),
        *(
            one.ends
            for number, tier in enumerate(standing.tiers)
            for one in standing.credits[number][tier.head : tier.tail]
            if one.ends > at
        ),
    ]
    return min(ends, default=FOREVER)


_INSERT_ENTRY: Final = sa.insert(LEDGER_ENTRY)
_UPDATE_ACCOUNT: Final = (
    sa.update(ACCOUNT)
    .where(ACCOUNT.c.id == sa.bindparam("account"))
    .values(
        {
            name: sa.bindparam(name)
            for name in (
                "booked",
                "held",
                "promised",
                "debt",
                "debt_at_us",
                "seq",
                "orders",
                "sequence",
                "next_lot_key",
                "last_order_us",
                "active_until_us",
                "wiped_at_us",
                "first_earned_us",
                "first_active_us",
                "matured_until_us",
                "due_us",
                "tiers_due_us",
            )
        }
        # an account that is not as it was read cannot be written: `changes` may not be null
        | {
            "changes": sa.case(
                (ACCOUNT.c.changes == sa.bindparam("seen"), sa.bindparam("changed", type_=sa.BigInteger()))
            )
        }
    )
)
