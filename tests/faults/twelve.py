"""Twelve broken builds by name, each with the check that must see it."""

import sqlalchemy as sa

from loyalty.errors import LoyaltyError, RetryTransaction
from loyalty.kernels import advancing, awarding, pricing, returns
from loyalty.live import asking, placing, points
from loyalty.live.desk import Desk
from loyalty.store import accounts, operations, state_reading, working
from loyalty.store.tables import OPERATION
from loyalty.when import SystemClock
from tests.faults.twelve_checks import (
    a_limit_is_kept,
    a_refusal_leaves_nothing,
    keys_are_told_apart_by_their_letters,
    members_are_locked_in_one_order,
    nothing_is_spent_at_the_end_of_its_lot,
    parts_of_a_unit_earn_nothing,
    the_instant_is_the_callers,
    the_same_again_is_the_first_answer,
    waits_for_whoever_has_the_member,
    what_a_unit_carries_is_exact,
    what_is_due_is_booked_first,
    what_others_committed_is_seen,
)


def no_lock(patch, _engine):
    real = accounts._select
    patch.setattr(accounts, "_select", lambda *, locking: real(locking=locking and False))


def at_expiry(patch, _engine):
    def still(who, at, members, lots):
        span = range(members[who].lot_head, members[who].lot_tail)
        return sum(lots[n].left for n in span if lots[n].available <= at <= lots[n].expires)

    real = advancing.advance_points
    patch.setattr(pricing, "available_at", still)
    patch.setattr(advancing, "advance_points", lambda who, at, *tables: real(who, at - 1, *tables))


def off_by_one(patch, _engine):
    real, spoilt = asking.Plans.of, []

    def one_more(self, connection, program_hash, **named):
        plan = real(self, connection, program_hash, **named)
        if not any(one is plan for one in spoilt):
            spoilt.append(plan)
            for limit in plan.tables["limits"]:
                limit.uses_max += limit.uses_max > 1
        return plan

    patch.setattr(asking.Plans, "of", one_more)


def unsorted_locks(patch, _engine):
    patch.setattr(points, "sorted", lambda found, **_: list(found), raising=False)


def no_savepoint(patch, _engine):
    patch.setattr(working.Work, "undo", lambda _self: None)


def snapshot_read(patch, _engine):
    real = state_reading._statement
    patch.setattr(state_reading, "is_mysql", lambda _dialect: False)
    patch.setattr(state_reading, "_statement", real.__wrapped__)


def collation(_patch, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM loyalty_operation WHERE op_key IN ('place:a1', 'place:A1 ')")
        connection.exec_driver_sql(
            "ALTER TABLE loyalty_operation MODIFY op_key VARCHAR(300) "
            "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL"
        )


def rounded_up(patch, _engine):
    real = awarding.award

    def more(lines, *given):
        real(lines, *given)
        work, grants = given[-2:]
        grants[0].base += int(sum(work[n].basis for n in range(lines)) % 100 > 0)

    patch.setattr(awarding, "award", more)


def hosts_clock(patch, _engine):
    patch.setattr(Desk, "at", lambda _self, _at: SystemClock().now())


def no_sweep(patch, _engine):
    patch.setattr(advancing, "advance_points", lambda *_: None)


def claim_last(patch, _engine):
    finish, asked = placing.finish, []

    def later(work, request):
        work.ahead.pop("claim", None)
        work.connection.execute(
            sa.text("DELETE FROM loyalty_operation WHERE op_key = :op AND result IS NULL"),
            {"op": work.op_key},
        )
        asked.append(request)

    def now(work, **told):
        work.write(sa.insert(OPERATION), operations._values(work, asked.pop()))
        finish(work, **told)

    patch.setattr(placing, "claim", later)
    patch.setattr(placing, "finish", now)


def floats(patch, _engine):
    patch.setattr(returns, "units_take", lambda amount, units, count: int(amount / units * count))


EVERYWHERE = ("sqlite", "postgresql", "mysql")
TWELVE = {
    "no lock": (no_lock, waits_for_whoever_has_the_member, ("postgresql", "mysql")),
    "<= at expiry": (at_expiry, nothing_is_spent_at_the_end_of_its_lot, EVERYWHERE),
    "off-by-one limit": (off_by_one, a_limit_is_kept, EVERYWHERE),
    "unsorted locks": (unsorted_locks, members_are_locked_in_one_order, EVERYWHERE),
    "missing savepoint": (no_savepoint, a_refusal_leaves_nothing, EVERYWHERE),
    "snapshot read": (snapshot_read, what_others_committed_is_seen, ("mysql",)),
    "text collation": (collation, keys_are_told_apart_by_their_letters, ("mysql",)),
    "rounding up": (rounded_up, parts_of_a_unit_earn_nothing, EVERYWHERE),
    "host clock": (hosts_clock, the_instant_is_the_callers, EVERYWHERE),
    "sweep skipped": (no_sweep, what_is_due_is_booked_first, EVERYWHERE),
    "claim after effects": (claim_last, the_same_again_is_the_first_answer, EVERYWHERE),
    "float": (floats, what_a_unit_carries_is_exact, EVERYWHERE),
}
"""How each is broken, what sees it, and on which databases it is a fault at all.

SQLite has one writer; only MariaDB and MySQL compare text by a collation, or show an older view under locks.
"""
RED = (AssertionError, LoyaltyError, RetryTransaction, sa.exc.DBAPIError, IndexError)
