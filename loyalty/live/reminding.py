"""Reminders as events: what ends soon is told once, for whoever sends messages."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from loyalty.engine import up_to_date
from loyalty.engine.reminding import reminders_due
from loyalty.facts.giving import Reminder
from loyalty.live.asking import Plans, live_plan, load_locked, look_ahead
from loyalty.live.holding import current
from loyalty.plan.tables import Plan
from loyalty.store.once import claim_once, claimed, identity
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.outbox import announce
from loyalty.store.standings import Loaded
from loyalty.when import from_us

KIND: Final = "reminder"
"""What a claim of a reminder is."""


def remind_live(work: Work, plans: Plans, request: Request, *, member_ref: str, at: datetime) -> int:
    """Book what is due for a member and announce what ends soon; how many reminders were new."""
    look_ahead(work, request, member_ref=member_ref)
    first = claim(work, request)
    if first is not None:
        return int(first)
    plan = live_plan(work, plans, at)
    loaded = current(work, plans, plan, load_locked(work, plan, member_ref), at)
    told = remind(work, plan, loaded, at=at)
    finish(work, account_id=loaded.account.id, program_hash=plan.hash, result=str(len(told)))
    return len(told)


def remind(work: Work, plan: Plan, loaded: Loaded, *, at: datetime) -> tuple[Reminder, ...]:
    """Announce what of a locked member ends soon and was not told before; a nightly run calls it."""
    account = loaded.account
    standing = up_to_date(plan, who=account.who, standing=loaded.standing, at=at)
    due = reminders_due(plan, standing, at_us=work.at_us)
    names = {one: identity(one.kind, one.name, str(one.ends), account.who.id) for one in due}
    known = claimed(work.connection, work.program_key, KIND, set(names.values()))
    told = tuple(
        one
        for one in due
        if names[one] not in known and claim_once(work, KIND, names[one], account_id=account.id)
    )
    for one in told:
        about = {"points": one.points} if one.kind == "points" else {one.kind: one.name}
        ends = from_us(one.ends, plan.program.zone).isoformat()
        announce(work, f"reminder.{one.kind}", {"member": account.who.id, "ends": ends, **about})
    return told
