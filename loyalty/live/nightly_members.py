"""What the nightly run does member by member: overdue holds let go, gifts booked, reminders announced."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live.asking import load_locked
from loyalty.live.desk import Desk
from loyalty.live.giving import bring_current
from loyalty.live.holding import release_overdue
from loyalty.live.reminding import remind
from loyalty.live.running import run
from loyalty.store.accounts import SAME_MEMBER
from loyalty.store.holds import asked_overdue, holds_from
from loyalty.store.operations import Request, claim, finish
from loyalty.store.tables import ACCOUNT, MEMBER
from loyalty.when import to_us


def release_all_overdue(desk: Desk, sessions: Callable[[], Session], at: datetime) -> int:
    """Let go of every hold that is past its end, some in each transaction; how many.

    Each transaction is an operation by the first of its holds: what ends with a hold is booked under it.
    """
    count = 0
    while True:

        def some(session: Session) -> int:
            with desk.working(session, "release_overdue", at) as scouting:
                overdue = asked_overdue(desk.program_key, scouting.at_us, most=1)
                first = next(iter(holds_from(scouting.connection.execute(*overdue).all())), None)
            if first is None:
                return 0
            named = (str(to_us(at)), first.held.order_id, str(first.held.at), str(first.ends))
            request = Request(verb="release_overdue", named=named, content={})
            with desk.working(session, request.op_key, at) as work:
                if claim(work, request) is not None:
                    return 0  # another run was here
                released = release_overdue(work, desk.plans, at, others=True)
                finish(work, account_id=None, program_hash=None, result=str(released))
            return released

        done = run(sessions, some)
        if done == 0:
            return count
        count += done


def give_and_remind(desk: Desk, sessions: Callable[[], Session], at: datetime, *, batch: int) -> int:
    """Book what members are given by now and announce what ends soon; how many reminders were new.

    Every active member is visited, if the programme gives or reminds at all.
    """
    told, last = 0, 0
    while True:

        def some(session: Session, after: int = last) -> tuple[int, int]:
            return _some(desk, session, at, after=after, batch=batch)

        reached, new = run(sessions, some)
        told += new
        if reached == last:
            return told
        last = reached


def _some(desk: Desk, session: Session, at: datetime, *, after: int, batch: int) -> tuple[int, int]:
    """One transaction's members: the last account visited, and how many reminders were new.

    What they are given is booked under one operation, by the first of them as it was found.
    """
    with desk.working(session, "give_and_remind", at) as scouting:
        plan = desk.plans.live(scouting.connection, at, locking=True)
        asked = {"program": desk.program_key, "after": after, "most": batch}
        members = scouting.connection.execute(_MEMBERS, asked).all()
    if not members or (not desk.plans.gives and plan.program.reminders is None):
        return after, 0
    named = (str(scouting.at_us), str(members[0].id), str(members[0].changes))
    request = Request(verb="give_and_remind", named=named, content={"at": scouting.at_us})
    with desk.working(session, request.op_key, at) as work:
        told, given = 0, 0
        for row in members:
            found = load_locked(work, plan, row.member_ref)
            loaded = bring_current(work, desk.plans, plan, found)
            told += len(remind(work, plan, loaded, at=at))
            given += loaded is not found
        if told or given:
            claim(work, request)
            result = json.dumps({"given": given, "reminded": told})
            finish(work, account_id=None, program_hash=plan.hash, result=result)
    return members[-1].id, told


_MEMBERS: Final = (
    sa.select(ACCOUNT.c.id, ACCOUNT.c.member_ref, ACCOUNT.c.changes)
    .join_from(
        ACCOUNT,
        MEMBER,
        SAME_MEMBER,
    )
    .where(
        ACCOUNT.c.program_key == sa.bindparam("program"),
        ACCOUNT.c.id > sa.bindparam("after"),
        MEMBER.c.state == "active",
    )
    .order_by(ACCOUNT.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)
