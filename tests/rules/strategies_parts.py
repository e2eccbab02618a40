"""The parts random programmes are drawn from: numbers, goods, moments, conditions."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

SKUS = ("A1", "A2", "B1", "C1", "TEA")
CATEGORIES = ("food", "food/tea", "food/tea/green", "toys")
BRANDS = ("acme", "本家")
ATTRIBUTES = {"colour": ("red", "blue"), "sale": ("yes", "no")}
"""Attributes of goods."""
CHANNELS = ("app", "web", "store")
PLACES = {
    "store": ("Bund", "Xuhui"),
    "payment_method": ("wallet", "card"),
    "shipping_method": ("pickup", "courier"),
    "region": ("CN/Shanghai", "CN"),
}
CODES = ("WELCOME", "SAVE-10")
MEMBER_ATTRIBUTES = {"city": ("Shanghai", "Wuhan"), "staff": ("yes", "no")}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC")
CURRENCIES = {"CNY": 2, "JPY": 0, "KWD": 3}
TIMES = ("2024-01-31", "2024-02-29", "2024-03-31T02:30:00", "2024-06-18 20:00", "2024-11-11T00:00:00+08:00")
"""Moments inside the years 2024 and 2025, where random orders should lie."""
LATER = ("2025-01-01", "2025-03-30T03:00:00", "2025-07-01T12:00:00Z")
ROUNDINGS = st.sampled_from(("half_up", "down", "up", "half_even"))


def maybe(required: Json, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """A group of fields, the optional ones sometimes left out."""
    return st.fixed_dictionaries(required, optional=optional)


@cache
def some_of(values: tuple[Any, ...], *, most: int = 2) -> st.SearchStrategy[list[Any]]:
    """One or more of the values, each once."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


@cache
def amounts(exponent: int, *, low: int = 0, high: int = 300) -> st.SearchStrategy[Decimal]:
    """Amounts in major units, whole ones more often than not."""
    minor = st.integers(low * 10**exponent, high * 10**exponent)
    whole = st.integers(low, high).map(Decimal)
    return st.one_of(whole, minor.map(lambda number: Decimal(number).scaleb(-exponent)))


@cache
def above_zero(exponent: int, *, high: int = 50) -> st.SearchStrategy[Decimal]:
    """Amounts of at least one major unit."""
    return amounts(exponent, low=1, high=high)


@cache
def percents(*, high: int = 100) -> st.SearchStrategy[Decimal]:
    """Percents, mostly round ones."""
    fine = st.integers(0, high * 10_000).map(lambda number: Decimal(number).scaleb(-4))
    return st.one_of(st.sampled_from((5, 10, 20, 50)).map(Decimal), fine)


@cache
def point_counts(decimals: int, *, low: int = 0, high: int = 500) -> st.SearchStrategy[Decimal]:
    """Numbers of points that the wallet can hold, `low` and `high` in its smallest unit."""
    return st.integers(low, high).map(lambda number: Decimal(number).scaleb(-decimals))


@cache
def names() -> dict[str, st.SearchStrategy[Any]]:
    """The optional names of a thing."""
    return {
        "name": st.sampled_from(("Tea days", "007", "no", "a: b # c")),
        "name_zh": st.sampled_from(("首单立减", "双十一")),
    }


SELLERS = ("one", "other")


@cache
def selectors() -> st.SearchStrategy[Json]:
    """Goods: everything, half of the time."""
    attributes = st.sampled_from(sorted(ATTRIBUTES)).flatmap(
        lambda name: some_of(ATTRIBUTES[name]).map(lambda values: {name: values})
    )
    fields = {
        "skus": some_of(SKUS, most=3),
        "categories": some_of(CATEGORIES),
        "brands": some_of(BRANDS, most=1),
        "attributes": attributes,
        "sellers": some_of(SELLERS, most=1),
        "price_from": st.integers(1, 20).map(Decimal),
        "price_below": st.integers(21, 200).map(Decimal),
        "at_list_price": st.just(value=True),
        "except_sellers": some_of(SELLERS, most=1),
        "except_skus": some_of(SKUS),
        "except_categories": some_of(CATEGORIES, most=1),
        "except_brands": some_of(BRANDS, most=1),
        "except_attributes": attributes,
    }
    one = st.sampled_from(sorted(fields)).flatmap(lambda name: fields[name].map(lambda value: {name: value}))
    return st.one_of(st.just({}), one, maybe({}, **fields))


@cache
def histories() -> st.SearchStrategy[Json]:
    """Questions about the orders a member placed before, and since when."""
    kinds = st.sampled_from(("days_since_joined", "days_since_last_order"))
    edges = st.sampled_from(((None, 31), (1, None), (0, 0), (3, 366), (31, None)))
    spans = st.tuples(kinds, edges).map(
        lambda span: (
            {"kind": span[0]}
            | {
                name: edge
                for name, edge in zip(("at_least", "at_most"), span[1], strict=True)
                if edge is not None
            }
        )
    )
    numbers = st.lists(st.integers(1, 4), min_size=1, max_size=2).map(lambda any_of: {"any": any_of})
    each = st.integers(2, 3).map(lambda every: {"every": every})
    return st.one_of(spans, st.one_of(numbers, each).map(lambda which: {"kind": "nth_order"} | which))


@cache
def recurrences() -> st.SearchStrategy[Json]:
    """Days that come again from a day on."""
    rules = ("FREQ=DAILY;INTERVAL=2;COUNT=400", "FREQ=WEEKLY;BYDAY=TU,FR;UNTIL=20250630")
    starts = ("2024-01-31", "2024-02-29")
    return st.builds(
        lambda start, rule: {"kind": "recurrence", "start": start, "rule": rule},
        st.sampled_from(starts),
        st.sampled_from((*rules, "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=20", "FREQ=YEARLY;COUNT=3")),
    )


@cache
def hours() -> st.SearchStrategy[Json]:
    """Hours of the day, over midnight too."""
    return st.sampled_from((("09:00", "18:30"), ("22:00", "02:00"), ("00:00", "24:00"))).map(
        lambda span: {"kind": "hours", "start": span[0], "end": span[1]}
    )


@cache
def windows() -> st.SearchStrategy[Json]:
    """Windows with one edge or two; the end lies after the start."""
    start, end = {"start": st.sampled_from(TIMES)}, {"end": st.sampled_from(LATER)}
    kind = {"kind": st.just("window")}
    return st.one_of(*(st.fixed_dictionaries(kind | edges) for edges in (start, end, start | end)))


@cache
def leaves(exponent: int, levels: tuple[str, ...], *, bases: bool) -> st.SearchStrategy[Json]:
    """Every kind of question that holds no other."""
    base = {"base": st.sampled_from(("list", "after_items", "running"))} if bases else {}
    city = st.sampled_from(sorted(MEMBER_ATTRIBUTES)).flatmap(
        lambda name: some_of(MEMBER_ATTRIBUTES[name], most=1).map(
            lambda values: {"kind": "attribute", "name": name, "any": values}
        )
    )
    subtotal = {"kind": st.just("subtotal"), "minimum": amounts(exponent)}
    quantity = {"kind": st.just("quantity"), "minimum": st.integers(1, 5)}
    tier = [listed("tier", levels)] if levels else []
    distinct = {"kind": st.just("distinct"), "minimum": st.integers(1, 3)}
    return st.one_of(
        maybe(distinct, of=selectors()),
        histories(),
        recurrences(),
        *(listed(kind, values, most=1) for kind, values in PLACES.items()),
        maybe(subtotal, of=selectors(), **base),
        maybe(quantity, of=selectors(), **base),
        st.just({"kind": "first_order"}),
        *tier,
        city,
        listed("channel", CHANNELS),
        windows(),
        listed("weekday", WEEKDAYS, most=3),
        st.lists(st.integers(1, 31), min_size=1, max_size=4).map(lambda d: {"kind": "month_day", "any": d}),
        hours(),
        st.sampled_from(("day", "week", "month")).map(lambda span: {"kind": "birthday", "span": span}),
        listed("code", CODES, most=1),
    )


@cache
def listed(kind: str, values: tuple[str, ...], *, most: int = 2) -> st.SearchStrategy[Json]:
    """A condition that names some of the values."""
    return some_of(values, most=most).map(lambda any_of: {"kind": kind, "any": any_of})


@cache
def conditions(exponent: int, levels: tuple[str, ...], *, bases: bool = True) -> st.SearchStrategy[Json]:
    """A condition, sometimes a small tree of them."""
    leaf = leaves(exponent, levels, bases=bases)
    two = st.lists(leaf, min_size=1, max_size=2)
    groups = st.tuples(st.sampled_from(("all", "any")), two).map(lambda g: {"kind": g[0], "conditions": g[1]})
    inverse = st.one_of(leaf, groups).map(lambda inner: {"kind": "not", "condition": inner})
    return st.one_of(leaf, leaf, groups, inverse)


@cache
def whens(exponent: int, levels: tuple[str, ...], *, bases: bool = True) -> st.SearchStrategy[Any]:
    """What may stand behind `when`: one condition, or a list."""
    one = conditions(exponent, levels, bases=bases)
    return st.one_of(one, st.lists(one, max_size=2))


@cache
def expiries(*, pending_days: int) -> st.SearchStrategy[Json]:
    """A policy other than inactivity, under which points outlive their waiting."""
    kind = st.just("rolling")
    round_up = st.sampled_from(("none", "day", "month", "quarter", "year"))
    start = st.sampled_from(("maturing", "earning"))
    months = {"kind": kind, "months": st.integers(1 + pending_days // 28, 14)}
    days = {"kind": kind, "days": st.integers(pending_days + 1, 200)}
    end = {"kind": st.just("fixed"), "month": st.integers(1, 12), "day": st.integers(1, 29)}
    anniversary = {"kind": st.just("anniversary")}
    return st.one_of(
        maybe(months, round_up=round_up, **{"from": start}),
        maybe(days, round_up=round_up, **{"from": start}),
        maybe(end, years_after=st.integers(0, 2)),
        maybe(anniversary, years=st.integers(1, 2)),
        st.just({"kind": "never"}),
    )
