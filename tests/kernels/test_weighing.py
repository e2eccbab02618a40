"""No order takes off more than weighing says, and the combination that is chosen is the best there is."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.member import HeldCoupon
from tests.engine.till import Till, line
from tests.thousand import THOUSAND

LANES = st.sampled_from(
    [
        [
            {"id": "order", "rule": "all"},
            {"id": "coupon", "rule": rule},
            {"id": "shipping", "rule": "best_of"},
        ]
        for rule in ("all", "best_of", "exclusive")
    ]
)
BENEFITS = st.one_of(
    st.builds(lambda n: {"kind": "amount", "amount": n}, st.integers(1, 40)),
    st.builds(lambda n: {"kind": "percent", "percent": n}, st.integers(1, 60)),
    st.builds(lambda n: {"kind": "percent", "percent": n, "of": {"skus": ["A"]}}, st.integers(1, 90)),
    st.builds(lambda n: {"kind": "per_each", "amount": n, "every": 30}, st.integers(1, 9)),
    st.builds(lambda n: {"kind": "amount", "amount": n, "each": "unit"}, st.integers(1, 9)),
    st.just({"kind": "buy_get", "buy": 1, "get": 1}),
    st.just({"kind": "bundle", "units": 2, "price": 30}),
    st.just({"kind": "percent", "percent": 50, "units_max": 1}),
)
MINIMUM = st.integers(10, 150).map(lambda n: {"kind": "subtotal", "minimum": n, "base": "running"})
WHENS = st.one_of(
    st.just([]),
    MINIMUM.map(lambda one: [one]),
    MINIMUM.map(lambda one: [{"kind": "not", "condition": one}]),
)


@st.composite
def offers(draw):
    """Automatic offers before and behind coupons, coupons of which some exclude all others, two budgets."""
    made = []
    for number in range(draw(st.integers(2, 6))):
        held = draw(st.booleans())
        one = {"id": f"o{number}", "benefit": draw(BENEFITS), "when": draw(WHENS)}
        one["lane"] = draw(st.sampled_from(("order", "coupon")))
        if held:
            one["coupon"] = {}
            one["exclusive"] = draw(st.sampled_from((False, False, False, True)))
        if draw(st.integers(0, 3)) == 0:
            one["budget"] = "b"
        made.append(one)
    fee = {"id": "fee", "lane": "shipping", "benefit": {"kind": "free_shipping"}}
    return [*made, {**fee, "when": [draw(MINIMUM)]}]


@THOUSAND
@given(
    offers(),
    LANES,
    st.sampled_from(("clip", "reject")),
    st.lists(st.tuples(st.integers(100, 12_000), st.integers(1, 4)), min_size=1, max_size=3),
)
def test_no_choice_of_coupons_saves_more_than_the_best(made, lanes, over, goods):
    budgets = [{"id": "b", "amount": 30, "over": over}]
    till = Till(offers=made, lanes=lanes, budgets=budgets)
    held = [one["id"] for one in made if "coupon" in one]
    till.hold(*(HeldCoupon(f"c-{name}", name) for name in held))
    lines = [
        line(str(place), str(Decimal(amount) / 100), units, sku="AB"[place % 2])
        for place, (amount, units) in enumerate(goods)
    ]
    best = till.quote("2024-01-05", *lines, shipping_fee=8)
    assert best.best_of_all
    others = [
        till.quote("2024-01-05", *lines, shipping_fee=8, coupons=tuple(f"c-{name}" for name in chosen))
        for count in range(len(held) + 1)
        for chosen in combinations(held, count)
    ]
    most = max(one.saved_minor for one in others)
    assert best.saved_minor == most
    fewest = min(len(used(one)) for one in others if one.saved_minor == most)
    assert len(used(best)) == fewest
    for one in others:
        gap = most - one.saved_minor
        assert (one.better.more_minor if one.better else 0) == gap


def test_free_shipping_below_a_sum_may_come_true_by_a_coupon():
    # shipping is free below 95, which only the coupon brings the order to
    below = {"kind": "not", "condition": {"kind": "subtotal", "minimum": 95, "base": "running"}}
    coupon = {"id": "ten", "lane": "coupon", "benefit": {"kind": "amount", "amount": 10}, "coupon": {}}
    group = {"id": "other", "lane": "coupon", "benefit": {"kind": "amount", "amount": 11}, "group": "g"}
    fee = {"id": "fee", "benefit": {"kind": "free_shipping"}, "when": [below], "group": "g"}
    till = Till(offers=[coupon, group, fee], groups=[{"id": "g", "rule": "best"}])
    till.hold(HeldCoupon("c", "ten"))
    assert till.quote("2024-01-05", line("a", 100), shipping_fee=12).applied == ("ten", "fee")
    assert till.quote("2024-01-05", line("a", 100), shipping_fee=5).applied == ("other", "ten")


def used(quote):
    return [one.coupon_id for one in quote.coupons if one.used]
