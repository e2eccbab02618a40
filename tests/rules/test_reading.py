"""Documents come from files, bytes, texts and mappings; none of them can do harm."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from loyalty.errors import ProgramUnreadable
from loyalty.rules import reading
from loyalty.rules.reading import BYTES_MAX, read


def value(source, form=None):
    return read(source, form)[0].value


def refusal(source, form=None):
    with pytest.raises(ProgramUnreadable) as caught:
        read(source, form)
    assert caught.value.text("zh") != str(caught.value)
    return caught.value


def test_yaml_and_json_say_the_same():
    text = '{"a": [1, 2.50, "x", true, null, "é\\n\\/"], "b": {"c": -1e2}}'
    expected = {"a": [1, Decimal("2.50"), "x", True, None, "é\n/"], "b": {"c": Decimal(-100)}}
    assert value(text, "json") == value(text, "yaml") == value(text) == expected


def test_lines_are_counted_in_both_formats():
    assert read("a: 1\nb:\n  - 2\n  - c: 3\n", None)[0].lines == {
        "program": 1,
        "a": 1,
        "b": 2,
        "b[0]": 3,
        "b[1]": 4,
        "b[1].c": 4,
    }
    lines = read('{\n "a": 1,\n\t"b": [\n 2,\n {"c": 3}]}', "json")[0].lines
    assert lines == {"program": 1, "a": 2, "b": 3, "b[0]": 4, "b[1]": 5, "b[1].c": 5}


def test_emoji_written_as_two_escapes_are_one_character():
    assert value('{"a": "\\ud83c\\udf75"}') == {"a": "🍵"}


@pytest.mark.parametrize(
    ("suffix", "text"), [("yaml", "a: 1"), ("YML", "a: 1"), ("json", '{"a": 1}'), ("txt", "a: 1")]
)
def test_a_file_is_read_by_its_suffix(tmp_path, suffix, text):
    path = tmp_path / f"shop.{suffix}"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    tree, name = read(path, None)
    assert (tree.value, name) == ({"a": 1}, str(path))


def test_a_named_format_wins_over_the_suffix(tmp_path):
    path = tmp_path / "shop.json"
    path.write_text("a: 1")
    assert value(path, "yaml") == {"a": 1}


def test_a_text_in_braces_that_is_yaml_can_be_told_to_be():
    assert value("{a: 1}", "yaml") == {"a": 1}
    assert refusal("{a: 1}").fields["line"] == 1


def test_bytes_and_texts_may_begin_with_a_byte_order_mark():
    assert value("\ufeffa: 1") == value(b"\xef\xbb\xbfa: 1") == {"a": 1}


def test_a_mapping_is_read_with_everything_in_it():
    source = {"a": [{"b": (1, Decimal("0.5"))}, None], "c": {}}
    assert value(source) == {"a": [{"b": [1, Decimal("0.5")]}, None], "c": {}}


def test_a_mapping_that_contains_itself_is_too_deep():
    endless = {}
    endless["a"] = [endless]
    assert "deeper" in str(refusal(endless))


def test_a_mapping_with_a_number_for_a_key_is_refused():
    assert "A key is not text" in str(refusal({"a": {1: 2}}))


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("a: *b", 1, "alias"),
        ("a: &x 1\nb: *x", 2, "alias"),
        ("a: &a [*a]", 1, "alias"),
        ("x:\n  !!python/object/apply:os.system [echo]", 2, "tag"),
        ("a: !!python/name:os.system", 1, "tag"),
        ("a: !!str 5", 1, "tag"),
        ("a: !own 5", 1, "tag"),
        ("--- !!map\na: 1", 1, "tag"),
        ("a: 1\n---\nb: 2", 2, "more than one document"),
        ("? [a]\n: 1", 1, "A key is not text"),
        ("a: [1, 2", 1, "not YAML"),
        ("a: 'x", 1, "not YAML"),
        ("a: b: c", 1, "not YAML"),
        ("a:\n\t- b", 2, "not YAML"),
        ("a: \x00", 1, "U+0000"),
        ("a: 1\nb: \x07", 2, "U+0007"),
        ("a: \ud800", 1, "U+D800"),
        (b"a: \x00", 1, "U+0000"),
        (b"a: 1\nb: \xff", 2, "not UTF-8"),
        ("a: 1".encode("utf-16"), 1, "not UTF-8"),
        ("[" * 100_000, 1, "nests deeper"),
        ("- " * 1_000, 1, "nests deeper"),
        ("x" * (BYTES_MAX + 1), None, "larger than 1 MB"),
        ("茶" * (BYTES_MAX // 3 + 1), None, "larger than 1 MB"),
        (b"x" * (BYTES_MAX + 1), None, "larger than 1 MB"),
        ('{"a" 1}', 1, "not JSON"),
        ('{\n"a": 1\n"b": 2}', 3, "not JSON"),
        ('{"a": 017}', 1, "not JSON"),
        ('{"a": "\\ud83c"}', 1, "lone surrogate"),
        ('{"a":' * 60 + "1" + "}" * 60, 1, "nests deeper"),
        ('{"a":' * 100_000, None, "nests deeper"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_what_is_no_document_is_told_in_one_sentence_with_its_line(source, line, what):
    error = refusal(source)
    assert what in str(error)
    assert (error.fields["path"], error.fields["line"]) == ("program", line)
    assert error.fields["mend"]
    assert "Traceback" not in str(error)


def test_tabs_are_told_from_other_faults_of_yaml():
    assert "Indent with spaces" in str(refusal("a:\n\tb: 1"))
    assert "quote texts" in str(refusal("a: b: c"))


@pytest.mark.parametrize("folder", [True, False])
def test_a_file_that_cannot_be_read_is_told_with_its_path(tmp_path, folder):
    path = tmp_path if folder else tmp_path / "none.yaml"
    error = refusal(path)
    assert error.fields["path"] == str(path)
    assert "cannot be read" in str(error)


@pytest.mark.parametrize("source", [None, 7, 1.5, [], ["key: k"], object()], ids=range(6))
def test_what_is_no_source_is_told_too(source):
    assert "Give its text, its bytes, a Path or a mapping." in str(refusal(source))


def test_a_path_that_no_system_has_is_told_too():
    assert "cannot be read" in str(refusal(Path("a\x00b")))


def test_a_large_file_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (BYTES_MAX + 1))
    assert "larger than 1 MB" in str(refusal(path))


def test_numbers_that_are_none_pass_as_texts_for_the_fields_to_refuse():
    assert value('{"a": NaN, "b": -Infinity}') == {"a": "NaN", "b": "-Infinity"}


def test_an_empty_document_is_nothing():
    assert value("") is value("# only a remark\n") is value("---\n") is None


def test_the_reader_written_in_python_says_the_same(monkeypatch):
    text = "a: [1, 'x', {b: ~}]\nc: |\n  two\n  lines\n"
    quick = read(text, None)[0]
    monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    slow = read(text, None)[0]
    assert (slow.value, slow.lines) == (quick.value, quick.lines)
    assert "not YAML" in str(refusal("a: [1"))
    assert json.loads('{"a": 1}') == value('{"a": 1}')
