"""Actions that earn, in the host's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loyalty.engine import act
from loyalty.live.asking import Plans, figures_of, live_plan, load_locked, look_ahead
from loyalty.live.giving import bring_current
from loyalty.live.results import ActionBooked
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAsked:
    """What a member did."""

    action_id: str
    action: str
    member_ref: str
    at: datetime


def act_live(work: Work, plans: Plans, asked: ActionAsked, request: Request) -> ActionBooked:
    """Book an action; one that no rule names earns nothing and is kept all the same."""
    look_ahead(work, request, member_ref=asked.member_ref)
    first = claim(work, request)
    if first is not None:
        return decode(ActionBooked, first)
    plan = live_plan(work, plans, asked.at)
    loaded = bring_current(work, plans, plan, load_locked(work, plan, asked.member_ref))
    done = act(plan, asked.action, who=loaded.account.who, standing=loaded.standing, at=asked.at)
    with work.writing(last=True):
        write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=None)
        booked = ActionBooked(
            action_id=asked.action_id,
            action=asked.action,
            points=sum(points for _, points in done.points),
            refused=done.refused,
            days_in_a_row=done.days_in_a_row,
            entries=done.entries,
            figures=figures_of(plan, done.standing, asked.at),
        )
        announce(
            work,
            "action.booked",
            {
                "member": asked.member_ref,
                "action": asked.action,
                "action_id": asked.action_id,
                "points": booked.points,
            },
        )
        finish(work, account_id=loaded.account.id, program_hash=plan.hash, result=encode(booked))
    return booked
