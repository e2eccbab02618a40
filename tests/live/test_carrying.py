"""Coupons that outlive a change of the programme: their own terms, in the live version's lanes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import CouponRefused, NoSuchOffer
from loyalty.facts.quote import Reason
from loyalty.live.actors import Actor
from loyalty.store.tables import BUDGET, HELD_COUPON, QUOTA, REDEMPTION
from tests.live.carried_coupons import FREE, LATER, THEN, became, change, held_by, nothing_wrong, ten, version
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows


@pytest.mark.parametrize(
    "document",
    [
        version(ten(amount=3)),
        version(ten(minimum=500)),
        version(),
        version(ten(amount=3, lane="order")),
        version(FREE, more="lanes: [{{id: shop, rule: all}}]\n").replace(
            "id: free\n", "id: free\n    lane: shop\n"
        ),
    ],
    ids=["less", "higher minimum", "gone", "another lane", "no lane of its own"],
)
def test_a_coupon_is_used_returned_and_used_again_by_its_own_terms(engine, document):
    shop, (coupon,) = held_by(engine)
    with Session(engine) as session, session.begin():
        first = shop.coupons.history(session, coupon).program_hash
        now = change(session, shop, document)
        quoted = shop.quote(session, cart("60", coupons=(coupon,)), member="ann", at=LATER)
        assert became(quoted) == {coupon: (True, Reason.NONE)}
        placed = shop.place(
            session, cart("60", coupons=(coupon,)), order_id="o1", member="ann", at=LATER, accept=quoted
        )
        ten_off = [one for one in placed.quote.decisions if one.applied and one.offer_id == "ten"]
        assert [(one.amount_minor, one.version) for one in ten_off] == [(1000, first)]
        assert placed.quote.program_hash == now
    with Session(engine) as session, session.begin():
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=THEN)
        assert back.returned_minor == placed.quote.to_pay_minor
        assert (back.figures.booked, back.figures.debt) == (0, 0)
        assert shop.coupons.history(session, coupon).state == "open"
        shop.place(session, cart("60", coupons=(coupon,)), order_id="o2", member="ann", at=THEN)
        shop.cancel(session, "o2", at=THEN)
        assert shop.coupons.history(session, coupon).state == "open"
        nothing_wrong(session, shop)
    told = [
        (one["order_id"], one["terms_hash"]) for one in rows(engine, REDEMPTION, shop) if one["coupon_id"]
    ]
    assert told == [("o1", first), ("o2", first)]


def test_an_old_order_comes_back_under_the_terms_it_had_whatever_is_live_by_then(engine):
    shop, (coupon,) = held_by(engine)
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(amount=3)))
        placed = shop.place(session, cart("60", "40"), order_id="o1", member="ann", at=LATER)
        assert placed.quote.discount_minor == 1000
        change(session, shop, version(), at=THEN)
        first = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=THEN)
        second = shop.return_items(session, "o1", {"2": 1}, return_id="r2", at=THEN)
        assert (first.returned_minor, second.returned_minor) == (5400, 3600)
        assert second.figures.booked == 0
        assert became(shop.quote(session, cart("60"), member="ann", at=THEN))[coupon] == (True, Reason.NONE)
        nothing_wrong(session, shop)


def test_coupons_of_one_offer_in_two_terms_are_both_usable_and_an_order_uses_one(engine):
    shop, (old,) = held_by(engine)
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(amount=25, minimum=200)))
        (new,) = shop.coupons.grant(session, "ten", members=["ann"], key="g2", at=LATER)
        told = {
            one.coupon_id: one.reason
            for one in shop.coupons.usable(session, cart("60"), member="ann", at=LATER)
        }
        assert told == {old: Reason.NONE, new: Reason.BELOW_MINIMUM}
        both = shop.place(session, cart("300", coupons=(old, new)), order_id="o1", member="ann", at=LATER)
        assert both.quote.discount_minor == 2500
        assert became(both.quote) == {new: (True, Reason.NONE), old: (False, Reason.NOT_CHOSEN)}
        assert (
            shop.place(session, cart("60"), order_id="o2", member="ann", at=LATER).quote.discount_minor
            == 1000
        )
        nothing_wrong(session, shop)


def test_a_held_coupon_is_named_as_its_own_terms_name_it(engine):
    shop, _ = held_by(engine)
    with Session(engine) as session, session.begin():
        change(
            session, shop, version(ten(amount=5).replace("Ten off", "Five off").replace("十元券", "五元券"))
        )
        shop.coupons.grant(session, "ten", members=["ann"], key="g2", at=LATER)
        names = [(one.name, one.name_zh) for one in shop.coupons.held(session, "ann", at=LATER)]
        assert names == [("Ten off", "十元券"), ("Five off", "五元券")]
        plain = ten().replace("    name: Ten off\n    name_zh: 十元券\n", "")
        change(session, shop, version(plain), at=THEN)
        (bare,) = shop.coupons.grant(session, "ten", members=["ann"], key="g3", at=THEN)
        told = shop.coupons.history(session, bare)
        assert (told.name, told.name_zh) == ("ten", "ten")


def test_what_is_held_is_paid_as_it_was_priced_over_a_change_of_the_version(engine):
    shop, (coupon,) = held_by(engine)
    with Session(engine) as session, session.begin():
        held = shop.hold(session, cart("60"), order_id="o1", member="ann", at=LATER, ends_at=THEN)
        assert held.quote.discount_minor == 1000
        change(session, shop, version(), at=LATER)
        placed = shop.place(session, cart("60"), order_id="o1", member="ann", at=LATER)
        assert (placed.quote, shop.coupons.history(session, coupon).state) == (held.quote, "used")
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=THEN)
        assert shop.coupons.history(session, coupon).state == "open"
        nothing_wrong(session, shop)


def test_older_terms_can_be_held_too_and_are_paid_or_let_go_under_a_third_version(engine):
    shop, (one, two) = held_by(engine, members=("ann", "ben"))
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(amount=3)))
        for name in ("ann", "ben"):
            shop.hold(session, cart("60"), order_id=name, member=name, at=LATER, ends_at=THEN)
        change(session, shop, version(), at=LATER + timedelta(minutes=1))
        soon = LATER + timedelta(minutes=2)
        placed = shop.place(session, cart("60"), order_id="ann", member="ann", at=soon)
        assert placed.quote.discount_minor == 1000
        shop.release(session, "ben", at=soon)
        assert [shop.coupons.history(session, name).state for name in (one, two)] == ["used", "open"]
        quoted = shop.quote(session, cart("60"), member="ben", at=soon)
        assert became(quoted)[two] == (True, Reason.NONE)
        nothing_wrong(session, shop)


def test_a_hold_that_ran_out_gives_the_coupon_back_in_its_own_terms(engine):
    shop, (coupon,) = held_by(engine)
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(amount=3)))
        shop.hold(session, cart("60"), order_id="o1", member="ann", at=LATER)
        soon = LATER + timedelta(minutes=29)
        assert shop.quote(session, cart("60"), member="ann", at=soon).discount_minor == 0
        late = LATER + timedelta(hours=1)
        quoted = shop.quote(session, cart("60"), member="ann", at=late)
        assert became(quoted) == {coupon: (True, Reason.NONE)}
        placed = shop.place(session, cart("60"), order_id="o2", member="ann", at=late, accept=quoted)
        assert placed.quote.discount_minor == 1000
        nothing_wrong(session, shop)


def test_a_limit_of_all_is_one_for_all_terms_and_holds_by_those_that_are_used(engine):
    limit = "limits: [{{{{per: program, uses: {uses}}}}}]"
    document = version(ten(more=limit.format(uses=3)))
    shop, _ = held_by(engine, document=document, members=("ann", "ben", "cid", "dan"))
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(amount=5, more=limit.format(uses=1))))
        shop.coupons.grant(session, "ten", members=["ann"], key="g2", at=LATER)
        for name, saved in (("ann", 1000), ("ben", 1000), ("cid", 1000), ("dan", 0)):
            quoted = shop.place(session, cart("60"), order_id=name, member=name, at=LATER).quote
            assert quoted.discount_minor == saved
        left = became(shop.quote(session, cart("60"), member="ann", at=LATER))
        assert list(left.values()) == [(False, Reason.LIMIT_REACHED)]
        nothing_wrong(session, shop)
    assert [(one["name"], one["used"], one["uses_max"]) for one in rows(engine, QUOTA, shop)] == [
        ("ten/program/ever", 3, 3)
    ]


def test_a_limit_that_only_older_terms_have_frees_what_others_held_too_long(engine):
    once = "limits: [{{per: program, uses: 1}}]"
    shop, _ = held_by(engine, document=version(ten(more=once)), members=("ann", "ben"))
    with Session(engine) as session, session.begin():
        change(session, shop, version())
        shop.hold(session, cart("60"), order_id="o1", member="ann", at=LATER)
        soon = LATER + timedelta(minutes=5)
        assert shop.quote(session, cart("60", coupons="best"), member="ben", at=soon).discount_minor == 100
        late = LATER + timedelta(hours=1)
        assert shop.quote(session, cart("60"), member="ben", at=late).discount_minor == 1100
        placed = shop.place(session, cart("60"), order_id="o2", member="ben", at=late)
        assert placed.quote.discount_minor == 1100
        nothing_wrong(session, shop)


def test_a_budget_that_is_gone_still_bounds_the_coupons_that_draw_on_it(engine):
    purse = 'budgets: [{{id: purse, amount: "15"}}]\n'
    document = version(ten(more="budget: purse"), more=purse)
    shop, _ = held_by(engine, document=document, members=("ann", "ben"))
    with Session(engine) as session, session.begin():
        change(session, shop, version(ten(amount=1)))
        saved = [
            shop.place(session, cart("60"), order_id=name, member=name, at=LATER).quote.discount_minor
            for name in ("ann", "ben")
        ]
        assert saved == [1000, 500]
        nothing_wrong(session, shop)
    assert [(one["spent_minor"], one["closed"]) for one in rows(engine, BUDGET, shop)] == [(1500, 1)]


def test_switches_by_the_offers_id_reach_coupons_whose_offer_is_gone(engine):
    shop, (coupon,) = held_by(engine)
    eve, why = Actor("eve", frozenset({"editor"})), "a leak"
    with Session(engine) as session, session.begin():
        change(session, shop, version())
        shop.programs.pause(session, actor=eve, reason=why, offer_ids=["ten"])
        told = became(shop.quote(session, cart("60"), member="ann", at=LATER))
        assert told == {coupon: (False, Reason.OFFER_PAUSED)}
        shop.programs.resume(session, actor=eve, reason=why, offer_ids=["ten"])
        with pytest.raises(NoSuchOffer):
            shop.programs.pause(session, actor=eve, reason=why, offer_ids=["tan"])
        shop.place(session, cart("60"), order_id="o1", member="ann", at=LATER)
        with pytest.raises(CouponRefused):
            shop.coupons.grant(session, "ten", members=["ann"], key="g2", at=LATER)
        shop.coupons.void_offer(session, "ten", actor="eve", reason=why, key="v1")
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        assert shop.coupons.history(session, coupon).state == "void"
        assert became(shop.quote(session, cart("60"), member="ann", at=LATER)) == {}


def test_a_pause_of_everything_pauses_older_terms(engine):
    shop, (coupon,) = held_by(engine)
    with Session(engine) as session, session.begin():
        change(session, shop, version())
        shop.programs.pause(session, actor=Actor("eve", frozenset({"editor"})), reason="a leak")
        told = became(shop.quote(session, cart("60"), member="ann", at=LATER))
        assert told == {coupon: (False, Reason.OFFER_PAUSED)}


def test_what_was_due_before_the_change_is_given_in_the_terms_it_was_due_in(engine):
    """Being late changes nothing: booked then or now, the coupon is one of the first version."""
    monthly = (
        "issuances: [{{id: each, on: {{kind: monthly, day: 1}},"
        " gives: [{{kind: coupon, offer: ten, valid_days: 60}}]}}]\n"
    )
    shop = open_shop(engine, "late", "soon", document=version(ten(), more=monthly))
    due = START + timedelta(days=2)
    with Session(engine) as session, session.begin():
        shop.act(session, "soon", "review", action_id="a", at=due)
        change(session, shop, version(ten(amount=3), more=monthly), at=due + timedelta(days=1))
        at = due + timedelta(days=2)
        quotes = [shop.quote(session, cart("60"), member=name, at=at) for name in ("late", "soon")]
        assert [one.discount_minor for one in quotes] == [1000, 1000]
        for name in ("late", "soon"):
            placed = shop.place(session, cart("60"), order_id=name, member=name, at=at)
            assert placed.quote.discount_minor == 1000
        change(session, shop, version(ten(amount=3), FREE, more=monthly), at=at)
        month = at + timedelta(days=30)
        assert shop.quote(session, cart("60"), member="late", at=month).discount_minor == 400
        nothing_wrong(session, shop)


def test_a_coupon_of_a_version_that_is_not_known_has_the_live_terms(engine):
    shop, (coupon,) = held_by(engine)
    with Session(engine) as session, session.begin():
        session.execute(sa.update(HELD_COUPON).values(program_hash="brought along"))
        quoted = shop.quote(session, cart("60"), member="ann", at=START)
        assert became(quoted) == {coupon: (True, Reason.NONE)}
        told = shop.coupons.history(session, coupon)
        assert (told.name, told.name_zh) == ("ten", "ten")
        session.rollback()
