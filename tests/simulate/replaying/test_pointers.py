"""Tables handed to compiled code: one word each, or with a length that is checked."""

import gc
from typing import Any

import numba
import numpy as np
import pytest

from loyalty.simulate.replaying.compiled import DTYPES, zeros
from loyalty.simulate.replaying.pointers import CheckedRows, Pointer, Rows, rows_type

STEPS = DTYPES["steps"]


def moved(rows: Any, place: int) -> Any:
    """Reads a row and writes it."""
    rows[place].amount += 10 * rows[place].ppm
    return rows[place].amount


def table() -> np.ndarray[Any, Any]:
    rows = zeros("steps", 3)
    rows["ppm"], rows["amount"] = (1, 2, 3), (100, 200, 300)
    return rows


def test_a_row_is_read_and_written_in_place() -> None:
    rows = table()
    compiled = numba.njit(moved)
    assert [compiled(Pointer(rows), place) for place in range(3)] == [110, 220, 330]
    assert rows["amount"].tolist() == [110, 220, 330]
    assert len(compiled.signatures) == 1


def test_a_checked_table_refuses_every_row_that_is_not_its_own() -> None:
    rows = table()
    compiled = numba.njit(moved)
    assert compiled(Pointer(rows, checked=True), 2) == 330
    for place in (3, -1, 2**40, -(2**62)):
        with pytest.raises(IndexError, match="no such row"):
            compiled(Pointer(rows, checked=True), place)
    assert rows["amount"].tolist() == [100, 200, 330]


def test_a_layout_has_one_type_and_one_checked_type() -> None:
    assert rows_type(STEPS) is rows_type(STEPS)
    assert type(rows_type(STEPS)) is Rows
    assert type(rows_type(STEPS, checked=True)) is CheckedRows
    assert rows_type(STEPS) != rows_type(STEPS, checked=True)
    assert rows_type(STEPS) != rows_type(DTYPES["lots"])


def test_a_pointer_keeps_its_memory_alive() -> None:
    pointer = Pointer(table())
    gc.collect()
    assert numba.njit(moved)(pointer, 1) == 220
    assert pointer.array["amount"].tolist() == [100, 220, 300]
