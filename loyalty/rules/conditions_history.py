"""Conditions on how long a member has been with the shop, when they were last here, and how often.

Days are those of the programme's calendar: an order at 00:10 lies one day after one at 23:50.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, Strict, model_validator

from loyalty.rules.exact import refuse
from loyalty.rules.scalars import DaysOrNone, Rule

OrderNumber: TypeAlias = Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
"""A member's orders are numbered from 1."""
EachOrders: TypeAlias = Annotated[int, Strict(), Field(ge=2, le=1_000_000)]


class NthOrder(Rule):
    """The order is the member's n-th: one of `any`, or each one that `every` divides; the first is 1."""

    kind: Literal["nth_order"]
    any: Annotated[tuple[OrderNumber, ...], Field(max_length=100)] = ()
    every: EachOrders | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> "NthOrder":
        if bool(self.any) == (self.every is not None):
            refuse("nth_order_needs_one")
        return self


class DaysSinceJoined(Rule):
    """So many days have passed since the member joined; the day of joining is 0."""

    kind: Literal["days_since_joined"]
    at_least: DaysOrNone | None = None
    at_most: DaysOrNone | None = None

    @model_validator(mode="after")
    def _has_an_edge(self) -> "DaysSinceJoined":
        _needs_an_edge(self.at_least, self.at_most)
        return self


class DaysSinceLastOrder(Rule):
    """So many days have passed since the member's last order; without one it does not hold."""

    kind: Literal["days_since_last_order"]
    at_least: DaysOrNone | None = None
    at_most: DaysOrNone | None = None

    @model_validator(mode="after")
    def _has_an_edge(self) -> "DaysSinceLastOrder":
        _needs_an_edge(self.at_least, self.at_most)
        return self


def _needs_an_edge(at_least: int | None, at_most: int | None) -> None:
    """Refuse a span of days without an edge, and one that ends before it begins."""
    if at_least is None and at_most is None:
        refuse("days_without_edge")
    if at_least is not None and at_most is not None and at_most < at_least:
        refuse("days_empty", at_least=at_least, at_most=at_most)
