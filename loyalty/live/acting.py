"""Actions that earn, in the host's transaction."""

from __future__ import annotations

from datetime import datetime

from loyalty.engine import act
from loyalty.live.asking import Locked, figures_of, live_plan, lock_member, look_ahead
from loyalty.live.batches import ActionItem
from loyalty.live.desk import Desk, Host
from loyalty.live.holding import current
from loyalty.live.results import ActionBooked
from loyalty.live.waves import Booking
from loyalty.plan.tables import Plan
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded


def acting(desk: Desk, session: Host, item: ActionItem, actor: str | None) -> Booking[ActionBooked]:
    """An action, to be booked alone or with others; one that no rule names earns nothing and is kept."""
    reference("action", item.action)
    request = Request(
        verb="act",
        named=(reference("action", item.action_id),),
        content={"member": item.member, "action": item.action},
        actor=actor,
    )
    instant = desk.at(item.at)

    def book(work: Work, plan: Plan, locked: Locked) -> ActionBooked:
        loaded = current(work, desk.plans, plan, locked.under(plan), instant)
        return _acted(work, plan, loaded, item, instant)

    def once(work: Work) -> ActionBooked:
        look_ahead(work, request, member_ref=item.member)
        first = claim(work, request)
        if first is not None:
            return decode(ActionBooked, first)
        plan = live_plan(work, desk.plans, instant)
        return book(work, plan, lock_member(work, item.member))

    def alone() -> ActionBooked:
        return desk.once(session, request, instant, once)

    return Booking(member=item.member, at=instant, request=request, book=book, alone=alone)


def _acted(work: Work, plan: Plan, loaded: Loaded, item: ActionItem, at: datetime) -> ActionBooked:
    done = act(plan, item.action, who=loaded.account.who, standing=loaded.standing, at=at)
    with work.writing(last=True):
        write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=None)
        booked = ActionBooked(
            action_id=item.action_id,
            action=item.action,
            points=sum(points for _, points in done.points),
            refused=done.refused,
            days_in_a_row=done.days_in_a_row,
            entries=done.entries,
            figures=figures_of(plan, done.standing, at),
        )
        announce(
            work,
            "action.booked",
            {
                "member": item.member,
                "action": item.action,
                "action_id": item.action_id,
                "points": booked.points,
            },
        )
        finish(work, account_id=loaded.account.id, program_hash=plan.hash, result=encode(booked))
    return booked
