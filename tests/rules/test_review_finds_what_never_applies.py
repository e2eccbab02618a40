"""What the review calls impossible never happens: random carts through the engine find no counterexample."""

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from loyalty.engine import quote
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.plan import lower
from loyalty.rules.review import review
from loyalty.when import civil
from tests.rules.shop import program

HIDDEN = {"never_reached", "never_best", "never_true", "window_empty", "selects_nothing", "gives_nothing"}
SKUS = ("A", "B")
AMOUNTS = st.integers(1, 12)
SHARES = st.sampled_from((0, 5, 10, 50, 100))
SELECTORS = st.sampled_from(
    ({}, {"skus": ["A"]}, {"except_skus": ["B"]}, {"skus": ["A"], "except_skus": ["A"]})
)
CAPS = st.one_of(st.just({}), AMOUNTS.map(lambda cap: {"cap": cap}))
BENEFITS = st.one_of(
    st.builds(
        lambda share, cap, of: {"kind": "percent", "percent": share, "of": of, **cap}, SHARES, CAPS, SELECTORS
    ),
    st.builds(
        lambda amount, of: {"kind": "amount", "amount": amount, "each": "line", "of": of}, AMOUNTS, SELECTORS
    ),
    st.builds(lambda share, of: {"kind": "member_price", "percent": share, "of": of}, SHARES, SELECTORS),
)
WHOLE = st.one_of(
    st.builds(lambda amount, of: {"kind": "amount", "amount": amount, "of": of}, AMOUNTS, SELECTORS),
    st.builds(
        lambda amount, every, most: {"kind": "per_each", "amount": amount, "every": every, **most},
        AMOUNTS,
        st.sampled_from((10, 20)),
        st.sampled_from(({}, {"times_max": 1}, {"times_max": 2})),
    ),
    st.lists(AMOUNTS, min_size=1, max_size=2, unique=True).map(
        lambda amounts: {
            "kind": "steps",
            "measure": "subtotal",
            "steps": [{"from": 10 * (n + 1), "amount": amount} for n, amount in enumerate(amounts)],
        }
    ),
    BENEFITS,
)
CONDITIONS = st.lists(
    st.one_of(
        st.integers(0, 40).map(lambda least: {"kind": "subtotal", "minimum": least}),
        st.integers(1, 3).map(lambda least: {"kind": "quantity", "minimum": least}),
        st.just({"kind": "first_order"}),
        st.lists(st.sampled_from(("app", "web")), min_size=1, unique=True).map(
            lambda any_: {"kind": "channel", "any": any_}
        ),
        st.lists(st.sampled_from(("x", "y")), min_size=1, unique=True).map(
            lambda any_: {"kind": "code", "any": any_}
        ),
        st.sampled_from(((1, 5), (2, 4), (4, 8), (6, 3))).map(
            lambda days: {"kind": "window", "start": f"2024-05-0{days[0]}", "end": f"2024-05-0{days[1]}"}
        ),
    ),
    max_size=2,
)
LINES = st.lists(
    st.builds(
        lambda sku, price, count: (sku, price, count),
        st.sampled_from(SKUS),
        st.integers(1, 40),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def shops(draw):
    rule = draw(st.sampled_from(("exclusive", "best_of", "best_of", "all")))
    by_line = rule == "best_of" and draw(st.booleans())
    benefits = BENEFITS if by_line else WHOLE
    offers = [
        {
            "id": f"o{n}",
            "lane": "order",
            "when": draw(CONDITIONS),
            "benefit": draw(benefits),
            "priority": draw(st.integers(0, 1)),
        }
        for n in range(draw(st.integers(2, 4)))
    ]
    return program(
        lanes=[{"id": "order", "rule": rule, "scope": "line" if by_line else "order"}], offers=offers
    )


@st.composite
def carts(draw):
    lines = tuple(
        CartLine(id=str(n), sku=sku, unit_price=price, quantity=count)
        for n, (sku, price, count) in enumerate(draw(LINES))
    )
    codes = draw(st.sampled_from(((), ("x",), ("x", "y"))))
    return Cart(currency="CNY", lines=lines, channel=draw(st.sampled_from((None, "app", "web"))), codes=codes)


@given(shops(), st.lists(carts(), min_size=3, max_size=3), st.integers(0, 9), st.booleans())
def test_an_offer_that_is_called_impossible_applies_to_no_cart(shop, tried, day, as_guest):
    named = {problem.path.split(".")[0] for problem in review(shop) if problem.code in HIDDEN}
    hidden = {offer.id for n, offer in enumerate(shop.offers) if f"offers[{n}]" in named}
    assume(hidden)
    at = civil("2024-05-01", shop.zone) + timedelta(days=day)
    who = Guest() if as_guest else Member(id="m", joined_at=at)
    for cart in tried:
        assert not hidden & set(quote(lower(shop), cart, who=who, at=at).applied)
