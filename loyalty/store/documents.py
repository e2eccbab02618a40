"""Records as JSON documents and back: carts, quotes, placed orders and results, to the last field."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from loyalty.errors import BadReference
from loyalty.facts.member import PlacedOrder
from loyalty.facts.quote import Quote
from loyalty.store.tables.columns import KEY_LENGTH

Record = TypeVar("Record")


def encode(record: object) -> str:
    """A frozen record as JSON; `decode` with its class gives an equal one. Raises BadReference.

    A cart may be encoded before its figures are read: what is no figure is refused there.
    """
    kind: Any = type(record)
    try:
        return _adapter(kind).dump_json(record, warnings=False).decode()
    except PydanticSerializationError:  # half a character: no text of a shop has one
        raise BadReference(what=kind.__name__, value="\ud800", longest=KEY_LENGTH) from None


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
