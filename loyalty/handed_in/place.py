"""Where something was handed in, and the errors for what cannot be taken there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NoReturn, TypeAlias

from loyalty.errors import BadArgument, LoyaltyError

Look: TypeAlias = Callable[[Any], object]
"""Raises for what cannot be taken; the error says where as far as it knows."""
SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """One parameter or field: what it is called, how it is looked at, whether a type tells all."""

    where: str
    look: Look
    by_kind: bool = False

    def __call__(self, value: object) -> None:
        """Raises what the look raises, with where it was."""
        try:
            self.look(value)
        except LoyaltyError as error:
            placed(self.where, error)


def placed(where: str, error: LoyaltyError) -> NoReturn:
    """Raises the error, which was found further in, with where that is."""
    told = f"{where}{error.fields.get('where', '')}"
    raise type(error)(**{**error.fields, "where": told}) from None


def another(value: object, wanted: tuple[str, str]) -> BadArgument:
    """The error for what is of another kind than is wanted, in both languages."""
    return unlike("", value, (f"Send {wanted[0]}.", f"请传入 {wanted[1]}。"))


def unlike(where: str, value: object, mend: tuple[str, str]) -> BadArgument:
    """The error for what is of another kind than is meant; how to mend it in both languages."""
    kind = type(value).__name__
    return BadArgument(
        where=where,
        what=f"it is of type {kind}.",
        mend=mend[0],
        what_zh=f"类型为 {kind}。",
        mend_zh=mend[1],
    )


def shown(value: object) -> str:
    """What somebody sent, by its beginning."""
    try:
        return str(value)[:SHOWN]
    except ValueError:  # more digits than Python writes
        return type(value).__name__
