"""A hint to the processor: this cell of an array will be wanted soon.

Documents are processed by member and lie by time, so nearly every one is somewhere memory has not been
touched; asking a few documents ahead halves the time it takes to lay them out.
"""

# mypy: disable-error-code="no-untyped-call"
# ruff: noqa: ANN401
# (Numba's extension points carry no types.)

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.extending import intrinsic

WORD: Final = ir.IntType(32)
BYTES: Final = ir.IntType(8).as_pointer()


def _asking(_context: Any, column: Any, place: Any) -> tuple[Any, Callable[..., Any]]:
    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        array = context.make_array(kind)(context, builder, arguments[0])
        at = context.cast(builder, arguments[1], signature.args[1], types.intp)
        cell = cgutils.get_item_pointer(context, builder, kind, array, [at], wraparound=False)
        wanted = ir.FunctionType(ir.VoidType(), [BYTES, WORD, WORD, WORD])
        ask = cgutils.get_or_insert_function(builder.module, wanted, "llvm.prefetch.p0i8")
        builder.call(ask, [builder.bitcast(cell, BYTES), WORD(0), WORD(3), WORD(1)])
        return context.get_dummy_value()

    return types.void(column, place), emit


prefetch: Final[Any] = intrinsic(_asking)
"""`prefetch(column, place)` in compiled code: ask for a place inside the array without waiting for it."""
