"""The fields of a programme by their paths, so that whoever varies one can name it as people speak of it.

A path goes by stable ids: `offers.first-order.benefit.cap`, `tiers.growth.levels.gold.minimum`. What can mean
one field only may leave steps out: `offers.first-order.cap`, `tiers.gold.minimum`. Things without an id are
named by their kind (a condition), by whom they hold for (a limit) or by their number, counting from 0.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Final, TypeAlias, get_args, get_origin

from pydantic import BaseModel

from loyalty.errors import AxisRefused
from loyalty.rules.findings import choices
from loyalty.rules.program import Program
from loyalty.rules.scalars import Rule

Step: TypeAlias = str | int
"""A field's name in a document, or the number of an entry in a list."""

IDENTITY: Final = frozenset({"id", "kind", "key", "name", "name_zh", "currency", "time_zone"})
"""What makes a thing this thing is no knob to turn."""
THRESHOLD: Final = ("minimum", "from")
"""Whoever says `minimum` where there is none means where a step begins."""
SHOWN: Final = 4
LONGEST: Final = 64
"""Letters of an id, at most."""


@dataclass(frozen=True, slots=True)
class Field:
    """One figure, choice or switch of a programme: where it stands and what it is now."""

    path: str
    steps: tuple[Step, ...]
    names: tuple[frozenset[str], ...]
    """What each step may be called."""
    implied: tuple[bool, ...]
    """Which steps a full path leaves out: the only entry of a list."""
    value: object


def fields_of(program: Program) -> tuple[Field, ...]:
    """Every field that can be varied, in document order."""
    return tuple(_inside(program, Field("", (), (), (), None)))


def find(program: Program, path: str) -> Field:
    """The one field that a path means; raises AxisRefused with the names that would do."""
    every = fields_of(program)
    parts = _split(path)
    found = _meant(every, parts)
    if not found and parts and parts[-1] == THRESHOLD[0]:
        found = _meant(every, (*parts[:-1], THRESHOLD[1]))
    if len(found) == 1:
        return found[0]
    raise _ambiguous(path, found) if found else _unknown(path, parts, every)


def _inside(rule: Rule, around: Field) -> Iterator[Field]:
    for name, info in type(rule).model_fields.items():
        value = getattr(rule, name)
        here = _below(around, info.alias or name, frozenset({info.alias or name}), value)
        match value:
            case Rule():
                yield from _inside(value, here)
            case (Rule(), *_):
                yield from _entries(value, here)
            case ((str(), _), *_):
                for key, one in value:
                    yield _below(here, key, frozenset({key}), one)
            case tuple():
                continue
            case _:
                if name not in IDENTITY and not _holds_more(info.annotation):
                    yield here


def _entries(entries: Sequence[Rule], here: Field) -> Iterator[Field]:
    """The only entry of a list needs no number; any other without an id is told by its own."""
    for number, entry in enumerate(entries):
        own = getattr(entry, "id", None)
        only = own is None and len(entries) == 1
        said = own or getattr(entry, "kind", None) or getattr(entry, "per", None)
        told = f".{own}" if own else f"[{number}]"
        below = Field(
            path=here.path if only else f"{here.path}{told}",
            steps=(*here.steps, number),
            names=(*here.names, frozenset({str(number), said or str(number)})),
            implied=(*here.implied, only),
            value=entry,
        )
        yield from _inside(entry, below)


def _below(around: Field, step: str, names: frozenset[str], value: object) -> Field:
    told = step if _PLAIN.fullmatch(step) else f'["{step}"]'
    joint = "." if around.path and told == step else ""
    return Field(
        path=f"{around.path}{joint}{told}",
        steps=(*around.steps, step),
        names=(*around.names, names),
        implied=(*around.implied, False),
        value=value,
    )


def _holds_more(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    """Whether a field that is empty now would hold a group or a list."""
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel | tuple)
    if get_origin(annotation) is tuple:
        return True
    inner = get_args(annotation)
    return any(_holds_more(one) for one in (inner[:1] if get_origin(annotation) is Annotated else inner))


def _split(path: str) -> tuple[str, ...]:
    """The parts of a path; what cannot be one has none."""
    parts = [match.group(1) or match.group(2) or match.group(3) for match in _PART.finditer(path)]
    return tuple(parts) if _WHOLE.fullmatch(path) else ()


def _meant(every: Sequence[Field], parts: Sequence[str]) -> list[Field]:
    """The fields that the parts may mean: the one they name in full, else all that they name in short."""
    found = [field for field in every if parts and _skipped(field, parts) is not None]
    whole = [field for field in found if _skipped(field, parts) == 0]
    return whole if len(whole) == 1 else found


def _skipped(field: Field, parts: Sequence[str]) -> int | None:
    """How many steps the parts leave out; None when they do not lead to the field."""
    left, skipped = list(parts), 0
    for names, implied in zip(reversed(field.names), reversed(field.implied), strict=True):
        if left and left[-1] in names:
            left.pop()
        elif len(left) == len(parts):
            return None
        else:
            skipped += not implied
    return None if left else skipped


def _ambiguous(path: str, found: Sequence[Field]) -> AxisRefused:
    listed = [f"`{field.path}`" for field in found[:SHOWN]]
    more = len(found) - len(listed)
    return AxisRefused(
        axis=path,
        what=f"it may mean {len(found)} fields.",
        what_zh=f"它可能指 {len(found)} 个字段。",
        mend=f"Write one of {', '.join(listed)}{' …' if more else ''}.",
        mend_zh=f"请写明是哪一个：{'、'.join(listed)}{' 等' if more else ''}。",
    )


def _unknown(path: str, parts: Sequence[str], every: Sequence[Field]) -> AxisRefused:
    """Suggest what was probably meant, else what lies where the path leads, else where there is anything."""
    near = _meant(every, [_nearest(part, every) for part in parts])
    under = [field.path for field in every if parts and _passes(field, parts)]
    known = [field.path for field in near[:1]] or under or list(dict.fromkeys(map(_place, every)))
    told = choices(known[0] if near else "", known)
    return AxisRefused(
        axis=path,
        what="the programme has no such field.",
        what_zh="会员计划中没有这个字段。",
        mend=told["choice"],
        mend_zh=told["choice_zh"],
    )


def _nearest(part: str, every: Sequence[Field]) -> str:
    """The name in the programme that looks most like this one."""
    known = sorted({name for field in every for names in field.names for name in names})
    return next(iter(get_close_matches(part[:LONGEST], known, n=1)), part)


def _passes(field: Field, parts: Sequence[str]) -> bool:
    """Whether the field lies under a place that the parts lead to."""
    left = list(parts)
    for names in field.names:
        if left and left[0] in names:
            left.pop(0)
    return not left


def _place(field: Field) -> str:
    """The section a field stands in, and the thing with an id there."""
    listed = len(field.steps) > 1 and isinstance(field.steps[1], int)
    return ".".join(_split(field.path)[: 2 if listed else 1])


_NAME: Final = r'[^.\[\]"]+'
_BRACKET: Final = r'\["[^"]+"\]|\[[0-9]+\]'
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")
_PART: Final = re.compile(rf'\["([^"]+)"\]|\[([0-9]+)\]|({_NAME})')
_WHOLE: Final = re.compile(rf"(?:{_NAME}|{_BRACKET})(?:\.{_NAME}|{_BRACKET})*")
