"""Limits and budgets that all members share: counted under a guard, in the window they belong to."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import Member, Standing, load_program, lower, settle
from loyalty.facts.member import Uses
from loyalty.facts.standing import Shared
from loyalty.store.operations import working
from loyalty.store.shared import read_shared, windows
from loyalty.store.tables import QUOTA
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

AT = to_us(START)
DAILY = (
    PROGRAM.replace("uses: 3}}", "uses: 1, each: day}}")
    .replace("when: [{{kind: first_order}}]", "when: []")
    .replace("{{per: member, uses: 1}}, ", "")
)
TWICE = DAILY.replace("uses: 1, each: day", "uses: 2, each: day")


def test_uses_are_counted_in_the_window_of_the_order(engine):
    shop = open_shop(engine, "ann", document=DAILY)
    applied = []
    for hours in (0, 1, 24):
        at = START + timedelta(hours=hours)
        with Session(engine) as session, session.begin():
            placed = shop.place(session, cart("50"), order_id=f"o{hours}", member="ann", at=at)
            applied.append(len(placed.quote.applied))
    assert applied == [1, 0, 1]
    assert [row["used"] for row in rows(engine, QUOTA, shop)] == [1, 1]


def test_each_counter_is_in_the_window_of_its_limit():
    plan = lower(load_program(DAILY.format(key="x")))
    today, tomorrow = windows(plan, AT), windows(plan, AT + 24 * 3600 * 10**6)
    assert tomorrow[0] == today[0] + 1


def applied(session, shop, order_id, days, *, verb="place"):
    at = START + timedelta(days=days)
    done = getattr(shop, verb)(session, cart("50"), order_id=order_id, member="ann", at=at)
    return len(done.quote.applied)


def test_an_order_that_comes_late_counts_in_the_newest_window(engine):
    shop = open_shop(engine, "ann", document=TWICE)
    with Session(engine) as session, session.begin():
        assert applied(session, shop, "now", 1) == 1
        assert applied(session, shop, "late", 0) == 1
        assert len(shop.quote(session, cart("50"), member="ann", at=START).applied) == 0
        assert applied(session, shop, "later", 0) == 0
        assert applied(session, shop, "same", 1) == 0
        assert applied(session, shop, "next", 2) == 1
        shop.cancel(session, "late", at=START)
        assert applied(session, shop, "again", 1) == 1  # on the third day, as all that come after it
        assert applied(session, shop, "enough", 1) == 0
        assert shop.verify(session) == ()
    assert [row["used"] for row in rows(engine, QUOTA, shop)] == [1, 2]


def test_a_hold_that_comes_late_holds_in_the_newest_window(engine):
    shop = open_shop(engine, "ann", document=TWICE)
    with Session(engine) as session, session.begin():
        applied(session, shop, "now", 1)
        assert applied(session, shop, "late", 0, verb="hold") == 1
        assert applied(session, shop, "later", 0, verb="hold") == 0
        (seen,) = shop.limits.counted(session, at=START)
        assert (seen.used, seen.held) == (1, 1)
        assert applied(session, shop, "late", 0) == 1
        assert shop.verify(session) == ()
    assert [row["used"] for row in rows(engine, QUOTA, shop)] == [2]


def test_a_late_order_in_memory_counts_as_in_the_shop(engine):
    shop = open_shop(engine, "ann", document=TWICE)
    plan = lower(load_program(TWICE.format(key="x")))
    standing, shared = Standing(), Shared()
    for number, days in enumerate((1, 0, 0, 1, 2, 1, 0)):
        settled = settle(
            plan,
            cart("50"),
            who=Member(id="ann", joined_at=START),
            order_id=f"o{number}",
            at=START + timedelta(days=days),
            standing=standing,
            shared=shared,
        )
        standing, shared = settled.standing, settled.shared
        with Session(engine) as session, session.begin():
            assert applied(session, shop, f"o{number}", days) == len(settled.quote.applied)


def test_who_was_outrun_finds_the_newest_window_behind_the_lock(engine):
    shop = open_shop(engine, "ann", document=DAILY)
    plan = lower(load_program(DAILY.format(key=shop.program_key)))
    with Session(engine) as session, session.begin():
        assert applied(session, shop, "now", 1) == 1
        times = {"op_key": "x", "at_us": AT, "recorded_us": AT}
        with working(session, shop.program_key, **times) as work:
            free = read_shared(work, plan, at_us=AT, locking=False)
            assert read_shared(work, plan, at_us=AT, locking=True) == free
    assert free.uses == (Uses(windows(plan, AT)[0] + 1, 1),)
