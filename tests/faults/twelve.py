"""Twelve broken builds by name, each with the check that must see it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import LoyaltyError, NotEnoughPoints, RetryTransaction
from loyalty.kernels import advancing, pricing, returns, settling
from loyalty.live import asking, placing, points
from loyalty.live.desk import Desk
from loyalty.store import accounts, operations, state_reading, working
from loyalty.store.tables import OPERATION
from loyalty.when import SystemClock
from tests.faults.plain_prices import PROGRAM
from tests.faults.test_nightly_beside_redeemers import END
from tests.live.shops import START, cart, open_shop


def shop_of(engine, *members):
    """A shop of the plain programme."""
    return open_shop(engine, *members, document=PROGRAM)


def clean(engine, shop):
    """The library proves its own books."""
    with Session(engine) as session, session.begin():
        found = shop.verify(session)
        assert found == (), found


# ---------------------------------------------------------------- checks


def waits_for_whoever_has_the_member(engine):
    """Whoever reads a member to write waits for the transaction that has the member."""
    shop = shop_of(engine, "ann")
    with Session(engine) as first, first.begin():
        shop.points.adjust(first, "ann", 5, key="k", reason="r", actor="a", at=START)
        with engine.connect() as second:
            second.exec_driver_sql(
                "SET lock_timeout = '300ms'"
                if engine.dialect.name == "postgresql"
                else "SET innodb_lock_wait_timeout = 1"
            )
            waited = False
            try:
                accounts.lock_account(second, shop.program_key, "ann")
            except sa.exc.DBAPIError as error:
                waited = working.asks_to_retry(error)
            second.invalidate()  # its time-out goes with it
        assert waited


def nothing_is_spent_at_the_end_of_its_lot(engine):
    """At the instant of its end a point is gone, and the ledger says so."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 500, key="k", reason="r", actor="a", expires=END, at=START)
        placed = shop.place(session, cart("60"), order_id="o", member="ann", at=END)
        assert placed.quote.points_spent == 0
        assert [one.kind for one in shop.history(session, "ann")] == ["earned", "expired", "adjusted"]
    clean(engine, shop)


def a_limit_is_kept(engine):
    """Two members get what is for two."""
    shop = shop_of(engine, "ann", "bob", "cem")
    with Session(engine) as session, session.begin():
        given = [
            "first" in shop.place(session, cart("60"), order_id=one, member=one, at=START).quote.applied
            for one in ("ann", "bob", "cem")
        ]
    assert given == [True, True, False]


def members_are_locked_in_one_order(engine):
    """Who passes points on locks both members in the order in which everybody does."""
    shop = shop_of(engine, "ann", "bob")
    seen, real = [], points.load_locked

    def noted(work, plan, member_ref, **named):
        seen.append(member_ref)
        return real(work, plan, member_ref, **named)

    points.load_locked = noted
    try:
        with Session(engine) as session, session.begin():
            for one in ("ann", "bob"):
                shop.points.adjust(session, one, 50, key=one, reason="r", actor="a", at=START)
            seen.clear()
            for giver, taker in (("ann", "bob"), ("bob", "ann")):
                shop.points.transfer(
                    session, 9, giver=giver, taker=taker, key=giver, reason="r", actor="a", at=START
                )
    finally:
        points.load_locked = real
    assert seen[:2] == seen[2:]


def a_refusal_leaves_nothing(engine):
    """A host that catches a refusal and commits keeps no half of an operation."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        try:
            shop.points.adjust(session, "ann", -5, key="k", reason="r", actor="a", at=START)
        except NotEnoughPoints:
            pass
        else:
            raise AssertionError
    clean(engine, shop)


def what_others_committed_is_seen(engine):
    """A transaction that is older than another's commit works on what that one left."""
    shop = shop_of(engine, "ann")
    with engine.connect() as older, older.begin():
        older.execute(sa.text("SELECT COUNT(*) FROM loyalty_account")).all()  # its view is taken here
        with Session(engine) as session, session.begin():
            shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        told = shop.place(older, cart("100"), order_id="o2", member="ann", at=START)
        assert told.quote.points_spent == 100
        older.commit()
    clean(engine, shop)


def keys_are_told_apart_by_their_letters(engine):
    """Orders whose ids differ in case, or in a blank at the end, are two."""
    shop = shop_of(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        for order, member in (("A1", "ann"), ("a1", "bob"), ("A1 ", "bob")):
            told = shop.place(session, cart("60"), order_id=order, member=member, at=START)
            assert told.order_id == order
    clean(engine, shop)


def parts_of_a_unit_earn_nothing(engine):
    """Points are rounded down."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("60.99"), order_id="o", member="ann", at=START)
    assert placed.quote.points_earned == 45  # 10 and 5 off


def the_instant_is_the_callers(engine):
    """What happened at an instant is booked at it."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("60"), order_id="o", member="ann", at=END)
        (row,) = shop.history(session, "ann")
    assert row.effective_us == int(END.timestamp()) * 1_000_000


def what_is_due_is_booked_first(engine):
    """Points past their day leave the books with the next operation, no night needed."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 50, key="k", reason="r", actor="a", expires=END, at=START)
        shop.act(session, "ann", "check_in", action_id="a", at=END)
        assert [one.kind for one in shop.history(session, "ann")] == ["earned", "expired", "adjusted"]


def the_same_again_is_the_first_answer(engine):
    """An order that is sent twice is booked once."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        first = shop.place(session, cart("60"), order_id="o", member="ann", at=START)
    with Session(engine) as session, session.begin():
        assert shop.place(session, cart("60"), order_id="o", member="ann", at=START) == first
        assert len(shop.history(session, "ann")) == 1
    clean(engine, shop)


def what_a_unit_carries_is_exact(engine):
    """Three units that come back one by one bring what each was worth, the dearest first."""
    shop = shop_of(engine, "ann")
    line = cart("20.03").lines[0]
    bought = type(cart("1"))(
        currency="CNY", lines=(type(line)(id="1", sku="S", quantity=3, amount="20.03"),), points="none"
    )
    with Session(engine) as session, session.begin():
        placed = shop.place(session, bought, order_id="o", member="ann", at=START)
        back = [
            shop.return_items(session, "o", {"1": 1}, return_id=one, at=START).returned_minor for one in "abc"
        ]
    assert placed.quote.to_pay_minor == 503
    assert back == [168, 168, 167]
    clean(engine, shop)


# ---------------------------------------------------------------- builds


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
    real = settling.award

    def more(lines, *given):
        real(lines, *given)
        work, grants = given[-2:]
        grants[0].base += int(sum(work[n].basis for n in range(lines)) % 100 > 0)

    patch.setattr(settling, "award", more)


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
