"""Orders held at checkout: set aside, captured as they were, or let go as if they had not been."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import HeldCartChanged, HoldEnded, IdempotencyConflict, NoHold, OutOfBounds, QuoteStale
from loyalty.store.tables import ACCOUNT, BUDGET, HOLD, HOLD_LOT, POINT_LOT, QUOTA
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

MINUTE = timedelta(minutes=1)


def one_order(engine, shop, member="ann", amount="210"):
    with Session(engine) as session, session.begin():
        shop.place(session, cart(amount), order_id=f"before-{member}", member=member, at=START)


def test_a_held_order_is_captured_as_it_was_held(engine):  # edge 74, edge 86
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    with Session(engine) as session, session.begin():
        held = shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
        assert (held.quote.points_spent, held.figures.available, held.figures.held) == (200, 0, 200)
        assert held.figures.booked == 200
    dearer = PROGRAM.replace('worth: "1"', 'worth: "2"').replace('points: "1"', 'points: "9"')
    with Session(engine) as session, session.begin():
        program = load_program(dearer.format(key=shop.program_key))
        shop.publish(session, program, author="ann", at=START + MINUTE)
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("100"), order_id="o1", member="ann", at=START + 5 * MINUTE)
        assert placed.quote == held.quote
        assert (placed.figures.booked, placed.figures.held) == (98, 0)
        assert [entry.kind.name for entry in placed.entries] == ["SPENT", "EARNED"]
    assert rows(engine, HOLD_LOT, shop) == []
    assert [row["state"] for row in rows(engine, HOLD, shop)] == ["captured"]


def test_a_released_hold_never_happened(engine):
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    before = [rows(engine, table, shop) for table in (POINT_LOT, QUOTA)]
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
    with Session(engine) as session, session.begin():
        freed = shop.release(session, "o1", at=START + MINUTE)
        assert (freed.figures.available, freed.figures.held) == (200, 0)
        assert shop.release(session, "o1", at=START + MINUTE) == freed
    assert [rows(engine, table, shop) for table in (POINT_LOT, QUOTA)] == before
    account = rows(engine, ACCOUNT, shop)[0]
    assert (account["held"], account["promised"], account["orders"]) == (0, 0, 1)


def test_a_hold_past_its_end_holds_nothing_though_nobody_wrote_so(engine):  # edge 46
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
        during = shop.quote(session, cart("100"), member="ann", at=START + 29 * MINUTE)
        after = shop.quote(session, cart("100"), member="ann", at=START + 30 * MINUTE)
        assert (during.points_spent, after.points_spent) == (0, 200)
        placed = shop.place(session, cart("100"), order_id="o2", member="ann", at=START + 30 * MINUTE)
        assert (placed.quote.points_spent, placed.figures.held) == (200, 0)
    assert [row["state"] for row in rows(engine, HOLD, shop)] == ["released"]


def test_an_order_whose_hold_ran_out_is_booked_only_if_it_still_gets_the_same(engine):  # edge 47
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    with Session(engine) as session, session.begin():
        for order in ("same", "other"):
            shop.hold(session, cart("100"), order_id=order, member="ann", at=START)
        late = START + 40 * MINUTE
        placed = shop.place(session, cart("100"), order_id="same", member="ann", at=late)
        assert placed.quote.points_spent == 200
        other = shop.place(session, cart("100"), order_id="other", member="ann", at=late)
        assert other.quote.points_spent == 0


def test_an_order_that_gets_less_after_its_hold_is_refused(engine):  # edge 47
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
        late = START + 40 * MINUTE
        shop.place(session, cart("100"), order_id="o2", member="ann", at=late)
        with pytest.raises(QuoteStale) as refused:
            shop.place(session, cart("100"), order_id="o1", member="ann", at=late)
        agreed = refused.value.fields["quote"]
        placed = shop.place(session, cart("100"), order_id="o1", member="ann", at=late, accept=agreed)
        assert placed.quote.points_spent == 0


def test_a_hold_may_be_put_off_while_it_lives(engine):
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
        until = START + 90 * MINUTE
        assert shop.extend_hold(session, "o1", ends_at=until, at=START + 20 * MINUTE) == until
        assert shop.quote(session, cart("100"), member="ann", at=START + 60 * MINUTE).points_spent == 0
        placed = shop.place(session, cart("100"), order_id="o1", member="ann", at=START + 80 * MINUTE)
        assert placed.quote.points_spent == 200
        with pytest.raises(NoHold):
            shop.extend_hold(session, "o1", ends_at=until + MINUTE, at=START + 81 * MINUTE)
        shop.hold(session, cart("10"), order_id="o2", member="ann", at=START)
        with pytest.raises(HoldEnded):
            shop.extend_hold(session, "o2", ends_at=until, at=START + 31 * MINUTE)


def test_a_hold_is_for_its_own_cart_and_member(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
        with pytest.raises(HeldCartChanged) as refused:
            shop.place(session, cart("101"), order_id="o1", member="ann", at=START)
        assert refused.value.fields["what"] == "cart"
        with pytest.raises(HeldCartChanged) as refused:
            shop.place(session, cart("100"), order_id="o1", member="bob", at=START)
        assert refused.value.fields["what"] == "member"
        with pytest.raises(IdempotencyConflict):
            shop.hold(session, cart("101"), order_id="o1", member="ann", at=START)


def test_held_uses_and_money_are_seen_beside_the_used_ones(engine):  # edge 71
    shop = open_shop(engine, "ann", "bob", "cem", "dan")
    for member in ("ann", "bob"):
        with Session(engine) as session, session.begin():
            shop.hold(session, cart("100"), order_id=member, member=member, at=START)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100"), order_id="ann", member="ann", at=START + MINUTE)
    assert [(row["used"], row["held"]) for row in rows(engine, QUOTA, shop)] == [(1, 1)]
    assert [(row["spent_minor"], row["held_minor"]) for row in rows(engine, BUDGET, shop)] == [(1000, 1000)]
    with Session(engine) as session, session.begin():
        shop.release(session, "bob", at=START + MINUTE)
    assert [(row["used"], row["held"]) for row in rows(engine, QUOTA, shop)] == [(1, 0)]
    assert [(row["spent_minor"], row["held_minor"]) for row in rows(engine, BUDGET, shop)] == [(1000, 0)]


def test_what_others_held_too_long_is_free_for_whoever_comes(engine):
    members = ["ann", "bob", "cem", "dan"]
    shop = open_shop(engine, *members)
    for member in members[:3]:
        with Session(engine) as session, session.begin():
            shop.hold(session, cart("100"), order_id=member, member=member, at=START)
    with Session(engine) as session, session.begin():
        assert shop.quote(session, cart("100"), member="dan", at=START + MINUTE).applied == ()
        late = START + 31 * MINUTE
        assert shop.quote(session, cart("100"), member="dan", at=late).applied == ("first",)
        placed = shop.place(session, cart("100"), order_id="dan", member="dan", at=late)
        assert placed.quote.applied == ("first",)
    assert [(row["used"], row["held"]) for row in rows(engine, QUOTA, shop)] == [(1, 0)]


def test_an_order_lets_go_of_as_many_overdue_holds_as_its_quote_looks_past(engine):
    shop = open_shop(engine, "ann", "bob", document=PROGRAM.replace("uses: 3", "uses: 1"))
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="dear", member="ann", at=START + MINUTE)
        for n in range(60):
            shop.hold(session, cart("1"), order_id=f"o{n}", at=START)
    late = START + 60 * MINUTE
    with Session(engine) as session, session.begin():
        quoted = shop.quote(session, cart("100"), member="bob", at=late)
        placed = shop.place(session, cart("100"), order_id="bob", member="bob", at=late, accept=quoted)
        assert placed.quote.applied == ("first",)
    assert {row["state"] for row in rows(engine, HOLD, shop)} == {"released"}
    assert [(row["used"], row["held"]) for row in rows(engine, QUOTA, shop)] == [(1, 0)]


def test_what_others_held_too_long_is_asked_for_with_all_else_once_the_plan_is_known(engine):
    if engine.dialect.name != "postgresql":
        pytest.skip("elsewhere statements go one by one")
    shop = open_shop(engine, "ann")
    alone = []
    with Session(engine) as session, session.begin():
        shop.quote(session, cart("50"), member="ann", at=START)
        sa.event.listen(session.connection(), "before_cursor_execute", lambda *told: alone.append(told[2]))
        for order_id, asks in (("first", 1), ("second", 0)):
            alone.clear()
            shop.place(session, cart("50"), order_id=order_id, member="ann", at=START)
            assert len([one for one in alone if "FROM loyalty_hold" in one and "ends_us <=" in one]) == asks


def test_points_held_past_their_end_are_safe_until_the_hold_ends(engine):  # edge 30
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    lot = rows(engine, POINT_LOT, shop)[0]
    ends = START + timedelta(microseconds=lot["expires_us"] - lot["earned_us"])
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=ends - MINUTE)
        shop.hold(session, cart("100"), order_id="o2", member="ann", at=ends - MINUTE)
        placed = shop.place(session, cart("100"), order_id="o1", member="ann", at=ends + MINUTE)
        assert placed.quote.points_spent == 200


def test_points_of_a_hold_that_is_let_go_after_their_end_expire(engine):  # edge 30
    shop = open_shop(engine, "ann")
    one_order(engine, shop)
    lot = rows(engine, POINT_LOT, shop)[0]
    ends = START + timedelta(microseconds=lot["expires_us"] - lot["earned_us"])
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("100"), order_id="o1", member="ann", at=ends - MINUTE)
        freed = shop.release(session, "o1", at=ends + MINUTE)
        assert (freed.figures.booked, freed.figures.held) == (0, 0)
    assert [(row["remaining"], row["held"]) for row in rows(engine, POINT_LOT, shop)] == [(0, 0)]


def test_a_guest_may_hold_an_order(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        held = shop.hold(session, cart("100"), order_id="o1", at=START)
        placed = shop.place(session, cart("100"), order_id="o1", at=START + MINUTE)
        assert placed.quote == held.quote
        with pytest.raises(NoHold):
            shop.release(session, "o1", at=START + MINUTE)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(HOLD.c.state).where(HOLD.c.program_key == shop.program_key))


def test_no_hold_keeps_anything_for_longer_than_thirty_days(engine):  # edge 30
    shop = open_shop(engine, "ann")
    days = [START + timedelta(days=one) for one in (30, 31)]
    with Session(engine) as session, session.begin():
        with pytest.raises(OutOfBounds) as refused:
            shop.hold(session, cart("10"), order_id="o1", member="ann", at=START, ends_at=days[1])
        assert refused.value.fields["high"] == days[0].isoformat()
        shop.hold(session, cart("10"), order_id="o1", member="ann", at=START, ends_at=days[0])
        with pytest.raises(OutOfBounds):
            shop.extend_hold(session, "o1", ends_at=days[1], at=START + MINUTE)
        assert shop.extend_hold(session, "o1", ends_at=days[0], at=START + MINUTE) == days[0]
