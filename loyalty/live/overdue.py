"""What a quote sees of holds past their end: they hold nothing, though nobody has written so yet.

A write lets a hold go under the version it was held under. A quote, which writes nothing, lets it go under
its own plan: what was held is named (lots by their keys, uses and budgets by their names), so that only what
the older version numbered has to be brought into line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from loyalty.engine import release
from loyalty.facts.hold import Hold
from loyalty.facts.member import Award, HeldCoupon, UsedCoupon
from loyalty.facts.standing import Shared, Standing
from loyalty.live.asking import GUEST, Locked, Plans
from loyalty.plan.tables import Plan
from loyalty.store.coupons import voided_of
from loyalty.store.holds import LIVE, OVERDUE_SEEN, StoredHold, asked_hold, asked_overdue, holds_from
from loyalty.store.standings import Loaded
from loyalty.store.together import Asked
from loyalty.when import to_us


def asks_overdue(plan: Plan, program_key: str, loaded: Loaded | None, at_us: int) -> Asked | None:
    """The question for overdue holds, where any could matter to a quote."""
    own = loaded is not None and any(ends <= at_us for ends, _ in loaded.state.holds)
    if not own and not plan.couples_members:
        return None
    return asked_overdue(program_key, at_us, most=OVERDUE_SEEN)


def without_overdue(  # noqa: PLR0913, PLR0917 - what a quote sees, and whose terms
    connection: sa.Connection,
    plans: Plans,
    plan: Plan,
    loaded: Loaded | None,
    shared: Shared,
    overdue: Sequence[StoredHold],
    *,
    at: datetime,
) -> tuple[Standing, Shared]:
    """The member's standing and the shared counters as if every overdue hold had been let go."""
    standing = loaded.standing if loaded else Standing()
    for found in overdue:
        mine = loaded is not None and found.account_id == loaded.account.id
        freed = release(
            plan,
            _under(connection, plans, plan, found.held),
            who=loaded.account.who if loaded and mine else GUEST,
            at=at,
            standing=standing if mine else Standing(),
            shared=shared,
        )
        shared = freed.shared
        if mine:
            standing = _counted_then(connection, plans, plan, found.held, was=standing, now=freed.standing)
    return standing, shared


def own_without_overdue(
    connection: sa.Connection, plans: Plans, plan: Plan, loaded: Loaded, *, at: datetime
) -> Standing:
    """The member's standing as if their own overdue holds had been let go."""
    overdue: list[StoredHold] = []
    for ends, order_id in loaded.state.holds:
        if ends <= to_us(at):
            overdue += holds_from(connection.execute(*asked_hold(plans.program_key, order_id)).all())
    found = [one for one in overdue if one.state == LIVE]
    return without_overdue(connection, plans, plan, loaded, Shared(), found, at=at)[0]


def coupons_overdue(
    connection: sa.Connection, plans: Plans, live: Plan, found: Locked, at_us: int
) -> list[HeldCoupon]:
    """Coupons of the member's overdue holds, which hold them no longer, by the version of their terms."""
    coupons: list[HeldCoupon] = []
    for ends, order_id in found.state.holds:
        if ends <= at_us:
            for hold in holds_from(connection.execute(*asked_hold(plans.program_key, order_id)).all()):
                if hold.state == LIVE:
                    coupons += [one.coupon for one in _coupons(connection, plans, live, hold.held)]
    return coupons


def _under(connection: sa.Connection, plans: Plans, plan: Plan, held: Hold) -> Hold:
    """A hold as the plan numbers what is in it."""
    coupons = _coupons(connection, plans, plan, held)
    if held.program_hash == plan.hash:
        return replace(held, order=replace(held.order, coupons=coupons))
    groups = int(plan.settings().groups)
    order = replace(
        held.order,
        awards=(Award(0, 0, 0, 0),) * groups,
        trail=tuple(one._replace(group=min(one.group, groups - 1)) for one in held.order.trail),
        shares=(),
        coupons=coupons,
    )
    return replace(held, order=order)


def _coupons(connection: sa.Connection, plans: Plans, plan: Plan, held: Hold) -> tuple[UsedCoupon, ...]:
    """The coupons that come back of a hold, by the version of their terms where those are not the plan's own.

    One that was made void meanwhile does not.
    """
    gone = voided_of(connection, plans.program_key, [one.coupon.id for one in held.order.coupons])
    coming = [one for one in held.order.coupons if one.coupon.id not in gone]
    if held.program_hash == plan.hash:
        return tuple(coming)
    named = []
    for used in coming:
        coupon = used.coupon
        version = plans.older_terms(connection, plan, coupon.version or held.program_hash, coupon.offer_id)
        named.append(used._replace(coupon=coupon._replace(version=version)))
    return tuple(named)


def _counted_then(  # noqa: PLR0913 - as above
    connection: sa.Connection, plans: Plans, plan: Plan, held: Hold, *, was: Standing, now: Standing
) -> Standing:
    """The standing without what letting go freed of counters that did not count the hold."""
    if held.program_hash == plan.hash:
        return now
    own = set(plans.of_order(connection, held.program_hash, held.order).own)
    uses = tuple(
        new if name in own else old for name, old, new in zip(plan.own, was.uses, now.uses, strict=True)
    )
    return replace(now, uses=uses)
