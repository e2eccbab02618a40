"""Sets of units, drawn: what a cart of units that stand one by one gives, to the cent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.till import line
from tests.kernels.units_listed import Units
from tests.kernels.units_shop import cents, off, quoted

whole = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 6)), min_size=1, max_size=4)
takes = st.sampled_from(("dearest", "cheapest"))
limited = st.one_of(st.just({}), st.fixed_dictionaries({"times_max": st.integers(1, 3)}))
prices = st.integers(0, 1500).map(lambda cents_: Decimal(cents_).scaleb(-2))
bundles = st.builds(
    lambda units_, price, most: {"kind": "bundle", "units": units_, "price": price} | most,
    st.integers(2, 4),
    prices,
    limited,
)


def buy_gets(allocate):
    return st.builds(
        lambda sizes, percent, take, most: (
            {"kind": "buy_get", "buy": sizes[0], "get": sizes[1], "percent": percent, "take": take}
            | {"allocate": allocate}
            | most
        ),
        st.tuples(st.integers(1, 3), st.integers(1, 3)),
        st.sampled_from((33, 50, 100)),
        takes,
        limited,
    )


def played(lines, benefits):
    """What came off each line, quoted and listed: the offers apply in turn."""
    goods = [(Decimal(price).scaleb(-2), quantity) for price, quantity in lines]
    offers = [
        {"id": f"o{n}", "benefit": one, "lane": "order", "priority": -n} for n, one in enumerate(benefits)
    ]
    shop = Units([(price * quantity, quantity) for price, quantity in lines])
    slow = [sum(each) for each in zip(*(shop.play(one) for one in benefits), strict=True)]
    return off(quoted(offers, *goods)), slow


@given(whole, st.one_of(buy_gets("set"), buy_gets("reward"), bundles))
def test_each_line_bears_what_its_listed_units_bear(lines, benefit):
    quick, slow = played(lines, [benefit])
    assert quick == slow


@given(whole, st.lists(st.one_of(buy_gets("set"), bundles), min_size=2, max_size=3))
def test_sets_after_sets_are_those_of_the_units_that_are_left(lines, benefits):
    quick, slow = played(lines, benefits)
    assert quick == slow


uneven = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 6)), min_size=1, max_size=4)
from_the_front = st.one_of(buy_gets("set").filter(lambda one: one["take"] == "dearest"), bundles)


@given(uneven, st.lists(from_the_front, min_size=1, max_size=3))
def test_sets_after_sets_are_worth_what_their_units_are_to_the_cent(lines, benefits):
    offers = [
        {"id": f"o{n}", "benefit": one, "lane": "order", "priority": -n} for n, one in enumerate(benefits)
    ]
    shop = Units(lines)
    saved = [sum(shop.play(one)) for one in benefits]
    quote = quoted(offers, *cents(lines))
    assert [one.amount_minor for one in quote.decisions] == saved


floored = st.lists(
    st.tuples(st.integers(1, 900), st.integers(1, 6), st.integers(0, 100)), min_size=1, max_size=4
)


@given(floored, st.lists(st.one_of(buy_gets("set"), buy_gets("reward"), bundles), min_size=1, max_size=3))
def test_no_set_takes_a_line_below_its_floor(lines, benefits):
    floors = [price * percent // 100 for price, _quantity, percent in lines]
    goods = [
        line("abcdefgh"[n], Decimal(price).scaleb(-2), units_, floor_price=Decimal(floors[n]).scaleb(-2))
        for n, (price, units_, _percent) in enumerate(lines)
    ]
    offers = [
        {"id": f"o{n}", "benefit": one, "lane": "order", "priority": -n} for n, one in enumerate(benefits)
    ]
    quote = quoted(offers, *goods)
    for taken, (price, units_, _percent), floor in zip(off(quote), lines, floors, strict=True):
        assert 0 <= taken <= (price - floor) * units_
    assert sum(off(quote)) == quote.discount_minor == sum(one.amount_minor for one in quote.decisions)


@given(whole, st.lists(st.one_of(buy_gets("reward"), bundles), min_size=2, max_size=3))
def test_sets_given_on_their_reward_leave_the_units_that_are_left(lines, benefits):
    quick, slow = played(lines, benefits)
    assert quick == slow
