"""A programme comes back from its own dump, and a dump meets the schema."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.rules.document import (
    dump_json,
    dump_yaml,
    json_schema,
    load_program,
)
from tests.rules.corner_shop import TEXT
from tests.rules.shop import offered, program, tiered
from tests.rules.strategies import programs


@given(programs())
def test_a_program_comes_back_from_yaml_and_json(drawn):
    assert load_program(dump_yaml(drawn), format="yaml") == drawn
    again = load_program(dump_json(drawn), format="json")
    assert again == drawn
    assert again.hash == drawn.hash


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)


@given(NAMES.filter(str.strip))
def test_any_name_comes_back_from_yaml(name):
    shop = program(name=name)
    assert load_program(dump_yaml(shop)).name == name
    assert load_program(dump_json(shop)).name == name


@pytest.mark.parametrize(
    "name", ["007", "1e3", "no", "null", "~", "true", "12:30", "0x1f", "=", "<<", ": #", "- a"]
)
def test_texts_that_look_like_something_else_are_quoted(name):
    assert load_program(dump_yaml(program(name=name))).name == name


def test_a_dump_is_plain_to_read():
    assert dump_yaml(load_program(TEXT)) == (
        "key: corner-shop\n"
        "name_zh: 街角小店\n"
        "currency: CNY\n"
        "time_zone: Asia/Shanghai\n"
        "offers:\n"
        "- id: first10\n"
        "  name_zh: 首单立减\n"
        "  when:\n"
        "  - kind: first_order\n"
        "  benefit:\n"
        "    kind: percent\n"
        "    percent: 10\n"
        "    cap: 20\n"
        "  lane: order\n"
        "  rounding_unit: sum\n"
    )


def test_equal_parts_are_written_out_instead_of_shared():
    drawn = program(offers=[offered(id="a"), offered(id="b")], tiers=[tiered()])
    assert "&" not in dump_yaml(drawn)


def test_the_schema_is_one_that_validators_take_and_names_every_kind():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in ("per_each", "follows_credit", "inactivity", "month_day"):
        assert part in json.dumps(schema)


SCHEMA = jsonschema.Draft202012Validator(json_schema())


@given(programs())
def test_a_dump_meets_the_schema(drawn):
    SCHEMA.validate(json.loads(dump_json(drawn)))


def test_the_schema_refuses_what_loading_refuses():
    document = json.loads(dump_json(load_program(TEXT)))
    document["offers"][0]["benefit"]["percnt"] = 1
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate(document)
