"""How each kind of value is looked at, found by its annotation: one look for each kind, not for each verb."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, partial, reduce
from operator import attrgetter, or_
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from loyalty.errors import BadArgument, FloatRefused, LoyaltyError, NotANumber, OutOfBounds
from loyalty.handed_in.place import Look, Place, another, placed, shown
from loyalty.handed_in.together import Good, first_seen
from loyalty.when import FIRST_US, LAST_US, to_us

Own: TypeAlias = Callable[[Any, str], Look | None]
"""How what is annotated so, in a parameter of this name, is looked at; None for as anywhere else."""
LASTS_MAX: Final = timedelta(days=3_660)
"""Goods arrive within ten years."""
WHOLE_MAX: Final = 2**63 - 1
POINTS_MAX: Final = 2**40 - 1
BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "points": (-POINTS_MAX, POINTS_MAX),
    "months": (1, 1_200),
    "threads": (1, 1_024),
    "exponent": (0, 9),
    "add_units": (0, WHOLE_MAX),
    "length": (0, 1_000),
    "at_us": (FIRST_US, LAST_US),
    **dict.fromkeys(("since_us", "until_us", "ends_us", "live", "tries_per_second", "seed"), (0, WHOLE_MAX)),
}
"""Whole numbers by what they are called; others are bounded where they are read."""
EMPTY: Final = ()
FACTS: Final = "loyalty.facts."
"""Records that hosts make are looked at with all that they hold; others are the library's own work."""
CARTS: Final = "loyalty.facts.order"
"""But carts are read figure by figure where they are priced, with errors of their own."""
UNLOOKED: Final = "__unlooked__"
"""Where a record that looks at itself keeps how it is made without."""


def look_at(kind: Any, name: str, own: Own = lambda _kind, _name: None) -> Look:  # noqa: ANN401 - an annotation
    """How what is annotated so is looked at."""
    if get_origin(kind) not in {Union, UnionType}:
        return own(kind, name) or _alone(kind, name, own)
    kinds = [one for one in get_args(kind) if one is not NoneType]
    look = own(reduce(or_, kinds), name)
    if look is None:
        looks = {one: look_at(one, name, own) for one in kinds}
        if str in looks and {Path, os.PathLike} & {get_origin(one) or one for one in kinds}:
            looks[str] = is_path
        look = looks[kinds[0]] if len(kinds) == 1 else partial(_either, looks)
    return partial(_unless_none, look) if len(kinds) < len(get_args(kind)) else look


def place(where: str, kind: Any, name: str) -> Place:  # noqa: ANN401 - an annotation
    """A parameter or field of this name and annotation."""
    look = look_at(kind, name)
    return Place(where, look, _type_tells(look))


def look_into(record: object) -> None:
    """Looks at every field of a record."""
    kind: Any = type(record)
    try:
        _fields(kind)(record)
    except LoyaltyError as error:
        placed(kind.__name__, error)


def anything(_: object) -> None:
    """What is not looked at here."""


def of(kinds: type | tuple[type, ...], value: object) -> None:
    """Raises BadArgument for what is of none of these kinds."""
    if isinstance(value, kinds):
        return
    told = [one.__name__ for one in (kinds if isinstance(kinds, tuple) else (kinds,))]
    raise another(value, (" or ".join(told), " 或 ".join(told)))


def number(value: object) -> int:
    """A whole number; raises FloatRefused, NotANumber."""
    if isinstance(value, float):
        raise FloatRefused(value=value)
    if type(value) is not int:
        raise NotANumber(value=shown(value))
    return value


def whole(what: str, value: object, *, low: int, high: int) -> int:
    """A whole number within bounds; raises FloatRefused, NotANumber, OutOfBounds."""
    found = number(value)
    if not low <= found <= high:
        raise OutOfBounds(what=what, value=shown(found), low=low, high=high)
    return found


def _bounded(what: str, low: int, high: int, value: object) -> None:
    whole(what, value, low=low, high=high)


def lasts(what: str, value: object) -> None:
    """Raises for what is no span of time that goods may take."""
    of(timedelta, value)
    if isinstance(value, timedelta) and not timedelta() <= value <= LASTS_MAX:
        raise OutOfBounds(what=what, value=value, low=timedelta(), high=LASTS_MAX)


def is_path(value: object) -> None:
    """Raises BadArgument for a text that names no file."""
    with suppress(UnicodeEncodeError):
        if (name := os.fsencode(str(value))) and b"\0" not in name:
            return
    raise BadArgument(
        where="",
        what="it is no path.",
        mend="Send the path of a file.",
        what_zh="不是路径。",
        mend_zh="请传入文件路径。",
    )


def _alone(kind: Any, name: str, own: Own) -> Look:  # noqa: ANN401 - an annotation
    """How what is of one kind is looked at; what holds others, with all that it holds."""
    origin, inner = get_origin(kind), get_args(kind)
    if inner and origin is not type:
        return _of_others(origin, inner, name, own)
    if kind is timedelta:
        return partial(lasts, name)
    if kind is int and name in BOUNDS:
        return partial(_bounded, name, *BOUNDS[name])
    return _PLAIN.get(kind) or (_record(kind) if _holds_facts(kind) else partial(of, origin or kind))


_PLAIN: Final[Mapping[Any, Look]] = {int: number, datetime: to_us, Any: anything, object: anything}


def _of_others(origin: Any, inner: tuple[Any, ...], name: str, own: Own) -> Look:  # noqa: ANN401 - as above
    if origin is Literal:
        return partial(_choice, inner)
    if origin is Callable:
        return _called
    if issubclass(origin, Mapping):
        return partial(_by_name, look_at(inner[0], name, own), look_at(inner[1], name, own))
    if origin is tuple and inner[-1] is not ...:
        return partial(_together, [look_at(one, name, own) for one in inner])
    if origin in {tuple, list, set, frozenset, Sequence, Collection, Iterable}:
        return partial(_several, origin, look_at(inner[0], name, own))
    return partial(of, origin)


def _holds_facts(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    """Whether it is a fact that has not looked at itself when it was made."""
    room = str(getattr(kind, "__module__", ""))
    if not room.startswith(FACTS) or room == CARTS:
        return False
    return hasattr(kind, "_fields") or (is_dataclass(kind) and not hasattr(kind, UNLOOKED))


def _record(kind: type) -> Look:
    def looked(value: object) -> None:
        of(kind, value)
        _fields(kind)(value)

    return looked


@cache
def _fields(kind: type) -> Look:
    """What looks at all fields of a record of this kind."""
    good: Good = {}
    names = list(getattr(kind, "_fields", None) or vars(kind)["__dataclass_fields__"])
    kinds = get_type_hints(kind)
    places = {name: place(f".{name}", kinds[name], name) for name in names}
    reads: Callable[[Any], Sequence[object]] = tuple if issubclass(kind, tuple) else _reading(names)

    def looked(record: object) -> None:
        values = reads(record)
        types = tuple(map(type, values))
        rest = good.get(types)
        if rest is None:
            first_seen(good, types, places, list(zip(names, values, strict=True)))
            return
        for at, one in rest:
            if values[at] is not EMPTY:
                one(values[at])

    return looked


def _reading(names: Sequence[str]) -> Callable[[Any], Sequence[object]]:
    if len(names) > 1:
        return cast("Callable[[Any], Sequence[object]]", attrgetter(*names))
    return lambda record: [getattr(record, name) for name in names]


def _type_tells(look: Look) -> bool:
    """Whether all values of a type that was taken are taken."""
    if not isinstance(look, partial):
        return look in {anything, number, _called}
    if look.func is _unless_none:
        return _type_tells(look.args[0])
    if look.func is _either:
        return all(_type_tells(one) for one in look.args[0].values())
    return look.func is of


def _either(looks: Mapping[Any, Look], value: object) -> None:
    """One of several kinds, and then as this kind is looked at."""
    kinds = [get_origin(one) or one for one in looks]
    for kind, look in zip(kinds, looks.values(), strict=True):
        if isinstance(value, kind):
            look(value)
            return
    if isinstance(value, float) and {int, Decimal} & set(kinds):
        raise FloatRefused(value=value)
    of(tuple(kinds), value)


def _unless_none(look: Look, value: object) -> None:
    if value is not None:
        look(value)


def _called(value: object) -> None:
    if not callable(value):
        raise another(value, ("a function", "函数"))


def _choice(known: tuple[str, ...], value: object) -> None:
    if not isinstance(value, str) or value not in known:
        told = ", ".join(known)
        raise another(value, (f"one of: {told}", f"其中之一：{told}"))


def _several(origin: type, one: Look, value: object) -> None:
    """A text is a list of its letters, and a mapping one of its keys: neither is meant."""
    listed = type(value) in _PLAIN_LISTS or not isinstance(value, _NO_LISTS)
    if not listed or not isinstance(value, origin):
        raise another(value, _LISTS.get(origin, ("a list", "列表")))
    if not isinstance(value, Collection):
        return  # it may be gone once it was looked at
    for at, part in enumerate(cast("Iterable[object]", value)):
        try:
            one(part)
        except LoyaltyError as error:
            placed(f"[{at}]", error)


_PLAIN_LISTS: Final = frozenset((tuple, list))
_NO_LISTS: Final = (str, bytes, Mapping)
_LISTS: Final[Mapping[Any, tuple[str, str]]] = {
    tuple: ("a tuple", "元组"),
    frozenset: ("a frozenset", "frozenset"),
    set: ("a set", "集合"),
}


def _together(looks: Sequence[Look], value: object) -> None:
    """So many values in their order."""
    if not isinstance(value, tuple) or len(value) != len(looks):
        raise another(value, (f"a tuple of {len(looks)}", f"由 {len(looks)} 项组成的元组"))
    for at, (look, part) in enumerate(zip(looks, value, strict=True)):
        Place(f"[{at}]", look)(part)


def _by_name(of_key: Look, of_value: Look, value: object) -> None:
    if not isinstance(value, Mapping):
        raise another(
            value, ("values by name, such as {'name': 'value'}", "以名称为键的值，例如 {'name': 'value'}")
        )
    for name, part in value.items():
        Place("", of_key)(name)
        Place(f"[{shown(name)}]", of_value)(part)
