"""What a host hands in, looked at where it comes in, by the types that each verb declares.

Python looks at no types: what is of another kind than was meant would be found out in the middle of an
operation, in words of Python or of a database, or not at all. So every verb of a door is looked at by its own
annotations before it does anything, and a verb that is added tomorrow is looked at without a line more.

Figures of carts and returns and texts of attributes have bounds of their own, told where they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache, partial, wraps
from inspect import Parameter, isfunction, signature
from typing import Any, Final, TextIO, TypeVar, get_args, get_origin, get_type_hints

import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from loyalty.errors import ReasonMissing
from loyalty.handed_in import Look, Place, another, anything, look_at, of, whole
from loyalty.rules.checks_money import POINTS_MAX
from loyalty.store.inputs import free_text, reference
from loyalty.when import Clock

Kind = TypeVar("Kind", bound=type)
Verb = TypeVar("Verb", bound=Callable[..., Any])
Given = TypeVar("Given")
ROWS_MAX: Final = 100_000
"""Rows of one page, accounts of one transaction."""
MONTHS_MAX: Final = 1_200
"""Instants end before so many months are over."""
NUMBER_MAX: Final = 2**31 - 1
WHOLE_MAX: Final = 2**63 - 1
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
    return Place(where, partial(of, kinds))


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
    return look_at(kind, name, _own)


def _own(kind: Any, name: str) -> Look | None:  # noqa: ANN401 - an annotation
    """What a shop looks at in its own way."""
    if name in LEFT:
        return anything
    if kind is str:
        return _text(name)
    if kind is int:
        low, high = BOUNDS.get(name, (-WHOLE_MAX, WHOLE_MAX))
        return partial(_whole, name, low, high)
    return _OWN.get(kind) or _of_others(kind, name)


def _of_others(kind: Any, name: str) -> Look | None:  # noqa: ANN401 - as above
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Mapping:
        return partial(of, Mapping)
    if origin in {Sequence, Collection} and is_dataclass(inner[0]):
        # an item of many is looked at in its turn: its error stands in its place
        return look_at(origin[Any], name)
    return None


def _text(name: str) -> Look:
    if name == "reason":
        return _reason
    if name in TYPED:
        return partial(of, str)
    return partial(free_text if name in WRITTEN else reference, name)


def _reason(value: object) -> None:
    if not free_text("reason", value).strip():
        raise ReasonMissing(where="")


def _whole(name: str, low: int, high: int, value: object) -> None:
    whole(name, value, low=low, high=high)


def _writes(value: object) -> None:
    if not hasattr(value, "write"):
        raise another(value, ("a file that is open for writing text", "以文本方式打开、可写入的文件"))


def _tells_time(value: object) -> None:
    if not callable(getattr(value, "now", None)):
        raise another(
            value, ("a clock, whose `now()` is an aware datetime", "时钟（其 `now()` 返回带时区的时间）")
        )


_OWN: Final[Mapping[Any, Look]] = {
    Session | sa.Connection: partial(of, HOSTS),
    TextIO: _writes,
    Clock: _tells_time,
}
