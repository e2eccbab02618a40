"""Verbs that look at what they are handed before they do anything."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache, partial, wraps
from inspect import signature
from itertools import zip_longest
from typing import Any, TypeVar, cast, get_type_hints

from loyalty.handed_in.looks import anything, place
from loyalty.handed_in.place import Place
from loyalty.handed_in.together import Good, first_seen

Verb = TypeVar("Verb", bound=Callable[..., Any])


def looking(*left: str) -> Callable[[Verb], Verb]:
    """The verb, which first looks at what it is handed; what is `left` it reads with errors of its own."""

    def made(verb: Verb) -> Verb:
        good: Good = {}
        places = cache(partial(_places, verb, left))

        @wraps(verb)
        def looked(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever is sent
            values = (*given, *named.values())
            kinds = (*map(type, values), *named)
            rest = good.get(kinds)
            if rest is None:
                in_order = zip_longest([*places()][: len(given)], given, fillvalue="")
                first_seen(good, kinds, places(), [*in_order, *named.items()])
            else:
                for at, one in rest:
                    one(values[at])
            return verb(*given, **named)

        return cast("Verb", looked)

    return made


def _places(verb: Callable[..., Any], left: Collection[str]) -> dict[str, Place]:
    """The parameters of a verb in their order."""
    kinds = get_type_hints(verb)
    found = {}
    for name in signature(verb).parameters:
        where = f"{verb.__name__}({name})"
        looked = name not in left and name in kinds
        found[name] = place(where, kinds[name], name) if looked else Place(where, anything, by_kind=True)
    return found
