"""Questions about an order that need no history, and which goods a selector takes: answered once, in Python.

A question looks at one thing of the order (its channel, its day, …). Live that is asked for the one order; a
replay asks it once for each distinct value of that thing, so that both run the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.facts.paths import parts
from loyalty.kernels.calendar import DAY_US
from loyalty.kernels.codes import NONE
from loyalty.money import Currency, to_minor
from loyalty.plan.moments import Birthdays, birthday, on_days, window, within
from loyalty.rules.conditions import (
    AllOf,
    AnyOf,
    AttributeIs,
    Birthday,
    ChannelIs,
    CodeGiven,
    Condition,
    Hours,
    MonthDays,
    Not,
    PaymentIs,
    RegionIs,
    ShippingIs,
    StoreIs,
    Weekdays,
    Window,
)
from loyalty.rules.conditions_history import DaysSinceJoined
from loyalty.rules.recurrence import Recurrence
from loyalty.rules.selectors import Selector

MINUTE_US: Final = 60_000_000
ASKS_MEMBER: Final = (AttributeIs, Birthday, DaysSinceJoined)
"""Questions that need no history and have no answer for a guest."""
CATEGORIES_KEPT: Final = 65_536


@dataclass(frozen=True, slots=True)
class CouponHeld:
    """The order may use a coupon of this offer: no condition of a document, a question all the same."""

    offer: str


Question: TypeAlias = Condition | CouponHeld


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What questions without history may look at."""

    at_us: int
    civil_us: int
    guest: bool = False
    channel: str | None = None
    store: str | None = None
    payment_method: str | None = None
    shipping_method: str | None = None
    region: str | None = None
    codes: tuple[str, ...] = ()
    """In canonical form."""
    coupons: frozenset[str] = frozenset()
    """Offers of which the order may use a coupon."""
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    birthdays: Birthdays = (None, None, None)
    joined_day: int | None = None
    """The civil day number; None for a guest."""


class Goods(NamedTuple):
    """What a selector may look at, and what goods are kept out of."""

    sku: str
    category: str | None = None
    brand: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    seller: str | None = None
    price: tuple[int, int, int] | None = None
    """The line at its selling price, at list price (minor units), and its units; where a selector asks."""
    for_offers: bool = True
    for_points: bool = True
    tax: int = 0
    """Parts per million where a rule asks: below 0 in the price, above 0 on top of it."""


Purpose: TypeAlias = Literal["", "offers", "points"]
"""What a rule wants goods for; nothing where no goods are kept out of anything."""


def thing(condition: Question) -> tuple[str, str]:  # noqa: PLR0911 - one answer each kind
    """Which thing of the order a single question looks at, with the attribute's name."""
    match condition:
        case Window():
            return ("instant", "")
        case Weekdays() | MonthDays() | Recurrence():
            return ("day", "")
        case Hours():
            return ("minute", "")
        case ChannelIs() | StoreIs() | PaymentIs() | ShippingIs() | RegionIs():
            return (condition.kind, "")
        case DaysSinceJoined():
            return ("days_joined", "")
        case AttributeIs():
            return ("attribute", condition.name)
        case Birthday():
            return ("birthday", "")
        case CouponHeld():
            return ("coupons", condition.offer)
        case _:
            return ("codes", "")


def look(kind: str, name: str, order: Circumstances) -> Any:  # noqa: ANN401, PLR0911 - one of several things
    """The thing itself."""
    match kind:
        case "instant":
            return order.at_us
        case "day":
            return order.civil_us // DAY_US
        case "minute":
            return order.civil_us % DAY_US // MINUTE_US
        case "channel" | "store" | "payment_method" | "shipping_method" | "region":
            return getattr(order, kind)
        case "days_joined":
            return NONE if order.joined_day is None else order.civil_us // DAY_US - order.joined_day
        case "attribute":
            return order.attributes.get(name)
        case "birthday":
            return order.birthdays, order.civil_us // DAY_US
        case "coupons":
            return order.coupons
        case _:
            return order.codes


def question(condition: Question, time_zone: str, week_start: int) -> Callable[[Any], bool]:  # noqa: PLR0911 - as above
    """The question as a function of the thing it looks at."""
    match condition:
        case Window():
            return window(condition, time_zone)
        case Weekdays() | MonthDays() | Recurrence():
            return on_days(condition)
        case Hours():
            return lambda minute: within(minute, condition.start_minute, condition.end_minute)
        case ChannelIs() | AttributeIs() | StoreIs() | PaymentIs() | ShippingIs():
            wanted = set(condition.any)
            return lambda value: value in wanted
        case RegionIs():
            roots = frozenset(condition.any)
            return lambda path: not roots.isdisjoint(ancestors(path))
        case DaysSinceJoined():
            least, most = condition.at_least or 0, condition.at_most
            return lambda days: least <= days and (most is None or days <= most)
        case Birthday():
            span = condition.span
            return lambda value: birthday(*value, span=span, week_start=week_start)
        case CodeGiven():
            keys = {canonical_code(code) for code in condition.any}
            return lambda shown: any(code in keys for code in shown)
        case CouponHeld():
            return lambda held: condition.offer in held
        case _:
            told = f"not a single question without history: {condition.kind}"
            raise TypeError(told)


def answer(condition: Question, ask: Callable[[Question, int], Any], unknown: int = 0) -> Any:  # noqa: ANN401 - 0/1, or a column of them
    """A tree of questions put together from the answers (0 or 1) to the single ones.

    A question about the member has none for a guest; `unknown`, what stands for it, makes the tree 0 unless
    it is 1 whoever the member might be: 0, and under a `not` 1.
    """
    match condition:
        case AllOf():
            return _product([answer(one, ask, unknown) for one in condition.conditions])
        case AnyOf():
            return 1 - _product([1 - answer(one, ask, unknown) for one in condition.conditions])
        case Not():
            return 1 - answer(condition.condition, ask, 1 - unknown)
        case _:
            return ask(condition, unknown)


def answers_for(
    bits: tuple[Question, ...], order: Circumstances, time_zone: str, week_start: int
) -> list[int]:
    """The eligibility bits of one order."""

    def ask(condition: Question, unknown: int) -> int:
        if order.guest and isinstance(condition, ASKS_MEMBER):
            return unknown
        return int(question(condition, time_zone, week_start)(look(*thing(condition), order)))

    return [int(answer(condition, ask)) for condition in bits]


def taker_for(selector: Selector, purpose: Purpose, unit: Currency) -> Callable[[Goods], bool]:
    """Whether a selector takes goods that are not kept out of its purpose."""
    takes = taker(selector, unit)
    match purpose:
        case "offers":
            return lambda goods: goods.for_offers and takes(goods)
        case "points":
            return lambda goods: goods.for_points and takes(goods)
        case _:
            return takes


def taker(selector: Selector, unit: Currency) -> Callable[[Goods], bool]:
    """Whether a selector takes goods: their price, one entry of every list that is given, no exception."""
    if selector.asks_price:
        priced, named = price_test(selector, unit), _named(selector)
        return lambda goods: priced(goods.price) and named(goods)
    return _named(selector)


def price_test(selector: Selector, unit: Currency) -> Callable[[Any], Any]:
    """Whether a line of such a price is selected; a line of unknown price is not. Works on columns too."""
    low = 0 if selector.price_from is None else to_minor(selector.price_from, unit)
    high = None if selector.price_below is None else to_minor(selector.price_below, unit)

    def fits(price: Any) -> Any:  # noqa: ANN401 - three figures or three columns
        if price is None:
            return False
        amount, listed, units = price
        within = amount >= low * units
        if high is not None:
            within = within & (amount < high * units)
        return within & (amount >= listed) if selector.at_list_price else within

    return fits


def _named(selector: Selector) -> Callable[[Goods], bool]:
    skus, brands = frozenset(selector.skus), frozenset(selector.brands)
    roots, without = frozenset(selector.categories), frozenset(selector.except_categories)
    no_skus, no_brands = frozenset(selector.except_skus), frozenset(selector.except_brands)
    sellers, no_sellers = frozenset(selector.sellers), frozenset(selector.except_sellers)
    wanted = [(name, frozenset(values)) for name, values in selector.attributes]
    unwanted = [(name, frozenset(values)) for name, values in selector.except_attributes]

    def takes(goods: Goods) -> bool:
        return (
            (not skus or goods.sku in skus)
            and (not roots or not roots.isdisjoint(ancestors(goods.category)))
            and (not brands or goods.brand in brands)
            and (not sellers or goods.seller in sellers)
            and all(dict(goods.attributes).get(name) in values for name, values in wanted)
            and goods.sku not in no_skus
            and (not without or without.isdisjoint(ancestors(goods.category)))
            and goods.brand not in no_brands
            and goods.seller not in no_sellers
            and not any(dict(goods.attributes).get(name) in values for name, values in unwanted)
        )

    return takes


@lru_cache(maxsize=CATEGORIES_KEPT)
def ancestors(category: str | None) -> tuple[str, ...]:
    """A category path and every path above it: `a/b` gives `a` and `a/b`, and so does `/a//b/`."""
    names = () if category is None else parts(category)
    return tuple("/".join(names[: depth + 1]) for depth in range(len(names)))


def _product(factors: list[Any]) -> Any:  # noqa: ANN401 - 0/1, or a column of them
    result = factors[0]
    for part in factors[1:]:
        result = result * part
    return result
