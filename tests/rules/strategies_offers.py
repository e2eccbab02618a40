"""Random offers: a benefit, a lane that takes it, and everything that may stand around them."""

from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.rules.strategies_parts import (
    ROUNDINGS,
    SKUS,
    Draw,
    Json,
    above_zero,
    amounts,
    maybe,
    names,
    percents,
    selectors,
    whens,
)

ON_LINES = ("percent", "amount_by_line", "member_price", "fixed_price", "nth_item", "buy_get", "bundle")
"""Benefits that a lane may pick line by line."""
ON_ORDER = (*ON_LINES, "amount", "per_each", "steps", "gift", "points")
EXCLUSIVE = st.sampled_from((False, False, False, True))
BASES = st.sampled_from(("list", "after_items", "running"))


TAKES = st.sampled_from(("dearest", "cheapest"))
Stages = tuple[tuple[str, bool], ...]
"""The lanes there are: the id of each, and whether it picks by line."""


@cache
@st.composite
def offers(
    draw: Draw,
    exponent: int,
    stages: Stages,
    budgets: tuple[str, ...],
    levels: tuple[str, ...],
    company: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> Any:
    """One offer without an id that fits one of the lanes."""
    lane, by_line = draw(st.sampled_from(stages))
    if lane == "shipping":
        benefit = draw(shipping(exponent))
    else:
        kind = draw(st.sampled_from(ON_LINES if by_line else ON_ORDER))
        benefit = draw(benefits(exponent)[kind])
    around = offer_fields(exponent, budgets, levels, by_line=by_line)
    groups, classes = company
    beside = draw(maybe({}, group=st.sampled_from(groups), exclusive=EXCLUSIVE)) if groups else {}
    kept = draw(maybe({}, **{"class": st.sampled_from(classes)})) if classes else {}
    coupon = draw(maybe({}, coupon=st.fixed_dictionaries({"give_back": st.booleans()})))
    made = {"lane": lane, "benefit": benefit, **draw(around), **beside, **kept, **coupon}
    if benefit["kind"] == "free_shipping":
        made.pop("per", None)
    return made


@cache
def offer_fields(
    exponent: int, budgets: tuple[str, ...], levels: tuple[str, ...], *, by_line: bool
) -> st.SearchStrategy[Json]:
    """What may stand around a benefit."""
    fields = {
        "when": whens(exponent, levels),
        "priority": st.integers(-2, 2),
        "release_on_full_return": st.booleans(),
        "limits": limits(),
        "threshold_base": BASES,
        "benefit_base": BASES,
        "rounding": ROUNDINGS,
        "rounding_unit": st.sampled_from(("unit", "line", "sum") if by_line else ("sum",)),
        "spread_by": st.sampled_from(("net", "quantity")),
        "remainder": st.sampled_from(("largest", "last_line", "first_line")),
        "stack": st.booleans() if by_line else st.just(value=False),
        "funded_by": funders(),
        **names(),
    }
    if not by_line:
        fields["per"] = st.sampled_from(("order", "seller"))
    if budgets:
        fields["budget"] = st.sampled_from(budgets)
    return maybe({}, **fields)


@cache
def benefits(exponent: int) -> dict[str, st.SearchStrategy[Json]]:
    """Every kind of benefit on goods."""
    goods = selectors()
    cap = amounts(exponent, low=1, high=60)
    some = amounts(exponent, low=1, high=40)
    by_line = {"kind": st.just("amount"), "amount": some, "each": st.sampled_from(("line", "unit"))}
    priced = st.dictionaries(st.sampled_from(SKUS), amounts(exponent, high=50), min_size=1, max_size=2)
    price = {"kind": st.just("member_price")}
    extra = (
        {"points": st.integers(1, 50).map(Decimal)},
        {"multiplier": st.sampled_from((Decimal(1), Decimal("1.5"), Decimal(2)))},
    )
    few = {"units_max": st.integers(1, 5), "take": TAKES, "of": goods}
    return {
        "percent": maybe({"kind": st.just("percent"), "percent": percents()}, cap=cap, **few),
        "amount": maybe({"kind": st.just("amount"), "amount": some}, each=st.just("order"), of=goods),
        "amount_by_line": st.one_of(
            maybe(by_line, of=goods), maybe({**by_line, "each": st.just("unit")}, **few)
        ),
        "fixed_price": maybe({"kind": st.just("fixed_price"), "price": amounts(exponent, high=40)}, **few),
        **sets(exponent),
        "gift": maybe(
            {"kind": st.just("gift"), "skus": st.lists(st.sampled_from(SKUS), min_size=1, max_size=2)},
            quantity=st.integers(1, 2),
        ),
        "points": st.one_of(*(maybe({"kind": st.just("points"), **one}, of=goods) for one in extra)),
        "per_each": maybe(
            {"kind": st.just("per_each"), "amount": some, "every": above_zero(exponent, high=150)},
            times_max=st.integers(1, 4),
            of=goods,
        ),
        "steps": steps(exponent),
        "member_price": st.one_of(
            maybe(price | {"percent": percents()}, of=goods), maybe(price | {"prices": priced}, of=goods)
        ),
    }


@cache
def sets(exponent: int) -> dict[str, st.SearchStrategy[Json]]:
    """Benefits for whole sets of units."""
    goods = selectors()
    around = {"times_max": st.integers(1, 3), "of": goods}
    given = {**around, "take": TAKES, "allocate": st.sampled_from(("set", "reward"))}
    nth = {"kind": st.just("nth_item"), "nth": st.integers(2, 4), "percent": percents()}
    get = {"kind": st.just("buy_get"), "buy": st.integers(1, 3), "get": st.integers(1, 2)}
    bundle = {"kind": st.just("bundle"), "units": st.integers(2, 4), "price": amounts(exponent, high=90)}
    apart = st.sampled_from(("once", "apart"))
    return {
        "nth_item": maybe(nth, **given),
        "buy_get": maybe(get, **given, percent=percents(), get_of=goods, unit_use=apart),
        "bundle": maybe(bundle, **around),
    }


@cache
@st.composite
def steps(draw: Draw, exponent: int) -> Any:
    """Ascending steps by money or by units."""
    measure = draw(st.sampled_from(("subtotal", "quantity")))
    starts = sorted(draw(step_starts(exponent, measure)))
    rungs = [{"from": start, **draw(step_gifts(exponent))} for start in starts]
    around = draw(maybe({}, cap=amounts(exponent, low=1, high=60), of=selectors()))
    return {"kind": "steps", "measure": measure, "steps": rungs, **around}


@cache
def step_starts(exponent: int, measure: str) -> st.SearchStrategy[list[Decimal]]:
    """Where steps begin."""
    first = amounts(exponent, low=1, high=200) if measure == "subtotal" else st.integers(1, 9).map(Decimal)
    return st.lists(first, min_size=1, max_size=3, unique=True)


@cache
def step_gifts(exponent: int) -> st.SearchStrategy[Json]:
    """What a step gives."""
    return st.one_of(
        amounts(exponent, high=60).map(lambda amount: {"amount": amount}),
        percents(high=60).map(lambda percent: {"percent": percent}),
    )


@cache
def shipping(exponent: int) -> st.SearchStrategy[Json]:
    """The whole fee off, or a part."""
    return maybe({"kind": st.just("free_shipping")}, percent=percents(), amount=amounts(exponent, high=15))


@cache
def limits() -> st.SearchStrategy[list[Json]]:
    """At most two limits, no two of the same reach."""
    limit = st.fixed_dictionaries(
        {
            "per": st.sampled_from(("member", "identity", "program")),
            "uses": st.integers(1, 4),
            "each": st.sampled_from(("ever", "day", "week", "month")),
        }
    )
    return st.lists(limit, max_size=2, unique_by=lambda drawn: (drawn["per"], drawn["each"]))


@cache
def funders() -> st.SearchStrategy[dict[str, Decimal]]:
    """Who pays, in percents that come to 100."""
    pair = st.sampled_from((("shop", "brand"), ("platform", "partner"), ("platform", "shop")))
    share = st.integers(0, 1_000_000).map(lambda number: Decimal(number).scaleb(-4))
    return st.tuples(pair, share).map(lambda drawn: {drawn[0][0]: drawn[1], drawn[0][1]: 100 - drawn[1]})
