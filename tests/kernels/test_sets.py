"""What sets of units save, against a second reading that lists every unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernels import sets
from loyalty.kernels.ratio import scale
from loyalty.kernels.sets import saves
from loyalty.money import Rounding
from tests.engine.till import line
from tests.kernels.units_shop import off, offer, quoted, told, units

ONE_FOR_ONE = {"buy": 1, "get": 1, "allocate": "reward"}
small = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 6)), min_size=1, max_size=4)


def cents(lines):
    """Cart lines of whole amounts (minor units) in so many units."""
    return [
        line("abcdefgh"[n], None, quantity, amount=f"{amount // 100}.{amount % 100:02d}")
        for n, (amount, quantity) in enumerate(lines)
    ]


def test_the_second_at_half():
    assert off(quoted([offer("nth_item", nth=2, percent=50)], ("99.00", 2))) == [4950]


def test_the_second_at_half_stands_on_both_units_or_on_the_second():
    goods = (("10.00", 1), ("8.00", 2), ("3.00", 1))
    assert off(quoted([offer("nth_item", nth=2, percent=50)], *goods)) == [190, 303, 57]
    alone = offer("nth_item", nth=2, percent=50, allocate="reward")
    assert off(quoted([alone], *goods)) == [0, 400, 150]
    cheap = offer("nth_item", nth=2, percent=50, allocate="reward", take="cheapest")
    assert off(quoted([cheap], *goods)) == [0, 400, 150]


def test_buy_two_get_the_cheapest_free():
    benefit = {"buy": 2, "get": 1, "times_max": 1, "allocate": "reward"}
    goods = (("4.00", 4), ("2.00", 4))
    assert off(quoted([offer("buy_get", **benefit, take="cheapest")], *goods)) == [0, 200]
    assert off(quoted([offer("buy_get", **benefit)], *goods)) == [400, 0]


def test_a_unit_is_used_once():
    two = [
        offer("buy_get", name, buy=2, get=1, times_max=2, around={"priority": n})
        for n, name in enumerate("ab")
    ]
    assert told(quoted(two, ("500.00", 3))) == {"b": (50000, "NONE", 0), "a": (0, "TOO_FEW", 3)}
    assert told(quoted(two, ("500.00", 9)))["a"] == (50000, "NONE", 0)


def test_bought_and_given_units_may_be_counted_apart():
    offers = [
        offer("buy_get", "first", buy=2, get=1, times_max=2, unit_use="apart", around={"priority": 1}),
        offer("buy_get", "then", buy=2, get=1, times_max=1, unit_use="apart"),
    ]
    assert told(quoted(offers, ("500.00", 6))) == {"first": (100000, "NONE", 0), "then": (50000, "NONE", 0)}


def test_counted_apart_units_that_took_part_already_are_taken_first():
    """Of nine units two offers use six, some of them twice; three are left for a set of unused ones."""
    apart = {"buy": 2, "get": 1, "unit_use": "apart"}
    offers = [
        offer("buy_get", "first", **apart, times_max=2, around={"priority": 2}),
        offer("buy_get", "then", **apart, times_max=1, around={"priority": 1}),
        offer("buy_get", "once", buy=2, get=1),
    ]
    assert told(quoted(offers, ("500.00", 9))) == {
        "first": (100000, "NONE", 0),
        "then": (50000, "NONE", 0),
        "once": (50000, "NONE", 0),
    }
    assert told(quoted(offers, ("500.00", 8)))["once"] == (0, "TOO_FEW", 1)


def test_what_is_given_apart_and_was_bought_before_uses_no_further_unit():
    """Four bought for three given of them, and one more: five of six units took part."""
    goods = (("500.00", 6), ("1.00", 1))
    a, b = {"skus": ["A"]}, {"skus": ["B"]}
    offers = [
        offer("buy_get", "p", buy=4, get=1, unit_use="apart", of=a, get_of=b, around={"priority": 2}),
        offer("buy_get", "q", buy=1, get=3, unit_use="apart", times_max=1, of=a, around={"priority": 1}),
        offer("buy_get", "once", buy=1, get=1, of=a),
    ]
    assert told(quoted(offers, *goods)) == {
        "p": (100, "NONE", 0),
        "q": (150000, "NONE", 0),
        "once": (0, "TOO_FEW", 1),
    }


def test_units_that_are_left_stand_at_the_price_they_had():
    offers = [
        offer("buy_get", "most", buy=50, get=1000, times_max=1, allocate="reward", around={"priority": 1}),
        offer("buy_get", "rest", buy=10, get=20, percent=20, times_max=1, allocate="reward"),
    ]
    assert told(quoted(offers, ("2.50", 540), ("2.50", 540))) == {
        "most": (250000, "NONE", 0),
        "rest": (1000, "NONE", 0),
    }


def test_some_goods_are_bought_and_others_given():
    benefit = {
        "buy": 1,
        "get": 1,
        "of": {"skus": ["C"]},
        "get_of": {"skus": ["A", "B"]},
        "allocate": "reward",
    }
    goods = (("5.00", 2), ("10.00", 2), ("10.00", 2))
    assert off(quoted([offer("buy_get", **benefit)], *goods)) == [0, 2000, 0]
    assert off(quoted([offer("buy_get", **benefit, take="cheapest")], *goods)) == [1000, 0, 0]
    assert told(quoted([offer("buy_get", **benefit | {"buy": 4})], *goods))["o"] == (0, "TOO_FEW", 2)


def test_what_cannot_be_given_is_bought_first():
    benefit = {
        "buy": 1,
        "get": 1,
        "of": {"skus": ["A", "B"]},
        "get_of": {"skus": ["A"]},
        "allocate": "reward",
    }
    assert off(quoted([offer("buy_get", **benefit)], ("9.00", 2), ("1.00", 1))) == [900, 0]
    assert off(quoted([offer("buy_get", **benefit)], ("9.00", 2), ("1.00", 3))) == [1800, 0]


def test_any_goods_may_be_given_for_some():
    benefit = {**ONE_FOR_ONE, "of": {"skus": ["A"]}, "get_of": {}}
    assert off(quoted([offer("buy_get", **benefit)], ("3.00", 1), ("7.00", 5))) == [0, 700]


def test_bundles_are_formed_while_they_save():
    three = [offer("bundle", units=3, price=20)]
    assert told(quoted(three, ("8.00", 4)))["o"] == (400, "NONE", 0)
    assert told(quoted(three, ("6.00", 3)))["o"] == (0, "NO_EFFECT", 0)
    assert told(quoted(three, ("8.00", 2)))["o"] == (0, "TOO_FEW", 1)
    assert off(quoted(three, ("9.00", 2), ("7.00", 5), ("5.00", 2))) == [235, 365, 0]
    once = [offer("bundle", units=3, price=20, times_max=1)]
    assert told(quoted(once, ("9.00", 9)))["o"][0] == 700
    assert told(quoted(once, ("9.00", 2), ("8.00", 9)))["o"][0] == 600
    assert told(quoted(once, ("9.00", 5), ("9.00", 4)))["o"][0] == 700
    assert told(quoted(once, ("9.00", 3), ("8.00", 2), ("7.00", 5)))["o"][0] == 700


def test_a_set_takes_no_line_below_its_floor():
    goods = (line("a", "10.00", 2, floor_price="9.00"), line("b", "10.00", 2, floor_price="10.00"))
    assert off(quoted([offer("nth_item", nth=2, percent=100)], *goods)) == [200, 0]


@pytest.mark.parametrize("take", ["dearest", "cheapest"])
@given(
    lines=small,
    sizes=st.tuples(st.integers(1, 3), st.integers(1, 2)),
    most=st.integers(1, 4),
    percent=st.sampled_from((50, 100)),
)
def test_sets_of_the_same_goods_are_those_of_the_units_listed(take, lines, sizes, most, percent):
    buy, get = sizes
    listed = units(lines)
    sets = min(len(listed) // (buy + get), most)
    if take == "dearest":
        given_units = [one for n, one in enumerate(listed[: sets * (buy + get)]) if n % (buy + get) >= buy]
    else:
        given_units = listed[len(listed) - sets * get :]
    benefit = {"buy": buy, "get": get, "times_max": most, "take": take, "percent": percent}
    quote = quoted([offer("buy_get", **benefit, allocate="reward")], *cents(lines))
    worth = sum(worth for _number, worth in given_units)
    assert sum(off(quote)) == scale(worth, percent, 100, Rounding.HALF_UP)
    giving = {number for number, _worth in given_units}
    assert all(count == 0 or n in giving for n, count in enumerate(off(quote)))


def test_the_second_unit_of_a_line_is_the_one_without_the_odd_cent():
    """Of 5.01 and 5.00 the second is 5.00; of 3.34, 3.34 and 3.33 it is 3.34, the others are 6.67."""
    free = {"nth": 2, "percent": 100}
    assert off(quoted([offer("nth_item", **free)], ("10.01", 1))) == [0]
    uneven = line("a", None, 2, amount="10.01")
    assert off(quoted([offer("nth_item", **free)], uneven)) == [500]
    assert off(quoted([offer("nth_item", **free, take="cheapest")], uneven)) == [500]
    assert off(quoted([offer("nth_item", nth=2, percent=50)], uneven)) == [250]
    three = line("a", None, 3, amount="10.01")
    assert off(quoted([offer("nth_item", **free)], three)) == [334]
    assert off(quoted([offer("buy_get", buy=1, get=2)], three)) == [667]
    assert off(quoted([offer("buy_get", buy=1, get=2, of={"skus": ["A"]}, get_of={})], three)) == [667]


def test_units_that_sets_have_used_stand_before_those_of_a_later_set():
    """Of 2.51, 2.50, 2.50, 2.50 the first two are gone when the second bundle and the second gift come."""
    uneven = line("a", None, 4, amount="10.01")
    bundle = {"units": 2, "price": 4, "times_max": 1}
    twice = [offer("bundle", name, **bundle, around={"priority": n}) for n, name in enumerate("ba")]
    assert told(quoted(twice, uneven)) == {"a": (101, "NONE", 0), "b": (100, "NONE", 0)}
    gifts = [
        offer("buy_get", "first", buy=1, get=1, times_max=1, around={"priority": 1}),
        offer("buy_get", "then", buy=1, get=1, of={"skus": ["A"]}, get_of={}),
    ]
    assert told(quoted(gifts, uneven)) == {"first": (250, "NONE", 0), "then": (250, "NONE", 0)}


@given(
    lines=small,
    size=st.integers(2, 4),
    price=st.integers(0, 60),
    most=st.one_of(st.none(), st.integers(1, 3)),
)
def test_bundles_are_those_of_the_units_listed(lines, size, price, most):
    listed = [worth for _number, worth in units(lines)]
    saved, sets = 0, 0
    while (most is None or sets < most) and len(listed) >= size and sum(listed[:size]) > price:
        saved += sum(listed[:size]) - price
        listed, sets = listed[size:], sets + 1
    limit = {} if most is None else {"times_max": most}
    quote = quoted([offer("bundle", units=size, price=f"0.{price:02d}", **limit)], *cents(lines))
    assert sum(off(quote)) == saved


@given(lines=small, percent=st.sampled_from((33, 50, 100)), allocate=st.sampled_from(("set", "reward")))
def test_no_line_gives_more_than_it_has_however_many_sets_follow(lines, percent, allocate):
    offers = [
        offer("nth_item", "second", nth=2, percent=percent, allocate=allocate, around={"priority": 3}),
        offer("bundle", "three", units=3, price="0.10", around={"priority": 2, "lane": "item"}),
        offer("buy_get", "more", buy=1, get=1, unit_use="apart", allocate=allocate, around={"priority": 1}),
        offer("percent", "few", percent=90, units_max=2),
    ]
    quote = quoted(offers, *cents(lines))
    assert all(0 <= taken <= amount for taken, (amount, _units) in zip(off(quote), lines, strict=True))
    assert sum(off(quote)) == quote.discount_minor == sum(one.amount_minor for one in quote.adjustments)


@pytest.mark.parametrize(
    ("take", "allocate", "few", "all_of_them"),
    [
        ("dearest", "reward", [0, 800, 0], [0, 800, 300]),
        ("cheapest", "reward", [0, 0, 300], [0, 0, 600]),
        ("dearest", "set", [571, 229, 0], [524, 419, 157]),
        ("cheapest", "set", [261, 0, 39], [286, 228, 86]),
    ],
)
def test_buy_two_get_one_of_three_prices(take, allocate, few, all_of_them):
    """Of 10, 10, 8, 8, 3 one set gives an 8 or the 3; with one more 3 two sets give 8 + 3 or 3 + 3."""
    benefit = [offer("buy_get", buy=2, get=1, take=take, allocate=allocate)]
    assert off(quoted(benefit, ("10.00", 2), ("8.00", 2), ("3.00", 1))) == few
    assert off(quoted(benefit, ("10.00", 2), ("8.00", 2), ("3.00", 2))) == all_of_them


def test_the_second_at_half_so_many_times():
    goods = ("99.00", 5)
    assert off(quoted([offer("nth_item", nth=2, percent=50)], goods)) == [9900]
    assert off(quoted([offer("nth_item", nth=2, percent=50, times_max=1)], goods)) == [4950]
    assert told(quoted([offer("nth_item", nth=6, percent=50)], goods))["o"] == (0, "TOO_FEW", 1)


def test_a_set_within_its_budget_gives_what_is_left_of_it():
    budgets = {"budgets": [{"id": "b", "amount": 30}]}
    second = [offer("nth_item", nth=2, percent=50, around={"budget": "b"})]
    assert off(quoted(second, ("99.00", 2), sections=budgets)) == [3000]


class Units:
    """A cart whose units stand one by one, each used at most once: the slow second reading of sets.

    Lines are an amount and so many units; the first units of a line carry its odd cents.
    """

    def __init__(self, lines):
        self.net = [amount for amount, _quantity in lines]
        self.price = [Fraction(amount, quantity) for amount, quantity in lines]
        self.listed = [
            (n, amount // quantity + (unit < amount % quantity))
            for n, (amount, quantity) in enumerate(lines)
            for unit in range(quantity)
        ]
        self.used = set()

    def play(self, benefit):
        """What the benefit takes off each line now; of equal prices the line that is larger now is first."""
        fresh = [n for n in range(len(self.listed)) if n not in self.used]
        by_line = {n: (-self.price[n], -self.net[n], n) for n in range(len(self.net))}
        fresh.sort(key=lambda n: (by_line[self.listed[n][0]], n))
        bought, given_units, total = self.split(benefit, fresh)
        if total == 0:
            return [0] * len(self.net)
        self.used |= {*bought, *given_units}
        alone = benefit.get("allocate") == "reward"
        shares = self.shares(given_units if alone else bought + given_units, total)
        self.net = [net - share for net, share in zip(self.net, shares, strict=True)]
        return shares

    def split(self, benefit, fresh):
        """Units bought, units given, and what they save."""
        worth = [self.listed[n][1] for n in range(len(self.listed))]
        most = benefit.get("times_max", len(fresh))
        if benefit["kind"] == "bundle":
            size, price, sets = benefit["units"], int(benefit["price"] * 100), 0
            parts = [fresh[at : at + size] for at in range(0, len(fresh) - size + 1, size)]
            while sets < min(most, len(parts)) and sum(worth[n] for n in parts[sets]) > price:
                sets += 1
            together = [n for part in parts[:sets] for n in part]
            return together, [], sum(worth[n] for n in together) - sets * price
        buy, size = benefit["buy"], benefit["buy"] + benefit["get"]
        sets = min(len(fresh) // size, most)
        if benefit["take"] == "dearest":
            places = range(sets * size)
            bought = [fresh[place] for place in places if place % size < buy]
            free = [fresh[place] for place in places if place % size >= buy]
        else:
            bought, free = fresh[: sets * buy], fresh[len(fresh) - sets * benefit["get"] :]
        return bought, free, scale(sum(worth[n] for n in free), benefit["percent"], 100, Rounding.HALF_UP)

    def shares(self, bearing, total):
        """Largest remainder in proportion to the bearing units; ties to the larger line, then position."""
        weights = [0] * len(self.net)
        for n in bearing:
            weights[self.listed[n][0]] += self.listed[n][1]
        exact = [Fraction(total * weight, sum(weights)) for weight in weights]
        shares = [int(share) for share in exact]
        by_rest = sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], -self.net[n], n))
        for n in by_rest[: total - sum(shares)]:
            shares[n] += 1
        return shares


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


def one_for_one(offer_id, allocate="set", **around):
    return offer("buy_get", offer_id, buy=1, get=1, times_max=1, allocate=allocate, around=around)


@pytest.mark.parametrize("allocate", ["set", "reward"])
def test_a_unit_that_was_bought_is_used_wherever_the_discount_stands(allocate):
    two = [one_for_one("p", allocate, priority=1), one_for_one("q", allocate)]
    quote = quoted(two, ("10.00", 1), ("8.00", 1), ("6.00", 1))
    assert told(quote) == {"p": (800, "NONE", 0), "q": (0, "TOO_FEW", 1)}


def test_a_unit_at_its_floor_is_used_by_the_set_it_was_bought_for():
    goods = (line("a", "10.00", floor_price="10.00"), ("8.00", 1), ("6.00", 1))
    assert told(quoted([one_for_one("p", priority=1), one_for_one("q")], *goods))["q"] == (0, "TOO_FEW", 1)


@given(whole, st.lists(st.one_of(buy_gets("reward"), bundles), min_size=2, max_size=3))
def test_sets_given_on_their_reward_leave_the_units_that_are_left(lines, benefits):
    quick, slow = played(lines, benefits)
    assert quick == slow


def test_a_line_of_very_many_units_is_bundled_in_a_few_looks(monkeypatch):
    looks = []
    monkeypatch.setattr(sets, "saves", lambda *one: looks.append(one) or saves(*one))
    quoted([offer("bundle", units=2, price=1)], ("0.01", 20_000))
    assert len(looks) < 100
