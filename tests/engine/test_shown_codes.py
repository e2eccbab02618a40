"""Codes shown with a cart: each by itself, or all of them or none."""

import pytest

from loyalty.engine import refusals
from loyalty.engine.shown_codes import any_refused, as_refused, asking, code_decisions
from loyalty.facts.member import HeldCoupon
from loyalty.facts.quote import CodeDecision, Decision, Reason
from tests.engine.till import Till, line

NOON = "2024-01-05 12:00"


def coded(name, code, amount, minimum=None, **fields):
    when = [{"kind": "code", "any": code}]
    if minimum is not None:
        when.append({"kind": "subtotal", "minimum": minimum})
    benefit = {"kind": "amount", "amount": amount}
    return {"id": name, "lane": "coupon", "when": when, "benefit": benefit} | fields


FIVE, TEN = coded("five", ["FIVE", "V"], 5), coded("ten", ["TEN"], 10, 100)
SALE = {"id": "sale", "benefit": {"kind": "percent", "percent": 10}}


def shown(quote):
    return {one.code: (one.offer_id, one.used, one.reason) for one in quote.codes}


def decided(quote):
    return {one.offer_id: one.reason for one in quote.decisions}


def test_one_refused_code_leaves_the_others_alone():  # edge 81
    quoted = Till(offers=[FIVE, TEN]).quote(NOON, line("a", 50), codes=("f-i-v-e", "TEN", "typo"))
    assert quoted.applied == ("five",)
    assert shown(quoted) == {
        "f-i-v-e": ("five", True, Reason.NONE),
        "TEN": ("ten", False, Reason.BELOW_MINIMUM),
        "typo": (None, False, Reason.UNKNOWN_CODE),
    }
    assert {one.failed_code for one in quoted.codes} == {None}


@pytest.mark.parametrize("other", ["TEN", "typo"])
def test_all_or_none_uses_none_when_one_is_refused_and_names_it(other):  # edge 81
    till = Till(offers=[FIVE, TEN, SALE])
    quoted = till.quote(NOON, line("a", 50), codes=("FIVE", other), codes_use="all")
    assert quoted.applied == ("sale",)
    assert quoted.codes[0] == CodeDecision("FIVE", "five", False, Reason.OTHER_CODE_REFUSED, other)
    assert (quoted.codes[1].used, quoted.codes[1].failed_code) == (False, None)
    assert decided(quoted)["five"] is Reason.OTHER_CODE_REFUSED
    assert decided(quoted)["ten"] is (Reason.BELOW_MINIMUM if other == "TEN" else Reason.NO_CODE)


def test_what_the_failing_code_is_short_of_is_still_told():
    quoted = Till(offers=[FIVE, TEN]).quote(NOON, line("a", 50), codes=("FIVE", "TEN"), codes_use="all")
    assert {one.offer_id: one.short_by for one in quoted.decisions} == {"five": 0, "ten": 5000}


def test_all_or_none_uses_all_when_all_apply_and_costs_nothing_without_codes():
    till = Till(offers=[FIVE, TEN])
    quoted = till.quote(NOON, line("a", 100), codes=("FIVE", "TEN"), codes_use="all")
    assert (quoted.applied, quoted.discount_minor) == (("five", "ten"), 1500)
    assert {one.used for one in quoted.codes} == {True}
    plain = till.quote(NOON, line("a", 100), codes_use="all")
    assert (plain.codes, plain.applied) == ((), ())


def test_codes_used_all_are_used_whatever_they_save():
    fee = {"id": "fee", "benefit": {"kind": "free_shipping"}}
    fee["when"] = {"kind": "subtotal", "minimum": 98, "base": "running"}
    till = Till(offers=[FIVE, fee])
    cart = {"codes": ("FIVE",), "shipping_fee": 12}
    assert till.quote(NOON, line("a", 100), **cart).applied == ("fee",)
    assert till.quote(NOON, line("a", 100), **cart, codes_use="all").applied == ("five",)


def test_an_offer_that_can_do_without_its_code_still_applies():
    either = coded("either", ["FIVE"], 5)
    big = {"kind": "subtotal", "minimum": 40}
    either["when"] = {"kind": "any", "conditions": [{"kind": "code", "any": ["FIVE"]}, big]}
    till = Till(offers=[either, TEN])
    quoted = till.quote(NOON, line("a", 50), codes=("FIVE", "TEN"), codes_use="all")
    assert quoted.applied == ("either",)
    assert shown(quoted)["FIVE"] == ("either", False, Reason.OTHER_CODE_REFUSED)
    quoted = till.quote(NOON, line("a", 30), codes=("FIVE", "TEN"), codes_use="all")
    assert decided(quoted)["either"] is Reason.BELOW_MINIMUM


def test_a_code_under_a_not_asks_for_nothing():
    without = coded("without", ["FIVE"], 5)
    without["when"] = {"kind": "not", "condition": {"kind": "code", "any": ["NO"]}}
    till = Till(offers=[without])
    assert shown(till.quote(NOON, line("a", 50), codes=("NO",))) == {"NO": (None, False, Reason.UNKNOWN_CODE)}


def test_held_coupons_are_chosen_beside_codes():
    paper = {"id": "paper", "lane": "coupon", "benefit": {"kind": "amount", "amount": 1}, "coupon": {}}
    till = Till(offers=[FIVE, TEN, paper])
    till.hold(HeldCoupon("c", "paper"))
    quoted = till.quote(NOON, line("a", 50), codes=("FIVE", "TEN"), codes_use="all")
    assert quoted.applied == ("paper",)
    quoted = till.quote(NOON, line("a", 50), codes=("FIVE",), codes_use="all", coupons="none")
    assert (quoted.applied, quoted.better.more_minor) == (("five",), 100)


def test_placing_and_holding_follow_the_same_rule():
    till = Till(offers=[FIVE, TEN])
    cart = {"codes": ("FIVE", "TEN"), "codes_use": "all"}
    assert till.buy("1", NOON, line("a", 50), **cart).applied == ()
    assert till.lock("2", NOON, line("a", 150), **cart).quote.applied == ("five", "ten")


def test_a_cart_of_all_or_none_is_another_cart():
    till = Till(offers=[FIVE])
    hashes = {till.quote(NOON, line("a", 50), codes_use=use).cart_hash for use in ("each", "all")}
    assert len(hashes) == 2


def test_its_parts_say_the_same():
    till = Till(offers=[FIVE, TEN])
    cart = till.cart([], {"codes": ("v", "ten")})
    assert asking(till.plan, cart) == {"five", "ten"}
    five, ten = Decision("five", True, Reason.NONE, 500, 0), Decision("ten", False, Reason.NO_EFFECT, 0, 0)
    assert any_refused(till.plan, cart, [five, ten])
    assert not any_refused(till.plan, cart, [five, ten._replace(applied=True)])
    assert [one.code for one in code_decisions(till.plan, cart, [five, ten])] == ["v", "ten"]
    assert as_refused((five, ten), (), frozenset({"five"})) == (five, ten)


def test_refusals_say_nothing_of_a_code_that_was_shown():
    till = Till(offers=[FIVE, TEN])
    cart = till.cart([line("a", 50)], {"codes": ("FIVE", "TEN"), "codes_use": "all"})
    told = refusals(till.plan, cart, who=till.who, at=till.at(NOON))
    assert [(one.offer_id, one.reason, one.short_by) for one in told] == [
        ("five", Reason.OTHER_CODE_REFUSED, 0),
        ("ten", Reason.BELOW_MINIMUM, 5000),
    ]
