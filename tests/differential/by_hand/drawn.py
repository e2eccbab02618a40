"""Programmes and carts that the till by hand can read, as documents."""

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from tests.rules.strategies_offers import BASES, ON_LINES, benefits, shipping
from tests.rules.strategies_parts import (
    ATTRIBUTES,
    BRANDS,
    CATEGORIES,
    CURRENCIES,
    ROUNDINGS,
    SELLERS,
    SKUS,
    amounts,
    maybe,
    selectors,
)

KINDS = (
    "percent",
    "amount",
    "amount_by_line",
    "fixed_price",
    "nth_item",
    "buy_get",
    "bundle",
    "per_each",
    "steps",
    "member_price",
)
IN_LINES = ("percent", "amount_by_line", "fixed_price", "member_price")
"""Benefits without sets that a lane may pick line by line."""
assert set(IN_LINES) < set(ON_LINES)
ONE_IN_THREE = st.sampled_from((True, False, False))


@cache
def asked(exponent):
    """Conditions on goods, and trees of them."""
    goods = st.one_of(
        maybe(
            {"kind": st.just("subtotal"), "minimum": amounts(exponent, high=400)}, of=selectors(), base=BASES
        ),
        maybe({"kind": st.just("quantity"), "minimum": st.integers(1, 8)}, of=selectors()),
        maybe({"kind": st.just("distinct"), "minimum": st.integers(1, 3)}, of=selectors()),
        st.just({"kind": "first_order"}),
    )
    return st.recursive(
        goods,
        lambda some: st.one_of(
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(("all", "any")),
                    "conditions": st.lists(some, min_size=1, max_size=2),
                }
            ),
            st.fixed_dictionaries({"kind": st.just("not"), "condition": some}),
        ),
        max_leaves=3,
    )


@st.composite
def programs(draw, *, by_line=False):
    """A programme's document: up to five offers in four lanes."""
    code = draw(st.sampled_from(("CNY", "CNY", "JPY", "KWD")))
    exponent = CURRENCIES[code]
    rules = ("all", "all", "best_of", "exclusive")
    lanes = [
        {"id": own, "rule": draw(st.sampled_from(rules)), "scope": "order"}
        for own in ("item", "order", "coupon", "shipping")
    ]
    if by_line:
        lanes[0] = {"id": "item", "rule": "best_of", "scope": "line"}
    combined = st.sampled_from(([], ["sale"], ["card"], ["sale", "card"]))
    return {
        "key": "by-hand",
        "currency": code,
        "time_zone": "UTC",
        "lanes": lanes,
        "budgets": [
            {
                "id": "launch",
                "amount": draw(amounts(exponent, high=60)),
                "over": draw(st.sampled_from(("clip", "reject"))),
            }
        ],
        "groups": [{"id": "one"}],
        "classes": [{"id": own, "combines_with": draw(combined)} for own in ("sale", "card")],
        "offers": [
            {"id": f"o{n}", **draw(offers(exponent, by_line=by_line))} for n in range(draw(st.integers(1, 5)))
        ],
    }


@st.composite
def offers(draw, exponent, *, by_line):
    """An offer without an id."""
    lane = draw(st.sampled_from(("item", "item", "order", "coupon", "shipping")))
    in_lines = by_line and lane == "item"
    if lane == "shipping":
        benefit = draw(shipping(exponent))
    else:
        benefit = draw(benefits(exponent)[draw(st.sampled_from(IN_LINES if in_lines else KINDS))])
    around = {
        "priority": st.integers(-1, 1),
        "when": st.lists(asked(exponent), max_size=1),
        "threshold_base": BASES,
        "benefit_base": BASES,
        "rounding": ROUNDINGS,
        "spread_by": st.sampled_from(("net", "quantity")),
    }
    offer = {"lane": lane, "benefit": benefit, **{name: draw(one) for name, one in around.items()}}
    offer["rounding_unit"] = draw(st.sampled_from(("unit", "line", "sum"))) if in_lines else "sum"
    if not in_lines and lane != "shipping" and draw(ONE_IN_THREE):
        offer["per"] = "seller"
    for name, values in (("budget", ("launch",)), ("group", ("one",)), ("class", ("sale", "card"))):
        if draw(ONE_IN_THREE):
            offer[name] = draw(st.sampled_from(values))
    return offer


@st.composite
def lines(draw, exponent):
    """A line of goods, in major units."""
    coin = Decimal(1).scaleb(-exponent)
    whole = st.integers(0, 120).map(Decimal)
    price = draw(st.one_of(whole, st.integers(1, 9_999).map(lambda cents: Decimal(cents) / 100)))
    own = [(name, draw(st.sampled_from(ATTRIBUTES[name]))) for name in ATTRIBUTES if draw(st.booleans())]
    return {
        "sku": draw(st.sampled_from(SKUS)),
        "unit_price": price.quantize(coin),
        "list_price": price.quantize(coin) + draw(st.sampled_from((0, 0, 20))),
        "floor_price": draw(st.sampled_from((0, 0, 0, 1, 30))),
        "quantity": draw(st.integers(1, 5)),
        "category": draw(st.sampled_from((None, *CATEGORIES))),
        "brand": draw(st.sampled_from((None, *BRANDS))),
        "seller": draw(st.sampled_from((None, *SELLERS))),
        "attributes": tuple(sorted(own)),
        "excluded_from_offers": draw(st.sampled_from((True, *[False] * 9))),
    }


@st.composite
def orders(draw, **options):
    """A programme's document, its lines of goods, and the fee."""
    document = draw(programs(**options))
    exponent = CURRENCIES[document["currency"]]
    goods = [draw(lines(exponent)) for _ in range(draw(st.integers(1, 5)))]
    return document, goods, draw(st.integers(0, 20))
