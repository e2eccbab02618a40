"""A sum over lines: to the cent, in proportion, never below a floor, ties in a stated order."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.kernels.spread import spread, spread_freely


def bench(nets, floors=None, quantities=None, claims=None):
    count = len(nets)
    columns = zip(nets, floors or [0] * count, quantities or [1] * count, claims or [0] * count, strict=True)
    return [
        row("work", net=net, floor=floor, quantity=units, claim=claim, on=int(net > floor))
        for net, floor, units, claim in columns
    ]


def shares(total, nets, *, by=codes.BY_NET, rest=codes.REST_LARGEST, **columns):
    work = bench(nets, **columns)
    spread(len(work), total, by, rest, work)
    return [one.share for one in work]


def test_the_largest_remainders_get_the_spare_cents():  # edge 82
    assert shares(157, [501, 342, 213]) == [74, 51, 32]


def test_the_worked_order_of_the_rules():
    assert shares(3000, [18000, 14850]) == [1644, 1356]
    assert shares(2500, [16356, 13494]) == [1370, 1130]
    assert shares(5400, [14986, 12364]) == [2959, 2441]


def test_a_payment_is_spread_over_all_lines_floors_or_not():
    work = bench([12027, 9923, 0, 1200], floors=[12027, 9000, 0, 0])
    spread_freely(4, 10000, work)
    assert [one.share for one in work] == [5195, 4287, 0, 518]
    spread_freely(2, 10000, work)
    assert [one.share for one in work[:2]] == [5479, 4521]
    spread_freely(2, 21950, work)
    assert [one.share for one in work[:2]] == [12027, 9923]


def test_equal_remainders_go_to_the_larger_amount_then_to_the_first():
    assert shares(1, [100, 100, 100]) == [1, 0, 0]
    assert shares(2, [100, 100, 100]) == [1, 1, 0]
    assert shares(1, [10, 30], quantities=[1, 1], by=codes.BY_QUANTITY) == [0, 1]


def test_by_quantity_counts_units():
    assert shares(1000, [800, 3000, 600], quantities=[2, 3, 3], by=codes.BY_QUANTITY) == [250, 375, 375]


def test_by_quantity_a_line_gives_no_more_than_it_has_and_the_others_the_rest():
    assert shares(90, [10, 100], by=codes.BY_QUANTITY) == [10, 80]
    assert shares(100, [10, 100, 500], quantities=[8, 1, 1], by=codes.BY_QUANTITY) == [10, 45, 45]


def test_by_quantity_a_sum_past_32_bits_is_shared_by_single_units():
    assert shares(2**33, [2**33, 2**33], quantities=[1, 3], by=codes.BY_QUANTITY) == [2**31, 3 * 2**31]


def test_by_claim_cuts_what_was_claimed():
    assert shares(50, [100, 100], claims=[60, 40], by=codes.BY_CLAIM) == [30, 20]
    assert shares(50, [100, 100], claims=[60, 0], by=codes.BY_CLAIM) == [50, 0]


@pytest.mark.parametrize(
    ("rest", "expected"), [(codes.REST_LAST, [33, 33, 34]), (codes.REST_FIRST, [34, 33, 33])]
)
def test_the_remainder_may_go_to_the_last_or_the_first_line(rest, expected):
    assert shares(100, [10_000, 10_000, 10_000], rest=rest) == expected


def test_the_remainder_goes_on_where_the_last_line_has_no_room():
    assert shares(10, [7, 7, 1], rest=codes.REST_LAST) == [4, 5, 1]
    assert shares(11, [1, 7, 7, 7], floors=[0, 0, 0, 4], rest=codes.REST_LAST) == [0, 3, 5, 3]


def test_a_line_that_came_to_its_floor_by_its_share_alone_takes_no_remainder():
    assert shares(8, [3, 3, 10], floors=[0, 0, 5], rest=codes.REST_LAST) == [1, 2, 5]
    assert shares(8, [10, 3, 3], floors=[5, 0, 0], rest=codes.REST_FIRST) == [5, 2, 1]


@pytest.mark.parametrize(
    ("rest", "expected"), [(codes.REST_LAST, [0, 16, 34, 0]), (codes.REST_FIRST, [0, 17, 33, 0])]
)
def test_a_line_that_claims_nothing_takes_no_remainder(rest, expected):
    nets, claims = [100] * 4, [0, 50, 100, 0]
    assert shares(50, nets, claims=claims, by=codes.BY_CLAIM, rest=rest) == expected


def test_a_line_that_claims_nothing_takes_no_spare_cent_however_large_it_is():
    assert shares(1, [900, 100, 100], claims=[0, 1, 1], by=codes.BY_CLAIM) == [0, 1, 0]


def test_a_line_at_its_floor_gives_what_it_can_and_the_others_the_rest():
    assert shares(90, [100, 100], floors=[90, 0]) == [10, 80]
    assert shares(100, [2, 100], floors=[1, 0]) == [1, 99]
    assert shares(120, [100, 100, 100], floors=[95, 70, 0]) == [5, 30, 85]


def test_a_line_that_ends_exactly_at_its_floor_is_no_exception():
    assert shares(20, [100, 100], floors=[90, 0]) == [10, 10]
    assert shares(21, [100, 100], floors=[90, 0]) == [10, 11]


def test_a_line_that_can_give_less_than_its_exact_share_takes_no_spare_cent():
    assert shares(5, [100, 10], floors=[98, 0], by=codes.BY_QUANTITY) == [2, 3]


def test_lines_out_of_the_selection_give_nothing():
    work = bench([100, 100])
    work[0].on = 0
    spread(2, 50, codes.BY_NET, codes.REST_LARGEST, work)
    assert [one.share for one in work] == [0, 50]


def test_nothing_to_spread_leaves_nothing():
    assert shares(0, [100, 100]) == [0, 0]


def test_more_than_32_lines_are_handed_out_in_the_same_order():
    nets = [1000 + place % 7 for place in range(100)]
    assert shares(12_345, nets) == by_hand(12_345, nets)


@pytest.mark.parametrize("pair", [[1, 3], [3, 1]])
def test_of_equal_remainders_on_more_than_32_lines_the_larger_amounts_are_first(pair):
    assert shares(40, pair * 20) == [0 if net == 1 else 2 for net in pair] * 20


def test_the_last_of_more_than_32_lines_is_ahead_by_its_remainder():
    assert shares(1, [1] * 32 + [2]) == [0] * 32 + [1]


def by_hand(total, nets):
    """Largest remainder with fractions: rounded down, then one each by remainder, amount, position."""
    exact = [Fraction(total * net, sum(nets)) for net in nets]
    down = [int(one) for one in exact]
    order = sorted(range(len(nets)), key=lambda one: (down[one] - exact[one], -nets[one], one))
    for one in order[: total - sum(down)]:
        down[one] += 1
    return down


@given(st.lists(st.integers(1, 12), min_size=1, max_size=70), st.data())
def test_ties_and_remainders_fall_as_by_hand_with_few_lines_and_many(nets, data):
    total = data.draw(st.integers(0, sum(nets)))
    assert shares(total, nets) == by_hand(total, nets)


@given(st.lists(st.integers(0, 40), min_size=33, max_size=90), st.data())
def test_many_lines_some_of_which_take_no_part_are_handed_out_as_by_hand(nets, data):
    work = bench(nets)
    for one in work:
        one.on = int(one.on and data.draw(st.integers(0, 3)) > 0)
    taking = [line for line, one in enumerate(work) if one.on]
    parts = [nets[line] for line in taking]
    total = data.draw(st.integers(0, sum(parts)))
    spread(len(work), total, codes.BY_NET, codes.REST_LARGEST, work)
    assert [work[line].share for line in taking] == (by_hand(total, parts) if total else [0] * len(parts))
    assert sum(one.share for one in work) == total


@given(st.lists(st.integers(0, 40), min_size=33, max_size=90).filter(any), st.data())
def test_a_payment_is_spread_over_many_lines_as_by_hand(nets, data):
    total = data.draw(st.integers(1, sum(nets)))
    work = bench(nets, floors=nets)
    spread_freely(len(work), total, work)
    assert [one.share for one in work] == by_hand(total, nets)


AMOUNTS = st.one_of(st.integers(0, 50), st.integers(0, 2**40 - 1))


@st.composite
def benches(draw):
    count = draw(st.integers(1, 40))
    most = (2**40 - 1) // count
    nets = draw(st.lists(AMOUNTS.map(lambda net: min(net, most)), min_size=count, max_size=count))
    floors = [draw(st.integers(0, net)) if draw(st.booleans()) else 0 for net in nets]
    quantities = draw(st.lists(st.integers(1, 2**31 - 1), min_size=count, max_size=count))
    room = sum(net - floor for net, floor in zip(nets, floors, strict=True))
    return nets, floors, quantities, draw(st.integers(0, room))


@given(
    benches(),
    st.sampled_from([codes.BY_NET, codes.BY_QUANTITY]),
    st.sampled_from([codes.REST_LARGEST, codes.REST_LAST, codes.REST_FIRST]),
)
def test_shares_make_the_sum_and_leave_every_floor(made, by, rest):
    nets, floors, quantities, total = made
    got = shares(total, nets, by=by, rest=rest, floors=floors, quantities=quantities)
    assert sum(got) == total
    assert all(0 <= share <= net - floor for share, net, floor in zip(got, nets, floors, strict=True))


@given(benches())
def test_without_floors_no_share_is_a_cent_away_from_its_exact_part(made):
    nets, _, _, _ = made
    total = sum(nets) // 3
    got = shares(total, nets)
    whole = sum(nets) or 1
    assert all(abs(share - Fraction(total * net, whole)) < 1 for share, net in zip(got, nets, strict=True))


@given(benches(), st.randoms(use_true_random=False))
def test_the_order_of_lines_matters_only_among_equals(made, chance):
    nets, floors, quantities, total = made
    lines = list(zip(nets, floors, quantities, strict=True))
    shuffled = lines[:]
    chance.shuffle(shuffled)

    def told(some):
        columns = [list(column) for column in zip(*some, strict=True)]
        got = shares(total, columns[0], floors=columns[1], quantities=columns[2])
        return sorted(zip(columns[0], got, strict=True))

    assert told(lines) == told(shuffled)
