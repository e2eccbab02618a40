from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.figures.ratios import change_of, half_up, share_of

WHOLE = st.integers(-(2**80), 2**80)


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [
        (1, 2, 1),
        (-1, 2, -1),
        (1, -2, -1),
        (1, 3, 0),
        (2, 3, 1),
        (-2, 3, -1),
        (5, 2, 3),
        (0, -7, 0),
        (7, 0, 0),
    ],
)
def test_halves_go_away_from_zero(numerator, denominator, quotient):
    assert half_up(numerator, denominator) == quotient


@given(WHOLE, WHOLE.filter(bool))
def test_a_quotient_is_the_nearest_whole_number(numerator, denominator):
    off = abs(half_up(numerator, denominator) - Fraction(numerator, denominator))
    assert off <= Fraction(1, 2)


@given(WHOLE, WHOLE)
def test_a_change_turned_round_in_sign_is_the_same_size(before, now):
    turned = change_of(-before, -now)
    assert turned == (None if before == 0 else -(change_of(before, now) or 0))


def test_a_share_of_nothing_is_none_of_it():
    assert (share_of(1, 3), share_of(2, 3), share_of(5, 0)) == (333_333, 666_667, 0)


def test_a_change_is_told_over_what_was_before():
    assert change_of(200, 300) == 500_000
    assert change_of(300, 200) == -333_333
    assert change_of(-200, -100) == 500_000, "half of the loss is gone"
    assert change_of(0, 100) is None
