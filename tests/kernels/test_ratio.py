"""Products and quotients as exact as fractions, however wide, and no step on the way too wide."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernels import ratio
from loyalty.money import Rounding
from tests.kernels.watched import Watched

WIDE = st.integers(0, 2**62 - 1) | st.integers(0, 2**31)
DIVISOR = st.integers(1, 2**62 - 1) | st.integers(1, 1000)


def rounded(value: Fraction, rounding: int) -> int:
    """What a ratio is when rounded; ties and directions spelled out."""
    whole = value.numerator // value.denominator
    rest = value - whole
    half = Fraction(1, 2)
    up = {
        Rounding.HALF_UP: rest >= half,
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
        Rounding.HALF_EVEN: rest > half or (rest == half and whole % 2 == 1),
    }
    return whole + up[Rounding(rounding)]


def test_the_roundings_are_moneys_own():
    assert tuple(Rounding) == (ratio.HALF_UP, ratio.DOWN, ratio.UP, ratio.HALF_EVEN)


@given(WIDE, WIDE, DIVISOR)
def test_quotient_and_rest_make_the_product(a, b, c):
    rest = ratio.product_rest(a, b, c)
    assert rest == a * b % c
    if a * b // c < 2**62:
        assert ratio.product_quotient(a, b, c) == a * b // c


@given(WIDE, WIDE, DIVISOR, st.sampled_from(list(Rounding)))
def test_scale_is_the_fraction_rounded_once(amount, num, den, rounding):
    exact = rounded(Fraction(amount * num, den), rounding)
    if exact < 2**62:
        assert ratio.scale(amount, num, den, rounding) == exact


@pytest.mark.parametrize(
    ("num", "results"),
    [(24, (2, 2, 3, 2)), (25, (3, 2, 3, 2)), (26, (3, 2, 3, 3)), (35, (4, 3, 4, 4)), (30, (3, 3, 3, 3))],
)
def test_each_rounding_of_a_tenth(num, results):
    assert tuple(ratio.scale(1, num, 10, rounding) for rounding in Rounding) == results


@given(WIDE, WIDE, DIVISOR)
def test_no_step_passes_the_widest_number_compiled_code_may_meet(a, b, c):
    if a * b // c >= 2**62:
        return
    watched = [Watched(one) for one in (a, b, c)]
    assert ratio.product_quotient(*watched) == a * b // c
    assert ratio.product_rest(*watched) == a * b % c


@given(st.integers(0, 2**40 - 1), st.integers(0, 2**31 - 1), st.integers(0, 2**40 - 1))
def test_a_product_stops_at_its_most(amount, times, most):
    assert ratio.product_within(Watched(amount), Watched(times), Watched(most)) == min(amount * times, most)


@given(st.integers(0, 2**40 - 1), st.integers(1, 50), st.data())
def test_units_taken_bit_by_bit_make_the_whole_dearest_first(amount, units, data):
    left, worth, taken = amount, units, []
    while worth:
        count = data.draw(st.integers(1, worth))
        got = ratio.units_take(left, worth, count)
        taken.append((count, got))
        left, worth = left - got, worth - count
    assert left == 0
    each = [Fraction(got, count) for count, got in taken]
    assert all(first >= second - 1 for first, second in itertools.pairwise(each))


@given(st.integers(0, 2**40 - 1), st.integers(1, 2**31 - 1))
def test_the_next_unit_carries_the_rounded_up_share(amount, units):
    assert ratio.units_take(amount, units, 1) == -(-amount // units)
