"""The small words of a programme document: amounts, counts, ids, texts and civil times.

The sentences for the refusals raised here live in `loyalty.rules.wording`, under the same type.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    Strict,
)
from pydantic_core import CoreSchema, core_schema

from loyalty.errors import UnknownCurrency, UnknownZone
from loyalty.facts.paths import plain_path
from loyalty.money import currency
from loyalty.rules.exact import Between, number, refuse, shown
from loyalty.when import load_zone

AMOUNT_DIGITS: Final = 13
"""Digits of an amount, before and after the point together; the currency narrows it further."""
TEXT_MAX: Final = 200


class Rule(BaseModel):
    """A frozen piece of a programme; a field that it does not know is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, hide_input_in_errors=True
    )


def table(values: Any, *, keys: Any = None, entries_min: int = 0) -> Any:  # noqa: ANN401 - as above
    """The annotations of a mapping from texts to `values`, kept as pairs sorted by key: hashable."""
    dict_of: Any = dict

    def build(_source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        mapping = handler.generate_schema(
            Annotated[dict_of[keys or Word, values], Field(min_length=entries_min)]
        )
        return core_schema.no_info_after_validator_function(
            lambda pairs: tuple(sorted(pairs.items())),
            core_schema.no_info_before_validator_function(_mapping, mapping),
            serialization=core_schema.wrap_serializer_function_ser_schema(
                lambda pairs, inner: inner(dict(pairs)), schema=mapping
            ),
        )

    return GetPydanticSchema(build)


def _mapping(value: object) -> object:
    """The pairs a frozen mapping is kept as are welcome too."""
    return dict(value) if isinstance(value, tuple) else value


def one_or_many(value: object) -> object:
    """A single thing where a list may stand is a list of one."""
    return value if value is None or isinstance(value, list | tuple) else (value,)


def _printable(text: str) -> str:
    if not text.strip():
        refuse("blank_text")
    if any(unicodedata.category(char) in _UNSEEN for char in text):
        refuse("control_character", value=shown(text))
    return text


def _path(text: str) -> str:
    path = plain_path(text)
    if not path:
        refuse("path_empty", value=shown(text))
    return path


def _currency(code: str) -> str:
    try:
        return currency(code).code
    except UnknownCurrency:
        refuse("unknown_currency", value=shown(code))


def _zone(name: str) -> str:
    try:
        return load_zone(name).key
    except UnknownZone:
        refuse("unknown_zone", value=shown(name))


def _instant(value: object) -> object:
    """A civil date or date-time in its one spelling."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or not _CIVIL.match(value):
        refuse("not_a_time", value=shown(value))
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        refuse("not_a_time", value=shown(value))
    return value if len(value) == len("2024-11-11") else moment.isoformat()


def _hour(text: str) -> str:
    if not _HOUR.match(text):
        refuse("not_an_hour", value=shown(text))
    return text


def _start_hour(text: str) -> str:
    if text == "24:00":
        refuse("not_an_hour", value=text)
    return text


_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_CIVIL = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?\Z"
)
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z|24:00\Z")

_ZERO = Decimal(0)
_AMOUNT_MAX = Decimal(10**AMOUNT_DIGITS - 1)

Amount: TypeAlias = Annotated[Decimal, number(Between(_ZERO, _AMOUNT_MAX, 4, digits=AMOUNT_DIGITS))]
"""Money in major units, 0 or more; the currency's own decimals are checked by the programme."""
PositiveAmount: TypeAlias = Annotated[
    Decimal, number(Between(_ZERO, _AMOUNT_MAX, 4, above="low", digits=AMOUNT_DIGITS))
]
Percent: TypeAlias = Annotated[Decimal, number(Between(_ZERO, Decimal(100), 4))]
PositivePercent: TypeAlias = Annotated[Decimal, number(Between(_ZERO, Decimal(100), 4, above="low"))]
Factor: TypeAlias = Annotated[Decimal, number(Between(Decimal(1), Decimal(1000), 4))]
"""What something is multiplied with: 2 doubles; never below 1, so that a bonus is never negative."""
EarnRate: TypeAlias = Annotated[Decimal, number(Between(_ZERO, Decimal(1_000_000), 6, above="low"))]
"""Points per major unit of money."""
PointCount: TypeAlias = Annotated[Decimal, number(Between(_ZERO, Decimal(10**12), 4))]
"""Points as members see them; the programme's `points.decimals` are checked by the programme."""
PositivePointCount: TypeAlias = Annotated[Decimal, number(Between(_ZERO, Decimal(10**12), 4, above="low"))]

Flag: TypeAlias = Annotated[bool, Strict()]
Days: TypeAlias = Annotated[int, Strict(), Field(ge=1, le=36_500)]
DaysOrNone: TypeAlias = Annotated[int, Strict(), Field(ge=0, le=36_500)]
"""Days, 0 for none."""
Months: TypeAlias = Annotated[int, Strict(), Field(ge=1, le=1_200)]
Years: TypeAlias = Annotated[int, Strict(), Field(ge=1, le=100)]
Count: TypeAlias = Annotated[int, Strict(), Field(ge=1, le=2**31 - 1)]
Priority: TypeAlias = Annotated[int, Strict(), Field(ge=-1_000_000, le=1_000_000)]

Word: TypeAlias = Annotated[
    str, Strict(), Field(min_length=1, max_length=TEXT_MAX), AfterValidator(_printable)
]
"""A SKU, a brand, a name: any text of one line."""
Id: TypeAlias = Annotated[str, Strict(), Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""The stable name that counters follow across versions."""
Words: TypeAlias = Annotated[tuple[Word, ...], Field(min_length=1)]
Path: TypeAlias = Annotated[Word, AfterValidator(_path)]
"""Names from the widest to the narrowest, with slashes between them: `drinks/tea`."""
Paths: TypeAlias = Annotated[tuple[Path, ...], Field(min_length=1)]
CurrencyCode: TypeAlias = Annotated[str, Strict(), Field(max_length=TEXT_MAX), AfterValidator(_currency)]
ZoneName: TypeAlias = Annotated[str, Strict(), Field(max_length=TEXT_MAX), AfterValidator(_zone)]
CivilTime: TypeAlias = Annotated[str, BeforeValidator(_instant)]
"""`2024-11-11`, `2024-11-11T20:00` on the programme's wall clock, or with an offset."""
HourText: TypeAlias = Annotated[str, Strict(), AfterValidator(_hour)]
"""`HH:MM`, 00:00 to 24:00."""
StartHour: TypeAlias = Annotated[HourText, AfterValidator(_start_hour)]
Weekday: TypeAlias = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
RoundingName: TypeAlias = Literal["half_up", "down", "up", "half_even"]
