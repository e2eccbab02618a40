"""A table as compiled code sees it: one pointer to its first row.

Numba's own array type passes seven words and counts references; with forty tables a call that costs most of
the compile time and much of the run. `Rows` is one word: `rows[i]` is the i-th record in place. The owner of
the memory is the `Pointer` that Python holds during the call.
"""

from __future__ import annotations

import operator
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.extending import NativeValue, lower_builtin, models, register_model, unbox
from numba.core.typing import signature
from numba.core.typing.templates import AbstractTemplate, infer_global
from numba.core.typing.typeof import typeof_impl


class Rows(types.Type):
    """The type of a table whose rows are `record`."""

    def __init__(self, record: Any) -> None:
        self.record = record
        super().__init__(name=f"Rows({record})")


class Pointer:
    """An array handed to compiled code; it keeps the memory alive."""

    __slots__ = ("address", "array", "rows")

    def __init__(self, array: np.ndarray[Any, Any]) -> None:
        self.array = array
        self.address = array.ctypes.data
        self.rows = rows_type(array.dtype)


_TYPES: dict[np.dtype[Any], Rows] = {}


def rows_type(dtype: np.dtype[Any]) -> Rows:
    """The one `Rows` type of a row layout."""
    if dtype not in _TYPES:
        _TYPES[dtype] = Rows(numba.from_dtype(dtype))
    return _TYPES[dtype]


@typeof_impl.register(Pointer)
def _typeof_pointer(value: Pointer, _context: Any) -> Rows:
    return value.rows


@register_model(Rows)
class _RowsModel(models.PrimitiveModel):  # type: ignore[misc]
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, ir.IntType(8).as_pointer())


@unbox(Rows)
def _unbox_rows(_kind: Any, value: Any, context: Any) -> NativeValue:
    number = context.pyapi.object_getattr_string(value, "address")
    pointer = context.pyapi.long_as_voidptr(number)
    context.pyapi.decref(number)
    return NativeValue(pointer, is_error=cgutils.is_not_null(context.builder, context.pyapi.err_occurred()))


@infer_global(operator.getitem)
class _RowAt(AbstractTemplate):  # type: ignore[misc]
    def generic(self, arguments: Any, _keywords: Any) -> Any:
        rows, place = arguments
        if isinstance(rows, Rows) and isinstance(place, types.Integer):
            return signature(rows.record, rows, types.int64)
        return None


@lower_builtin(operator.getitem, Rows, types.Integer)
def _row_at(context: Any, builder: Any, called: Any, arguments: Any) -> Any:
    pointer, index = arguments
    size = ir.Constant(index.type, called.args[0].record.size)
    start = builder.gep(pointer, [builder.mul(index, size)])
    return builder.bitcast(start, context.get_value_type(called.return_type))
