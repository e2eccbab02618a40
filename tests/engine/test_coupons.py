"""Coupons a member holds: which an order uses, what became of each, and how they come back."""

import pytest

from loyalty.errors import BadCart
from loyalty.facts.member import HeldCoupon
from loyalty.facts.quote import Better, CouponDecision, Reason
from tests.engine.till import Till, line

NOON = "2024-01-05 12:00"
TEN = {"id": "ten", "lane": "coupon", "benefit": {"kind": "amount", "amount": 10}, "coupon": {}}
TWENTY = {
    "id": "twenty",
    "lane": "coupon",
    "benefit": {"kind": "amount", "amount": 20},
    "when": {"kind": "subtotal", "minimum": 50},
    "coupon": {"give_back": False},
}
ONE_ONLY = [{"id": "order", "rule": "all"}, {"id": "coupon", "rule": "exclusive"}]


def shop(*offers, held=(), **sections):
    till = Till(offers=list(offers), **sections)
    till.hold(*held)
    return till


def used(quote):
    return [one.coupon_id for one in quote.coupons if one.used]


def became(quote):
    return {one.coupon_id: one.reason for one in quote.coupons}


def test_a_coupon_offer_is_for_those_who_hold_a_coupon_of_it():
    quoted = shop(TEN).quote(NOON, line("a", 100))
    assert [one.reason for one in quoted.decisions] == [Reason.NO_COUPON]
    quoted = shop(TEN, held=[HeldCoupon("c", "ten")]).quote(NOON, line("a", 100))
    assert (quoted.discount_minor, quoted.coupons) == (
        1000,
        (CouponDecision("c", "ten", used=True, reason=Reason.NONE),),
    )


def test_a_guest_holds_none():
    quoted = Till(guest=True, offers=[TEN]).quote(NOON, line("a", 100))
    assert [one.reason for one in quoted.decisions] == [Reason.MEMBER_REQUIRED]


def test_of_several_the_one_that_ends_first_is_used():
    till = Till(offers=[TEN])
    later, sooner = (
        HeldCoupon("a", "ten", ends=till.us("2024-03-01")),
        HeldCoupon("z", "ten", ends=till.us("2024-02-01")),
    )
    till.hold(later, sooner)
    quoted = till.quote(NOON, line("a", 100))
    assert used(quoted) == ["z"]
    assert became(quoted)["a"] is Reason.NOT_CHOSEN


def test_a_coupon_may_be_used_from_its_start_until_just_before_its_end():
    till = Till(offers=[TEN])
    till.hold(HeldCoupon("c", "ten", till.us("2024-01-05"), till.us("2024-01-06")))
    told = {
        at: became(till.quote(at, line("a", 100)))["c"]
        for at in ("2024-01-04 23:59", "2024-01-05", "2024-01-06")
    }
    assert list(told.values()) == [Reason.COUPON_NOT_YET, Reason.NONE, Reason.COUPON_ENDED]


def test_the_best_combination_is_chosen_and_says_why_the_others_were_not():
    held = [HeldCoupon("c1", "ten"), HeldCoupon("c2", "twenty")]
    till = shop(TEN, TWENTY, held=held, lanes=ONE_ONLY)
    quoted = till.quote(NOON, line("a", 100))
    assert (quoted.discount_minor, used(quoted)) == (2000, ["c2"])
    assert became(quoted) == {"c1": Reason.NOT_CHOSEN, "c2": Reason.NONE}
    quoted = till.quote(NOON, line("a", 49))
    assert (quoted.discount_minor, used(quoted)) == (1000, ["c1"])
    assert became(quoted)["c2"] is Reason.LANE_TAKEN
    assert [one.short_by for one in till.quote(NOON, line("a", 49), coupons=("c2",)).decisions] == [0, 100]


def test_a_coupon_that_costs_more_than_it_brings_stays():
    # the coupon takes the order below the minimum of free shipping, which is worth more
    fee = {"id": "fee", "benefit": {"kind": "free_shipping"}}
    fee["when"] = {"kind": "subtotal", "minimum": 95, "base": "running"}
    quoted = shop(TEN, fee, held=[HeldCoupon("c", "ten")]).quote(NOON, line("a", 100), shipping_fee=12)
    assert (quoted.saved_minor, used(quoted)) == (1200, [])


def test_of_equal_savings_the_fewest_coupons_then_the_soonest_end_then_the_id():  # edge 79
    whole = {"id": "whole", "lane": "coupon", "benefit": {"kind": "amount", "amount": 20}, "coupon": {}}
    half = TEN | {"id": "half"}
    till = Till(offers=[TEN, half, whole])
    till.hold(HeldCoupon("c1", "ten"), HeldCoupon("c2", "half"), HeldCoupon("c3", "whole"))
    assert used(till.quote(NOON, line("a", 20))) == ["c3"]
    lanes = {"lanes": ONE_ONLY}
    till = Till(offers=[TEN, half], **lanes)
    till.hold(HeldCoupon("c1", "ten"), HeldCoupon("c2", "half"))
    assert used(till.quote(NOON, line("a", 20))) == ["c2"]
    till = Till(offers=[TEN, half], **lanes)
    till.hold(HeldCoupon("c1", "ten", ends=till.us("2024-02-01")), HeldCoupon("c2", "half"))
    assert used(till.quote(NOON, line("a", 20))) == ["c1"]


def test_what_the_member_chose_is_used_and_what_is_better_is_shown():
    till = shop(TEN, TWENTY, held=[HeldCoupon("c1", "ten"), HeldCoupon("c2", "twenty")], lanes=ONE_ONLY)
    chosen = till.quote(NOON, line("a", 100), coupons=("c1",))
    assert (chosen.discount_minor, used(chosen), chosen.better) == (1000, ["c1"], Better(("c2",), 1000))
    assert became(chosen)["c2"] is Reason.NOT_CHOSEN
    assert till.quote(NOON, line("a", 100), coupons=("c2",)).better is None
    none = till.quote(NOON, line("a", 100), coupons="none")
    assert (none.discount_minor, none.better) == (0, Better(("c2",), 2000))
    assert becoming(none) == {Reason.NOT_CHOSEN}
    assert len({one.cart_hash for one in (chosen, none, till.quote(NOON, line("a", 100)))}) == 3


def becoming(quote):
    return set(became(quote).values())


def test_a_coupon_nobody_holds_is_an_error_that_says_so():
    with pytest.raises(BadCart, match="holds no coupon `x`"):
        shop(TEN, held=[HeldCoupon("c", "ten")]).quote(NOON, line("a", 100), coupons=("x",))


def test_a_coupon_of_an_offer_that_is_gone_does_nothing():
    quoted = shop(TEN, held=[HeldCoupon("c", "former")]).quote(NOON, line("a", 100))
    assert quoted.coupons == (CouponDecision("c", "former", used=False, reason=Reason.NO_EFFECT),)


def test_an_offer_that_takes_no_coupon_any_more_uses_none_up():
    free = {key: value for key, value in TEN.items() if key != "coupon"}
    till = shop(free, held=[HeldCoupon("c", "ten")])
    quoted = till.buy("o1", NOON, line("a", 100))
    assert (quoted.discount_minor, became(quoted)) == (1000, {"c": Reason.NO_EFFECT})
    assert [one.id for one in till.standing.coupons] == ["c"]


def test_an_exclusive_coupon_is_used_alone_or_not_at_all():
    alone = TWENTY | {"exclusive": True}
    usual = {"id": "usual", "benefit": {"kind": "percent", "percent": 15}}
    till = shop(alone, usual, held=[HeldCoupon("c", "twenty")])
    quoted = till.quote(NOON, line("a", 100))
    assert (quoted.discount_minor, quoted.applied) == (2000, ("twenty",))
    assert {one.offer_id: one.reason for one in quoted.decisions}["usual"] is Reason.EXCLUSIVE_TAKEN
    quoted = till.quote(NOON, line("a", 200))
    assert (quoted.discount_minor, quoted.applied) == (3000, ("usual",))
    assert till.quote(NOON, line("a", 200), coupons=("c",)).applied == ("twenty",)


def test_a_coupon_for_a_gift_waits_until_it_is_chosen():
    gift = {"id": "mug", "lane": "coupon", "benefit": {"kind": "gift", "skus": ["MUG"]}, "coupon": {}}
    till = shop(gift, held=[HeldCoupon("c", "mug")])
    assert till.quote(NOON, line("a", 100)).gifts == ()
    assert [one.offer_id for one in till.quote(NOON, line("a", 100), coupons=("c",)).gifts] == ["mug"]


def test_a_code_is_left_out_where_the_order_is_better_without_it():
    code = {"id": "code", "lane": "coupon", "benefit": {"kind": "amount", "amount": 5}}
    code["when"] = {"kind": "code", "any": ["FIVE"]}
    fee = {"id": "fee", "benefit": {"kind": "free_shipping"}}
    fee["when"] = {"kind": "subtotal", "minimum": 96, "base": "running"}
    till = shop(code, fee)
    quoted = till.quote(NOON, line("a", 100), shipping_fee=12, codes=("five",))
    assert quoted.applied == ("fee",)
    assert {one.offer_id: one.reason for one in quoted.decisions}["code"] is Reason.NOT_CHOSEN
    assert till.quote(NOON, line("a", 101), shipping_fee=12, codes=("five",)).applied == ("code", "fee")


def test_one_of_several_codes_that_is_wrong_leaves_the_others_their_effect():  # edge 81
    code = {"id": "code", "lane": "coupon", "benefit": {"kind": "amount", "amount": 5}}
    code["when"] = {"kind": "code", "any": ["FIVE"]}
    other = code | {"id": "other", "when": {"kind": "code", "any": ["SIX"]}}
    quoted = shop(code, other).quote(NOON, line("a", 100), codes=("five", "wrong"))
    assert [(one.offer_id, one.reason) for one in quoted.decisions] == [
        ("code", Reason.NONE),
        ("other", Reason.NO_CODE),
    ]


def test_an_order_uses_its_coupon_up_and_no_other():
    till = shop(TEN, TWENTY, held=[HeldCoupon("c1", "ten"), HeldCoupon("c2", "twenty")], lanes=ONE_ONLY)
    till.buy("o1", NOON, line("a", 100))
    assert [one.id for one in till.standing.coupons] == ["c1"]
    assert [(one.coupon.id, one.comes_back) for one in till.standing.placed[0].coupons] == [("c2", False)]


def test_a_coupon_without_effect_is_not_used_up():  # edge 80
    till = shop(TEN, held=[HeldCoupon("c1", "ten")])
    till.buy("o1", NOON, line("a", 0))
    assert [one.id for one in till.standing.coupons] == ["c1"]


def test_a_full_return_brings_the_coupon_back_with_its_end_a_part_does_not():  # edge 72
    till = Till(offers=[TEN])
    coupon = HeldCoupon("c1", "ten", ends=till.us("2024-01-10"))
    till.hold(coupon)
    till.buy("o1", NOON, line("a", 50, 2))
    till.give_back("o1", "2024-01-07", {"a": 1})
    assert till.standing.coupons == ()
    till.give_back("o1", "2024-02-01", {"a": 1})
    assert till.standing.coupons == (coupon,)
    assert till.standing.placed[0].coupons == ()
    assert became(till.quote("2024-02-01", line("a", 50))) == {"c1": Reason.COUPON_ENDED}


def test_a_coupon_that_does_not_come_back_stays_gone():
    till = shop(TWENTY, held=[HeldCoupon("c", "twenty")])
    till.buy("o1", NOON, line("a", 100))
    till.give_back("o1", "2024-01-07")
    assert till.standing.coupons == ()


def test_who_holds_none_of_an_offer_is_told_so_whatever_was_chosen():
    till = shop(TEN, TWENTY, held=[HeldCoupon("c", "ten")])
    quoted = till.quote(NOON, line("a", 100), coupons="none")
    assert {one.offer_id: one.reason for one in quoted.decisions} == {
        "ten": Reason.NOT_CHOSEN,
        "twenty": Reason.NO_COUPON,
    }
