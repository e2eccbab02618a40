"""A comparison written out for people and for programs."""

import json

from loyalty.rules.diff import diff
from loyalty.rules.diff_text import diff_document, diff_lines
from tests.rules.shop import offered, program

OLD = program(offers=[offered(name="Ten", name_zh="九折")])
NEW = program(
    week_starts="sunday",
    offers=[offered({"kind": "percent", "percent": 12}, name="Ten", name_zh="九折"), offered(id="b")],
)


def test_changes_stand_under_their_section_with_sign_sentence_and_values():
    assert diff_lines(diff(OLD, NEW)) == [
        "== programme",
        "~ Start of the week: “Sunday” instead of “Monday”.",
        "    week_starts: monday → sunday",
        "== offers",
        "+ New offer `b`: 10% off.",
        "    offers.b",
        "~ Ten: percent off 12% instead of 10%.",
        "    offers.a.benefit.percent: 10 → 12",
        "1 new, 2 changed.",
    ]


def test_changes_are_told_in_chinese():
    assert diff_lines(diff(OLD, NEW), "zh")[-3:] == [
        "~ 九折：立减比例由10%改为12%。",
        "    offers.a.benefit.percent: 10 → 12",
        "新增 1 项，修改 2 项。",
    ]


def test_the_same_programme_is_called_so():
    assert diff_lines(diff(OLD, OLD)) == ["The two are the same programme."]
    assert diff_lines(diff(OLD, OLD), "zh") == ["两份会员计划相同。"]


def test_long_values_are_cut_in_text_and_whole_in_json():
    many = {"kind": "code", "any": [f"CODE{number}" for number in range(50)]}
    found = diff(
        program(offers=[offered(when={"kind": "code", "any": ["A"]})]), program(offers=[offered(when=many)])
    )
    assert all(len(line) < 200 for line in diff_lines(found))
    assert len(diff_document(found)["changes"][0]["after"]["any"]) == 50


def test_json_has_every_change_with_its_values():
    document = json.loads(json.dumps(diff_document(diff(OLD, NEW))))
    assert (document["old"], document["new"], document["same"]) == (OLD.hash, NEW.hash, False)
    benefit = {"kind": "percent", "percent": "10"}
    assert [(one["kind"], one["path"], one["before"], one["after"]) for one in document["changes"]] == [
        ("changed", "week_starts", "monday", "sunday"),
        ("added", "offers.b", None, {"id": "b", "benefit": benefit, "lane": "order", "rounding_unit": "sum"}),
        ("changed", "offers.a.benefit.percent", "10", "12"),
    ]
