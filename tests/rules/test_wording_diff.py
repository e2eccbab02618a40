"""Every field that can change has a name in both languages, and every choice a meaning."""

import re
from typing import Literal, get_args, get_origin

import pytest

from loyalty.rules.scalars import Rule
from loyalty.rules.wording_diff import CHOICES, LABELS, choice

HAN = re.compile(r"[\u4e00-\u9fff]")


def below(kind):
    for child in kind.__subclasses__():
        if child.__module__.startswith("loyalty.rules."):
            yield child
            yield from below(child)


RULES = {rule.__name__: rule for rule in below(Rule)}
INSIDE = {
    "Program": {"tiers", "lanes", "groups", "classes", "budgets", "offers", "issuances"},
    "Track": {"credit", "at_term_end", "levels"},
    "PointsPolicy": {"rules", "multipliers", "caps", "actions", "on_return"},
    "Offer": {"limits"},
    "SpendSteps": {"steps"},
}
"""Fields whose own fields are told instead."""
WHOLE = {
    "Selector",
    "Limit",
    "AtMost",
    "Streak",
    "GiveCoupon",
    "GivePoints",
    "OnSignUp",
    "AllOf",
    "AnyOf",
    "Not",
    "FirstOrder",
    "TierIs",
    "AttributeIs",
    "ChannelIs",
    "Window",
}
WHOLE |= {"Weekdays", "MonthDays", "Hours", "Birthday", "CodeGiven", "Recurrence", "Distinct", "NthOrder"}
WHOLE |= {"DaysSinceJoined", "DaysSinceLastOrder", "StoreIs", "PaymentIs", "ShippingIs", "RegionIs"}
"""Rules that are told as one phrase."""


def choices():
    for name, rule in RULES.items():
        for field, info in rule.model_fields.items():
            for part in (info.annotation, *get_args(info.annotation)):
                if get_origin(part) is Literal and field not in {"kind", "extended_by"} and name not in WHOLE:
                    yield from ((name, field, value) for value in get_args(part))


@pytest.mark.parametrize("name", sorted(set(RULES) - WHOLE))
def test_every_field_that_can_change_has_a_name(name):
    told = {field for field in RULES[name].model_fields if field not in {"kind", "id"}} - INSIDE.get(
        name, set()
    )
    assert set(LABELS.get(name, {})) == told


@pytest.mark.parametrize("name", sorted(LABELS))
def test_names_stand_in_english_and_chinese(name):
    for label in LABELS[name].values():
        assert not HAN.search(label.en)
        assert HAN.search(label.zh)


@pytest.mark.parametrize(("name", "field", "value"), sorted(set(choices())))
def test_every_choice_has_a_meaning_in_both_languages(name, field, value):
    english, chinese = choice(name, field, value)
    assert not HAN.search(english)
    assert HAN.search(chinese)


def test_a_word_that_is_no_choice_stands_for_itself():
    assert choice("Offer", "name", "Spring") == ("Spring", "Spring")


def test_no_meaning_is_left_over():
    reached = set()
    for name, field, value in choices():
        keys = (f"{name}.{field}.{value}", f"{field}.{value}", f"{field.rpartition('_')[2]}.{value}")
        reached.add(next(key for key in keys if key in CHOICES))
    assert set(CHOICES) == reached
