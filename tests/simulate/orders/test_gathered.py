import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders.dictionaries import Grouped
from loyalty.simulate.orders.gathered import Lines, Stretches, joined, narrow, ranges

GROUPS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4)))


@given(GROUPS)
def test_ranges_are_the_places_of_each_group_one_after_the_other(groups):
    starts, counts = (np.array([group[side] for group in groups], np.int32) for side in (0, 1))
    wanted = [place for start, count in groups for place in range(start, start + count)]
    assert ranges(starts, counts).tolist() == wanted


@given(st.lists(st.one_of(st.integers(-5, 5), st.integers(-(2**63), 2**63 - 1))))
def test_numbers_take_as_little_room_as_they_can_and_stay_what_they_are(values):
    found = narrow(np.array(values, np.int64))
    assert found.tolist() == values
    widths = (8, 16, 32, 64)
    fits = [bits for bits in widths if all(-(2 ** (bits - 1)) <= value < 2 ** (bits - 1) for value in values)]
    assert found.dtype.itemsize * 8 == fits[0]


def lines(count: int) -> Lines:
    column = np.arange(count)
    return Lines(column, column, column, column, 10 * column, column, column, None, {"status": column})


def test_lines_are_taken_whole():
    taken = lines(4).taken(np.array([2, 0]))
    assert (taken.row.tolist(), taken.net().tolist(), taken.cost) == ([2, 0], [18, 0], None)
    assert taken.parts["status"].tolist() == [2, 0]


def test_the_order_of_a_row_is_its_stretchs_whether_few_are_asked_or_all():
    nothing = np.zeros(3, np.int32)
    codes = np.array([5, -1, 6], np.int32)
    stretches = Stretches(
        row_start=np.array([0, 2, 3]),
        line_start=np.array([0, 2, 3, 30]),
        kind=nothing,
        at=nothing.astype(np.int64),
        shipping=nothing,
        channel=nothing,
        member=nothing,
        order=Grouped(codes, codes, unique=False),
        original=nothing,
        rows=30,
        file_start=np.array([0]),
    )
    wanted = [5, 5, -1] + [6] * 27
    assert stretches.orders_of(np.arange(30)).tolist() == wanted
    assert [int(stretches.orders_of(np.array([row]))[0]) for row in range(30)] == wanted


def test_lines_are_joined_in_order_and_a_cost_that_one_lacks_is_none():
    found = joined([lines(2), lines(1)])
    assert (found.row.tolist(), found.gross.tolist(), found.cost) == ([0, 1, 0], [0, 10, 0], None)
