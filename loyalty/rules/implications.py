"""Whether one set of conditions holds whenever another does: certain where it says yes, else silent.

The review uses it to find offers that another one always keeps from applying.
"""

from typing import TypeAlias
from zoneinfo import ZoneInfo

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.rules.conditions import (
    AttributeIs,
    ChannelIs,
    CodeGiven,
    Condition,
    Distinct,
    FirstOrder,
    MonthDays,
    PaymentIs,
    Quantity,
    RegionIs,
    ShippingIs,
    StoreIs,
    Subtotal,
    TierIs,
    Weekdays,
    Window,
)
from loyalty.rules.conditions_history import DaysSinceJoined, DaysSinceLastOrder, NthOrder
from loyalty.rules.contradictions import moment, together
from loyalty.rules.recurrence import Recurrence

Answers: TypeAlias = tuple[str, frozenset[object]] | None


def implies(given: tuple[Condition, ...], wanted: tuple[Condition, ...], zone: ZoneInfo) -> bool:
    """Whether `wanted` holds for every order for which `given` holds."""
    known = _parts(given)
    return all(any(_implies(one, asked, zone) for one in known) for asked in _parts(wanted))


def _parts(conditions: tuple[Condition, ...]) -> list[Condition]:
    return [part for condition in conditions for _, part in together(condition, "")]


def _implies(one: Condition, asked: Condition, zone: ZoneInfo) -> bool:  # noqa: PLR0911 - one a kind
    match one, asked:
        case (Subtotal() | Quantity() as more, Subtotal() | Quantity() as less) if more.kind == less.kind:
            return more.minimum >= less.minimum and more.of == less.of and more.base == less.base
        case (Distinct() as more, Distinct() as less):
            return more.minimum >= less.minimum and more.of == less.of
        case (FirstOrder(), NthOrder() as numbers):
            return 1 in numbers.any
        case (NthOrder() as few, NthOrder() as many):
            return _numbered(few, many)
        case (DaysSinceJoined() as inner, DaysSinceJoined() as outer) | (
            DaysSinceLastOrder() as inner,
            DaysSinceLastOrder() as outer,
        ):
            return _within(inner, outer)
        case (Recurrence() as few, Recurrence() as many):
            return few.days <= many.days
        case (RegionIs() as few, RegionIs() as many):
            return all(any(_below(one, root) for root in many.any) for one in few.any)
        case (CodeGiven() as few, CodeGiven() as many):
            return {canonical_code(code) for code in few.any} <= {canonical_code(code) for code in many.any}
        case (Window() as inner, Window() as outer):
            return _inside(inner, outer, zone)
        case _:
            return one == asked or _narrower(_answers(one), _answers(asked))


def _narrower(one: Answers, asked: Answers) -> bool:
    return one is not None and asked is not None and one[0] == asked[0] and one[1] <= asked[1]


def _answers(condition: Condition) -> Answers:
    """What a condition asks about and the answers it takes; None for what is no list of answers."""
    match condition:
        case Weekdays() | MonthDays() | TierIs() | ChannelIs() | StoreIs() | PaymentIs() | ShippingIs():
            return condition.kind, frozenset(condition.any)
        case AttributeIs():
            return f"attribute {condition.name}", frozenset(condition.any)
        case _:
            return None


def _numbered(one: NthOrder, asked: NthOrder) -> bool:
    """Whether every order number of one is a number of the other."""
    if asked.every is None:
        return one.every is None and set(one.any) <= set(asked.any)
    if one.every is not None:
        return one.every % asked.every == 0
    return all(number % asked.every == 0 for number in one.any)


def _within(one: DaysSinceJoined | DaysSinceLastOrder, around: DaysSinceJoined | DaysSinceLastOrder) -> bool:
    """Whether a span of days lies inside another."""
    later = around.at_least is None or around.at_least <= (one.at_least or 0)
    sooner = around.at_most is None or (one.at_most is not None and one.at_most <= around.at_most)
    return later and sooner


def _below(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}/")


def _inside(one: Window, around: Window, zone: ZoneInfo) -> bool:
    later = around.start is None or (
        one.start is not None and moment(one.start, zone) >= moment(around.start, zone)
    )
    sooner = around.end is None or (one.end is not None and moment(one.end, zone) <= moment(around.end, zone))
    return later and sooner
