"""What falls due is booked in batches, each a transaction of its own, beside the shop's traffic.

Nothing depends on it: whatever is due at an operation's instant holds for that operation, booked or not. A
run that was stopped goes on where it was, because what is booked is no longer due. Accounts that somebody
holds are passed by and come in the next run.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from loyalty.engine import advance
from loyalty.facts.ledger import EntryKind
from loyalty.live.asking import load_locked
from loyalty.live.desk import Desk
from loyalty.live.nightly_members import give_and_remind, release_all_overdue
from loyalty.live.running import run
from loyalty.plan.tables import Plan
from loyalty.store.due import DueAccount, book_lots, due_accounts
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.standing_writing import write_standing

BATCH: Final = 500
"""Accounts of one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a run has booked so far: batches, accounts, points that matured and that expired."""

    batches: int = 0
    accounts: int = 0
    matured: int = 0
    expired: int = 0
    last_id: int = 0
    stopped: bool = False
    holds: int = 0
    """Overdue holds that were let go, before anything else."""
    reminded: int = 0
    """Reminders announced, after everything else."""


def book_due(  # noqa: PLR0913 - one run, all named
    desk: Desk,
    sessions: Callable[[], Session],
    at: datetime,
    *,
    batch: int = BATCH,
    progress: Callable[[Night], bool | None] | None = None,
    set_wise: bool = True,
) -> Night:
    """Book all that is due by an instant; ends early when `progress` answers False.

    `set_wise=False` books every account by the engine: slower, and the same.
    """
    night = Night(holds=release_all_overdue(desk, sessions, at))
    while True:

        def one(session: Session, before: Night = night) -> Night:
            return _batch(desk, session, at, before, batch=batch, set_wise=set_wise)

        done = run(sessions, one)
        if done == night:
            return replace(done, reminded=give_and_remind(desk, sessions, at, batch=batch))
        night = done
        if progress is not None and progress(night) is False:
            return replace(night, stopped=True)


def _batch(  # noqa: PLR0913 - one transaction, all named
    desk: Desk, session: Session, at: datetime, before: Night, *, batch: int, set_wise: bool
) -> Night:
    """One transaction's accounts."""
    if session.get_bind().dialect.name != "sqlite":
        # under REPEATABLE READ MariaDB would wait for every row it looks at, matching or not
        session.connection(execution_options={"isolation_level": "READ COMMITTED"})
    with desk.working(session, "nightly", at) as scouting:
        due = due_accounts(scouting, after_id=before.last_id, most=batch)
    if not due:
        return before
    named = (str(scouting.at_us), str(due[0].id), str(due[0].changes))
    request = Request(verb="nightly", named=named, content={"at": scouting.at_us})
    with desk.working(session, request.op_key, at) as work:
        claim(work, request)
        plan = desk.plans.live(work.connection, at)
        plain = [one.id for one in due if one.plain and set_wise]
        matured, expired = book_lots(work, plain, program_hash=plan.hash) if plain else (0, 0)
        for one in due:
            if not (one.plain and set_wise):
                more = _by_engine(work, plan, one, at)
                matured, expired = matured + more[0], expired + more[1]
        told = json.dumps({"accounts": len(due), "matured": matured, "expired": expired})
        finish(work, account_id=None, program_hash=plan.hash, result=told)
    return replace(
        before,
        batches=before.batches + 1,
        accounts=before.accounts + len(due),
        matured=before.matured + matured,
        expired=before.expired + expired,
        last_id=due[-1].id,
    )


def _by_engine(work: Work, plan: Plan, account: DueAccount, at: datetime) -> tuple[int, int]:
    """Everything due of one account, as any operation of the member would book it."""
    loaded = load_locked(work, plan, account.member_ref)
    due = advance(plan, who=loaded.account.who, standing=loaded.standing, at=at)
    booking = write_standing(work, plan, loaded, after=due.standing, entries=due.entries, order_id=None)
    matured = sum(row["delta_available"] for row in booking.rows if row["kind"] == "matured")
    expired = sum(one.points for one in due.entries if one.kind is EntryKind.EXPIRED)
    return matured, expired
