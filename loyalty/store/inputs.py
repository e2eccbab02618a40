"""What a host sends, looked at before anything is asked of the database: references, texts, whole numbers.

A database would cut a text, refuse it in words of its own, or take a number for another one; here it is
refused alike on all of them. What identifies a person is never repeated in an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from loyalty.errors import BadReference
from loyalty.handed_in import shown, unlike, whole
from loyalty.store.tables.columns import KEY_LENGTH

TEXT_MAX: Final = 2_000
"""Characters of a reason, an attribute, an identity."""
KIND_MAX: Final = 32
ATTRIBUTES_MAX: Final = 200
DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def reference(what: str, value: object, *, longest: int = KEY_LENGTH) -> str:
    """A reference of the host as it may be stored, to its last blank; raises BadReference.

    Nobody means one of blanks alone: it would be the same one for all who sent a field that was left empty.
    """
    if not isinstance(value, str):
        raise BadReference(what=what, value=f"{shown(value)} ({type(value).__name__})", longest=longest)
    if not value.strip() or len(value) > longest or not value.isprintable():
        raise BadReference(what=what, value=shown(value), longest=longest)
    return value


def free_text(what: str, value: object) -> str:
    """A text somebody wrote, as it may be stored; raises BadReference, which does not repeat it."""
    if not isinstance(value, str) or len(value) > TEXT_MAX or "\0" in value or not _encodes(value):
        raise BadReference(what=what, value=type(value).__name__, longest=TEXT_MAX)
    return value


def attributes_of(given: Mapping[str, str | None] | None) -> dict[str, str | None]:
    """A member's attributes by name; raises BadReference, OutOfBounds."""
    named = by_name("attributes", given)
    whole("attributes", len(named), low=0, high=ATTRIBUTES_MAX)
    return {
        reference("attribute", name): None if value is None else free_text(f"attribute {name}", value)
        for name, value in named.items()
    }


def birthday_of(given: tuple[int, int] | None) -> tuple[int, int] | None:
    """A month and a day of it; raises OutOfBounds and what is wrong with a number."""
    if given is None:
        return None
    pair: object = given  # whatever a host sends
    if not isinstance(pair, tuple | list) or len(pair) != 2:  # noqa: PLR2004 - a month and a day
        mend = ("Send month and day, such as (11, 30).", "请传入月和日，例如 (11, 30)。")
        raise unlike("birthday", pair, mend)
    month, day = given
    month = whole("month", month, low=1, high=12)
    return month, whole("day", day, low=1, high=DAYS[month - 1])


def by_name(where: str, given: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """What was told by name, nothing if nothing was; raises BadArgument for what is no mapping."""
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return given
    raise unlike(
        where,
        given,
        (
            "Send values by name, such as {'name': 'value'}.",
            "请传入以名称为键的值，例如 {'name': 'value'}。",
        ),
    )


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character
        return False
    return True
