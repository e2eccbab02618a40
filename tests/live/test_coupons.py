"""Coupons granted, used, brought back and made void in the host's database."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import BadCart, CouponRefused, IdempotencyConflict, UnknownMember
from loyalty.facts.quote import Reason
from loyalty.live import Loyalty, run
from loyalty.store.tables import AUDIT, HELD_COUPON, REDEMPTION
from tests.faults.machine_both import Hands
from tests.live.shops import START, cart, open_shop

LATER = START + timedelta(days=1)
PROGRAM = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
offers:
  - id: ten
    benefit: {{kind: amount, amount: "10"}}
    when: [{{kind: subtotal, minimum: "50"}}]
    coupon: {{valid_days: 7}}
  - id: kept
    benefit: {{kind: amount, amount: "5"}}
    coupon: {{give_back: false}}
  - id: free
    benefit: {{kind: amount, amount: "1"}}
"""
HAND = {"actor": "eve", "reason": "a mistake"}


def shop_of(engine, *members, document=PROGRAM):
    return open_shop(engine, *members, document=document)


def states(session, shop, member="ann", at=START):
    return [one.state for one in shop.coupons.held(session, member, at=at)]


def test_a_coupon_is_granted_once_for_its_key_and_used_by_an_order(engine):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
        assert shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START) == (coupon,)
        with pytest.raises(IdempotencyConflict):
            shop.coupons.grant(session, "kept", members=["ann"], key="g1", at=START)
        (held,) = shop.coupons.held(session, "ann", at=START)
        assert (held.state, held.ends_at.isoformat()) == ("open", "2024-02-07T16:00:00+00:00")
        (told,) = shop.coupons.usable(session, cart("20"), member="ann", at=START)
        assert (told.used, told.reason) == (False, Reason.BELOW_MINIMUM)
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        assert (set(placed.quote.applied), placed.quote.to_pay_minor) == ({"ten", "free"}, 8800)
        told = shop.coupons.history(session, coupon, at=START)
        assert (told.state, told.order_id, told.used_on) == ("used", "o1", ("o1",))


def test_a_coupon_comes_back_with_all_its_goods_and_not_with_some(engine):  # edge 72
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
        shop.coupons.grant(session, "kept", members=["ann"], key="g2", at=START)
        shop.place(session, cart("60", "40"), order_id="o1", member="ann", at=START)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        assert states(session, shop) == ["used", "used"]
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o1", {"2": 1}, return_id="r2", at=LATER)
        assert {one.offer_id: one.state for one in shop.coupons.held(session, "ann", at=LATER)} == {
            "ten": "open",
            "kept": "used",
        }


def test_a_coupon_that_ended_meanwhile_comes_back_ended(engine):  # edge 72
    shop = shop_of(engine, "ann")
    late = START + timedelta(days=30)
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
        shop.place(session, cart("60"), order_id="o1", member="ann", at=START)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=late)
        assert states(session, shop, at=late) == ["ended"]
        (told,) = shop.coupons.usable(session, cart("60"), member="ann", at=late)
        assert (told.coupon_id, told.reason) == (coupon, Reason.COUPON_ENDED)


def test_a_coupon_that_changes_nothing_is_not_used_up(engine):  # edge 80
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.coupons.grant(session, "kept", members=["ann"], key="g1", at=START)
        shop.place(session, cart("0"), order_id="o1", member="ann", at=START)
        assert states(session, shop) == ["open"]


def test_stopping_leaves_what_is_held_and_voiding_does_not(engine):
    shop = shop_of(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.coupons.grant(session, "ten", members=["ann", "bob"], key="g1", at=START)
        shop.place(session, cart("60"), order_id="o1", member="bob", at=START)
        shop.coupons.stop_issuing(session, "ten", key="s1", **HAND)
        with pytest.raises(CouponRefused) as refused:
            shop.coupons.grant(session, "ten", members=["ann"], key="g2", at=START)
        assert refused.value.fields["why"] == "not_issuing"
        assert states(session, shop) == ["open"]
        shop.coupons.issue_again(session, "ten", key="s2", **HAND)
        shop.coupons.grant(session, "ten", members=["ann"], key="g2", at=START)
    with Session(engine) as session, session.begin():
        assert shop.coupons.void_offer(session, "ten", key="s3", **HAND) == 2
        assert shop.coupons.void_offer(session, "ten", key="s3", **HAND) == 2
        assert states(session, shop) == ["void", "void"]
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        assert states(session, shop, "bob") == ["void"]
        acts = session.execute(sa.select(AUDIT.c.act).where(AUDIT.c.program_key == shop.program_key))
        assert sorted(acts.scalars()) == ["switch_live", "switch_not_issuing", "void_offer"]


def test_one_coupon_or_those_of_one_cause_are_made_void(engine):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        one, _ = shop.coupons.grant(
            session, "ten", members=["ann", "ann"], key="g1", cause="spring", at=START
        )
        shop.coupons.grant(session, "kept", members=["ann"], key="g2", at=START)
        assert shop.coupons.void(session, one, key="v1", **HAND)
        assert not shop.coupons.void(session, one, key="v2", **HAND)
        assert shop.coupons.void_cause(session, "spring", key="v3", **HAND) == 1
        assert sorted(states(session, shop)) == ["open", "void", "void"]


def test_an_id_that_no_coupon_has_makes_nothing_void(engine):
    """It was the answer for a coupon that is over: a slip of the pen left the coupon good."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
        with pytest.raises(CouponRefused, match="no coupon has this id") as refused:
            shop.coupons.void(session, coupon[:-1], key="v1", **HAND)
        assert refused.value.fields["why"] == "unknown"
        assert (states(session, shop), shop.programs.acts(session, subject=coupon[:-1])) == (["open"], [])
        assert shop.coupons.void(session, coupon, key="v1", **HAND)


@pytest.mark.parametrize("many", [False, True], ids=["one", "offer"])
def test_what_is_over_by_its_day_or_by_its_checkout_is_told_as_it_is(engine, many):
    shop = shop_of(engine, "ann", "bob")
    clock, last = Hands(), START + timedelta(days=8)
    late = Loyalty(shop.program_key, clock=clock)
    with Session(engine) as session, session.begin():
        ended, held = (
            shop.coupons.grant(session, "ten", members=[one], key=one, at=at)[0]
            for one, at in (("ann", START), ("bob", last))
        )
        shop.hold(
            session, cart("60"), order_id="o1", member="bob", at=last, ends_at=last + timedelta(hours=1)
        )
        clock.at = last + timedelta(hours=1)
        assert [late.coupons.history(session, one).state for one in (ended, held)] == ["ended", "open"]
        if many:
            assert late.coupons.void_offer(session, "ten", key="v", **HAND) == 1
        else:
            assert [late.coupons.void(session, one, key=one, **HAND) for one in (ended, held)] == [
                False,
                True,
            ]
        assert [late.coupons.history(session, one).state for one in (ended, held)] == ["void", "void"]
        assert shop.verify(session) == ()


def test_who_is_not_known_has_no_coupons_to_be_told(engine):
    """None reads as: the member was given none."""
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        assert shop.coupons.held(session, "ann") == ()
        with pytest.raises(UnknownMember):
            shop.coupons.held(session, "amm")


VOIDS = {
    "one": lambda shop, session, ids: [shop.coupons.void(session, i, key=i, **HAND) for i in ids],
    "cause": lambda shop, session, _: [shop.coupons.void_cause(session, "spring", key="v", **HAND)],
    "offer": lambda shop, session, _: [shop.coupons.void_offer(session, "ten", key="v", **HAND)],
}


@pytest.mark.parametrize("void", VOIDS.values(), ids=VOIDS)
def test_what_an_order_has_is_honoured_and_comes_back_void(engine, void):
    shop = shop_of(engine, "ann", "bob", "cem")
    with Session(engine) as session, session.begin():
        members = ["ann", "bob", "cem"]
        ids = shop.coupons.grant(session, "ten", members=members, key="g", cause="spring", at=START)
        shop.place(session, cart("60"), order_id="ann", member="ann", at=START)
        for member in ("bob", "cem"):
            shop.hold(session, cart("60"), order_id=member, member=member, at=START)
        assert not any(void(shop, session, ids))
        (told,) = shop.coupons.held(session, "bob", at=START)
        assert (told.state, told.voided) == ("locked", True)
        shop.coupons.issue_again(session, "ten", key="again", **HAND)
        paid = shop.place(session, cart("60"), order_id="bob", member="bob", at=START)
        assert "ten" in paid.quote.applied
        shop.return_items(session, "ann", {"1": 1}, return_id="r", at=LATER)
        shop.cancel(session, "bob", at=LATER)
        shop.release(session, "cem", at=START)
        for member in members:
            assert states(session, shop, member) == ["void"]
            assert "ten" not in shop.quote(session, cart("60"), member=member, at=LATER).applied
        assert shop.verify(session) == ()


def test_a_coupon_of_a_hold_that_ran_out_is_void_for_who_looks_too(engine):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.grant(session, "ten", members=["ann"], key="g", at=START)
        shop.hold(session, cart("60"), order_id="o1", member="ann", at=START)
        assert "ten" in shop.quote(session, cart("60"), member="ann", at=LATER).applied
        assert not shop.coupons.void(session, coupon, key="v", **HAND)
        assert "ten" not in shop.quote(session, cart("60"), member="ann", at=LATER).applied
        assert (states(session, shop), states(session, shop, at=LATER)) == (["locked"], ["void"])
        placed = shop.place(session, cart("60"), order_id="o2", member="ann", at=LATER)
        assert ("ten" in placed.quote.applied, states(session, shop, at=LATER)) == (False, ["void"])


def test_coupons_are_for_members_and_of_offers_that_take_one(engine):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        for offer in ("free", "nothing"):
            with pytest.raises(CouponRefused):
                shop.coupons.grant(session, offer, members=["ann"], key="g1", at=START)
        with pytest.raises(UnknownMember):
            shop.coupons.grant(session, "ten", members=["ann", "zoe"], key="g1", at=START)
        assert states(session, shop) == []
        with pytest.raises(CouponRefused):
            shop.coupons.history(session, "c0")
        with pytest.raises(BadCart):
            shop.place(session, cart("99", coupons=("c0",)), order_id="o1", member="ann", at=START)


def test_a_held_coupon_gives_what_its_offer_gave_when_it_was_granted(engine):
    shop = shop_of(engine, "ann")
    later = PROGRAM.format(key=shop.program_key).replace('amount: "10"', 'amount: "8"')
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
        before = shop.coupons.history(session, coupon)
        now = load_program(later)
        shop.publish(session, now, author="ann", at=LATER)
        assert before.program_hash != now.hash
        assert shop.quote(session, cart("99"), member="ann", at=LATER).discount_minor == 1100


def test_a_limit_per_member_is_for_members_and_guests_are_told_so(engine):  # edge 66
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        (told,) = shop.quote(session, cart("99"), at=START).decisions
        assert (told.applied, told.reason) == (False, Reason.MEMBER_REQUIRED)


def test_an_order_may_leave_its_coupons_or_name_them(engine):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        (ten,) = shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
        (kept,) = shop.coupons.grant(session, "kept", members=["ann"], key="g2", at=START)
        quoted = shop.quote(session, cart("60", coupons="none"), member="ann", at=START)
        assert (quoted.applied, quoted.better.more_minor) == (("free",), 1500)
        shop.place(session, cart("60", coupons=(kept,)), order_id="o1", member="ann", at=START)
        assert shop.coupons.history(session, kept).state == "used"
        assert shop.coupons.history(session, ten).state == "open"


def test_two_orders_at_once_use_one_coupon_once(engine):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
    ready, found = Barrier(3), []

    def order(name):
        def once(session):
            return shop.place(session, cart("60"), order_id=name, member="ann", at=START)

        ready.wait()
        found.append(run(lambda: Session(engine), once, attempts=20).quote.applied)

    threads = [Thread(target=order, args=(f"o{n}",)) for n in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted("ten" in applied for applied in found) == [False, False, True]
    with Session(engine) as session, session.begin():
        used = session.execute(
            sa.select(sa.func.count())
            .select_from(REDEMPTION)
            .where(REDEMPTION.c.program_key == shop.program_key, REDEMPTION.c.coupon_id.is_not(None))
        ).scalar_one()
        gone = session.execute(
            sa.select(HELD_COUPON.c.state).where(HELD_COUPON.c.program_key == shop.program_key)
        ).scalars()
        assert (used, list(gone)) == (1, ["used"])
