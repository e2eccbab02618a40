"""Every public noun is a word of the glossary, with its Chinese."""

import re

import loyalty
from loyalty.errors import LoyaltyError
from tests.house.tree import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", GLOSSARY, flags=re.MULTILINE)


def nouns():
    """The public classes that are no errors."""
    things = {name: getattr(loyalty, name) for name in loyalty.__all__}
    return {
        name
        for name, thing in things.items()
        if isinstance(thing, type) and not issubclass(thing, LoyaltyError)
    }


def test_every_public_noun_stands_in_the_glossary():
    words = {word for code, _, _ in ROWS for word in re.split(r"[ ,/]+", code)}
    assert nouns() - words == set()


def test_every_word_of_the_glossary_has_its_chinese():
    bare = [code for code, chinese, _ in ROWS[2:] if not re.search(r"[\u4e00-\u9fff]", chinese)]
    assert bare == []
