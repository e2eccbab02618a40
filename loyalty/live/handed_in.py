"""What a host hands in, looked at where it comes in, by the types that each verb declares.

Python looks at no types: what is of another kind than was meant would be found out in the middle of an
operation, in words of Python or of a database, or not at all. So every verb of a door is looked at by its own
annotations before it does anything, and a verb that is added tomorrow is looked at without a line more.

Figures of carts and returns and texts of attributes have bounds of their own, told where they are read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from datetime import datetime, timedelta
from functools import cache, partial, wraps
from inspect import Parameter, isfunction, signature
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, TextIO, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from loyalty.errors import BadArgument, LoyaltyError, OutOfBounds, ReasonMissing
from loyalty.rules.checks_money import POINTS_MAX
from loyalty.store.inputs import free_text, reference, unlike, whole
from loyalty.when import Clock, to_us

Kind = TypeVar("Kind", bound=type)
Verb = TypeVar("Verb", bound=Callable[..., Any])
Given = TypeVar("Given")
ROWS_MAX: Final = 100_000
"""Rows of one page, accounts of one transaction."""
MONTHS_MAX: Final = 1_200
"""Instants end before so many months are over."""
NUMBER_MAX: Final = 2**31 - 1
WHOLE_MAX: Final = 2**63 - 1
LASTS_MAX: Final = timedelta(days=3_660)
"""Goods arrive within ten years."""
BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "points": (-POINTS_MAX, POINTS_MAX),
    "points_alone_max": (0, POINTS_MAX),
    "most": (0, ROWS_MAX),
    "batch": (1, ROWS_MAX),
    "months": (1, MONTHS_MAX),
    "before_seq": (0, WHOLE_MAX),
    **dict.fromkeys(("number", "old", "new", "other", "based_on"), (1, NUMBER_MAX)),
}
"""Whole numbers by what they are called; others are bounded where they are read."""
LEFT: Final = frozenset(("amount", "attributes", "birthday", "identities", "line_ids", "refunds", "units"))
"""What is looked at where it is read, with errors of its own."""
WRITTEN: Final = frozenset(("note", "without_simulation", "value"))
"""Texts that people write; others are references."""
TYPED: Final = frozenset(("text", "word"))
"""Whatever was typed for a code is a code, or none."""
HOSTS: Final = (Session, scoped_session, sa.Connection)

Look = Callable[[Any], object]
"""Raises for what cannot be taken; the error says where as far as it knows."""


@dataclass(frozen=True, slots=True)
class Place:
    """One parameter: what it is called, and how it is looked at."""

    where: str
    look: Look

    def __call__(self, value: object) -> None:
        """Raises what the look raises, with where it was."""
        try:
            self.look(value)
        except LoyaltyError as error:
            where = f"{self.where}{error.fields.get('where', '')}"
            raise type(error)(**{**error.fields, "where": where}) from None


def door(kind: Kind) -> Kind:
    """The class, whose verbs look at what they are handed."""
    for name, found in list(vars(kind).items()):
        own = name == "__init__" and not is_dataclass(kind)
        if isfunction(found) and (own or not name.startswith("_")):
            setattr(kind, name, looking(found, kind.__name__ if own else name))
    return kind


def looking(verb: Verb, called: str) -> Verb:
    """The verb, which first looks at what it is handed."""

    @cache
    def places() -> tuple[list[Place], Mapping[str, Place], Place | None]:
        return _places(verb, called)

    @wraps(verb)
    def looked(self: object, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever a host sends
        in_order, by_name, others = places()
        for place, value in zip(in_order, given, strict=False):
            place(value)
        if others is not None:
            for value in given[len(in_order) :]:
                others(value)
        for name, value in named.items():
            if name in by_name:
                by_name[name](value)
        return verb(self, *given, **named)

    return looked  # type: ignore[return-value]  # it is called as the verb is


def one_of(kind: type, given: Given) -> Given:
    """One of many, if it is of this kind and its fields are what they say; raises as the verb would."""
    one_of_these("items", kind)(given)
    for name, place in _fields(kind):
        place(getattr(given, name))
    return given


def one_of_these(where: str, *kinds: type) -> Place:
    """How what must be of one of these kinds is looked at; raises BadArgument."""
    return Place(where, partial(_of, kinds))


def _places(verb: Callable[..., Any], called: str) -> tuple[list[Place], Mapping[str, Place], Place | None]:
    """The parameters of a verb after `self`: in order, by name, and what takes any number more."""
    kinds = get_type_hints(verb)
    found = list(signature(verb).parameters.values())[1:]
    made = {one.name: Place(f"{called}({one.name})", _look(kinds[one.name], one.name)) for one in found}
    in_order = [made[one.name] for one in found if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
    others = next((made[one.name] for one in found if one.kind is Parameter.VAR_POSITIONAL), None)
    return in_order, made, others


@cache
def _fields(kind: type) -> tuple[tuple[str, Place], ...]:
    kinds = get_type_hints(kind).items()
    return tuple((name, Place(f"{kind.__name__}({name})", _look(one, name))) for name, one in kinds)


def _look(kind: Any, name: str) -> Look:  # noqa: ANN401 - an annotation
    """How what is annotated so is looked at."""
    if name in LEFT:
        return _anything
    if get_origin(kind) not in {Union, UnionType}:
        return _alone(kind, name)
    kinds = [one for one in get_args(kind) if one is not NoneType]
    first = _alone(kinds[0], name) if len(kinds) == 1 else partial(_either, tuple(kinds), name)
    return partial(_unless_none, first) if len(kinds) < len(get_args(kind)) else first


def _alone(kind: Any, name: str) -> Look:  # noqa: ANN401 - an annotation
    if kind is str:
        return _text(name)
    if kind is int:
        low, high = BOUNDS.get(name, (-WHOLE_MAX, WHOLE_MAX))
        return partial(_whole, name, low, high)
    if kind is timedelta:
        return partial(_lasts, name)
    return {datetime: to_us, TextIO: _writes, Clock: _tells_time}.get(kind) or _made_of(kind, name)


def _made_of(kind: Any, name: str) -> Look:  # noqa: ANN401 - an annotation
    """What holds others is looked at with all that it holds."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return partial(_choice, inner)
    if origin is Callable:
        return _called
    if origin is Mapping:
        return partial(_of, Mapping)
    if origin in {Sequence, Collection, Iterable}:
        # an item of many is looked at in its turn: its error stands in its place
        one = _anything if is_dataclass(inner[0]) else _look(inner[0], name)
        return partial(_several, origin, one)
    return partial(_of, origin or kind)


def _either(kinds: tuple[Any, ...], name: str, value: object) -> None:
    """One of several kinds, and then as this kind is looked at."""
    if kinds == (Session, sa.Connection):
        _of(HOSTS, value)
        return
    for kind in kinds:
        if isinstance(value, get_origin(kind) or kind):
            if kind is str and {Path, os.PathLike} & {get_origin(one) or one for one in kinds}:
                _path(value)
            else:
                _look(kind, name)(value)
            return
    _of(tuple(get_origin(one) or one for one in kinds), value)


def _anything(_: object) -> None:
    return


def _unless_none(look: Look, value: object) -> None:
    if value is not None:
        look(value)


def _text(name: str) -> Look:
    if name == "reason":
        return _reason
    if name in TYPED:
        return partial(_of, str)
    return partial(free_text if name in WRITTEN else reference, name)


def _reason(value: object) -> None:
    if not free_text("reason", value).strip():
        raise ReasonMissing(where="")


def _whole(name: str, low: int, high: int, value: object) -> None:
    whole(name, value, low=low, high=high)


def _lasts(name: str, value: object) -> None:
    _of(timedelta, value)
    if isinstance(value, timedelta) and not timedelta() <= value <= LASTS_MAX:
        raise OutOfBounds(what=name, value=value, low=timedelta(), high=LASTS_MAX)


def _path(value: object) -> None:
    with suppress(UnicodeEncodeError):
        if (name := os.fsencode(str(value))) and b"\0" not in name:
            return
    raise _bad(("it is no path.", "Send the path of a file."), ("不是路径。", "请传入文件路径。"))


def _writes(value: object) -> None:
    if not hasattr(value, "write"):
        raise _unlike(value, ("a file that is open for writing text", "以文本方式打开、可写入的文件"))


def _tells_time(value: object) -> None:
    if not callable(getattr(value, "now", None)):
        raise _unlike(
            value, ("a clock, whose `now()` is an aware datetime", "时钟（其 `now()` 返回带时区的时间）")
        )


def _called(value: object) -> None:
    if not callable(value):
        raise _unlike(value, ("a function", "函数"))


def _choice(known: tuple[str, ...], value: object) -> None:
    if not isinstance(value, str) or value not in known:
        told = ", ".join(known)
        raise _unlike(value, (f"one of: {told}", f"其中之一：{told}"))


def _several(origin: type, one: Look, value: object) -> None:
    """A text is a list of its letters, and a mapping one of its keys: neither is meant."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, origin):
        raise _unlike(value, ("a list", "列表"))
    if origin is Iterable:
        return  # it may be gone once it was looked at
    for number, part in enumerate(cast("Iterable[object]", value)):
        Place(f"[{number}]", one)(part)


def _of(kinds: type | tuple[type, ...], value: object) -> None:
    if isinstance(value, kinds):
        return
    told = [one.__name__ for one in (kinds if isinstance(kinds, tuple) else (kinds,))]
    raise _unlike(value, (" or ".join(told), " 或 ".join(told)))


def _unlike(value: object, wanted: tuple[str, str]) -> BadArgument:
    return unlike("", value, (f"Send {wanted[0]}.", f"请传入 {wanted[1]}。"))


def _bad(en: tuple[str, str], zh: tuple[str, str]) -> BadArgument:
    return BadArgument(where="", what=en[0], mend=en[1], what_zh=zh[0], mend_zh=zh[1])
