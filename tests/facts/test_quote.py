"""A quote sums up what stands in it."""

from dataclasses import FrozenInstanceError, replace

import pytest

from loyalty.facts.quote import Decision, Quote, Reason

FIGURES = {
    "goods_minor": 0,
    "discount_minor": 0,
    "points_spent": 0,
    "points_minor": 0,
    "points_max": 0,
    "shipping_minor": 0,
    "shipping_discount_minor": 0,
    "tendered_minor": 0,
    "shipping_tendered_minor": 0,
    "tax_tendered_minor": 0,
    "tax_minor": 0,
    "shipping_tax_minor": 0,
    "to_pay_minor": 0,
    "base_points": 119,
    "bonus_points": 59,
    "base_wanted": 119,
    "bonus_wanted": 59,
}


def made(*decisions):
    texts = {"program_hash": "p", "cart_content": ("c",), "currency": "CNY"}
    empty = {"lines": (), "not_selected": (), "adjustments": (), "gifts": (), "tiers": (), "tenders": ()}
    empty |= {"coupons": (), "codes": (), "better": None}
    return Quote(**texts, **empty, decisions=decisions, best_of_all=True, **FIGURES)


def test_base_and_bonus_make_the_points_earned():
    assert made().points_earned == 178


def test_applied_are_the_offers_that_applied_in_their_order():
    decisions = (
        Decision("b", applied=True, reason=Reason.NONE, amount_minor=5, short_by=0),
        Decision("x", applied=False, reason=Reason.TOO_FEW, amount_minor=0, short_by=2),
        Decision("a", applied=True, reason=Reason.NONE, amount_minor=9, short_by=0),
    )
    assert made(*decisions).applied == ("b", "a")


def test_a_quote_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        made().to_pay_minor = 1


def test_what_offers_save_is_goods_and_shipping_together():
    saved = {"discount_minor": 700, "shipping_discount_minor": 90}
    assert replace(made(), **saved).saved_minor == 790
