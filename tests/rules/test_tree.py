"""Events become a tree with lines, however hostile they are."""

from decimal import Decimal

import pytest

from loyalty.errors import ProgramUnreadable
from loyalty.rules.tree import DEPTH_MAX, EVENTS_MAX, Event, build, reads_as_text, unreadable

MAP, LIST, END = Event("map", None, 1), Event("list", None, 1), Event("end", None, 1)


def plain(text, line=1):
    return Event("plain", text, line)


def value(*events):
    return build(iter(events), "program").value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", None),
        ("~", None),
        ("NULL", None),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-12", -12),
        ("+3", 3),
        ("1000.00", Decimal(1000)),
        (".5", Decimal("0.5")),
        ("1e3", Decimal(1000)),
        ("0", 0),
        ("0.5", Decimal("0.5")),
        ("yes", "yes"),
        ("off", "off"),
        ("12:30", "12:30"),
        ("2024-11-11", "2024-11-11"),
        ("0x1f", "0x1f"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        (".nan", ".nan"),
        ("-.inf", "-.inf"),
        ("1e99999", "1e99999"),
        ("9" * 5000, "9" * 5000),
        ("<<", "<<"),
    ],
)
def test_an_unquoted_scalar_means_what_json_would_mean(text, meant):
    taken = value(plain(text))
    assert taken == meant
    assert type(taken) is type(meant)
    assert reads_as_text(text) is isinstance(meant, str)


def test_quoted_text_stays_text():
    assert value(Event("text", "007", 1)) == "007"


def test_leading_zeros_are_told_rather_than_guessed():
    tree = build(iter([MAP, plain("a"), plain("017", 3), END]), "program")
    assert [(p.code, p.path, p.line) for p in tree.problems] == [("number_ambiguous", "a", 3)]
    assert tree.value == {"a": "017"}


def test_groups_and_lists_nest_and_every_path_has_its_line():
    events = [MAP, plain("a", 2), LIST, plain("x", 3), MAP, plain("b", 4), plain("1", 5), END, END, END]
    tree = build(iter(events), "program")
    assert tree.value == {"a": ["x", {"b": 1}]}
    assert tree.lines == {"program": 1, "a": 2, "a[0]": 3, "a[1]": 1, "a[1].b": 4}


def test_a_key_is_text_whatever_it_looks_like():
    assert value(MAP, plain("007"), plain("1"), plain("true"), plain("2"), END) == {"007": 1, "true": 2}


def test_a_key_written_twice_is_told_with_both_lines():
    tree = build(iter([MAP, plain("a", 2), plain("1", 2), plain("a", 9), plain("2", 9), END]), "program")
    (problem,) = tree.problems
    assert (problem.code, problem.path, problem.line) == ("key_twice", "a", 9)
    assert "line 2" in problem.what


def test_without_lines_nothing_is_located():
    tree = build(iter([Event("map"), Event("text", "a"), Event("value", 1), Event("end")]), "program")
    assert (tree.value, tree.lines) == ({"a": 1}, {})


@pytest.mark.parametrize("key", [MAP, LIST, Event("value", 1, 1)])
def test_a_key_that_is_no_text_ends_the_reading(key):
    with pytest.raises(ProgramUnreadable, match="A key is not text"):
        value(MAP, key)


def test_nesting_ends_before_the_stack_does():
    assert value(*[LIST] * DEPTH_MAX, *[END] * DEPTH_MAX) is not None
    with pytest.raises(ProgramUnreadable, match="nests deeper than 50"):
        value(*[LIST] * (DEPTH_MAX + 1))


def test_a_document_without_end_ends():
    endless = (Event("value", 1) for _ in iter(int, 1))

    def events():
        yield LIST
        yield from endless

    with pytest.raises(ProgramUnreadable, match=f"{EVENTS_MAX:,} entries"):
        build(events(), "program")


@pytest.mark.parametrize("mark", ["text", "plain"])
def test_half_a_character_is_refused(mark):
    with pytest.raises(ProgramUnreadable, match="lone surrogate"):
        value(Event(mark, "tea \ud83c", 4))


def test_an_unreadable_document_is_told_in_both_languages():
    error = unreadable("shop.yaml", 3, ("Odd.", "Mend it."), ("不对。", "请修改。"))
    assert str(error) == "shop.yaml, line 3: Odd. Mend it."
    assert error.text("zh") == "shop.yaml 第 3 行：不对。请修改。"
