"""A table as compiled code sees it: a pointer to its first row, with its length where every index is checked.

Numba's own array type passes seven words and counts references; with forty tables a call that costs most of
the compile time and much of the run. `Rows` is one word: `rows[i]` is the i-th record in place. The checked
kind adds the length and raises IndexError outside it. The owner of the memory is the `Pointer` that Python
holds during the call.
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# ruff: noqa: ANN401
# (Numba's extension points carry no types.)

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.core.extending import NativeValue, lower_builtin, models, register_model, unbox
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.core.typing.typeof import typeof_impl
from numba.np.numpy_support import from_dtype


class Rows(types.Type):
    """The type of a table whose rows are `record`."""

    def __init__(self, record: Any) -> None:
        """One type for each kind of record."""
        self.record = record
        super().__init__(name=f"{type(self).__name__}({record})")


class CheckedRows(Rows):
    """The same with a length; an index outside it is an error."""


class Pointer:
    """An array handed to compiled code; it keeps the memory alive."""

    __slots__ = ("address", "array", "length", "rows")

    def __init__(self, array: np.ndarray[Any, Any], *, checked: bool = False) -> None:
        """Point at an array's first row; `checked` must be what the kernel was bound with."""
        self.array = array
        self.address = array.ctypes.data
        self.length = len(array)
        self.rows = rows_type(array.dtype, checked=checked)


_TYPES: dict[tuple[np.dtype[Any], bool], Rows] = {}


def rows_type(dtype: np.dtype[Any], *, checked: bool = False) -> Rows:
    """The one `Rows` (or `CheckedRows`) type of a row layout."""
    key = (dtype, checked)
    if key not in _TYPES:
        _TYPES[key] = (CheckedRows if checked else Rows)(from_dtype(dtype))
    return _TYPES[key]


@typeof_impl.register(Pointer)
def _typeof_pointer(value: Pointer, _context: Any) -> Rows:
    return value.rows


@register_model(Rows)
class _RowsModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, ir.IntType(8).as_pointer())


@register_model(CheckedRows)
class _CheckedRowsModel(models.StructModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, [("start", types.voidptr), ("length", types.int64)])


@unbox(Rows)
def _unbox_rows(_kind: Any, value: Any, context: Any) -> NativeValue:
    pointer = _address(value, context)
    return NativeValue(pointer, is_error=cgutils.is_not_null(context.builder, context.pyapi.err_occurred()))


@unbox(CheckedRows)
def _unbox_checked_rows(kind: Any, value: Any, context: Any) -> NativeValue:
    rows = cgutils.create_struct_proxy(kind)(context.context, context.builder)
    rows.start = _address(value, context)
    number = context.pyapi.object_getattr_string(value, "length")
    rows.length = context.pyapi.long_as_longlong(number)
    context.pyapi.decref(number)
    failed = cgutils.is_not_null(context.builder, context.pyapi.err_occurred())
    return NativeValue(rows._getvalue(), is_error=failed)  # noqa: SLF001 - as Numba's own boxes do


def _address(value: Any, context: Any) -> Any:
    number = context.pyapi.object_getattr_string(value, "address")
    pointer = context.pyapi.long_as_voidptr(number)
    context.pyapi.decref(number)
    return pointer


@infer_global(operator.getitem)
class _RowAt(AbstractTemplate):
    def generic(self, arguments: Any, _keywords: Any) -> Any:
        rows, place = arguments
        if isinstance(rows, Rows) and isinstance(place, types.Integer):
            return signature(rows.record, rows, types.int64)
        return None


@lower_builtin(operator.getitem, Rows, types.Integer)
def _row_at(context: Any, builder: Any, called: Any, arguments: Any) -> Any:
    return _row(context, builder, called, *arguments)


@lower_builtin(operator.getitem, CheckedRows, types.Integer)
def _checked_row_at(context: Any, builder: Any, called: Any, arguments: Any) -> Any:
    kind = called.args[0]
    rows = cgutils.create_struct_proxy(kind)(context, builder, value=arguments[0])
    outside = builder.icmp_unsigned(">=", arguments[1], rows.length)
    with builder.if_then(outside, likely=False):
        context.call_conv.return_user_exc(builder, IndexError, (f"no such row of {kind.record}",))
    return _row(context, builder, called, rows.start, arguments[1])


def _row(context: Any, builder: Any, called: Any, pointer: Any, index: Any) -> Any:
    """The record `index` rows after `pointer`."""
    size = ir.Constant(index.type, called.args[0].record.size)
    start = builder.gep(pointer, [builder.mul(index, size)])
    return builder.bitcast(start, context.get_value_type(called.return_type))
