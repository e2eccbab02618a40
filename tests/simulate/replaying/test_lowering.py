"""Kernels that only kernels call: lowered for their callers, made into machine code with them alone."""

from typing import Any

import numba
import pytest

from loyalty.simulate.replaying.compiled import DTYPES, zeros
from loyalty.simulate.replaying.lowering import CalleeCompiler, CalleeLibrary
from loyalty.simulate.replaying.pointers import Pointer, rows_type

STEPS = DTYPES["steps"]
CALLEE = {"pipeline_class": CalleeCompiler, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def lowered(function: Any, *, checked: bool = False, **how: Any) -> Any:
    wanted = (rows_type(STEPS, checked=checked), numba.int64)
    return numba.njit(wanted, **CALLEE, **how)(function)


def chain(*, checked: bool = False, **how: Any) -> tuple[Any, Any]:
    """An entry that calls `twice`, which calls `raised`; and `raised` as lowered."""

    def raised(rows: Any, place: Any) -> Any:
        rows[place].amount += 1
        return rows[place].amount

    raised = inner = lowered(raised, checked=checked, **how)

    def twice(rows: Any, place: Any) -> Any:
        return raised(rows, place) + raised(rows, place)

    twice = lowered(twice, checked=checked, **how)

    def entry(rows: Any, place: Any) -> Any:
        return twice(rows, place)

    return numba.njit((rows_type(STEPS, checked=checked), numba.int64))(entry), inner


@pytest.mark.parametrize("inline", [False, True])
def test_an_entry_runs_what_lies_two_calls_below_it(*, inline: bool) -> None:
    entry, _ = chain(forceinline=inline)
    rows = zeros("steps", 3)
    assert entry(Pointer(rows), 1) == 1 + 2
    assert rows["amount"].tolist() == [0, 2, 0]


def test_an_index_is_checked_below_an_entry_too() -> None:
    entry, _ = chain(checked=True)
    with pytest.raises(IndexError):
        entry(Pointer(zeros("steps", 3), checked=True), 3)


def test_no_machine_code_is_made_of_a_callee_by_itself() -> None:
    entry, inner = chain()
    (below,) = inner.overloads.values()
    assert isinstance(below.library, CalleeLibrary)
    assert below.library.get_pointer_to_function(below.fndesc.llvm_func_name) == 0
    (own,) = entry.overloads.values()
    assert own.library.get_pointer_to_function(own.fndesc.llvm_func_name) != 0


def test_a_callee_called_from_python_is_an_error_not_a_crash() -> None:
    _, inner = chain()
    with pytest.raises(KeyError):
        inner(Pointer(zeros("steps", 3)), 1)
