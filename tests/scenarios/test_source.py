"""Scenario documents: strict, and every problem told with its line."""

import contextlib
import re
import textwrap

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import ProgramUnreadable, ScenariosInvalid
from loyalty.rules.document import load_program
from loyalty.scenarios import check
from loyalty.scenarios.source import load_scenarios, scenarios_schema
from loyalty.templates import template
from tests.house.tree import ROOT
from tests.scenarios.shop import AT, cart, loaded, look, order, single, steps

TEXTS = [
    (load_program(one.text), one.scenarios)
    for one in map(template, ("first_order", "points_only", "member_price"))
]
TEXT = """\
scenarios:
  - name: one
    at: 2026-05-04T12:00
    cart:
      lines:
        - {sku: TEA, prise: 5}
    expect: {to_pay: 5}
  - name: two
    steps:
      - {kind: ordr, at: 2026-05-04}
"""


def refused(source):
    with pytest.raises(ScenariosInvalid) as caught:
        load_scenarios(source)
    return [(problem.code, problem.path, problem.line) for problem in caught.value.problems]


def test_every_problem_is_told_with_its_line():
    assert refused(TEXT) == [
        ("field_unknown", "scenarios[0].cart.lines[0].prise", 6),
        ("kind_unknown", "scenarios[1].steps[0]", 10),
    ]


def test_the_error_speaks_of_scenarios_in_both_languages():
    with pytest.raises(ScenariosInvalid) as caught:
        load_scenarios(TEXT)
    assert caught.value.text().startswith("The scenarios have 2 problem(s):")
    assert caught.value.text("zh").startswith("场景有 2 个问题：")


@pytest.mark.parametrize(
    ("scenario", "code"),
    [
        (single(guest=True, member={"id": "m"}), "guest_with_member"),
        (steps(order(), at=AT), "cart_and_steps"),
        ({"name": "nothing"}, "neither_cart_nor_steps"),
        ({"name": "no time", "cart": cart()}, "neither_cart_nor_steps"),
        (single(member={"birthday": "02-30"}), "not_a_birthday"),
        (single(cart=cart(points="all")), "not_points"),
        (single(cart={"lines": [{"sku": "A"}]}), "line_needs_one_price"),
        (single(cart={"lines": [{"sku": "A", "price": 1, "amount": 1}]}), "line_needs_one_price"),
        (steps(order(), {"kind": "return", "of": "1", "at": AT}), "return_of_nothing"),
        (single(expect={"refused": {"first": "too_late"}}), "choice_unknown"),
        (single(expect={"to_pay": 0.1}), "float_refused"),
        (single(expect={"tier": []}), "list_empty"),
    ],
)
def test_what_makes_no_scenario_is_refused(scenario, code):
    assert [found for found, _, _ in refused({"scenarios": [scenario]})] == [code]


@pytest.mark.parametrize("source", ["", "- a", "scenario"])
def test_what_is_no_group_of_scenarios_is_no_document(source):
    with pytest.raises(ProgramUnreadable, match="no scenarios"):
        load_scenarios(source)


def test_a_key_written_twice_is_refused():
    found = refused(
        "scenarios:\n  - name: a\n    name: b\n    at: 2026-05-04\n    cart: {lines: [{sku: A, price: 1}]}"
    )
    assert found == [("key_twice", "scenarios[0].name", 3)]


def test_a_single_cart_is_a_story_of_one_step():
    (scenario,) = loaded(single(expect={"to_pay": 100})).all
    (step,) = scenario.story()
    assert (step.kind, step.at, step.expect.to_pay) == ("order", "2026-05-04T12:00:00", 100)


def test_steps_are_the_story():
    (scenario,) = loaded(steps(order(), look("2026-06-01"))).all
    assert [step.kind for step in scenario.story()] == ["order", "look"]


def test_the_schema_describes_what_is_loaded():
    schema = scenarios_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert set(schema["properties"]) == {"scenarios"}
    jsonschema.validate({"scenarios": [single(expect={"to_pay": 5, "applied": {"a": 1}})]}, schema)


def test_every_field_stands_in_the_reference():
    text = (ROOT / "docs" / "reference" / "scenarios.md").read_text(encoding="utf-8")
    fields = {name for part in scenarios_schema()["$defs"].values() for name in part.get("properties", {})}
    assert [name for name in sorted(fields) if f"`{name}`" not in text] == []


def test_the_scenarios_of_the_how_to_load_and_its_story_comes_as_it_says():
    text = (ROOT / "docs" / "how-to" / "check-a-programme.md").read_text(encoding="utf-8")
    first, expect, story = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    head = textwrap.dedent(first)
    assert len(load_scenarios(head + textwrap.indent(textwrap.dedent(expect), "    ")).all) == 1
    told = load_scenarios("scenarios:\n" + textwrap.indent(textwrap.dedent(story), "  "))
    assert check(load_program(template("tiers_and_points").text), told).passed


@given(st.sampled_from(TEXTS), st.data())
def test_whatever_is_cut_out_of_scenarios_only_the_librarys_own_errors_come(named, data):
    program, text = named
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 80, len(text))))
    put = data.draw(st.sampled_from(("", ":", "- ", "{", "5", "\n", "gold", "2026-13-45", "- {kind: order}")))
    with contextlib.suppress(ScenariosInvalid, ProgramUnreadable):
        check(program, load_scenarios(text[:start] + put + text[end:]))
