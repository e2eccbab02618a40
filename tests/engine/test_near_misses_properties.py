"""With what a near miss says the order saves what it says: drawn carts and offers, quoted again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine import near_misses, quote
from loyalty.engine.entry import line_rows
from loyalty.money import to_major
from tests.engine.near_offers import NOON, off, offer, spend, steps, units
from tests.engine.till import Till, line

CONDITIONS = st.lists(
    st.one_of(
        st.builds(spend, st.integers(1, 120), base=st.sampled_from(["list", "after_items", "running"])),
        st.builds(units, st.integers(1, 9), of=st.sampled_from([{"skus": ["A"]}, {"skus": ["B", "C"]}])),
    ),
    max_size=2,
)
AMOUNTS = st.integers(1, 20)
BENEFITS = st.one_of(
    st.builds(off, AMOUNTS),
    st.builds(lambda percent: {"kind": "percent", "percent": percent}, st.integers(1, 60)),
    st.builds(
        lambda start, more, amount, by: steps((start, amount), (start + more, amount + 4), measure=by),
        st.integers(1, 40),
        st.integers(1, 40),
        AMOUNTS,
        st.sampled_from(["subtotal", "quantity"]),
    ),
    st.builds(
        lambda every, amount: {"kind": "per_each", "every": every, "amount": amount},
        st.integers(20, 60),
        AMOUNTS,
    ),
    st.builds(
        lambda buy, get: {"kind": "buy_get", "buy": buy, "get": get}, st.integers(1, 3), st.integers(1, 2)
    ),
    st.just({"kind": "bundle", "units": 3, "price": 20}),
    st.just({"kind": "gift", "skus": ["CUP"]}),
)
BY_LINE = ("percent", "buy_get")
OFFERS = st.lists(
    st.tuples(BENEFITS, CONDITIONS, st.sampled_from(["order", "platform"])), min_size=1, max_size=4
)
LINES = st.lists(st.tuples(st.integers(1, 6000), st.integers(1, 4)), min_size=1, max_size=3)


def more_of(till, cart, one):
    """The cart with what a near miss says, and with a minor unit or a unit less, grown by hand."""
    place = [known.id for known in cart.lines].index(one.line_id)
    row = line_rows(cart, till.plan)[place]
    for short in (0, 1):
        if one.add_units:
            units_, share = one.add_units - short, row.amount // row.quantity
            grown = (row.quantity + units_, row.amount + units_ * share)
        else:
            grown = (row.quantity, row.amount + one.add_minor - short)
        known = replace(
            cart.lines[place],
            quantity=grown[0],
            unit_price=None,
            amount=to_major(grown[1], till.program.unit),
        )
        yield replace(cart, lines=(*cart.lines[:place], known, *cart.lines[place + 1 :]))


@given(OFFERS, LINES)
def test_with_what_a_near_miss_says_the_order_saves_what_it_says_and_with_less_it_saves_less(drawn, prices):
    """Each near miss is quoted again, by hand: with its addition, and with a minor unit or a unit less."""
    made = [
        offer(f"o{place}", benefit, *when, lane="item" if benefit["kind"] in BY_LINE else lane)
        for place, (benefit, when, lane) in enumerate(drawn)
    ]
    till = Till(offers=made)
    cart = till.cart(
        [
            line("abc"[place], to_major(price, till.program.unit), n)
            for place, (price, n) in enumerate(prices)
        ],
        {"shipping_fee": "6.00"},
    )
    found = near_misses(till.plan, cart, who=till.who, at=till.at(NOON))

    def saved(asked_for):
        told = quote(till.plan, asked_for, who=till.who, at=till.at(NOON))
        return told.discount_minor + told.shipping_discount_minor, told.applied

    now, applied = saved(cart)
    for one in found:
        (there, with_it), (before, without) = (saved(each) for each in more_of(till, cart, one))
        assert there - now == one.saves_minor
        assert one.offer_id in with_it
        assert one.applies == (one.offer_id in applied)
        assert before < there or (one.gift and one.offer_id not in without)
    assert [one.add_minor for one in found] == sorted(one.add_minor for one in found)
