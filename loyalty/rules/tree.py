"""A document as plain values with the line of each: built from events, one by one, without recursion.

YAML, JSON and Python mappings all arrive here as the same few events, so depth, repeated keys and odd numbers
are judged once, and nothing in a document can exhaust the stack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from loyalty.errors import Problem, ProgramUnreadable
from loyalty.rules.exact import shown
from loyalty.rules.findings import ROOT, step, told
from loyalty.rules.wording_fields import FIELDS

DEPTH_MAX: Final = 50
EVENTS_MAX: Final = 500_000

Mark: TypeAlias = Literal["map", "list", "end", "text", "plain", "value"]
"""`text` is a quoted scalar, `plain` an unquoted one still to be read, `value` anything else, as it is."""


@dataclass(frozen=True, slots=True)
class Event:
    """The next thing in a document: a group or list opens, closes, or a scalar stands there."""

    mark: Mark
    value: Any = None
    line: int | None = None


@dataclass(slots=True)
class Tree:
    """What a document says: its value, the line of every path, and what is wrong with its writing."""

    value: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def build(events: Iterator[Event], name: str) -> Tree:
    """The tree of the events; raises ProgramUnreadable when they nest too deep or go on too long."""
    tree = Tree()
    stack: list[_Open] = []
    for count, event in enumerate(events):
        if count >= EVENTS_MAX:
            raise unreadable(name, event.line, *_TOO_LONG)
        if event.mark == "end":
            stack.pop()
        elif stack and isinstance(stack[-1].into, dict) and stack[-1].key is None:
            _take_key(tree, stack[-1], event, name)
        else:
            _take_value(tree, stack, event, name)
    return tree


def reads_as_text(scalar: str) -> bool:
    """Whether an unquoted scalar means the text that it shows."""
    return scalar not in _WORDS and not _NUMBER.match(scalar)


def unreadable(name: str, line: int | None, en: tuple[str, str], zh: tuple[str, str]) -> ProgramUnreadable:
    """The error of a document that is none: what is wrong and how to mend it, in both languages."""
    return ProgramUnreadable(path=name, line=line, what=en[0], mend=en[1], what_zh=zh[0], mend_zh=zh[1])


@dataclass(slots=True)
class _Open:
    """A group or list that is still being filled; in a group, `key` waits for its value."""

    path: str
    into: dict[str, Any] | list[Any]
    key: str | None = None


def _take_key(tree: Tree, group: _Open, event: Event, name: str) -> None:
    """A key is text as it is written, whatever it looks like."""
    if event.mark not in {"text", "plain"}:
        raise unreadable(name, event.line, *_KEY)
    group.key = _whole(event.value, event.line, name)
    path = step(group.path, group.key)
    if group.key in group.into:
        facts = {"field": shown(group.key), "first": tree.lines.get(path)}
        problem = told("key_twice", FIELDS["key_twice"], path, "error", facts)
        tree.problems.append(replace(problem, line=event.line))
    elif event.line is not None:
        tree.lines.setdefault(path, event.line)


def _take_value(tree: Tree, stack: list[_Open], event: Event, name: str) -> None:
    around = stack[-1] if stack else None
    path = ROOT
    if around is not None:
        path = step(around.path, len(around.into) if around.key is None else around.key)
    if event.line is not None:
        tree.lines.setdefault(path, event.line)
    value = _read(tree, path, event, name)
    if around is None:
        tree.value = value
    elif isinstance(around.into, list):
        around.into.append(value)
    else:
        around.into[str(around.key)] = value
        around.key = None
    if event.mark in {"map", "list"}:
        if len(stack) >= DEPTH_MAX:
            raise unreadable(name, event.line, *TOO_DEEP)
        stack.append(_Open(path, value))


def _read(tree: Tree, path: str, event: Event, name: str) -> Any:  # noqa: ANN401 - whatever a document says
    """The value an event stands for: a group, a list, a text, a number, true, false or nothing."""
    match event.mark:
        case "map":
            return {}
        case "list":
            return []
        case "text":
            return _whole(event.value, event.line, name)
        case "plain":
            return _plain(tree, path, event, name)
        case _:
            return event.value


def _plain(tree: Tree, path: str, event: Event, name: str) -> object:
    """An unquoted scalar by JSON's meaning: no, off, 0x1f, 12:30 and 2024-11-11 are texts."""
    text: str = event.value
    if text in _WORDS:
        return _WORDS[text]
    if reads_as_text(text):
        return _whole(text, event.line, name)
    if _LEADING_ZERO.match(text):
        problem = told("number_ambiguous", FIELDS["number_ambiguous"], path, "error", {"value": text})
        tree.problems.append(replace(problem, line=event.line))
        return text
    return int(text) if _INTEGER.match(text) else Decimal(text)


def _whole(text: str, line: int | None, name: str) -> str:
    """The text, if it is one: half of a surrogate pair is not."""
    if not text.isascii() and _SURROGATE.search(text):
        raise unreadable(name, line, *_HALF)
    return text


_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?\Z")
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_TOO_LONG: Final = (
    (f"The document has more than {EVENTS_MAX:,} entries.", "Split it, or leave out what it does not need."),
    (f"文档超过 {EVENTS_MAX:,} 项。", "请拆分或精简文档。"),
)
TOO_DEEP: Final = (
    (f"The document nests deeper than {DEPTH_MAX} levels.", "Write it flatter."),
    (f"文档嵌套超过 {DEPTH_MAX} 层。", "请减少嵌套。"),
)
_KEY: Final = (
    ("A key is not text but a list, a group or some other value.", "Write a field name before the colon."),
    ("键不是文本，而是列表、字段组或其他值。", "请在冒号前写字段名。"),
)
_HALF: Final = (
    ("A text holds half of a character (a lone surrogate).", "Write the character itself."),
    ("文本含有半个字符（孤立的代理项）。", "请直接写出该字符。"),
)
