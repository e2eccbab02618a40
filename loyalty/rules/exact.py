"""Exact numbers: every figure of a document comes in exactly or not at all, and in one spelling.

`1000.00`, `1e3` and "1000" become the same digits, so two documents that mean the same have the same hash.
The sentences for the refusals raised here live in `loyalty.rules.wording`, under the same type.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, NoReturn

from pydantic import GetPydanticSchema
from pydantic_core import PydanticCustomError, core_schema


def refuse(kind: str, **facts: object) -> NoReturn:
    """Raise the validation error of this type; `wording` turns type and facts into a sentence."""
    told = ", ".join(f"{name} {{{name}}}" for name in facts)
    raise PydanticCustomError(kind, f"{kind}: {told}", facts)


def exact(value: object) -> Decimal:
    """The number as a Decimal in its one spelling, never by way of a float."""
    if isinstance(value, float):
        refuse("float_refused", value=repr(value))
    if isinstance(value, str) and _NUMBER.match(value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        refuse("not_a_number", value=shown(value))
    number = Decimal(value)
    if not number.is_finite():
        refuse("not_a_number", value=str(number))
    if (number and abs(number.adjusted()) > _ADJUSTED_MAX) or len(number.as_tuple().digits) > _DIGITS_MAX:
        refuse("number_out_of_range", value=shown(value))
    return Decimal(plain(number))


def plain(number: Decimal) -> str:
    """The fewest plain digits that say the number: `1000`, `0.05`."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole(number: Decimal) -> bool:
    """Whether the number has no decimals."""
    return "." not in plain(number)


def shown(value: object) -> str:
    """A value short enough to stand in a sentence, without characters that do not print."""
    if isinstance(value, int) and value.bit_length() > _BITS_SHOWN:
        return "…"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    text = str(value)[: _SHOWN_MAX + 1]
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return text if len(text) <= _SHOWN_MAX else text[: _SHOWN_MAX - 1] + "…"


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers from `low` (or above it) to `high` with at most so many decimals and digits."""

    low: Decimal
    high: Decimal
    decimals: int
    above: Literal["low", "none"] = "none"
    digits: int = 40

    def __call__(self, number: Decimal) -> Decimal:
        """The number, if it lies inside."""
        if number < self.low or number > self.high or (self.above == "low" and number == self.low):
            kind = "must_be_above" if self.above == "low" and number <= self.low else "out_of_bounds"
            refuse(kind, value=shown(number), low=plain(self.low), high=plain(self.high))
        _, digits, exponent = number.as_tuple()
        if -int(exponent) > self.decimals:
            refuse("too_many_decimals", value=shown(number), decimals=self.decimals)
        if len(digits) > self.digits:
            refuse("too_many_digits", value=shown(number), digits=self.digits)
        return number

    def schema(self) -> dict[str, Any]:
        """What JSON Schema can say of it: a number, or its digits as text."""
        low = "exclusiveMinimum" if self.above == "low" else "minimum"
        number = {"type": "number", low: int(self.low), "maximum": int(self.high)}
        return {"anyOf": [number, {"type": "string", "pattern": _NUMBER_JSON}]}


def number(limits: Between) -> Any:  # noqa: ANN401 - an annotation, which no type describes
    """The pydantic annotations of an exact number within limits."""
    return GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_plain_validator_function(
            lambda value: limits(exact(value)),
            serialization=core_schema.plain_serializer_function_ser_schema(plain, when_used="json"),
        ),
        lambda _schema, _handler: limits.schema(),
    )


_ADJUSTED_MAX: Final = 30
_DIGITS_MAX: Final = 60
_BITS_SHOWN: Final = 256
_SHOWN_MAX: Final = 60
_NUMBER_JSON: Final = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?\Z")
