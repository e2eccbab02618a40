"""Documents load, refuse with everything at once, and come back from their own dump."""

import copy
import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import ProgramError, ProgramInvalid, ProgramUnreadable
from loyalty.rules.document import (
    PROBLEMS_MAX,
    dump_json,
    dump_yaml,
    json_schema,
    load_program,
    load_program_with_lines,
)
from tests.rules.shop import HEAD, codes, offered, only, program, refusals, tiered
from tests.rules.strategies import programs

TEXT = """\
key: corner-shop
name_zh: 街角小店
currency: CNY
time_zone: Asia/Shanghai
offers:
  - id: first10
    name_zh: 首单立减
    when: {kind: first_order}
    benefit:
      kind: percent
      percent: 10
      cap: 20.00
"""


def test_a_document_becomes_a_program():
    shop = load_program(TEXT)
    assert shop.offers[0].benefit.cap == Decimal(20)
    assert shop.name_zh == "街角小店"


def test_files_bytes_texts_and_mappings_say_the_same(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(TEXT, encoding="utf-8")
    shop = load_program(TEXT)
    assert load_program(path) == load_program(TEXT.encode()) == shop
    assert load_program(yaml.safe_load(TEXT.replace("20.00", "'20.00'"))) == shop
    assert load_program(dump_json(shop)) == shop


def test_lines_come_along_for_findings_that_come_later():
    shop, lines = load_program_with_lines(TEXT)
    assert shop.key == "corner-shop"
    assert (lines["offers[0].benefit.cap"], lines["offers[0].when"], lines["program"]) == (12, 8, 1)
    assert load_program_with_lines(HEAD)[1] == {}


def test_problems_are_told_with_path_line_and_mending_in_the_order_of_the_document():
    text = (
        TEXT.replace("percent: 10", "percnt: 10").replace("CNY", "RMB").replace("first_order", "frist_order")
    )
    with pytest.raises(ProgramInvalid) as caught:
        load_program(text)
    problems = caught.value.problems
    assert [(p.code, p.line) for p in problems] == [
        ("unknown_currency", 3),
        ("kind_unknown", 8),
        ("field_missing", 9),
        ("field_unknown", 11),
    ]
    told = str(caught.value)
    assert "offers[0].benefit.percnt (line 11): Unknown field `percnt`. Did you mean `percent`?" in told
    assert "第 11 行" in caught.value.text("zh")


def test_faults_of_writing_are_told_beside_faults_of_content():
    found = refusals("name: 007\noffers: []\noffers: [x]\nkex: 1")
    assert [code for code, _ in codes(found)] == [
        "number_ambiguous",
        "key_twice",
        "not_a_group",
        "field_unknown",
    ]


def test_a_fault_of_writing_alone_is_enough_to_refuse():
    assert codes(refusals("offers: []\noffers: []")) == [("key_twice", "offers")]


def test_very_many_problems_are_cut_short_with_their_number():
    found = refusals({f"x{number}": 1 for number in range(PROBLEMS_MAX + 50)})
    assert len(found) == PROBLEMS_MAX + 1
    assert found[-1].code == "more_problems"
    assert "50" in found[-1].what


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "The document is empty"),
        ("---\n...\n", "The document is empty"),
        ("shop.yaml", "not shop.yaml. To read a file, pass a pathlib.Path"),
        ("- a\n- b", "not […]"),
        ("12", "not 12"),
        ("null", "The document is empty"),
    ],
)
def test_what_is_no_group_of_fields_is_no_programme(source, said):
    with pytest.raises(ProgramUnreadable) as caught:
        load_program(source)
    assert said in str(caught.value)


HOSTILE_NUMBERS = [
    ("1e400", "number_out_of_range"),
    ("1e-400", "number_out_of_range"),
    ("1e9999999999", "not_a_number"),
    ("9" * 3000, "not_a_number"),
    (".nan", "not_a_number"),
    (".inf", "not_a_number"),
    ("-5", "out_of_bounds"),
    ("1_000", "not_a_number"),
    ("1,000", "not_a_number"),
    ("￥20", "not_a_number"),
    ("二十", "not_a_number"),
    ("0x10", "not_a_number"),
    ("0o20", "not_a_number"),
    ("020", "number_ambiguous"),
    ("yes", "not_a_number"),
    ("true", "not_a_number"),
    ("[20]", "not_a_number"),
    ("{a: 1}", "not_a_number"),
    ("20.00001", "too_many_decimals"),
    ("20.001", "amount_decimals"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE_NUMBERS, ids=lambda value: value[:12])
def test_a_number_that_is_none_is_told_on_its_line(text, code):
    with pytest.raises(ProgramInvalid) as caught:
        load_program(TEXT.replace("20.00", text))
    problem = only(caught.value.problems)
    assert (problem.code, problem.path, problem.line) == (code, "offers[0].benefit.cap", 12)
    assert problem.mend
    assert problem.mend_zh


@pytest.mark.parametrize(("text", "taken"), [("20", 20), ("2e1", 20), ('"20.0"', 20), ("+20.", 20), ("0", 0)])
def test_a_number_may_be_spelled_in_several_ways(text, taken):
    assert load_program(TEXT.replace("20.00", text)).offers[0].benefit.cap == taken


@pytest.mark.parametrize(
    ("field", "text", "taken"),
    [
        ("name", "no", "no"),
        ("name", "2024-11-11", "2024-11-11"),
        ("name", "12:30", "12:30"),
        ("name", "~", None),
    ],
)
def test_words_other_readers_would_change_stay_what_they_are(field, text, taken):
    assert getattr(load_program(f"{TEXT}{field}: {text}\n"), field) == taken


def test_a_large_document_of_rubbish_is_refused_in_reasonable_time():
    text = TEXT + "x: [" + "{a: 1}, " * 100_000 + "]"
    with pytest.raises(ProgramInvalid):
        load_program(text)


def test_a_field_name_as_long_as_a_document_is_told_short():
    with pytest.raises(ProgramInvalid) as caught:
        load_program(HEAD | {"x" * 900_000: 1})
    assert len(str(caught.value)) < 1_000


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


RUBBISH = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.decimals(),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.just({"kind": "percent"}),
    st.lists(st.integers(), max_size=2),
    st.binary(max_size=3),
)


def refusal(source):
    """The error with which a source is refused, if it is; any other error is a fault of the library."""
    try:
        load_program(source)
    except ProgramError as error:
        return error
    return None


def spots(value, found=()):
    """Every place inside a document, as the list of steps to it."""
    yield found
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from spots(part, (*found, key))


@given(st.data())
def test_whatever_stands_anywhere_is_loaded_or_refused_with_sentences(data):
    document = json.loads(dump_json(data.draw(programs(offers_max=2, tracks_max=1))))
    for _ in range(data.draw(st.integers(1, 3))):
        *steps, last = data.draw(st.sampled_from([spot for spot in spots(document) if spot]))
        around = document
        for step in steps:
            around = around[step]
        if isinstance(around, dict) and data.draw(st.booleans()):
            around[data.draw(st.text(max_size=4))] = copy.deepcopy(data.draw(RUBBISH))
        else:
            around[last] = copy.deepcopy(data.draw(RUBBISH))
    refused = refusal(document)
    assert refused is None or refused.text("zh") != refused.text("en")
    if isinstance(refused, ProgramInvalid):
        assert refused.problems
        assert all(all((p.path, p.what, p.mend, p.what_zh, p.mend_zh)) for p in refused.problems)


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60)), st.sampled_from((None, "yaml", "json")))
def test_whatever_text_it_is_only_the_librarys_own_errors_come(source, form):
    with pytest.raises(ProgramError):
        load_program(source, format=form)


@given(st.data())
def test_whatever_is_cut_out_of_a_document_it_is_told_with_a_line(data):
    start = data.draw(st.integers(0, len(TEXT) - 1))
    cut = TEXT[:start] + data.draw(st.sampled_from(("", "\t", "]", "'", ": ", "\n", "0"))) + TEXT[start + 1 :]
    refused = refusal(cut)
    if isinstance(refused, ProgramInvalid):
        assert all(problem.line for problem in refused.problems)
    if isinstance(refused, ProgramUnreadable):
        assert refused.fields["line"]


def test_a_path_that_is_not_there_is_told():
    with pytest.raises(ProgramUnreadable, match=r"nowhere\.yaml: The file cannot be read"):
        load_program(Path("nowhere.yaml"))
