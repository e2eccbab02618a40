"""Ids are unique, and what is named is there."""

import pytest

from loyalty.rules.checks import check
from tests.rules.shop import BASE_RULE, codes, offered, only, program, refusals, tiered

TWICE = [{"id": "a", "minimum": 1}, {"id": "a", "minimum": 2}]


@pytest.mark.parametrize(
    ("sections", "path"),
    [
        ({"tiers": [tiered(levels=TWICE)]}, "tiers[0].levels[1].id"),
        ({"points": {"rules": [BASE_RULE, BASE_RULE]}}, "points.rules[1].id"),
        ({"points": {"multipliers": [{"id": "a", "factor": 2}] * 2}}, "points.multipliers[1].id"),
        ({"points": {"caps": [{"id": "a", "per": "day", "points": 1}] * 2}}, "points.caps[1].id"),
        ({"lanes": [{"id": "order", "rule": "all"}] * 2}, "lanes[1].id"),
        ({"budgets": [{"id": "a", "amount": 1}] * 2}, "budgets[1].id"),
        ({"offers": [offered(), offered()]}, "offers[1].id"),
    ],
)
def test_an_id_stands_once_in_its_section(sections, path):
    problem = only(refusals(sections))
    assert (problem.code, problem.path, problem.severity) == ("id_twice", path, "error")


def test_levels_of_all_tracks_share_their_ids():
    other = tiered(id="paid", levels=[{"id": "gold", "minimum": 1}])
    assert codes(refusals({"tiers": [tiered(), other]})) == [("id_twice", "tiers[1].levels[0].id")]
    assert codes(refusals({"tiers": [tiered(), tiered(levels=TWICE[:1])]})) == [("id_twice", "tiers[1].id")]


def test_sections_do_not_share_their_ids():
    assert program(offers=[offered()], budgets=[{"id": "a", "amount": 100}]).offers


def test_an_unknown_level_is_told_with_the_one_probably_meant():
    when = {"kind": "any", "conditions": [{"kind": "tier", "any": ["gold", "glod"]}]}
    problem = only(refusals({"tiers": [tiered()], "offers": [offered(when=when)]}))
    assert (problem.code, problem.path) == ("tier_unknown", "offers[0].when[0].conditions[0].any[1]")
    assert "`gold`" in problem.mend
    assert "`gold`" in problem.mend_zh


def test_levels_named_by_earn_rules_must_be_there_too():
    points = {"rules": [BASE_RULE | {"when": {"kind": "tier", "any": ["gold"]}}]}
    assert codes(refusals({"points": points})) == [("tier_unknown", "points.rules[0].when[0].any[0]")]


def test_an_unknown_lane_or_budget_is_told():
    found = refusals({"offers": [offered(lane="ordre", budget="launch")]})
    assert codes(found) == [("lane_unknown", "offers[0].lane"), ("budget_unknown", "offers[0].budget")]
    assert "Did you mean `order`?" in found[0].mend
    assert "none to choose from" in found[1].mend


def test_an_unknown_class_is_told():
    sale = {"id": "sale", "combines_with": ["card", "sale"]}
    found = refusals({"classes": [sale], "offers": [offered(**{"class": "sales"})]})
    assert [(one.code, one.path) for one in found] == [
        ("class_unknown", "classes[0].combines_with[0]"),
        ("class_unknown", "offers[0].class"),
    ]
    assert "id_twice" in [one.code for one in refusals({"classes": [{"id": "sale"}, {"id": "sale"}]})]


def test_an_unknown_group_is_told():
    found = only(refusals({"groups": [{"id": "pieces"}], "offers": [offered(group="peices")]}))
    assert (found.code, found.path) == ("group_unknown", "offers[0].group")
    assert "Did you mean `pieces`?" in found.mend


def test_a_program_that_holds_together_has_no_findings():
    when = [{"kind": "tier", "any": ["gold"]}]
    shop = program(
        tiers=[tiered()],
        points={"rules": [BASE_RULE], "redeem": {"points": 100, "worth": 1}},
        budgets=[{"id": "launch", "amount": 5}],
        offers=[offered(when=when, budget="launch")],
    )
    assert check(shop) == ()
