"""Texts that nobody means well with: control characters, SQL, HTML, formulas, a megabyte, spoilt files."""

import json
import random

import yaml

from loyalty.templates import templates
from tests.rules.whole_programme import DOCUMENT

NASTY = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "\N{ZERO WIDTH SPACE}",
    "ＳＵＭＭＥＲ",
    "ß",
    "İ",
    "e\N{COMBINING ACUTE ACCENT}",
    "\N{FAMILY}" * 50,
    "'; DROP TABLE loyalty_account; --",
    "' OR '1'='1",
    "%(name)s %s {0} {name} ${HOME}",
    "\\'\\\"\\\\",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r\n,;\"'",
    "x" * 1_000_000,
    "9" * 400,
    "1e400",
    "NaN",
    "-0",
    "0x10",
    "1_000",
    "٣",
    "2024-02-30",
    "null",
    "~",
    "!!python/object/apply:os.system [ls]",
    "&a [*a]",
    "*a",
    "<<: {}",
    "[" * 2_000,
    "{" * 2_000,
    "- " * 2_000,
    "%YAML 1.1\n---\n--- a\n...",
    "\ufeffkey: a",
)
STRANGE = (None, True, -1, 0, 2**63, 10**400, 1.5, float("nan"), [], {}, [[]], {"": {"": None}})


def documents(chance, count):
    """So many programme files with something wrong (or, now and then, nothing)."""
    texts = [one.text for one in templates()] + [as_yaml(DOCUMENT)]
    trees = [yaml.safe_load(text) for text in texts]
    spoilers = (_cut, _swapped, _peppered, _strewn, _other, _renamed)
    for number in range(count):
        which = chance.randrange(len(texts))
        spoil = spoilers[number % len(spoilers)]
        yield spoil(chance, texts[which], trees[which])


def as_yaml(tree):
    """A tree as text."""
    return yaml.safe_dump(json.loads(json.dumps(tree, default=str)), sort_keys=False, allow_unicode=True)


def _cut(chance, text, _tree):
    start, end = sorted(chance.randrange(len(text)) for _ in range(2))
    return text[:start] if chance.random() < 0.5 else text[:start] + text[end:]


def _swapped(chance, text, _tree):
    lines = text.splitlines()
    for _ in range(chance.randint(1, 4)):
        a, b = (chance.randrange(len(lines)) for _ in range(2))
        lines[a], lines[b] = lines[b], chance.choice((lines[a], lines[b]))
    return "\n".join(lines)


def _peppered(chance, text, _tree):
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(NASTY)[:3_000] + text[at + chance.randint(0, 3) :]
    return text


def _strewn(chance, text, _tree):
    content = bytearray(text.encode())
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def _other(chance, _text, tree):
    """One value is another."""
    fresh = json.loads(json.dumps(tree, default=str))
    box, place = chance.choice(list(_places(fresh)))
    box[place] = chance.choice((*NASTY[:-6], *STRANGE))
    if chance.random() < 0.3:
        return json.dumps(fresh)
    try:
        return as_yaml(fresh)
    except (ValueError, UnicodeError):
        return fresh


def _renamed(chance, _text, tree):
    """Fields are called otherwise, or stand twice."""
    fresh = json.loads(json.dumps(tree, default=str))
    boxes = [box for box, _ in _places(fresh) if isinstance(box, dict)]
    box = chance.choice(boxes)
    name = chance.choice(list(box))
    box[chance.choice((*NASTY[:20], *box))] = box.pop(name)
    return fresh


def _places(tree):
    """Every value of a tree by what holds it."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for place, value in list(items):
        yield tree, place
        yield from _places(value)


def texts(chance, count):
    """So many texts: the nasty ones as they are, then mixed."""
    for number in range(count):
        if number < len(NASTY):
            yield NASTY[number]
        elif chance.random() < 0.5:
            yield "".join(chance.choice(NASTY)[:200] for _ in range(chance.randint(1, 4)))
        else:
            yield "".join(
                chr(chance.choice((chance.randrange(128), chance.randrange(0x11000))))
                for _ in range(chance.randint(1, 40))
            )


def seeded(number):
    """The same chances every time."""
    return random.Random(number)  # noqa: S311 - cases to try, no secret
