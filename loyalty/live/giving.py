"""What members are given by themselves: seen by every quote from its instant on, booked at the next touch."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import sqlalchemy as sa

from loyalty.engine import grant, issuances_due, issue
from loyalty.engine.issuing import coupon_id
from loyalty.facts.giving import Issued
from loyalty.kernels.calendar import day_of
from loyalty.live.asking import Plans, load_locked
from loyalty.plan.tables import Plan
from loyalty.store.accounts import ACTIVE
from loyalty.store.issuing import (
    issued_until,
    spans,
    write_coupons,
    write_issued_until,
    write_lot_causes,
)
from loyalty.store.once import claim_once, claimed, identity
from loyalty.store.operations import Work
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded, standing_of

KIND: Final = "issuance"
"""What a claim of a cycle is."""


def see_current(connection: sa.Connection, plans: Plans, plan: Plan, loaded: Loaded, at_us: int) -> Loaded:
    """The member with everything that is given by an instant, booked or not; nothing is written."""
    due = due_by(connection, plans, plan, loaded, at_us)
    return given(plan, due, loaded)


def given(plan: Plan, due: tuple[Issued, ...], loaded: Loaded) -> Loaded:
    """The member with what is due; nothing is written."""
    if not due:
        return loaded
    after = issue(plan, due, who=loaded.account.who, standing=loaded.standing)
    return Loaded(loaded.account, loaded.state, after.standing)


def bring_current(work: Work, plans: Plans, plan: Plan, loaded: Loaded) -> Loaded:
    """Book what a locked member is given by the operation's instant, each cycle once; `plan` is live.

    Whoever is blocked, closed or erased is given nothing.
    """
    if not plans.gives or loaded.account.state != ACTIVE:
        return loaded
    due = _claimed(work, loaded, due_by(work.connection, plans, plan, loaded, work.at_us))
    if due:
        return _given(work, plan, loaded, due)
    if _has_moved(plan, issued_until(loaded), work.at_us):
        write_issued_until(work, loaded.account.id, work.at_us)
    return loaded


def _has_moved(plan: Plan, since: int, until: int) -> bool:
    """Whether it matters that nothing more was due: a day has passed, or a level may now change.

    What the operation does to a level holds from its instant on, not from the day's first touch.
    """
    return until > since if plan.settings().asks_levels else _day(plan, until) > _day(plan, since)


def _given(work: Work, plan: Plan, loaded: Loaded, due: tuple[Issued, ...]) -> Loaded:
    who, account_id = loaded.account.who, loaded.account.id
    given = issue(plan, due, who=who, standing=loaded.standing)
    current = grant(plan, 0, who=who, standing=given.standing, at_us=work.at_us)
    cycles = dict.fromkeys((gift.issuance_id, gift.cycle) for gift in due)
    write_coupons(work, loaded, due)
    write_standing(
        work,
        plan,
        loaded,
        after=replace(current.standing, coupons=loaded.standing.coupons),
        entries=(*given.entries, *current.entries),
        order_id=None,
    )
    points = (gift for gift in due if gift.offer_id is None)
    write_lot_causes(work, account_id, zip(given.lots, points, strict=True))
    write_issued_until(work, account_id, work.at_us)
    for name, cycle in cycles:
        gifts = [gift for gift in due if (gift.issuance_id, gift.cycle) == (name, cycle)]
        announce(
            work,
            "issuance.given",
            {
                "member": who.id,
                "issuance": name,
                "cycle": cycle,
                "coupons": [coupon_id(who.id, gift) for gift in gifts if gift.offer_id is not None],
                "points": sum(gift.points for gift in gifts),
            },
        )
    return load_locked(work, plan, who.id)


def _claimed(work: Work, loaded: Loaded, due: tuple[Issued, ...]) -> tuple[Issued, ...]:
    """What of it is this operation's to give."""
    account = loaded.account
    cycles = dict.fromkeys((gift.issuance_id, gift.cycle) for gift in due)
    ours = {
        cycle
        for cycle in cycles
        if claim_once(work, KIND, identity(*cycle, account.who.id), account_id=account.id)
    }
    return tuple(gift for gift in due if (gift.issuance_id, gift.cycle) in ours)


def due_by(
    connection: sa.Connection, plans: Plans, plan: Plan, loaded: Loaded, until: int
) -> tuple[Issued, ...]:
    """What is due and was not given; each version gives what was due while it was live."""
    if not plans.gives:
        return ()
    since = issued_until(loaded)
    due = _between(plan, loaded, since, until)
    changed = any(since < one <= until for one in plans.begins)
    if due or changed or _day(plan, until) > _day(plan, since):
        due = ()
        for span in spans(connection, plans.program_key, since, until):
            own = plan if span.hash == plan.hash else plans.of(connection, span.hash)
            due += _between(own, loaded, span.since, span.until)
    names = {gift: identity(gift.issuance_id, gift.cycle, loaded.account.who.id) for gift in due}
    known = claimed(connection, plans.program_key, KIND, set(names.values()))
    return tuple(gift for gift in due if names[gift] not in known)


def _between(plan: Plan, loaded: Loaded, since: int, until: int) -> tuple[Issued, ...]:
    standing = standing_of(plan, loaded.account, loaded.state)
    who = loaded.account.who
    return issuances_due(plan, who=who, standing=standing, since_us=since, until_us=until)


def _day(plan: Plan, at_us: int) -> int:
    return day_of(plan.tables["zone"], at_us)
