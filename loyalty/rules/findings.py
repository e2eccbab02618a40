"""Findings about a document: a code and its facts become a Problem with sentences in English and Chinese.

Sentences are kept apart from the checks that need them, in the `wording` modules, one table per kind of
check; a fact `name` may come with a `name_zh` that the Chinese sentence then uses.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import reduce
from typing import Final

from loyalty.errors import Problem, Severity
from loyalty.rules.exact import shown

ROOT: Final = "program"
"""The path of the document as a whole."""
CHOICES_SHOWN: Final = 16

Lines = Mapping[str, int]
"""The line of each path of a document, counting from 1."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is wrong and how to mend it, as templates over the facts."""

    what: str
    mend: str
    what_zh: str
    mend_zh: str


def step(path: str, part: str | int) -> str:
    """The path of something inside `path`."""
    if isinstance(part, int):
        return f"{path}[{part}]"
    if not _PLAIN_KEY.match(part):
        return f'{path}["{shown(part)}"]'
    return part if path == ROOT else f"{path}.{part}"


def dotted(parts: Iterable[str | int]) -> str:
    """The path as people write it: `offers[2].benefit.percent`, `prices["A.1"]`."""
    return reduce(step, parts, ROOT)


def told(code: str, phrase: Phrase, path: str, severity: Severity, facts: Mapping[str, object]) -> Problem:
    """The finding in both languages, its line not known yet."""
    chinese = {name: facts.get(f"{name}_zh", fact) for name, fact in facts.items()}
    return Problem(
        severity=severity,
        code=code,
        path=path,
        line=None,
        what=phrase.what.format(**facts),
        mend=phrase.mend.format(**facts),
        what_zh=phrase.what_zh.format(**chinese),
        mend_zh=phrase.mend_zh.format(**chinese),
    )


def located(problem: Problem, lines: Lines) -> Problem:
    """The finding with its line: that of its path, or of the nearest thing around it."""
    path = problem.path
    if path not in lines and (single := _ONLY_CONDITION.sub(r"\1", path)) in lines:
        path = single
    around = path
    while around and around not in lines:
        around = around[: max(around.rfind("."), around.rfind("["), 0)]
    return replace(problem, path=path, line=lines.get(around or ROOT))


def choices(value: str, known: Iterable[str]) -> dict[str, object]:
    """The fact `choice`: the name that was probably meant, or all there are."""
    names = list(known)
    close = get_close_matches(value[:64], names, n=1)
    if close:
        return {"choice": f"Did you mean `{close[0]}`?", "choice_zh": f"是不是想写 `{close[0]}`？"}
    if not names:
        return {"choice": "There is none to choose from.", "choice_zh": "这里没有可选的内容。"}
    listed = ", ".join(f"`{name}`" for name in names[:CHOICES_SHOWN])
    more = ", …" if len(names) > CHOICES_SHOWN else ""
    return {"choice": f"Known here: {listed}{more}.", "choice_zh": f"可选：{listed}{more}。"}


_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}\Z")
_ONLY_CONDITION = re.compile(r"(\bwhen)\[0\]")
