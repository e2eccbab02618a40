"""The plan of one member: the live version, and the terms of the coupons they hold from older ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from loyalty.facts.giving import Issued
from loyalty.facts.member import HeldCoupon
from loyalty.live.asking import Locked, Plans
from loyalty.live.giving import due_by, given
from loyalty.live.overdue import coupons_overdue
from loyalty.plan.tables import Plan
from loyalty.store.standings import Loaded, standing_of


def see_own_terms(
    connection: sa.Connection, plans: Plans, live: Plan, found: Locked, at_us: int
) -> tuple[Plan, Loaded]:
    """The member with all that is given by an instant, and the plan for it; nothing is written."""
    due: tuple[Issued, ...] = ()
    if plans.gives:
        due = due_by(connection, plans, live, found.under(live), at_us)
    due = tuple(
        one
        if one.offer_id is None
        else one._replace(version=plans.older_terms(connection, live, one.version, one.offer_id))
        for one in due
    )
    coming = [HeldCoupon("", one.offer_id, version=one.version) for one in due if one.offer_id is not None]
    coming += coupons_overdue(connection, plans, live, found, at_us)
    plan, loaded = with_own_terms(connection, plans, live, found.under(live), at_us, coming=coming)
    return plan, given(plan, due, loaded)


def with_own_terms(  # noqa: PLR0913, PLR0917 - whose terms, beside what, and when
    connection: sa.Connection,
    plans: Plans,
    live: Plan,
    loaded: Loaded,
    at_us: int,
    coming: Sequence[HeldCoupon] = (),
) -> tuple[Plan, Loaded]:
    """The live plan with the terms of the coupons that may be used, and the member under it.

    Coupons whose terms are still the live ones are the live version's. `coming` are coupons that the member
    will hold beside their own.
    """
    held = [
        _named(connection, plans, live, one) if one.usable(at_us) else one for one in loaded.state.coupons
    ]
    usable = [one for one in held if one.usable(at_us)]
    carried = {
        (one.version, one.offer_id) for one in (*usable, *coming) if one.version not in {"", live.hash}
    }
    plan = plans.of(connection, live.hash, pauses=live.pauses, carried=carried)
    if not carried and held == loaded.state.coupons:
        return live, loaded
    state = replace(loaded.state, coupons=held)
    return plan, Loaded(loaded.account, state, standing_of(plan, loaded.account, state))


def _named(connection: sa.Connection, plans: Plans, live: Plan, one: HeldCoupon) -> HeldCoupon:
    """A coupon by the version whose terms it has, or by none where those are the live ones."""
    if one.version in {"", live.hash}:
        return one
    return one._replace(version=plans.older_terms(connection, live, one.version, one.offer_id))
