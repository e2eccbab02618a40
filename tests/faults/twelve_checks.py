"""Checks of which each must see one broken build."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import NotEnoughPoints
from loyalty.live import points
from loyalty.store import accounts, working
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
