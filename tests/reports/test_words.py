import re
from pathlib import Path

import pytest

import loyalty.reports
from loyalty.reports.words import PHRASES, Words

ROOM = Path(loyalty.reports.__file__).parent
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in [*ROOM.glob("*.py"), *ROOM.glob("templates/*.j2")]
    if not path.name.startswith("phrases")
)


def test_a_phrase_comes_in_the_language_asked_for():
    assert (Words("en")("net_cost"), Words("zh")("net_cost")) == ("Net cost", "净成本")


def test_fields_are_filled_in():
    assert Words("en")("reach.note", share="61%", orders="10") == "61% of 10 orders"


def test_an_unknown_phrase_stops_the_report():
    with pytest.raises(KeyError):
        Words("en")("no.such.phrase")


def test_a_code_without_a_name_is_shown_as_it_is():
    assert Words("en").named("kind", "percent") == "percent off"
    assert Words("zh").named("kind", "something_new") == "something_new"


def test_the_other_language_stands_in_for_a_missing_text():
    assert Words("zh").either("Tea week", None) == "Tea week"
    assert Words("en").either("", "茶叶周") == "茶叶周"
    assert Words("en").either(None, None) == ""


def test_every_phrase_that_the_sources_ask_for_is_there():
    asked = set(re.findall(r"""words\(\s*["']([a-z_.]+)["']""", SOURCES))
    assert asked - PHRASES.keys() == set()
    assert len(asked) > 50


def test_no_phrase_is_kept_that_nobody_asks_for():
    named = re.findall(r"""named\(\s*["']([a-z_]+)["']""", SOURCES)
    built = re.findall(r"""f["']([a-z_]+)\.\{""", SOURCES)
    families = {*named, *built}
    idle = {
        key
        for key in PHRASES
        if f'"{key}"' not in SOURCES and f"'{key}'" not in SOURCES and key.split(".")[0] not in families
    }
    assert idle == set()
