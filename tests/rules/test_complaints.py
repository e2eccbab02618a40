"""Every kind of validation error has its own code and sentence."""

import pytest
from pydantic import BaseModel, ValidationError

from loyalty.rules.complaints import complaints
from tests.rules.shop import codes, offered, only, refusals, tiered


@pytest.mark.parametrize(
    ("fields", "code", "path", "told"),
    [
        ({"percnt": 1}, "field_unknown", "percnt", "Did you mean `percent`?"),
        ({"zzz": 1}, "field_unknown", "zzz", "Known here: `percent`"),
        ({"kind": "precent"}, "kind_unknown", "", "Did you mean `percent`?"),
        ({"kind": None}, "kind_unknown", "", "Known here: `amount`"),
        ({"kind": [1]}, "kind_unknown", "", "Known here: `amount`"),
        ({"kind": "amount", "amount": 1, "each": "orders"}, "choice_unknown", "each", "`order`?"),
        ({"kind": "percent", "percent": "x"}, "not_a_number", "percent", "1234.50"),
        ({"kind": "percent", "percent": 101}, "out_of_bounds", "percent", "0 to 100"),
        ({"kind": "percent", "percent": 1, "of": "tea"}, "not_a_group", "of", "field: value"),
        ({"kind": "percent", "percent": 1, "of": {"skus": "A"}}, "not_a_list", "of.skus", "[A]"),
        ({"kind": "percent", "percent": 1, "of": {"skus": [""]}}, "text_blank", "of.skus[0]", "Write"),
        (
            {"kind": "percent", "percent": 1, "of": {"categories": ["/"]}},
            "path_empty",
            "of.categories[0]",
            "drinks/tea",
        ),
        (
            {"kind": "percent", "percent": 1, "of": {"skus": ["x" * 201]}},
            "text_too_long",
            "of.skus[0]",
            "Shorten",
        ),
        ({"kind": "percent", "percent": 1, "cap": None, "of": None}, "no_value", "of", "leave the field out"),
        ({"kind": "member_price", "prices": [1]}, "not_a_group", "prices", "field: value"),
        (
            {"kind": "per_each", "amount": 1, "every": 1, "times_max": 0},
            "too_small",
            "times_max",
            "at least 1",
        ),
        (
            {"kind": "per_each", "amount": 1, "every": 1, "times_max": 2**31},
            "too_large",
            "times_max",
            "at most 2147483647",
        ),
    ],
)
def test_each_fault_of_a_benefit_has_its_code_path_and_mending(fields, code, path, told):
    fields = fields if "kind" in fields else {"kind": "percent", **fields}
    found = [problem for problem in refusals({"offers": [offered(fields)]}) if problem.code == code]
    problem = only(tuple(found))
    assert problem.path == f"offers[0].benefit.{path}".rstrip(".")
    assert told in problem.mend
    assert problem.what_zh
    assert problem.mend_zh


@pytest.mark.parametrize(
    ("sections", "code", "path"),
    [
        ({"key": "A B"}, "not_an_id", "key"),
        ({"key": 5}, "not_a_text", "key"),
        ({"name": ""}, "text_blank", "name"),
        ({"name": "\t"}, "text_blank", "name"),
        ({"name": "a\x07"}, "control_character", "name"),
        ({"currency": "RMB"}, "unknown_currency", "currency"),
        ({"time_zone": "Beijing"}, "unknown_zone", "time_zone"),
        ({"week_starts": "Monday"}, "choice_unknown", "week_starts"),
        ({"offers": None}, "no_value", "offers"),
        ({"offers": {}}, "not_a_list", "offers"),
        ({"offers": [None]}, "no_value", "offers[0]"),
        ({"offers": [offered(stack="yes")]}, "not_a_flag", "offers[0].stack"),
        ({"offers": [offered(priority="1")]}, "not_a_whole_number", "offers[0].priority"),
        ({"offers": [offered(when={"minimum": 1})]}, "kind_missing", "offers[0].when"),
        ({"offers": [offered(when="first_order")]}, "not_a_group", "offers[0].when"),
        ({"lanes": []}, "list_empty", "lanes"),
        ({"tiers": [tiered()] * 9}, "list_too_long", "tiers"),
        ({"points": {"decimals": True}}, "not_a_whole_number", "points.decimals"),
    ],
)
def test_each_fault_of_a_program_has_its_code_and_path(sections, code, path):
    problem = only(refusals(sections))
    assert (problem.code, problem.path) == (code, path)


def test_several_faults_are_told_at_once():
    text = """
name: 5
offers:
  - id: X
    benefit: {kind: percent, percent: 200}
  - benefit: {}
"""
    assert codes(refusals(text)) == [
        ("not_a_text", "name"),
        ("not_an_id", "offers[0].id"),
        ("out_of_bounds", "offers[0].benefit.percent"),
        ("field_missing", "offers[1].id"),
        ("kind_missing", "offers[1].benefit"),
    ]


def test_a_fault_that_only_follows_from_another_is_left_out():
    levels = [{"id": "a", "minimum": "x"}]
    assert len(refusals({"tiers": [tiered(levels=levels)]})) == 1
    assert len(refusals({"tiers": [tiered(levels=[5])]})) == 1


def test_a_fault_without_a_sentence_of_its_own_is_told_in_pydantics_words():
    class Strange(BaseModel):
        when: complex

    with pytest.raises(ValidationError) as caught:
        Strange(when="x")
    (problem,) = complaints(caught.value, {"when": "x"}, {"properties": {"when": {}}})
    assert (problem.code, problem.path) == ("value_refused", "when")
    assert "complex" in problem.what
