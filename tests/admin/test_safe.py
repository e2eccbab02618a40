import re
from pathlib import Path

import pytest

from loyalty.admin.safe import masked, on_page, plain, spoken, table
from loyalty.reports.tables import Cell, numbers, row, texts, total
from loyalty.reports.tables import table as made

NASTY = (
    "![x](http://evil.example/x.png)",
    "<img src=http://evil.example>",
    ":material/home: :red[x] $x^2$",
    "**bold** _it_ `code` ~~gone~~ # head",
    "| a | b |",
    "[a](javascript:alert)",
    "&lt;b&gt;",
)


@pytest.mark.parametrize("text", NASTY)
def test_nothing_in_a_text_of_others_acts_as_markup(text):
    shown = plain(text)
    assert re.search(r"(?<!\\)[!-/:-@\[-`{-~]", re.sub(r"\\.", "", shown)) is None
    assert re.sub(r"\\(.)", r"\1", shown) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800010001", "138****0001"),
        ("+86 13800010001", "+86 138****0001"),
        ("Hangzhou 310000", "Hangzhou 310000"),
    ],
)
def test_a_phone_number_is_shown_by_its_ends(text, shown):
    assert masked(text) == shown


def test_a_sentence_of_the_command_line_names_no_folder_and_no_option():
    said = "/home/kim/uploads/1f/o.csv has no column 'currency': --map '=CNY=currency'."
    told = on_page(said, Path("/home/kim/uploads/1f/o.csv"))
    assert told == "o.csv has no column 'currency': `=CNY=currency`."
    assert on_page("plain") == "plain"


def test_a_text_stays_on_its_line():
    assert plain("a\n\n# b\t c") == "a \\# b c"


def test_characters_that_hide_or_reorder_are_shown_as_such():
    assert plain("a\u202eb") == "a\N{REPLACEMENT CHARACTER}b"


def test_our_own_sentences_may_name_fields_as_code():
    assert spoken("Unknown field `a_b`. Did you mean `c`?") == "Unknown field `a_b`\\. Did you mean `c`\\?"


def test_an_odd_backtick_makes_no_code():
    assert spoken("a ` b") == "a \\` b"
    assert spoken("a `` b") == "a ` ` b"


def test_markup_around_code_stays_harmless():
    assert spoken("![`x`](y)") == "\\!\\[`x`\\]\\(y\\)"


def test_a_table_leans_figures_right_and_sets_totals_bold():
    heads = (*texts("Offer"), *numbers("Cost"))
    rows = [row(Cell("a|b", under="id"), "¥1.00"), total("Total", "¥1.00")]
    assert table(made(heads, rows)).splitlines() == [
        "| Offer | Cost |",
        "| :--- | ---: |",
        "| a\\|b :gray[:small[id]] | ¥1\\.00 |",
        "| **Total** | **¥1\\.00** |",
    ]
