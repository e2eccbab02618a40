"""Plans for coupons that carry their own terms: only where the terms differ, and not without end."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.facts.quote import Reason
from loyalty.live import asking
from loyalty.live.actors import Actor
from loyalty.live.asking import Locked
from loyalty.live.carrying import see_own_terms, with_own_terms
from loyalty.store.accounts import find_account
from loyalty.store.state_reading import read_state
from loyalty.when import to_us
from tests.live.carried_coupons import FREE, LATER, became, change, held_by, ten, version
from tests.live.shops import START, cart


def found(session, shop, name="ann"):
    connection = session.connection()
    account = find_account(connection, shop.program_key, name)
    return Locked(account, read_state(connection, account.id, locking=False))


def test_terms_that_did_not_change_are_the_live_versions_and_need_no_plan_of_their_own(engine):
    shop, _ = held_by(engine)
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(), FREE))
        plans, connection = shop.desk.plans, session.connection()
        live = plans.live(connection, LATER)
        plan, loaded = see_own_terms(connection, plans, live, found(session, shop), to_us(LATER))
        assert plan is live
        assert [one.version for one in loaded.standing.coupons] == [""]
        assert shop.quote(session, cart("60"), member="ann", at=LATER).discount_minor == 1100


def test_a_coupon_that_may_not_be_used_asks_for_no_plan(engine):
    shop, _ = held_by(engine)
    late = START + timedelta(days=40)
    with Session(engine) as session, session.begin():
        change(session, shop, version())
        plans, connection = shop.desk.plans, session.connection()
        live = plans.live(connection, late)
        loaded = found(session, shop).under(live)
        assert with_own_terms(connection, plans, live, loaded, to_us(late)) == (live, loaded)
        told = became(shop.quote(session, cart("60"), member="ann", at=late))
        assert list(told.values()) == [(False, Reason.COUPON_ENDED)]


def test_wallets_that_differ_only_in_versions_without_a_change_share_a_plan(engine):
    shop, _ = held_by(engine, members=("ann", "ben"))
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(), FREE))
        shop.coupons.grant(session, "ten", members=["ben"], key="g2", at=LATER)
        now = LATER + timedelta(hours=1)
        change(session, shop, version(ten(amount=4)), at=now)
        plans, connection = shop.desk.plans, session.connection()
        live = plans.live(connection, now)
        told = [
            see_own_terms(connection, plans, live, found(session, shop, name), to_us(now))[0]
            for name in ("ann", "ben")
        ]
        assert told[0] is told[1]
        assert told[0] is not live


def test_plans_are_not_kept_without_end(engine, monkeypatch):
    shop, _ = held_by(engine)
    monkeypatch.setattr(asking, "PLANS_KEPT", 2)
    eve = Actor("eve", frozenset({"editor"}))
    with Session(engine) as session, session.begin():
        for _ in range(2):
            shop.quote(session, cart("60"), member="ann", at=START)
            shop.programs.pause(session, actor=eve, reason="a test", offer_ids=["ten"])
            shop.quote(session, cart("60"), member="ann", at=START)
            shop.programs.pause(session, actor=eve, reason="a test")
            shop.quote(session, cart("60"), member="ann", at=START)
            shop.programs.resume(session, actor=eve, reason="a test")
            shop.programs.resume(session, actor=eve, reason="a test", offer_ids=["ten"])
    assert len(shop.desk.plans.known) <= 2
