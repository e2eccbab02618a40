"""Asking ahead changes no figure: it is only a hint."""

import numba
import numpy as np

from loyalty.simulate.replaying.prefetch import prefetch


def test_a_hint_leaves_every_cell_as_it_is():
    @numba.njit
    def summed(column):
        total = 0
        for place in range(len(column)):
            prefetch(column, min(place + 3, len(column) - 1))
            prefetch(column, column[place])
            total += column[place]
        return total

    for kind in (np.int8, np.int32, np.int64):
        column = np.arange(100, dtype=kind)
        assert summed(column) == 4950
        assert column.tolist() == list(range(100))
