"""Conditions that can never hold: empty windows, and questions whose answers exclude each other.

What is found is certain; what is not found may still never happen. Only conditions that must all hold are
compared, `any` counts when each of its branches is impossible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from loyalty.errors import Problem
from loyalty.rules.conditions import (
    AllOf,
    AnyOf,
    AttributeIs,
    ChannelIs,
    Condition,
    FirstOrder,
    MonthDays,
    Not,
    PaymentIs,
    ShippingIs,
    StoreIs,
    TierIs,
    Weekdays,
    Window,
)
from loyalty.rules.conditions_history import DaysSinceJoined, DaysSinceLastOrder, NthOrder
from loyalty.rules.recurrence import Recurrence
from loyalty.rules.wording_review import doubt
from loyalty.when import civil

if TYPE_CHECKING:
    from loyalty.rules.program import Program

Parts: TypeAlias = list[tuple[str, Condition]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What conditions are judged against: the calendar, the present if known, and whose level is whose."""

    zone: ZoneInfo
    now: datetime | None
    track_of: dict[str, str]

    @classmethod
    def of(cls, program: "Program", now: datetime | None) -> "Scene":
        """The scene of a programme."""
        tracks = {level.id: track.id for track in program.tiers for level in track.levels}
        return cls(program.zone, now, tracks)

    def is_over(self, end: str) -> bool:
        """Whether this civil time has come; never so without a present."""
        return self.now is not None and moment(end, self.zone) <= self.now


@lru_cache(maxsize=2_048)
def moment(text: str, zone: ZoneInfo) -> datetime:
    """A civil time of a programme as an instant; asked again and again where many windows are compared."""
    return civil(text, zone)


def never(when: tuple[Condition, ...], path: str, scene: Scene) -> Problem | None:
    """Why the conditions cannot all hold, or no longer; None when nothing speaks against it."""
    return _never([part for i, one in enumerate(when) for part in together(one, f"{path}[{i}]")], scene)


def together(condition: Condition, path: str) -> Iterator[tuple[str, Condition]]:
    """The conditions that must all hold for this one to hold."""
    if isinstance(condition, AllOf):
        for i, inner in enumerate(condition.conditions):
            yield from together(inner, f"{path}.conditions[{i}]")
    else:
        yield path, condition


def _never(parts: Parts, scene: Scene) -> Problem | None:
    return (
        _empty(parts, scene)
        or _apart(parts, scene)
        or _days_apart(parts)
        or _opposite(parts)
        or _branches(parts, scene)
        or _past(parts, scene)
    )


def _empty(parts: Parts, scene: Scene) -> Problem | None:
    """A window that ends before it starts, or two of them without common time."""
    starts: list[tuple[datetime, str, str]] = []
    ends: list[tuple[datetime, str, str]] = []
    for path, window in parts:
        if isinstance(window, Window):
            if window.start is not None:
                starts.append((moment(window.start, scene.zone), path, window.start))
            if window.end is not None:
                ends.append((moment(window.end, scene.zone), path, window.end))
    if not starts or not ends or max(starts)[0] < min(ends)[0]:
        return None
    (_, start_path, start), (_, end_path, end) = max(starts), min(ends)
    if start_path == end_path:
        return doubt("window_empty", end_path, start=start, end=end)
    return doubt("never_true", max(start_path, end_path), other=min(start_path, end_path))


def _past(parts: Parts, scene: Scene) -> Problem | None:
    for path, window in parts:
        if isinstance(window, Window) and window.end is not None and scene.is_over(window.end):
            return doubt("window_past", f"{path}.end", end=window.end)
    return None


def _apart(parts: Parts, scene: Scene) -> Problem | None:
    """Two questions about the same thing without a common answer."""
    answers: dict[object, tuple[str, frozenset[object]]] = {}
    for path, condition in parts:
        subject, own = _answers(condition, scene)
        if subject is None:
            continue
        first, left = answers.get(subject, (path, own))
        if not left & own:
            return doubt("never_true", path, other=first)
        answers[subject] = (first, left & own)
    return None


def _answers(condition: Condition, scene: Scene) -> tuple[object, frozenset[object]]:  # noqa: PLR0911 - one a kind
    """What a condition asks about, and the answers it takes; None for what has no single answer."""
    match condition:
        case ChannelIs() | StoreIs() | PaymentIs() | ShippingIs() | Weekdays() | MonthDays():
            return condition.kind, frozenset(condition.any)
        case FirstOrder():
            return "nth_order", frozenset({1})
        case NthOrder(any=numbers) if numbers:
            return "nth_order", frozenset(numbers)
        case Recurrence():
            return condition.kind, frozenset(condition.days)
        case AttributeIs():
            return ("attribute", condition.name), frozenset(condition.any)
        case TierIs():
            tracks = {scene.track_of[level] for level in condition.any}
            return (("tier", *tracks) if len(tracks) == 1 else None), frozenset(condition.any)
        case _:
            return None, frozenset()


def _days_apart(parts: Parts) -> Problem | None:
    """Spans of days without a common day, and a last order asked of who may have none."""
    first = next((path for path, one in parts if isinstance(one, FirstOrder)), None)
    for kind in (DaysSinceJoined, DaysSinceLastOrder):
        spans = [(path, one) for path, one in parts if isinstance(one, kind)]
        if spans and first is not None and kind is DaysSinceLastOrder:
            return doubt("never_true", max(first, spans[0][0]), other=min(first, spans[0][0]))
        starts = [(one.at_least, path) for path, one in spans if one.at_least is not None]
        ends = [(one.at_most, path) for path, one in spans if one.at_most is not None]
        if starts and ends and max(starts)[0] > min(ends)[0]:
            places = max(starts)[1], min(ends)[1]
            return doubt("never_true", max(places), other=min(places))
    return None


def _opposite(parts: Parts) -> Problem | None:
    """A condition and its own negation."""
    for path, condition in parts:
        for other, again in parts:
            if isinstance(condition, Not) and condition.condition == again:
                return doubt("never_true", path, other=other)
    return None


def _branches(parts: Parts, scene: Scene) -> Problem | None:
    for path, condition in parts:
        if isinstance(condition, AnyOf):
            branches = [
                _never(list(together(branch, f"{path}.conditions[{i}]")), scene)
                for i, branch in enumerate(condition.conditions)
            ]
            if all(branches):
                return branches[0]
    return None
