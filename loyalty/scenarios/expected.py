"""What a scenario expects: figures of a quote or a return, and what the member stands at afterwards.

Only what is written is compared; `applied` is the exception, it names every offer that applies, so that one
which nobody thought of is noticed.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from loyalty.rules.scalars import Amount, Count, PointCount, Rule, Word, one_or_many, table
from loyalty.scenarios.given import Levels, Whole

ReasonName: TypeAlias = Literal[
    "member_required",
    "condition",
    "outside_window",
    "wrong_day",
    "wrong_channel",
    "wrong_attribute",
    "not_birthday",
    "no_code",
    "below_minimum",
    "too_few",
    "not_first_order",
    "wrong_tier",
    "limit_reached",
    "member_limit_reached",
    "budget_spent",
    "no_effect",
    "better_in_lane",
    "lane_taken",
    "group_taken",
    "exclusive_taken",
    "too_few_different",
    "wrong_order_number",
    "wrong_days_since_joined",
    "wrong_days_since_last_order",
    "wrong_store",
    "wrong_payment_method",
    "wrong_shipping_method",
    "wrong_region",
    "not_combinable",
    "no_coupon",
    "not_chosen",
    "coupon_not_yet",
    "coupon_ended",
    "offer_paused",
    "unknown_code",
    "other_code_refused",
    "identity_limit_reached",
]
"""The names of `Reason`, in small letters."""
ErrorCode: TypeAlias = Literal[
    "bad_cart", "over_return", "unknown_order", "already_placed", "duplicate_return"
]
CouponFate: TypeAlias = Literal["used"] | ReasonName
"""What became of a coupon: used, or the reason why not."""
Amounts: TypeAlias = Annotated[tuple[tuple[Word, Amount], ...], table(Amount)]


class AfterExpected(Rule):
    """What a member stands at once a step is booked and all that was due by then with it."""

    tier: Levels | None = None
    available: PointCount | None = None
    pending: PointCount | None = None
    booked: PointCount | None = None
    debt: PointCount | None = None
    orders: Whole | None = None
    coupons: Annotated[tuple[Word, ...], BeforeValidator(one_or_many)] | None = None


class LineExpected(Rule):
    """What becomes of one line: money off by offers, what points pay, what is left, money off by offer.

    `tendered` is what tenders pay of `to_pay`; `tax` lies in it, or on top where prices do not include tax.
    """

    discount: Amount | None = None
    points_value: Amount | None = None
    to_pay: Amount | None = None
    tendered: Amount | None = None
    tax: Amount | None = None
    offers: Amounts | None = None


class OrderExpected(Rule):
    """Figures of a quote; `tier` is the level it was priced at, `after` what follows once it is placed.

    `to_pay` is what is left after tenders, with tax.
    """

    error: ErrorCode | None = None
    goods: Amount | None = None
    discount: Amount | None = None
    points_spent: PointCount | None = None
    points_value: Amount | None = None
    points_max: PointCount | None = None
    shipping: Amount | None = None
    shipping_discount: Amount | None = None
    tendered: Amount | None = None
    tenders: Amounts = Field(default=(), json_schema_extra={"default": {}})
    tax: Amount | None = None
    to_pay: Amount | None = None
    points_earned: PointCount | None = None
    points_base: PointCount | None = None
    points_bonus: PointCount | None = None
    tier: Levels | None = None
    applied: Amounts | None = None
    refused: Annotated[tuple[tuple[Word, ReasonName], ...], table(ReasonName)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    short_by: Amounts = Field(default=(), json_schema_extra={"default": {}})
    coupons: Annotated[tuple[tuple[Word, CouponFate], ...], table(CouponFate)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    gifts: Annotated[tuple[tuple[Word, Count], ...], table(Count)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    lines: Annotated[tuple[tuple[Word, LineExpected], ...], table(LineExpected)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    after: AfterExpected = AfterExpected()


class ReturnExpected(Rule):
    """Figures of a return: what it was worth, points given back and taken back, what was missing.

    `returned` is `tendered`, what tenders had paid, and `cash`; `tax` is in it or on top of it.
    """

    error: ErrorCode | None = None
    returned: Amount | None = None
    tendered: Amount | None = None
    cash: Amount | None = None
    tax: Amount | None = None
    points_back: PointCount | None = None
    points_back_value: Amount | None = None
    taken_back: PointCount | None = None
    debt: PointCount | None = None
    shortfall: PointCount | None = None
    after: AfterExpected = AfterExpected()


def asks(expected: OrderExpected | ReturnExpected | AfterExpected) -> bool:
    """Whether anything is expected at all; `applied: {}` expects that no offer applies."""
    return expected != type(expected)()
