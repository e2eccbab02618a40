"""What is said of two offers is what the engine does with them."""

from typing import get_args

import pytest

from loyalty.rules import stacking
from loyalty.rules.stacking import Relation, candidates, kept_apart, meetings, told
from tests.engine.till import Till, line
from tests.rules.shop import TRACK, program

ONE = {"id": "one", "name": "One", "name_zh": "甲", "benefit": {"kind": "amount", "amount": 5}}
TWO = {"id": "two", "name": "Two", "name_zh": "乙", "benefit": {"kind": "amount", "amount": 7}}
IN_ITEMS = {"lane": "item", "benefit": {"kind": "percent", "percent": 10}}
APART = {"classes": [{"id": "a"}, {"id": "b", "combines_with": ["a"]}]}
LANE = {
    "lanes": [
        {"id": "item", "rule": "all"},
        {"id": "order", "rule": "best_of"},
        {"id": "shipping", "rule": "best_of"},
    ]
}
FIRST = {
    "lanes": [
        {"id": "item", "rule": "all"},
        {"id": "order", "rule": "exclusive"},
        {"id": "shipping", "rule": "best_of"},
    ]
}
APP = {"when": {"kind": "channel", "any": ["app"]}}
WEB = {"when": {"kind": "channel", "any": ["web"]}}
LEVELS = [
    {"id": "basic", "minimum": 0, "member_price": {"percent": 4}},
    {"id": "gold", "name": "Gold", "name_zh": "金卡", "minimum": 100, "member_price": {"percent": 5}},
]
GOLD = TRACK | {"levels": LEVELS}

PAIRS = [
    ("both", {}, {}, {}),
    ("by_line", IN_ITEMS, IN_ITEMS, {}),
    ("both", IN_ITEMS | {"stack": True}, IN_ITEMS, {}),
    ("both", IN_ITEMS, {}, {}),
    ("better_in_lane", {}, {}, LANE),
    ("first_in_lane", {}, {}, FIRST),
    ("first_in_group", {"group": "g"}, {"group": "g"}, {"groups": [{"id": "g"}]}),
    ("best_in_group", {"group": "g"}, {"group": "g"}, {"groups": [{"id": "g", "rule": "best"}]}),
    ("classes", {"class": "a"}, {"class": "b"}, APART),
    ("both", {"class": "a"}, {}, APART),
    ("exclusive", {"exclusive": True}, {}, {}),
    ("exclusive", {}, {"exclusive": True}, {}),
    ("never", APP, WEB, {}),
]


def met(one, two, **sections):
    """The two offers and the one meeting of theirs."""
    made = program(offers=[ONE | one, TWO | two], **sections)
    (meeting,) = meetings(made, candidates(made))
    return made, meeting


@pytest.mark.parametrize(("relation", "one", "two", "sections"), PAIRS)
def test_two_offers_meet_as_the_programme_says(relation, one, two, sections):  # edge 78
    assert met(one, two, **sections)[1].relation == relation


@pytest.mark.parametrize(("relation", "one", "two", "sections"), PAIRS)
def test_the_till_does_what_is_said(relation, one, two, sections):  # edge 78
    till = Till(offers=[ONE | one, TWO | two], **sections)
    applied = till.quote("2026-05-04", line("a", "100.00"), channel="app").applied
    if relation == "both":
        assert sorted(applied) == ["one", "two"]
    else:
        assert len(applied) == 1


def test_every_relation_has_its_sentence_in_both_languages():
    assert {relation for relation, *_ in PAIRS} == set(get_args(Relation)) == set(stacking._TOLD)
    for _, one, two, sections in PAIRS:
        made, meeting = met(one, two, **sections)
        assert "One" in told(meeting, made)
        assert "Two" in told(meeting, made)
        assert "“甲”" in told(meeting, made, "zh") or "“One”" in told(meeting, made, "zh")


def test_the_exclusive_one_is_named_first_wherever_it_stands():
    made, meeting = met({}, {"exclusive": True})
    assert told(meeting, made) == "“Two” is exclusive: where it applies, “One” does not."


def test_a_level_price_meets_the_sales_line_by_line_and_no_other_level():
    made = program(tiers=[GOLD], offers=[ONE | IN_ITEMS, TWO | {"exclusive": True}])
    among = candidates(made, "zh")
    assert [one.id for one in among] == ["growth.basic.price", "growth.gold.price", "one", "two"]
    assert among[1].name == "金卡会员价"
    found = {(one.first.id, one.second.id): one.relation for one in meetings(made, among)}
    assert found == {
        ("growth.basic.price", "growth.gold.price"): "never",
        ("growth.basic.price", "one"): "by_line",
        ("growth.gold.price", "one"): "by_line",
        ("growth.basic.price", "two"): "exclusive",
        ("growth.gold.price", "two"): "exclusive",
        ("one", "two"): "exclusive",
    }


def test_offers_stand_in_the_order_in_which_they_apply():
    made = program(offers=[ONE, TWO | {"priority": 1}, TWO | {"id": "item"} | IN_ITEMS])
    assert [one.id for one in candidates(made)] == ["item", "two", "one"]


def test_offers_without_a_class_combine_with_all():
    made = program(offers=[ONE | {"class": "a"}, TWO], **APART)
    assert kept_apart(*made.offers, made) is None
