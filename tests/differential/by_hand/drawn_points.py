"""Programmes with points that the till by hand can read, and what an order pays with."""

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from tests.differential.by_hand.drawn import lines, programs
from tests.rules.strategies_parts import (
    CURRENCIES,
    ROUNDINGS,
    above_zero,
    amounts,
    maybe,
    percents,
    selectors,
)
from tests.rules.strategies_points import factors


@cache
def rules(exponent):
    """An earn rule of either kind."""
    whole = {"kind": st.just("per_amount"), "points": st.integers(1, 20), "per": above_zero(exponent)}
    rate = st.integers(1, 300).map(lambda number: Decimal(number) / 100)
    share = {"kind": st.just("proportional"), "rate": rate, "rounding": ROUNDINGS}
    around = {
        "of": selectors(),
        "priority": st.integers(-1, 1),
        "basis": st.sampled_from(("net", "net", "list")),
    }
    return st.one_of(maybe(whole, **around), maybe(share, **around))


@cache
def redeems(exponent):
    """What points are worth at checkout."""
    size = st.sampled_from((1, 10, 100))
    coins = st.integers(1, 50).map(lambda number: Decimal(number).scaleb(-exponent))
    around = {
        "minimum_points": st.integers(0, 200),
        "max_percent": percents(),
        "max_amount": amounts(exponent, high=80),
        "of": selectors(),
        "cover_shipping": st.booleans(),
        "points_are": st.sampled_from(("discount", "tender")),
    }
    return size.flatmap(
        lambda points: maybe(
            {
                "points": st.just(points),
                "worth": coins,
                "step_points": st.integers(1, 3).map(lambda times: points * times),
            },
            **around,
        )
    )


@st.composite
def policies(draw, exponent):
    """A points policy's document."""
    some = {
        "rules": st.lists(rules(exponent), max_size=3),
        "multipliers": st.lists(maybe({"factor": factors()}, of=selectors()), max_size=2),
        "caps": st.lists(
            maybe(
                {"per": st.just("order"), "points": st.integers(0, 300)},
                over=st.sampled_from(("clip", "reject")),
            ),
            max_size=1,
        ),
    }
    policy = {
        name: [{"id": f"{name}{n}", **one} for n, one in enumerate(draw(found))]
        for name, found in some.items()
    }
    policy |= {
        "decimals": draw(st.sampled_from((0, 0, 1, 2))),
        "on_overlap": draw(st.sampled_from(("max", "sum", "first"))),
        "combine": draw(st.sampled_from(("add_bonuses", "multiply", "highest"))),
        "rounding": draw(ROUNDINGS),
    }
    return policy | ({"redeem": draw(redeems(exponent))} if draw(st.booleans()) else {})


@st.composite
def payments(draw):
    """A document with points, lines of goods, the fee; points there are and wanted, and stored value."""
    document = draw(programs())
    exponent = CURRENCIES[document["currency"]]
    document["offers"] = document["offers"][:2]
    document["points"] = draw(policies(exponent))
    goods = [draw(lines(exponent)) for _ in range(draw(st.integers(1, 4)))]
    paying = (
        draw(st.integers(0, 30_000)),
        draw(st.sampled_from(("max", "max", 0, 100, 1_234))),
        draw(st.sampled_from((0, 0, 5, 60, 500))),
    )
    return document, goods, draw(st.integers(0, 20)), paying


@st.composite
def returns(draw):
    """The same with returns: by line so many units, one return after the other."""
    document, goods, fee, paying = draw(payments())
    document["points"].get("redeem", {}).pop("cover_shipping", None)
    left = [one["quantity"] for one in goods]
    told = []
    for _ in range(draw(st.integers(1, 3))):
        counts = {number: draw(st.integers(0, units)) for number, units in enumerate(left)}
        counts = {number: count for number, count in counts.items() if count}
        for number, count in counts.items():
            left[number] -= count
        if counts:
            told.append(counts)
    return document, goods, fee, paying, told
