"""Whatever a programme says, its sentences say: every field changes them, or is excepted with a reason."""

import inspect

import pytest

from loyalty.rules import (
    actions,
    benefits,
    conditions,
    earning,
    expiry,
    issuances,
    lanes,
    offers,
    points,
    program,
    selectors,
    tiers,
)
from loyalty.rules.document import load_program
from loyalty.rules.scalars import Rule
from loyalty.rules.sentences import describe
from tests.rules.whole_programme import DOCUMENT, edited
from tests.rules.whole_programme_edits import EDITS

SILENT = {
    "Program.key": "accounts belong to it; people read the name",
    "Level.id": "stands in only where there is no name",
    "Track.id": "as a level's",
    "PerAmount.id": "for counters, not for readers",
    "Proportional.id": "the same",
    "Multiplier.id": "the same",
    "EarnCap.id": "the same",
    "Offer.id": "the same",
    "ActionRule.id": "the same",
    "Issuance.id": "the same",
}
EXPIRIES = {
    "FixedExpiry": ({"month": 6, "day": 30, "years_after": 1}, {"month": 7, "day": 29, "years_after": 2}),
    "AnniversaryExpiry": ({"years": 1}, {"years": 2}),
    "InactivityExpiry": (
        {"months": 6, "percent": "40", "extended_by": ["earn"]},
        {"months": 7, "percent": "50", "extended_by": ["spend"]},
    ),
}
KINDS = {"FixedExpiry": "fixed", "AnniversaryExpiry": "anniversary", "InactivityExpiry": "inactivity"}
ONE_LANGUAGE = {"name", "name_zh"}


def said(document):
    shop = load_program(document)
    return describe(shop, "en"), describe(shop, "zh")


@pytest.mark.parametrize(("field", "edit"), EDITS.items(), ids=EDITS)
def test_a_changed_field_changes_the_sentences_of_both_languages(field, edit):
    before, after = said(DOCUMENT), said(edited(*edit))
    changed = [one != other for one, other in zip(before, after, strict=True)]
    assert any(changed) if field.partition(".")[2] in ONE_LANGUAGE else all(changed)


@pytest.mark.parametrize("kind", EXPIRIES)
def test_every_field_of_every_way_to_expire_is_said(kind):
    first, second = EXPIRIES[kind]
    points_policy = {"rules": [{"kind": "per_amount", "id": "a", "points": 1, "per": 1}]}
    head = {"key": "shop", "currency": "CNY", "time_zone": "Asia/Shanghai"}

    def told(fields):
        return said({**head, "points": {**points_policy, "expiry": {"kind": KINDS[kind], **fields}}})

    for name in first:
        assert told(first)[0] != told(first | {name: second[name]})[0]
        assert told(first)[1] != told(first | {name: second[name]})[1]


def test_no_field_of_any_rule_is_forgotten():
    modules = (
        actions,
        benefits,
        conditions,
        earning,
        expiry,
        issuances,
        lanes,
        offers,
        points,
        program,
        selectors,
        tiers,
    )
    rules = {
        rule
        for module in modules
        for rule in vars(module).values()
        if inspect.isclass(rule) and issubclass(rule, Rule) and rule is not Rule
    }
    fields = {f"{rule.__name__}.{name}" for rule in rules for name in rule.model_fields if name != "kind"}
    known = {*EDITS, *SILENT, *(f"{kind}.{name}" for kind, (first, _) in EXPIRIES.items() for name in first)}
    assert fields == known
