"""Coupons of one offer in different terms in one wallet: each by its own, one of them to an order."""

import pytest

from loyalty.engine.explain import explain
from loyalty.engine.refusals import refusals
from loyalty.errors import OrderClosed
from loyalty.facts.member import Carried, HeldCoupon
from loyalty.facts.quote import CouponDecision, GiftGiven, Reason
from loyalty.plan import lower
from loyalty.plan.carried import offers_of
from loyalty.plan.tables import Pauses
from loyalty.rules.document import load_program
from tests.engine.till import HEAD, ONE_FOR_ONE, Till, line

NOON = "2024-05-06 12:00"
OLD = {
    "id": "ten",
    "name": "Ten off",
    "name_zh": "十元券",
    "lane": "coupon",
    "when": {"kind": "subtotal", "minimum": 50},
    "benefit": {"kind": "amount", "amount": 10},
    "coupon": {},
}
NEW = OLD | {
    "name": "Twenty off",
    "name_zh": "二十元券",
    "when": {"kind": "subtotal", "minimum": 200},
    "benefit": {"kind": "amount", "amount": 20},
}


def shop(*held, old=OLD, live=(NEW,), pauses=None, sections=None, before=None):
    """A till under the live version; coupons named `old…` are from the version before it."""
    then = load_program(HEAD | {"offers": [old]} | (before or sections or {}))
    till = Till(offers=list(live), **(sections or {}))
    carried = tuple(offers_of(then).values())
    till.plan = lower(till.program, carried=carried, pauses=pauses or Pauses())
    till.hold(
        *(
            HeldCoupon(name, old["id"], version=then.hash if name.startswith("old") else "", ends=ends)
            for name, ends in ((name, till.us("2025-01-01")) for name in held)
        )
    )
    till.then = then.hash
    return till


def became(quote):
    return {one.coupon_id: one.reason for one in quote.coupons}


def used(quote):
    return [one.coupon_id for one in quote.coupons if one.used]


def test_a_coupon_is_judged_by_the_terms_it_was_granted_under():
    till = shop("old", "new")
    quoted = till.quote(NOON, line("a", 100))
    assert (quoted.discount_minor, quoted.applied) == (1000, ("ten",))
    assert quoted.coupons == (
        CouponDecision("new", "ten", used=False, reason=Reason.BELOW_MINIMUM),
        CouponDecision("old", "ten", used=True, reason=Reason.NONE),
    )


def test_a_decision_says_whose_terms_it_is_about():
    till = shop("old")
    live, older = till.quote(NOON, line("a", 30)).decisions
    assert (live.offer_id, live.reason, live.version) == ("ten", Reason.NO_COUPON, None)
    assert (older.offer_id, older.reason, older.version) == ("ten", Reason.BELOW_MINIMUM, till.then)
    assert explain(older, till.program.unit).endswith("20.00 more would do.")


def test_refusals_list_each_terms_own_conditions():
    till = shop("old")
    told = refusals(
        till.plan, till.cart([line("a", 30)], {}), who=till.who, at=till.at(NOON), standing=till.standing
    )
    assert [(one.version is None, one.reason, one.short_by) for one in told] == [
        (True, Reason.NO_COUPON, 0),
        (True, Reason.BELOW_MINIMUM, 17_000),
        (False, Reason.BELOW_MINIMUM, 2_000),
    ]


def test_the_names_are_the_terms_own():
    plan = shop().plan
    assert [(one.id, one.name, one.name_zh) for one in plan.offers] == [
        ("ten", "Twenty off", "二十元券"),
        ("ten", "Ten off", "十元券"),
    ]


def test_an_order_uses_one_coupon_of_an_offer_whatever_the_terms():
    till = shop("old", "new")
    quoted = till.quote(NOON, line("a", 300))
    assert (quoted.discount_minor, used(quoted)) == (2000, ["new"])
    assert became(quoted)["old"] is Reason.NOT_CHOSEN


def test_of_two_that_are_named_one_is_used():
    till = shop("old", "new")
    quoted = till.quote(NOON, line("a", 300), coupons=("old", "new"))
    assert (quoted.discount_minor, used(quoted)) == (2000, ["new"])
    assert became(quoted) == {"new": Reason.NONE, "old": Reason.NOT_CHOSEN}
    assert [one.reason for one in quoted.decisions] == [Reason.NONE, Reason.NOT_CHOSEN]


def test_the_members_choice_counts_and_the_better_one_is_shown():
    till = shop("old", "new")
    quoted = till.quote(NOON, line("a", 300), coupons=("old",))
    assert (quoted.discount_minor, used(quoted)) == (1000, ["old"])
    assert (quoted.better.coupon_ids, quoted.better.more_minor) == (("new",), 1000)


def test_a_class_that_does_not_combine_is_still_said_to():
    classes = [{"id": "hard"}]
    live = (
        {"id": "all", "priority": 9, "class": "hard", "benefit": {"kind": "amount", "amount": 20}},
        NEW | {"class": "hard"},
    )
    till = shop("old", old=OLD | {"class": "hard"}, live=live, sections={"classes": classes})
    quoted = till.quote(NOON, line("a", 100))
    assert (quoted.applied, became(quoted)) == (("all",), {"old": Reason.NOT_COMBINABLE})


def test_an_offer_that_is_for_all_by_now_is_not_had_twice():
    open_to_all = {"id": "ten", "benefit": {"kind": "amount", "amount": 3}}
    till = shop("old", live=(open_to_all,))
    quoted = till.quote(NOON, line("a", 100))
    assert (quoted.discount_minor, used(quoted)) == (300, [])
    later = shop("old", live=(open_to_all | {"lane": "coupon", "priority": -1},))
    quoted = later.quote(NOON, line("a", 100))
    assert (quoted.discount_minor, used(quoted)) == (1000, ["old"])


def test_a_coupon_whose_offer_is_gone_is_as_good_as_ever():
    till = shop("old", live=())
    quoted = till.quote(NOON, line("a", 100))
    assert (quoted.discount_minor, quoted.applied, used(quoted)) == (1000, ("ten",), ["old"])


def test_terms_that_the_plan_does_not_have_bring_nothing():
    till = Till(offers=[NEW])
    till.hold(HeldCoupon("odd", "ten", version="another"))
    quoted = till.quote(NOON, line("a", 300))
    assert (quoted.discount_minor, became(quoted)) == (0, {"odd": Reason.NO_EFFECT})
    till.hold(HeldCoupon("own", "ten", version=till.plan.hash))
    assert used(till.quote(NOON, line("a", 300))) == ["own"]


def test_a_use_counts_for_all_terms_and_each_has_its_own_limit():
    once = {"per": "member", "uses": 1}
    twice = [{"per": "program", "uses": 9, "each": "day"}, {"per": "member", "uses": 2}]
    till = shop("old1", "old2", "new1", "new2", old=OLD | {"limits": [once]}, live=(NEW | {"limits": twice},))
    assert used(till.buy("o1", NOON, line("a", 100))) == ["old1"]
    assert became(till.quote(NOON, line("a", 100)))["old2"] is Reason.MEMBER_LIMIT_REACHED
    assert used(till.buy("o2", NOON, line("a", 300))) == ["new1"]
    assert became(till.quote(NOON, line("a", 300)))["new2"] is Reason.MEMBER_LIMIT_REACHED


def test_a_pause_by_the_offers_id_reaches_all_its_terms():
    till = shop("old", "new", pauses=Pauses(frozenset({"ten"})))
    quoted = till.quote(NOON, line("a", 300))
    assert set(became(quoted).values()) == {Reason.OFFER_PAUSED}


def test_a_gift_and_points_are_those_of_the_coupon():
    gift = OLD | {"benefit": {"kind": "gift", "skus": ["MUG"]}}
    till = shop("old", old=gift, live=(NEW,))
    quoted = till.quote(NOON, line("a", 100), coupons=("old",))
    assert quoted.gifts == (GiftGiven("ten", ("MUG",), 1),)
    twofold = OLD | {"benefit": {"kind": "points", "multiplier": 2}}
    points = {"points": {"rules": [ONE_FOR_ONE]}}
    till = shop("old", old=twofold, live=(NEW,), sections=points)
    quoted = till.quote(NOON, line("a", 100), coupons=("old",))
    assert (quoted.base_points, quoted.bonus_points) == (100, 100)


def test_a_tier_that_is_gone_is_nobodys():
    track = {
        "id": "growth",
        "credit": {"of": "orders", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "all", "minimum": 0}, {"id": "gold", "minimum": 5}],
    }
    fewer = track | {"levels": track["levels"][:1]}
    tier = {"kind": "tier", "any": ["gold"]}

    def reasons(when):
        till = shop(
            "old", old=OLD | {"when": when}, live=(), sections={"tiers": [fewer]}, before={"tiers": [track]}
        )
        return became(till.quote(NOON, line("a", 100)))["old"]

    assert reasons(tier) is Reason.WRONG_TIER
    assert reasons({"kind": "not", "condition": tier}) is Reason.NONE
    assert reasons({"kind": "tier", "any": ["gold", "all"]}) is Reason.NONE


def test_goods_kept_out_of_offers_are_kept_out_of_older_ones_too():
    till = shop("old")
    quoted = till.quote(NOON, line("a", 100), line("b", 100, excluded_from_offers=True))
    assert [(one.line_id, one.amount_minor) for one in quoted.adjustments] == [("a", 1000)]


def test_an_order_says_which_terms_stood_beside_those_of_its_version():
    till = shop("old")
    till.buy("o1", NOON, line("a", 100, 2))
    (order,) = till.standing.placed
    assert order.carried == (Carried(till.then, "ten"),)
    assert [one.coupon.id for one in order.coupons] == ["old"]
    assert till.standing.coupons == ()
    till.give_back("o1", NOON, {"a": 2})
    assert [(one.id, one.version) for one in till.standing.coupons] == [("old", till.then)]


def test_a_coupon_that_its_terms_do_not_give_back_stays_used():
    till = shop("old", old=OLD | {"coupon": {"give_back": False}})
    till.buy("o1", NOON, line("a", 100))
    till.give_back("o1", NOON)
    assert till.standing.coupons == ()


def test_a_hold_keeps_the_terms_and_letting_it_go_brings_the_coupon_back():
    till = shop("old")
    held = till.lock("o1", NOON, line("a", 100))
    assert held.order.carried == (Carried(till.then, "ten"),)
    assert till.standing.coupons == ()
    till.let_go(held, NOON)
    assert [one.id for one in till.standing.coupons] == ["old"]
    held = till.lock("o2", NOON, line("a", 100))
    assert till.pay(held, NOON).discount_minor == 1000
    till.cancel("o2", NOON)
    assert [one.id for one in till.standing.coupons] == ["old"]
    with pytest.raises(OrderClosed):
        till.buy("o2", NOON, line("a", 100))


def test_more_offers_in_several_terms_than_bits_share_the_last_one():
    classes = [{"id": f"c{n}"} for n in range(60)]
    names = ("a", "b", "c", "d", "e")
    old = load_program(HEAD | {"offers": [OLD | {"id": name} for name in names]})
    live = load_program(HEAD | {"offers": [NEW | {"id": name} for name in names], "classes": classes})
    plan = lower(live, carried=tuple(offers_of(old).values()))
    bits = {offer.id: row.class_bit for offer, row in zip(plan.offers, plan.tables["offers"], strict=True)}
    assert [bits[name] for name in names] == [1 << 60, 1 << 61, 1 << 62, 1 << 62, 1 << 62]
