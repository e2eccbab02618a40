"""Records that look at themselves when a host makes one; what the library makes itself needs no look."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from loyalty.handed_in.looks import UNLOOKED, look_into

Asked = ParamSpec("Asked")
Record = TypeVar("Record")


def looks_into(kind: type[Record]) -> type[Record]:
    """A dataclass whose records look at every field when they are made; the error says which one it is."""
    made: Any = kind.__init__

    @wraps(made)
    def looked(self: object, *given: Any, **named: Any) -> None:  # noqa: ANN401 - whatever is sent
        made(self, *given, **named)
        look_into(self)

    changing = cast("Any", kind)
    changing.__init__ = looked
    setattr(changing, UNLOOKED, made)
    return kind


def known(kind: Callable[Asked, Record]) -> Callable[Asked, Record]:
    """What makes a record of the library's own work, which nobody has handed in."""
    made: Any = getattr(kind, UNLOOKED)
    blank: Any = kind

    def unlooked(*given: Asked.args, **named: Asked.kwargs) -> Record:
        record: Record = blank.__new__(blank)
        made(record, *given, **named)
        return record

    return unlooked


def changed(record: Record, **changes: object) -> Record:
    """`dataclasses.replace` by the library's own work."""
    fields: Any = type(record)
    named = {name: getattr(record, name) for name in fields.__dataclass_fields__}
    return cast("Record", known(fields)(**named | changes))
