"""Statements as libpq takes them: compiled once, what they are given in its place and as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from operator import itemgetter
from types import NoneType
from typing import Any, Final, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import psycopg as dialects

STATEMENTS_KEPT: Final = 512
INT8: Final = 20
UNKNOWN: Final = 0
_DIALECT: Final[Any] = cast("Any", dialects.dialect)(paramstyle="numeric_dollar")
_NUMBERS: Final = count(1)


class Prepared(NamedTuple):
    """A statement's text, its number (none: it is not prepared), and its parameters in order."""

    number: int | None
    sql: bytes
    order: tuple[str, ...]
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    fixed: Mapping[str, Any]
    named: bool = True
    """Whether a row's columns go by their names, or by their places only."""

    def values(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """The parameters in their order."""
        return self.pick({**self.fixed, **given} if self.fixed else given)


class Call(NamedTuple):
    """A statement with its parameters, as they are and as they go over the line."""

    statement: Prepared
    given: tuple[Any, ...]
    values: list[bytes | None]


@lru_cache(maxsize=STATEMENTS_KEPT)
def prepared(statement: Any, names: tuple[str, ...]) -> Prepared:  # noqa: ANN401 - any statement
    """A statement as libpq takes it; `names` are the columns of an insert."""
    columns = list(names) if isinstance(statement, sa.Insert) else None
    compiled = statement.compile(dialect=_DIALECT, column_keys=columns)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    named = not isinstance(statement, sa.CompoundSelect)
    return numbered(compiled.string, tuple(compiled.positiontup or ()), fixed, named=named)


def numbered(
    text: str, order: tuple[str, ...], fixed: Mapping[str, Any] | None = None, *, named: bool = True
) -> Prepared:
    """A statement that is worth preparing; its parameters are written $1 and so on."""
    return Prepared(next(_NUMBERS), text.encode(), order, _picking(order), fixed or {}, named)


def _picking(order: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(order) > 1:
        return itemgetter(*order)
    return lambda given: tuple([given[name] for name in order])


@lru_cache(maxsize=STATEMENTS_KEPT)
def plain(sql: str) -> Call:
    """A statement without parameters that is not worth preparing."""
    return Call(Prepared(None, sql.encode(), (), _picking(()), {}), (), [])


def call(statement: Prepared, given: Mapping[str, Any]) -> Call:
    """A statement with what it is given."""
    values = statement.values(given)
    told: list[bytes | None] = [
        one.encode() if type(one) is str else None if one is None else _SPELL[type(one)](one)
        for one in values
    ]
    if b"\0" in b"".join(filter(None, told)):
        from psycopg import DataError

        wrong = "PostgreSQL text fields cannot contain NUL (0x00) bytes"
        raise DataError(wrong)
    return Call(statement, values, told)


def type_of(value: Any) -> int:  # noqa: ANN401 - a parameter
    """The number of a parameter's type, which a statement is prepared for."""
    return INT8 if isinstance(value, int) else UNKNOWN


def array(values: Sequence[Any]) -> str:
    """Whole numbers, texts and nothings as PostgreSQL writes an array."""
    return "{" + ",".join([_ELEMENT[type(one)](one) for one in values]) + "}"


def _quoted(text: str) -> str:
    if "\\" in text or '"' in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


_ELEMENT: Final[dict[type, Callable[[Any], str]]] = {
    int: str,
    bool: lambda one: str(int(one)),
    str: _quoted,
    NoneType: lambda _: "NULL",
}
_SPELL: Final[dict[type, Callable[[Any], bytes]]] = {
    int: b"%d".__mod__,
    bool: b"%d".__mod__,
    list: lambda many: array(many).encode(),
}
"""Beside text and nothing, whole numbers and lists in PostgreSQL's text format: there is nothing else."""
