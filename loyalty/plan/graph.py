"""Conditions as a jump graph: every node asks one question and says where to go on.

Questions without history become one bit of the order each; `all` is split so that every bit keeps its own
reason, while `any` and `not` over such questions fold into one bit.
"""

from __future__ import annotations

from typing import Final

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.money import Currency, to_minor
from loyalty.plan.tables import Registry
from loyalty.rules.conditions import (
    AllOf,
    AnyOf,
    AttributeIs,
    Birthday,
    ChannelIs,
    CodeGiven,
    Condition,
    FirstOrder,
    Hours,
    MonthDays,
    Not,
    Quantity,
    Subtotal,
    TierIs,
    Weekdays,
    Window,
    flatten,
)

BASES: Final = {
    "list": codes.BASE_LIST,
    "after_items": codes.BASE_AFTER_ITEMS,
    "running": codes.BASE_RUNNING,
    "paid": codes.BASE_PAID,
}
BIT_REASONS: Final[dict[type, int]] = {
    Window: codes.OUTSIDE_WINDOW,
    Weekdays: codes.WRONG_DAY,
    MonthDays: codes.WRONG_DAY,
    Hours: codes.OUTSIDE_WINDOW,
    ChannelIs: codes.WRONG_CHANNEL,
    AttributeIs: codes.WRONG_ATTRIBUTE,
    Birthday: codes.NOT_BIRTHDAY,
    CodeGiven: codes.NO_CODE,
}
WITH_HISTORY: Final = (Subtotal, Quantity, FirstOrder, TierIs)
OF_A_MEMBER: Final = (FirstOrder, TierIs, AttributeIs, Birthday)


class Graph:
    """Builds nodes for one programme."""

    def __init__(self, registry: Registry, unit: Currency, levels: dict[str, tuple[int, int]]) -> None:
        self._registry = registry
        self._unit = unit
        self._levels = levels

    def entry(self, conditions: tuple[Condition, ...], base: str) -> int:
        """Where the walk for these conditions starts; PASS when there are none."""
        return self._all(conditions, base, codes.PASS, codes.FAIL)

    def level(self, track: int, level: int, yes: int, no: int = codes.FAIL) -> int:
        """A node that asks for one level of one track."""
        node = row("nodes", kind=codes.ON_LEVEL, arg=track, limit=level, yes=yes, no=no, reason=codes.WRONG_TIER)
        return self._add(node)

    def subtotal(self, minimum_minor: int, base: str) -> int:
        """A node that asks for a minimum of all goods."""
        return self._add(
            row("nodes", kind=codes.ON_SUBTOTAL, limit=minimum_minor, selector=codes.NONE, base=BASES[base],
                yes=codes.PASS, no=codes.FAIL, reason=codes.BELOW_MINIMUM)
        )

    def _all(self, conditions: tuple[Condition, ...], base: str, yes: int, no: int) -> int:
        for condition in reversed(conditions):
            yes = self._lower(condition, base, yes, no)
        return yes

    def _lower(self, condition: Condition, base: str, yes: int, no: int) -> int:
        if isinstance(condition, AllOf):
            return self._all(condition.conditions, base, yes, no)
        if not isinstance(condition, WITH_HISTORY) and without_history(condition):
            reason = BIT_REASONS.get(type(condition), codes.CONDITION)
            bit = self._registry.bit(condition)
            return self._add(row("nodes", kind=codes.ON_BIT, arg=bit, yes=yes, no=no, reason=reason))
        match condition:
            case AnyOf():
                for one in reversed(condition.conditions):
                    no = self._lower(one, base, yes, no)
                return no
            case Not():
                return self._lower(condition.condition, base, no, yes)
            case Subtotal():
                return self._measured(codes.ON_SUBTOTAL, to_minor(condition.minimum, self._unit), condition, base,
                                      yes, no)
            case Quantity():
                return self._measured(codes.ON_QUANTITY, condition.minimum, condition, base, yes, no)
            case TierIs():
                for name in reversed(condition.any):
                    no = self.level(*self._levels[name], yes, no)
                return no
            case _:
                return self._add(
                    row("nodes", kind=codes.ON_FIRST_ORDER, limit=0, yes=yes, no=no, reason=codes.NOT_FIRST_ORDER)
                )

    def _measured(self, kind: int, limit: int, condition: Subtotal | Quantity, base: str, yes: int, no: int) -> int:
        reason = codes.BELOW_MINIMUM if kind == codes.ON_SUBTOTAL else codes.TOO_FEW
        return self._add(
            row("nodes", kind=kind, limit=limit, selector=self._registry.selector(condition.of),
                base=BASES[condition.base or base], yes=yes, no=no, reason=reason)
        )

    def _add(self, node: object) -> int:
        self._registry.nodes.append(node)
        return len(self._registry.nodes) - 1


def without_history(condition: Condition) -> bool:
    """Whether the order alone answers the condition, whatever the member did before."""
    return not any(isinstance(one, WITH_HISTORY) for one in flatten((condition,)))


def needs_member(conditions: tuple[Condition, ...]) -> bool:
    """Whether any of the questions is about a member."""
    return any(isinstance(one, OF_A_MEMBER) for one in flatten(conditions))
