"""Values in words, each in what it counts."""

from decimal import Decimal

import pytest

from loyalty.rules.diff_values import Reader, nouns, of_rule, sentence
from loyalty.rules.document import load_program
from loyalty.rules.tongue import Tongue
from loyalty.rules.wording_diff import Label
from tests.rules.whole_programme import DOCUMENT

SHOP = load_program(DOCUMENT)
EN, ZH = Tongue.of(SHOP, "en"), Tongue.of(SHOP, "zh")


def read(value, unit="words", name="x", *, tongue=EN, track=None, measure=""):
    return Reader("Offer", name, Label("x", "某", unit), track, measure).words(value, tongue)


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (Decimal("1234.5"), "money", "¥1,234.50", "1234.5元"),
        (Decimal("7.5"), "percent", "7.5%", "7.5%"),
        (Decimal(1000), "points", "1,000 points", "1000积分"),
        (Decimal("1.5"), "factor", "1.5", "1.5倍"),
        (7, "days", "7 days", "7天"),
        (1, "months", "1 month", "1个月"),
        (2, "years", "2 years", "2年"),
        (Decimal(99), "start", "from ¥99", "满99元"),
        (3, "number", "3", "3"),
        (Decimal(5), "credit", "5", "5"),
        (True, "flag", "yes", "是"),
        (False, "flag", "no", "否"),
        ("EUR", "text", "EUR", "EUR"),
        (None, "money", "", ""),
        ((), "words", "", ""),
    ],
)
def test_a_value_is_said_in_what_it_counts(value, unit, english, chinese):
    assert (read(value, unit), read(value, unit, tongue=ZH)) == (english, chinese)


def test_credit_counts_as_its_track_does():
    spend, orders = SHOP.tiers
    assert read(Decimal(12), "credit", track=spend) == "¥12"
    assert read(Decimal(12), "credit", track=orders) == "12 orders"


def test_steps_count_money_or_units():
    assert read(Decimal(3), "measure", measure="quantity") == "3 units"
    assert read(Decimal(3), "measure", measure="subtotal") == "¥3"
    step = SHOP.offers[3].benefit.steps[0]
    assert of_rule(step, EN, "quantity") == "¥5 off from 100 units"


@pytest.mark.parametrize(
    ("name", "value", "english"),
    [
        ("funded_by", (("shop", Decimal(100)),), "paid by shop 100%"),
        ("extended_by", ("earn", "spend"), "earning or spending"),
        ("prices", (("TEA", Decimal(5)),), "TEA ¥5"),
        ("when", SHOP.offers[1].when[:2], "from ¥20 on tea, from 2 units on tea"),
    ],
)
def test_lists_are_said_as_what_they_are(name, value, english):
    assert read(value, name=name) == english


@pytest.mark.parametrize(
    ("part", "english"),
    [
        (SHOP.offers[0].benefit.of.__class__(), "all goods"),
        (SHOP.offers[1].benefit.of, "tea"),
        (SHOP.points.pending, "points can be spent 7 days after payment"),
        (SHOP.tiers[0].term, "a level lasts 12 months"),
        (SHOP.tiers[0].credit.window, "for 12 months"),
        (SHOP.tiers[0].levels[1].member_price, "5% off tea"),
        (SHOP.offers[1].when[0], "from ¥20 on tea"),
    ],
)
def test_parts_of_a_programme_are_said_as_its_description_says_them(part, english):
    assert of_rule(part, EN) == english


def test_every_thing_with_an_id_has_a_noun_and_a_sentence():
    policy = SHOP.points
    things = [
        *SHOP.tiers,
        *policy.rules,
        *policy.multipliers,
        *policy.caps,
        *SHOP.lanes,
        *SHOP.budgets,
        *SHOP.offers,
    ]
    for thing in things:
        assert all(nouns(thing))
        assert sentence(thing, EN, None).endswith(".")
        assert sentence(thing, ZH, None).endswith("。")
    assert sentence(SHOP.tiers[0].levels[1], EN, SHOP.tiers[0]).startswith("Gold: from ¥1,000")
    assert sentence(SHOP.budgets[0], EN, None).startswith("¥500 in all")
