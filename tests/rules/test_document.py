"""Documents load, or are refused with everything at once."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from loyalty.errors import ProgramInvalid, ProgramUnreadable
from loyalty.rules.document import (
    PROBLEMS_MAX,
    dump_json,
    load_program,
    load_program_with_lines,
)
from tests.rules.corner_shop import TEXT
from tests.rules.shop import HEAD, codes, only, refusals


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


def test_a_path_that_is_not_there_is_told():
    with pytest.raises(ProgramUnreadable, match=r"nowhere\.yaml: The file cannot be read"):
        load_program(Path("nowhere.yaml"))
