"""A coupon offer as its version had it: which offers there are, and when their terms are the same."""

from loyalty.plan.carried import offers_of
from loyalty.rules.document import load_program
from tests.engine.till import HEAD

TEN = {"id": "ten", "benefit": {"kind": "amount", "amount": 10}, "coupon": {}, "budget": "purse"}
FREE = {"id": "free", "benefit": {"kind": "amount", "amount": 1}}
PURSE = {"id": "purse", "amount": 500}


def version(*offers, **sections):
    return load_program(HEAD | {"offers": list(offers), "budgets": [PURSE]} | sections)


def test_only_offers_that_take_a_coupon_can_be_carried():
    program = version(TEN, FREE)
    (one,) = offers_of(program).values()
    assert (one.version, one.offer_id, one.currency) == (program.hash, "ten", "CNY")
    assert one.offer == program.offers[0]
    assert one.budget == program.budgets[0]


def test_an_offer_without_a_budget_carries_none():
    (one,) = offers_of(version(TEN | {"budget": None})).values()
    assert one.budget is None


def test_versions_that_say_the_same_of_an_offer_share_its_terms_and_its_key():
    one = offers_of(version(TEN))["ten"]
    same = offers_of(version(TEN, FREE))["ten"]
    other = offers_of(version(TEN | {"priority": 1}))["ten"]
    assert one.version != same.version
    assert (one.terms, one.key) == (same.terms, same.key)
    assert one.key != other.key
    assert one.key.startswith("ten@")


def test_the_same_words_in_another_currency_are_other_terms():
    dollars = offers_of(version(TEN, currency="USD"))["ten"]
    assert dollars.terms != offers_of(version(TEN))["ten"].terms


def test_version_and_offer_name_it():
    one, again = (offers_of(version(TEN))["ten"] for _ in range(2))
    assert one == again
    assert len({one, again}) == 1
