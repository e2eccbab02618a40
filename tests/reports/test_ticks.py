import itertools

from hypothesis import given
from hypothesis import strategies as st

from loyalty.reports.ticks import spaced, ticks

FIGURES = st.integers(-(10**18), 10**18)


@given(FIGURES, FIGURES)
def test_marks_are_evenly_spaced_hold_the_range_and_hold_zero(one, other):
    low, high = sorted((one, other))
    marks = ticks(low, high)
    steps = {after - before for before, after in itertools.pairwise(marks)}
    assert len(steps) == 1
    assert marks[0] <= low
    assert marks[-1] >= high
    assert 0 in marks
    assert len(marks) <= 8


@given(FIGURES)
def test_steps_are_one_two_a_quarter_or_half_of_a_power_of_ten(high):
    marks = ticks(0, abs(high))
    digits = str(marks[1] - marks[0]).rstrip("0")
    assert digits in {"1", "2", "25", "5"}


def test_an_empty_range_still_has_two_marks():
    assert ticks(0, 0) == (0, 1)


def test_small_ranges_keep_whole_units():
    assert ticks(0, 3) == (0, 1, 2, 3)
    assert ticks(-1, 1) == (-1, 0, 1)


def test_a_typical_axis():
    assert ticks(0, 49_400_00) == (0, 10_000_00, 20_000_00, 30_000_00, 40_000_00, 50_000_00)
    assert ticks(0, 123) == (0, 25, 50, 75, 100, 125)


def test_labels_thin_out_to_thirds_halves_and_whole_years():
    assert [spaced(count, 26) for count in (1, 24, 27, 60, 120, 400)] == [1, 1, 2, 3, 6, 24]


def test_however_many_labels_there_are_no_more_than_fit_are_shown():
    assert all(-(-count // spaced(count, 10)) <= 10 for count in range(1, 2_000))
