"""Conditions as a jump graph: every node asks one question and says where to go on.

Questions without history become one bit of the order each; `all` is split so that every bit keeps its own
reason, while `any` and `not` over such questions fold into one bit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.money import Currency, to_minor
from loyalty.plan.eligibility import ASKS_MEMBER, CouponHeld
from loyalty.plan.tables import Registry
from loyalty.rules.conditions import (
    AllOf,
    AnyOf,
    AttributeIs,
    Birthday,
    ChannelIs,
    CodeGiven,
    Condition,
    Distinct,
    FirstOrder,
    Hours,
    MonthDays,
    Not,
    PaymentIs,
    Quantity,
    RegionIs,
    ShippingIs,
    StoreIs,
    Subtotal,
    TierIs,
    Weekdays,
    Window,
    flatten,
    required,
)
from loyalty.rules.conditions_history import DaysSinceJoined, DaysSinceLastOrder, NthOrder
from loyalty.rules.recurrence import Recurrence
from loyalty.rules.selectors import EVERYTHING

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
    Recurrence: codes.WRONG_DAY,
    StoreIs: codes.WRONG_STORE,
    PaymentIs: codes.WRONG_PAYMENT_METHOD,
    ShippingIs: codes.WRONG_SHIPPING_METHOD,
    RegionIs: codes.WRONG_REGION,
    DaysSinceJoined: codes.WRONG_DAYS_SINCE_JOINED,
}
WITH_HISTORY: Final = (Subtotal, Quantity, Distinct, FirstOrder, NthOrder, DaysSinceLastOrder, TierIs)
OF_A_MEMBER: Final = (FirstOrder, NthOrder, DaysSinceLastOrder, TierIs, *ASKS_MEMBER)
MEASURED: Final = (Subtotal, Quantity, Distinct)


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a walk goes on; under a `not` what fails is no longer what the question asks for."""

    yes: int
    no: int
    negated: bool = False


class Graph:
    """Builds nodes for one programme."""

    def __init__(self, registry: Registry, unit: Currency, levels: dict[str, tuple[int, int]]) -> None:
        """Start without nodes; `levels` says track and place of each level."""
        self._registry = registry
        self._unit = unit
        self._levels = levels

    def entry(self, conditions: tuple[Condition, ...], base: str) -> int:
        """Where the walk for these conditions starts; PASS when there are none."""
        return self._all(conditions, base, Ways(codes.PASS, codes.FAIL))

    def retest(self, conditions: tuple[Condition, ...], base: str) -> int:
        """Where the walk starts for what a return tests again: minimums that must hold by themselves."""
        again = tuple(one for one in required(conditions) if only_measured(one))
        return self.entry(again, base)

    def coupon(self, offer: str, yes: int) -> int:
        """A node that asks for a coupon of an offer."""
        bit = self._registry.bit(CouponHeld(offer))
        return self._ask(codes.ON_BIT, Ways(yes, codes.FAIL), codes.NO_COUPON, arg=bit)

    def paused(self) -> int:
        """A node that no order passes, whatever the answer."""
        return self._ask(codes.ON_BIT, Ways(codes.FAIL, codes.FAIL), codes.OFFER_PAUSED)

    def level(self, track: int, level: int, yes: int, no: int = codes.FAIL) -> int:
        """A node that asks for one level of one track."""
        return self._ask(codes.ON_LEVEL, Ways(yes, no), codes.WRONG_TIER, arg=track, limit=level)

    def subtotal(self, minimum_minor: int, base: str) -> int:
        """A node that asks for a minimum of all goods."""
        ways = Ways(codes.PASS, codes.FAIL)
        fields = {
            "limit": minimum_minor,
            "selector": self._registry.selector(EVERYTHING),
            "base": BASES[base],
        }
        return self._ask(codes.ON_SUBTOTAL, ways, codes.BELOW_MINIMUM, **fields)

    def _all(self, conditions: tuple[Condition, ...], base: str, ways: Ways) -> int:
        for condition in reversed(conditions):
            ways = replace(ways, yes=self._lower(condition, base, ways))
        return ways.yes

    def _lower(self, condition: Condition, base: str, ways: Ways) -> int:  # noqa: PLR0911 - one a kind
        if isinstance(condition, AllOf):
            return self._all(condition.conditions, base, ways)
        if without_history(condition):
            return self._answered(condition, ways)
        match condition:
            case AnyOf():
                for one in reversed(condition.conditions):
                    ways = replace(ways, no=self._lower(one, base, ways))
                return ways.no
            case Not():
                return self._lower(condition.condition, base, Ways(ways.no, ways.yes, not ways.negated))
            case Subtotal() | Quantity() | Distinct():
                return self._measured(condition, base, ways)
            case NthOrder() | DaysSinceLastOrder():
                return self._of_orders(condition, ways)
            case TierIs():
                return self._tiers(condition, ways)
            case _:
                return self._ask(codes.ON_FIRST_ORDER, ways, codes.NOT_FIRST_ORDER)

    def _answered(self, condition: Condition, ways: Ways) -> int:
        """One bit; under a `not` that of its opposite, so that it is 0 where a guest leaves it open."""
        reason = BIT_REASONS.get(type(condition), codes.CONDITION)
        if ways.negated and any(isinstance(one, ASKS_MEMBER) for one in flatten((condition,))):
            condition, ways = Not(kind="not", condition=condition), replace(ways, yes=ways.no, no=ways.yes)
        return self._ask(codes.ON_BIT, ways, reason, arg=self._registry.bit(condition))

    def _tiers(self, condition: TierIs, ways: Ways) -> int:
        """One of some levels; those that an older version had are nobody's."""
        known = [self._levels[name] for name in condition.any if name in self._levels]
        if not known:
            return self._ask(codes.ON_BIT, replace(ways, yes=ways.no), codes.WRONG_TIER)
        for track, level in reversed(known):
            ways = replace(ways, no=self.level(track, level, ways.yes, ways.no))
        return ways.no

    def _measured(self, condition: Subtotal | Quantity | Distinct, base: str, ways: Ways) -> int:
        if isinstance(condition, Distinct):
            fields = {"limit": condition.minimum, "selector": self._registry.selector(condition.of)}
            return self._ask(codes.ON_QUANTITY, ways, codes.TOO_FEW_DIFFERENT, arg=codes.ARTICLES, **fields)
        kind, reason, limit = codes.ON_QUANTITY, codes.TOO_FEW, condition.minimum
        if isinstance(condition, Subtotal):
            kind, reason = codes.ON_SUBTOTAL, codes.BELOW_MINIMUM
            limit = to_minor(condition.minimum, self._unit)
        selector = self._registry.selector(condition.of)
        return self._ask(
            kind, ways, reason, limit=int(limit), selector=selector, base=BASES[condition.base or base]
        )

    def _of_orders(self, condition: NthOrder | DaysSinceLastOrder, ways: Ways) -> int:
        """One of some numbers of orders placed before, or each one that a number divides."""
        if isinstance(condition, DaysSinceLastOrder):
            return self._days(condition, ways)
        if condition.every is not None:
            return self._ask(codes.ON_EVERY_ORDER, ways, codes.WRONG_ORDER_NUMBER, arg=condition.every)
        for number in reversed(condition.any):
            entry = self._ask(codes.ON_FIRST_ORDER, ways, codes.WRONG_ORDER_NUMBER, limit=number - 1)
            ways = replace(ways, no=entry)
        return ways.no

    def _days(self, condition: DaysSinceLastOrder, ways: Ways) -> int:
        """Days as a minimum; `arg` is -1 where it is one of their negative: at most so many."""
        for sign, edge in ((-1, condition.at_most), (1, condition.at_least)):
            if edge is not None:
                fields = {"arg": sign, "limit": sign * edge}
                entry = self._ask(
                    codes.ON_DAYS_SINCE_ORDER, ways, codes.WRONG_DAYS_SINCE_LAST_ORDER, **fields
                )
                ways = replace(ways, yes=entry)
        return ways.yes

    def _ask(self, kind: int, ways: Ways, reason: int, **fields: int) -> int:
        told = codes.CONDITION if ways.negated else reason
        made = {"yes": ways.yes, "no": ways.no, "reason": told, "guest": int(ways.negated)}
        self._registry.nodes.append(row("nodes", kind=kind, **made, **fields))
        return len(self._registry.nodes) - 1


def without_history(condition: Condition) -> bool:
    """Whether the order alone answers the condition, whatever the member did before."""
    return not any(isinstance(one, WITH_HISTORY) for one in flatten((condition,)))


def rises(conditions: tuple[Condition, ...]) -> bool:
    """Whether an order can come to meet the conditions by being worth less: a sum stands under a `not`."""
    nots = [one for one in flatten(conditions) if isinstance(one, Not)]
    return any(isinstance(one, Subtotal) for one in flatten(tuple(nots)))


def only_measured(condition: Condition) -> bool:
    """Whether the condition asks about nothing but the goods' money and pieces."""
    return all(isinstance(one, (*MEASURED, AnyOf, AllOf, Not)) for one in flatten((condition,)))


def needs_member(conditions: tuple[Condition, ...]) -> bool:
    """Whether the conditions hold for nobody but members: no guest can meet them, whatever the order."""
    return not all(_open_to_guests(one) for one in conditions)


def _open_to_guests(condition: Condition, *, negated: bool = False) -> bool:
    """Whether what is not about a member can make a tree true (`negated`: false) by itself."""
    match condition:
        case Not():
            return _open_to_guests(condition.condition, negated=not negated)
        case AllOf() | AnyOf():
            parts = [_open_to_guests(one, negated=negated) for one in condition.conditions]
            return all(parts) if isinstance(condition, AllOf) is not negated else any(parts)
        case _:
            return not isinstance(condition, OF_A_MEMBER)
