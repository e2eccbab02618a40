"""Variants of a programme: one document with one or several of its fields set to other values.

A variant is a programme like any other: its document is written out with what the author stated and nothing
more (what follows from a field goes on following it), changed, and read and checked as a whole. What does not
load is refused before anything is replayed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any, Final, TypeAlias

from loyalty.errors import AxisRefused, Problem, ProgramInvalid
from loyalty.rules.document import load_program
from loyalty.rules.exact import plain
from loyalty.rules.program import Program
from loyalty.rules.scalars import Rule
from loyalty.simulate.varying.paths import Field, Step, find

Value: TypeAlias = Decimal | int | str | bool | None
"""What a field may be set to; None takes it out of the document."""
Document: TypeAlias = dict[str, Any]

VARIANTS_MAX: Final = 400
"""Variants of one grid; each is a whole replay."""
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Axis:
    """A field and the values it takes, one variant each."""

    path: str
    values: tuple[Value, ...]

    @classmethod
    def parse(cls, text: str) -> "Axis":
        """`path=low:high:step` (both ends included) or `path=value,value`; raises AxisRefused."""
        path, equals, said = (part.strip() for part in text.partition("="))
        if not equals or not path or not said:
            raise AxisRefused(axis=text, **_FORM)
        return cls(path, tuple(dict.fromkeys(_values(path, said))))


@dataclass(frozen=True, slots=True)
class Variant:
    """A programme and the values it was made with, one for each axis."""

    values: tuple[Value, ...]
    program: Program


@dataclass(frozen=True, slots=True)
class Variants:
    """The fields that vary, with what each is in the programme as it stands, and every combination."""

    fields: tuple[Field, ...]
    variants: tuple[Variant, ...]


def variants(program: Program, axes: Sequence[Axis]) -> Variants:
    """Every combination of the axes' values, the last axis fastest; raises AxisRefused."""
    fields = tuple(find(program, axis.path) for axis in axes)
    for place, field in enumerate(fields):
        if field in fields[:place]:
            raise AxisRefused(axis=field.path, **_TWICE)
    count = prod(len(axis.values) for axis in axes)
    if not count or count > VARIANTS_MAX:
        raise _too_many(axes, count)
    made = (
        Variant(values, _varied(program, fields, values))
        for values in product(*(axis.values for axis in axes))
    )
    return Variants(fields, tuple(made))


def varied(program: Program, *changes: tuple[Sequence[Step], object]) -> Program:
    """The programme with things at these steps put in another's place; raises ProgramInvalid."""
    document = written(program)
    for steps, value in changes:
        _put(document, program, steps, value)
    return load_program(document)


def written(program: Program) -> Document:
    """The document with what was stated; an offer that rounds as its lane does goes on doing so."""
    document: Document = _open(program)
    by_line = {lane.id for lane in program.lanes if lane.by_line}
    for offer, said in zip(program.offers, document.get("offers", ()), strict=True):
        if offer.rounding_unit == ("line" if offer.lane in by_line else "sum"):
            said.pop("rounding_unit", None)
    return document


def told(value: object) -> str | None:
    """A field's value as it is written in a document; None where it is not there."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case Decimal() | int():
            return plain(Decimal(value))
        case _:
            return str(value)


def _varied(program: Program, fields: Sequence[Field], values: Sequence[Value]) -> Program:
    try:
        return varied(program, *((field.steps, value) for field, value in zip(fields, values, strict=True)))
    except ProgramInvalid as error:
        raise _refused(error.problems[0], fields, values) from None


def _refused(problem: Problem, fields: Sequence[Field], values: Sequence[Value]) -> AxisRefused:
    """The first thing that is wrong with a variant, and the values that it was made with."""
    named = zip(fields, values, strict=True)
    half_a_span = any(isinstance(value, str) and ":" in value for value in values)
    mend, mend_zh = (_NEVER["mend"], _NEVER["mend_zh"]) if half_a_span else (problem.mend, problem.mend_zh)
    return AxisRefused(
        axis=", ".join(f"{field.path}={told(value) or NONE}" for field, value in named),
        what=_ended(problem.what, "."),
        what_zh=_ended(problem.what_zh, "。"),
        mend=_ended(mend, "."),
        mend_zh=_ended(mend_zh, "。"),
    )


def _ended(text: str, stop: str) -> str:
    return text if text.endswith((".", "?", "!", "。", "？", "！")) else text + stop


def _put(document: Document, program: Program, steps: Sequence[Step], value: object) -> None:
    """Set what lies at the steps, writing out on the way what was only a default."""
    here: Any = document
    rule: Any = program
    for step in steps[:-1]:
        rule = rule[step] if isinstance(step, int) else _part(rule, step)
        if isinstance(here, dict):
            here.setdefault(step, _open(rule))
        here = here[step]
    if value is None and isinstance(here, dict):
        here.pop(steps[-1], None)
    else:
        here[steps[-1]] = value


def _part(rule: Rule, step: str) -> object:
    """The field that a document calls so."""
    names = {info.alias or name: name for name, info in type(rule).model_fields.items()}
    return getattr(rule, names[step])


def _open(value: object) -> Any:  # noqa: ANN401 - a piece of a document
    """A rule, or several, as lists and dictionaries of what was stated."""
    match value:
        case Rule():
            return _open(value.model_dump(by_alias=True, exclude_unset=True))
        case dict():
            return {key: _open(one) for key, one in value.items()}
        case tuple() | list():
            return [_open(one) for one in value]
        case _:
            return value


def _values(path: str, said: str) -> list[Value]:
    span = _SPAN.fullmatch(said.replace(" ", ""))
    if span:
        return _between(path, *(Decimal(part) for part in span.groups()))
    return [_value(part.strip()) for part in said.split(",")]


def _value(said: str) -> Value:
    """A number exactly, true and false, none for nothing, anything else as it is."""
    if _NUMBER.fullmatch(said):
        number = Decimal(said)
        return int(said) if "." not in said else number
    return {"true": True, "false": False, NONE: None}.get(said, said)


def _between(path: str, low: Decimal, high: Decimal, step: Decimal) -> list[Value]:
    """From the first value on, step by step, as far as the last."""
    if not step or (high - low) * step < 0:
        raise AxisRefused(axis=f"{path}={plain(low)}:{plain(high)}:{plain(step)}", **_NEVER)
    count = int((high - low) // step) + 1
    if count > VARIANTS_MAX:
        raise _too_many((Axis(path, ()),), count)
    return [_value(plain(low + number * step)) for number in range(count)]


def _too_many(axes: Sequence[Axis], count: int) -> AxisRefused:
    said = ", ".join(axis.path for axis in axes) or "nothing"
    if not count:
        return AxisRefused(axis=said, **_FORM)
    return AxisRefused(
        axis=said,
        what=f"that makes {count:,} variants, and each is a whole replay.",
        what_zh=f"这会产生 {count:,} 个变体，每个变体都要完整回放一次。",
        mend=f"Keep it to {VARIANTS_MAX}: take larger steps or fewer axes.",
        mend_zh=f"请控制在 {VARIANTS_MAX} 个以内：加大步长，或减少变动参数。",
    )


_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,10})?|\.[0-9]{1,10})")
_SPAN: Final = re.compile(rf"({_NUMBER.pattern}):({_NUMBER.pattern}):({_NUMBER.pattern})")
_FORM: Final = {
    "what": "it names no values.",
    "what_zh": "没有写明取值。",
    "mend": "Write offers.full_reduction.minimum=200:400:20, or single values: =200,300,400.",
    "mend_zh": "请写成 offers.full_reduction.minimum=200:400:20，或逐个列出：=200,300,400。",
}
_NEVER: Final = {
    "what": "these steps never lead from the first value to the last.",
    "what_zh": "按此步长无法从起点走到终点。",
    "mend": "Write low:high:step, as 200:400:20.",
    "mend_zh": "请按“起点:终点:步长”书写，例如 200:400:20。",
}
_TWICE: Final = {
    "what": "it is named twice.",
    "what_zh": "同一字段出现了两次。",
    "mend": "Give each field one axis with all its values.",
    "mend_zh": "每个字段只写一个变动参数，列出全部取值。",
}
