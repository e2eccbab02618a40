"""What members do that is no order and earns points all the same: signing up, checking in, a review."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from loyalty.rules.scalars import Count, Days, Id, PositivePointCount, Rule, Word

Span: TypeAlias = Literal["ever", "day", "week", "month"]


class AtMost(Rule):
    """How often a member earns by an action in a span."""

    times: Count
    each: Span = "day"


class Streak(Rule):
    """Extra points on the so-many-th day in a row, and each time so many more have passed."""

    days: Annotated[int, Field(strict=True, ge=2, le=366)]
    points: PositivePointCount


class ActionRule(Rule):
    """Points for an action the shop reports; what goes beyond a limit earns nothing.

    Points can be spent at once. They end after `valid_days`, or as all points of the programme do.
    """

    id: Id
    name: Word | None = None
    name_zh: Word | None = None
    action: Id
    points: PositivePointCount
    at_most: Annotated[tuple[AtMost, ...], Field(max_length=4)] = ()
    streaks: Annotated[tuple[Streak, ...], Field(max_length=8)] = ()
    valid_days: Days | None = None
