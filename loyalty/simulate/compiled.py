"""The kernels compiled: each kernel's code bound to compiled callees, so that plain Python and machine code
run from one source, side by side in one process.

Types follow from parameter names: a table's name is its record type, everything else is a 64-bit integer, so
no call can compile a second copy. Numba's own cache stamps only the file of the function it stores, and would
go on answering with an old rule after a callee was edited; so the cache lies in a folder named by a hash of
all kernel sources, row types, flags and versions.
"""

from __future__ import annotations

import dis
import functools
import hashlib
import inspect
import os
import pathlib
import platform
import types
from collections.abc import Callable
from typing import Any, Final

import numba
import numpy as np

from loyalty.kernels import codes, events
from loyalty.kernels.rows import TABLES
from loyalty.simulate.pointers import rows_type

ENTRIES: Final = ("step", "finish", "begin")
TABLE_OF: Final = {"credits_": "credits", "counters": "own"}
"""Parameters whose table has another name: a builtin's, or either of two tables of one layout."""

DTYPES: Final[dict[str, np.dtype[Any]]] = {
    name: np.dtype([(field, width) for field, width in fields], align=True) for name, fields in TABLES.items()
}


def zeros(table: str, count: int) -> np.ndarray[Any, Any]:
    """`count` rows of zeros (at least one, so that every table has a row to point at)."""
    return np.zeros(max(count, 1), dtype=DTYPES[table])


def _kernel_functions() -> dict[str, types.FunctionType]:
    """Every kernel reachable from the entries, by name; callees first."""
    found: dict[str, types.FunctionType] = {}

    def visit(function: types.FunctionType) -> None:
        for step in dis.get_instructions(function):
            target = function.__globals__.get(str(step.argval)) if step.opname == "LOAD_GLOBAL" else None
            if isinstance(target, types.FunctionType) and target.__module__.startswith("loyalty.kernels."):
                visit(target)
        found.setdefault(function.__name__, function)

    for entry in ENTRIES:
        visit(getattr(events, entry))
    return found


def source_hash(*, boundscheck: bool = False) -> str:
    """What the compiled code depends on, in 16 hex digits."""
    digest = hashlib.sha256()
    modules = {inspect.getmodule(function) for function in _kernel_functions().values()} | {codes}
    for path in sorted(str(module.__file__) for module in modules if module is not None):
        digest.update(pathlib.Path(path).read_bytes())
    digest.update(repr(TABLES).encode())
    versions = (numba.__version__, np.__version__, platform.python_version(), platform.machine(), boundscheck)
    digest.update(repr(versions).encode())
    return digest.hexdigest()[:16]


def cache_folder(*, boundscheck: bool = False) -> pathlib.Path:
    """Where compiled kernels are kept: LOYALTY_CACHE, else the platform's cache folder."""
    home = os.environ.get("LOYALTY_CACHE") or os.environ.get("XDG_CACHE_HOME")
    root = pathlib.Path(home) if home else pathlib.Path.home() / ".cache"
    return root / "loyalty" / "kernels" / source_hash(boundscheck=boundscheck)


def _signature(function: types.FunctionType) -> tuple[Any, ...]:
    """Argument types from parameter names."""
    kinds = []
    for name in inspect.signature(function).parameters:
        table = TABLE_OF.get(name, name)
        if table in DTYPES:
            kinds.append(rows_type(DTYPES[table]))
        else:
            kinds.append(numba.int64)
    return tuple(kinds)


def _compile(compiled: dict[str, Any], *, boundscheck: bool, cache: bool, eager: bool) -> None:
    """Bind every kernel to the callees compiled before it."""
    for name, function in _kernel_functions().items():
        code = types.FunctionType(function.__code__, {**function.__globals__, **compiled}, name)
        code.__module__ = function.__module__
        code.__qualname__ = function.__qualname__
        if name in ENTRIES:
            compiled[name] = numba.njit(
                _signature(function), nogil=True, boundscheck=boundscheck, cache=cache
            )(code)
        else:
            types_ = [_signature(function)] if eager else None
            compiled[name] = numba.njit(
                types_, nogil=True, boundscheck=boundscheck, no_cpython_wrapper=True, no_cfunc_wrapper=True
            )(code)


def bind(*, boundscheck: bool = False, cache: bool = True) -> dict[str, Callable[..., int]]:
    """Compile every kernel, or load what this machine compiled before; the entries by name."""
    compiled: dict[str, Any] = {}
    folder = cache_folder(boundscheck=boundscheck)
    known = cache and is_compiled(boundscheck=boundscheck)
    if cache:
        folder.mkdir(parents=True, exist_ok=True)
        numba.config.CACHE_DIR = str(folder)
    _compile(compiled, boundscheck=boundscheck, cache=cache, eager=not known)
    if cache and not known:
        (folder / "complete").touch()
    return {name: compiled[name] for name in ENTRIES}


def is_compiled(*, boundscheck: bool = False) -> bool:
    """Whether this machine holds these kernels compiled; the first compile takes tens of seconds."""
    return (cache_folder(boundscheck=boundscheck) / "complete").exists()


@functools.cache
def kernels() -> dict[str, Callable[..., int]]:
    """The compiled entries of this process: `step`, `finish`, `begin`."""
    return bind()
