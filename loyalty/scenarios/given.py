"""What a scenario starts from: who orders and what they stand at, which goods lie in the cart, and when."""

import re
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, Strict, model_validator

from loyalty.facts.order import CodesUse
from loyalty.rules.exact import refuse, shown
from loyalty.rules.scalars import (
    Amount,
    CivilTime,
    Count,
    Flag,
    Id,
    Percent,
    PointCount,
    PositivePointCount,
    Rule,
    Word,
    Words,
    one_or_many,
    table,
)

DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LINES_MAX: Final = 500
CHOICES: Final = ("best", "none")
_DIGITS = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,4})?\Z")


def _birthday(text: str) -> str:
    """A day of the year, `MM-DD`."""
    month, mark, day = text.partition("-")
    whole = len(text) == len("05-04") and mark and month.isdecimal() and day.isdecimal() and text.isascii()
    if not whole or not 1 <= int(month) <= len(DAYS) or not 1 <= int(day) <= DAYS[int(month) - 1]:
        refuse("not_a_birthday", value=shown(text))
    return text


def _points(value: object) -> object:
    """`max`, `none` or how many."""
    if value in {"max", "none"}:
        return value
    if not isinstance(value, str):
        return value
    if not _DIGITS.match(value):
        refuse("not_points", value=shown(value))
    return Decimal(value)


Birthday: TypeAlias = Annotated[str, Strict(), AfterValidator(_birthday)]
PointsAsked: TypeAlias = Annotated[str | PointCount, BeforeValidator(_points)]
CouponsAsked: TypeAlias = Annotated[
    Literal["best", "none"] | Words,
    BeforeValidator(lambda value: value if value in CHOICES else one_or_many(value)),
]
"""`best`, `none`, or the ids of the coupons to use."""
Attributes: TypeAlias = Annotated[tuple[tuple[Word, Word], ...], table(Word)]
Levels: TypeAlias = Annotated[tuple[Id, ...], BeforeValidator(one_or_many), Field(min_length=1, max_length=8)]
"""One level, or one of each track."""
Whole: TypeAlias = Annotated[int, Strict(), Field(ge=0, le=2**31 - 1)]


class Lot(Rule):
    """Points of one lot: when they could first be spent and when they end."""

    points: PositivePointCount
    available: CivilTime | None = None
    expires: CivilTime | None = None


class Coupon(Rule):
    """A coupon of one offer that the member holds; its id is the offer's unless said."""

    offer: Id
    id: Word | None = None
    starts: CivilTime | None = None
    ends: CivilTime | None = None


class MemberGiven(Rule):
    """A member as the scenario finds them; what is left out is that of somebody who joined just now.

    `since` is when the level and the credit were reached, the moment before the first step unless said.
    """

    id: Word = "member"
    joined: CivilTime | None = None
    birthday: Birthday | None = None
    attributes: Attributes = Field(default=(), json_schema_extra={"default": {}})
    orders: Whole = 0
    last_order: CivilTime | None = None
    tier: Levels = ()
    credit: Annotated[tuple[tuple[Id, Amount], ...], table(Amount, keys=Id)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    since: CivilTime | None = None
    points: PointCount = Decimal(0)
    lots: Annotated[tuple[Lot, ...], Field(max_length=100)] = ()
    coupons: Annotated[tuple[Coupon, ...], Field(max_length=100)] = ()
    debt: PointCount = Decimal(0)


class LineGiven(Rule):
    """One line of goods; its id is its number unless said."""

    id: Word | None = None
    sku: Word
    price: Amount | None = None
    quantity: Count = 1
    amount: Amount | None = None
    list_price: Amount | None = None
    list_amount: Amount | None = None
    floor_price: Amount = Decimal(0)
    unit_cost: Amount | None = None
    category: Word | None = None
    brand: Word | None = None
    seller: Word | None = None
    attributes: Attributes = Field(default=(), json_schema_extra={"default": {}})
    selected: Flag = True
    gift: Flag = False
    excluded_from_offers: Flag = False
    excluded_from_points: Flag = False
    tax_rate: Percent = Decimal(0)

    @model_validator(mode="after")
    def _has_one_price(self) -> "LineGiven":
        if (self.price is None) == (self.amount is None):
            refuse("line_needs_one_price")
        return self


Lines: TypeAlias = Annotated[tuple[LineGiven, ...], Field(min_length=1, max_length=LINES_MAX)]


class TenderGiven(Rule):
    """Money somebody already holds and pays with: stored value, a gift card."""

    name: Word
    amount: Amount


class MethodGiven(Rule):
    """A way to ship the order, and its fee."""

    id: Word
    fee: Amount = Decimal(0)


class CartGiven(Rule):
    """What is about to be bought; points are spent only where the cart says so, coupons as is best."""

    lines: Lines
    codes: Words = ()
    codes_use: CodesUse = "each"
    coupons: CouponsAsked = "best"
    channel: Word | None = None
    store: Word | None = None
    payment_method: Word | None = None
    shipping_method: Word | None = None
    region: Word | None = None
    shipping_fee: Amount = Decimal(0)
    shipping_methods: Annotated[tuple[MethodGiven, ...], Field(max_length=20)] = ()
    points: PointsAsked = "none"
    tenders: Annotated[tuple[TenderGiven, ...], Field(max_length=20)] = ()
    prices_include_tax: Flag = True
    shipping_tax_rate: Percent = Decimal(0)


def line_ids(lines: Lines) -> tuple[str, ...]:
    """The lines' ids: as written, or their numbers counting from 1."""
    return tuple(line.id or str(number) for number, line in enumerate(lines, start=1))


def coupon_ids(coupons: tuple[Coupon, ...]) -> tuple[str, ...]:
    """The coupons' ids: as written, or their offers', numbered from the second of an offer on."""
    seen: dict[str, int] = {}
    ids = []
    for coupon in coupons:
        seen[coupon.offer] = seen.get(coupon.offer, 0) + 1
        ids.append(
            coupon.id or (coupon.offer if seen[coupon.offer] == 1 else f"{coupon.offer}-{seen[coupon.offer]}")
        )
    return tuple(ids)
