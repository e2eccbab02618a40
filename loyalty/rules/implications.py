"""Whether one set of conditions holds whenever another does: certain where it says yes, else silent.

The review uses it to find offers that another one always keeps from applying.
"""

from typing import TypeAlias
from zoneinfo import ZoneInfo

from loyalty.rules.conditions import (
    AttributeIs,
    ChannelIs,
    CodeGiven,
    Condition,
    MonthDays,
    Quantity,
    Subtotal,
    TierIs,
    Weekdays,
    Window,
    canonical_code,
)
from loyalty.rules.contradictions import moment, together

Answers: TypeAlias = tuple[str, frozenset[object]] | None


def implies(given: tuple[Condition, ...], wanted: tuple[Condition, ...], zone: ZoneInfo) -> bool:
    """Whether `wanted` holds for every order for which `given` holds."""
    known = _parts(given)
    return all(any(_implies(one, asked, zone) for one in known) for asked in _parts(wanted))


def _parts(conditions: tuple[Condition, ...]) -> list[Condition]:
    return [part for condition in conditions for _, part in together(condition, "")]


def _implies(one: Condition, asked: Condition, zone: ZoneInfo) -> bool:
    match one, asked:
        case (Subtotal() | Quantity() as more, Subtotal() | Quantity() as less) if more.kind == less.kind:
            return more.minimum >= less.minimum and more.of == less.of and more.base == less.base
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
        case Weekdays() | MonthDays() | TierIs() | ChannelIs():
            return condition.kind, frozenset(condition.any)
        case AttributeIs():
            return f"attribute {condition.name}", frozenset(condition.any)
        case _:
            return None


def _inside(one: Window, around: Window, zone: ZoneInfo) -> bool:
    later = around.start is None or (
        one.start is not None and moment(one.start, zone) >= moment(around.start, zone)
    )
    sooner = around.end is None or (one.end is not None and moment(one.end, zone) <= moment(around.end, zone))
    return later and sooner
