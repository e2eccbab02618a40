"""Records as JSON documents and back: carts, quotes, placed orders and results, to the last field."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from loyalty.facts.member import PlacedOrder
from loyalty.facts.quote import Quote

Record = TypeVar("Record")


def encode(record: object) -> str:
    """A frozen record as JSON; `decode` with its class gives an equal one.

    A cart may be encoded before its figures are read: what is no figure is refused there.
    """
    kind: Any = type(record)
    return _adapter(kind).dump_json(record, warnings=False).decode()


def decode(kind: type[Record], text: str) -> Record:
    """The record that `encode` wrote."""
    asked: Any = kind
    record: Record = _whole(_adapter(asked).validate_json(text))
    return record


def _whole(record: Any) -> Any:  # noqa: ANN401 - any record
    """JSON knows lists only: what a record holds untyped becomes tuples again."""
    if isinstance(record, Quote):
        return replace(record, cart_content=tupled(record.cart_content))
    if isinstance(record, PlacedOrder):
        return replace(record, goods=tupled(record.goods))
    quoted = getattr(record, "quote", None)
    return replace(record, quote=_whole(quoted)) if isinstance(quoted, Quote) else record


def tupled(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Lists as tuples, all the way down."""
    return tuple(tupled(one) for one in value) if isinstance(value, list | tuple) else value


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
