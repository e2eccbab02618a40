"""No order takes off more than weighing says, and the combination that is chosen is the best there is."""

from decimal import Decimal
from itertools import combinations

import pytest
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
TAKES = st.sampled_from(("cheapest", "dearest"))
STEP = st.one_of(
    st.builds(lambda n: {"amount": n}, st.integers(1, 40)),
    st.builds(lambda n: {"percent": n}, st.integers(1, 60)),
)
STEPS = st.lists(
    st.tuples(st.integers(1, 120), STEP), min_size=2, max_size=3, unique_by=lambda one: one[0]
).map(lambda made: [{"from": start} | step for start, step in sorted(made, key=lambda one: one[0])])
"""Some give less higher up."""
BENEFITS = st.one_of(
    st.builds(lambda n: {"kind": "amount", "amount": n}, st.integers(1, 40)),
    st.builds(lambda n: {"kind": "percent", "percent": n}, st.integers(1, 60)),
    st.builds(lambda n: {"kind": "percent", "percent": n, "of": {"skus": ["A"]}}, st.integers(1, 90)),
    st.builds(lambda n: {"kind": "per_each", "amount": n, "every": 30}, st.integers(1, 9)),
    st.builds(lambda n: {"kind": "amount", "amount": n, "each": "unit"}, st.integers(1, 9)),
    st.just({"kind": "buy_get", "buy": 1, "get": 1}),
    st.builds(lambda n: {"kind": "bundle", "units": 2, "price": n}, st.integers(1, 60)),
    st.builds(lambda n: {"kind": "percent", "percent": n, "cap": 7}, st.integers(1, 60)),
    st.builds(
        lambda n, take: {"kind": "percent", "percent": n, "units_max": 1, "take": take},
        st.integers(1, 60),
        TAKES,
    ),
    st.builds(
        lambda n, take: {"kind": "fixed_price", "price": n, "units_max": 1, "take": take},
        st.integers(1, 40),
        TAKES,
    ),
    st.builds(lambda n: {"kind": "fixed_price", "price": n, "of": {"skus": ["B"]}}, st.integers(1, 40)),
    st.builds(
        lambda take, allocate: {
            "kind": "nth_item",
            "nth": 2,
            "percent": 50,
            "take": take,
            "allocate": allocate,
        },
        TAKES,
        st.sampled_from(("set", "reward")),
    ),
    st.builds(
        lambda measure, steps: {"kind": "steps", "measure": measure, "steps": steps},
        st.sampled_from(("subtotal", "quantity")),
        STEPS,
    ),
)
MINIMUM = st.integers(10, 150).map(lambda n: {"kind": "subtotal", "minimum": n, "base": "running"})
ON_B = {"kind": "amount", "of": {"skus": ["B"]}}
ALONE = {"id": "c2", "coupon": {}, "lane": "order", "priority": 5, "exclusive": True}
CHEAPEST = {"take": "cheapest", "percent": 50}
ONE_OF = {"nth_item": {"nth": 2, "allocate": "reward"}, "percent": {"units_max": 1}}
FALLING = {"id": "s", "lane": "coupon", "threshold_base": "running"}
WHENS = st.one_of(
    st.just([]),
    MINIMUM.map(lambda one: [one]),
    MINIMUM.map(lambda one: [{"kind": "not", "condition": one}]),
)


AT = ({"sku": "A", "seller": "s"}, {"sku": "B", "seller": "s"}, {"sku": "A", "seller": "t"})


def shown(minor):
    return str(Decimal(minor) / 100)


@st.composite
def offers(draw):
    """Automatic offers before and behind coupons, coupons of which some exclude all others, two budgets."""
    made = []
    for number in range(draw(st.integers(2, 6))):
        held = draw(st.booleans())
        one = {"id": f"o{number}", "benefit": draw(BENEFITS), "when": draw(WHENS)}
        one["lane"] = draw(st.sampled_from(("order", "coupon")))
        one["threshold_base"] = draw(st.sampled_from(("after_items", "running")))
        one["per"] = draw(st.sampled_from(("order", "order", "seller")))
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
    st.lists(
        st.tuples(st.integers(100, 12_000), st.integers(1, 4), st.sampled_from((0, 0, 50, 90, 100))),
        min_size=1,
        max_size=3,
    ),
)
def test_no_choice_of_coupons_saves_more_than_the_best(made, lanes, over, goods):
    budgets = [{"id": "b", "amount": 30, "over": over}]
    till = Till(offers=made, lanes=lanes, budgets=budgets)
    held = [one["id"] for one in made if "coupon" in one]
    till.hold(*(HeldCoupon(f"c-{name}", name) for name in held))
    lines = [
        line(str(place), shown(amount), units, floor_price=shown(amount * floor // 100), **AT[place])
        for place, (amount, units, floor) in enumerate(goods)
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


def held_by(*offers):
    """A till and its member, who holds a coupon of each offer that asks for one."""
    lanes = [{"id": "order", "rule": "all"}, {"id": "coupon", "rule": "all"}]
    till = Till(offers=list(offers), lanes=lanes)
    till.hold(*(HeldCoupon(one["id"], one["id"]) for one in offers if "coupon" in one))
    return till


TURNING = st.one_of(
    st.sampled_from(("nth_item", "percent")).map(lambda kind: CHEAPEST | {"kind": kind} | ONE_OF[kind]),
    st.tuples(st.integers(20, 60), st.integers(1, 10), st.integers(20, 110)).map(
        lambda one: {
            "kind": "steps",
            "measure": "subtotal",
            "steps": [{"from": 10, "amount": one[0]}, {"from": one[2], "amount": one[1]}],
        }
    ),
)


@given(st.integers(1, 20), st.integers(1, 9), TURNING, st.integers(10, 60), st.integers(0, 20))
def test_a_coupon_used_alone_or_another_beside_an_offer_behind_them(off, more, benefit, price, dearer):
    """What the offer behind takes off hangs on the coupon before it: by steps, units, floors."""
    till = held_by(
        {"id": "c1", "coupon": {}, "lane": "order", "benefit": ON_B | {"amount": off}},
        ALONE | {"benefit": ON_B | {"amount": off + more}},
        FALLING | {"benefit": benefit},
    )
    goods = (line("a", price, floor_price=price), line("b", price + dearer))
    best = till.quote("2024-01-05", *goods)
    each = [till.quote("2024-01-05", *goods, coupons=ids) for ids in ((), ("c1",), ("c2",))]
    assert best.saved_minor == max(one.saved_minor for one in each)


def test_a_coupon_may_bring_an_order_down_to_a_step_that_gives_more():
    # 28 off of 210 alone, or 15 off and the step from 100, which gives 60 where the one from 200 gives 10
    steps = [{"from": 100, "amount": 60}, {"from": 200, "amount": 10}]
    till = held_by(
        {"id": "c1", "coupon": {}, "lane": "order", "benefit": {"kind": "amount", "amount": 15}},
        ALONE | {"benefit": {"kind": "amount", "amount": 28}},
        FALLING | {"benefit": {"kind": "steps", "measure": "subtotal", "steps": steps}},
    )
    best = till.quote("2024-01-05", line("x", 210))
    assert (best.applied, best.saved_minor, best.best_of_all) == (("c1", "s"), 7500, True)


def test_a_step_below_may_give_an_amount_where_the_one_reached_gives_a_percentage():
    steps = [{"from": 100, "amount": 60}, {"from": 200, "percent": 10}]
    till = held_by(
        {"id": "c1", "coupon": {}, "lane": "order", "benefit": {"kind": "amount", "amount": 15}},
        ALONE | {"benefit": {"kind": "amount", "amount": 40}},
        FALLING | {"benefit": {"kind": "steps", "measure": "subtotal", "steps": steps}, "per": "seller"},
    )
    goods = (line("x", 210, seller="one"), line("y", 10, seller="two"))
    best = till.quote("2024-01-05", *goods)
    assert (best.applied, best.saved_minor) == (("c1", "s"), 7500)


@pytest.mark.parametrize(
    "benefit",
    [
        {"kind": "nth_item", "nth": 2, "percent": 50, "take": "cheapest", "allocate": "reward"},
        {"kind": "percent", "percent": 50, "units_max": 1, "take": "cheapest"},
        {"kind": "buy_get", "buy": 1, "get": 1, "percent": 50, "take": "cheapest", "allocate": "reward"},
    ],
    ids=lambda benefit: benefit["kind"],
)
@pytest.mark.parametrize("per", ["order", "seller"])
def test_the_unit_given_may_be_another_one_after_a_coupon(benefit, per):
    # A may not be sold below 10.00; a coupon makes B the cheaper one, of which half comes off
    till = held_by(
        {"id": "c1", "coupon": {}, "lane": "order", "benefit": ON_B | {"amount": 11}},
        ALONE | {"benefit": ON_B | {"amount": 12}},
        {"id": "s", "lane": "coupon", "benefit": benefit, "per": per},
    )
    goods = (line("a", "10.00", floor_price="10.00"), line("b", "20.00"))
    best = till.quote("2024-01-05", *goods)
    assert (best.applied, best.saved_minor, best.best_of_all) == (("c1", "s"), 1550, True)


def used(quote):
    return [one.coupon_id for one in quote.coupons if one.used]
