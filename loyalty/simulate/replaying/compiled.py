"""The kernels compiled: plain Python and machine code run from one source, side by side in one process.

Each kernel's code is bound to compiled callees. Types follow from parameter names: a table's name is its
record type, everything else is a 64-bit integer, so no call can compile a second copy. Numba's own cache
stamps only the file of the function it stores, and would go on answering with an old rule after a callee was
edited; so the cache lies in a folder named by a hash of the code of all kernels, row types, flags and
versions. The code, not its files: a process that outlives an update must not store its old rules as new.
"""

from __future__ import annotations

import dis
import functools
import hashlib
import inspect
import pathlib
import platform
import sys
import types
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import RLock
from typing import Any, Final, TypeAlias

import numba
import numpy as np
from numba.core.errors import NumbaError

from loyalty.kernels import codes, events
from loyalty.kernels.rows import TABLES
from loyalty.simulate.orders.cache_home import cache_home
from loyalty.simulate.replaying import pointers
from loyalty.simulate.replaying.lowering import CalleeCompiler
from loyalty.simulate.replaying.pointers import Pointer, rows_type
from loyalty.simulate.replaying.turns import one_at_a_time

Kernels: TypeAlias = dict[str, Callable[..., int]]
"""Entries by name; they take numbers, then tables as arrays."""

ENTRIES: Final = ("step", "give_out", "finish", "begin")
TABLE_OF: Final = {"credits_": "credits", "counters": "own", "outcomes": "told", "applied": "told_applied"}
"""Parameters whose table has another name: a builtin's, one of two of one layout, a part of a longer one."""

DTYPES: Final[dict[str, np.dtype[Any]]] = {
    name: np.dtype([(field, width) for field, width in fields], align=True) for name, fields in TABLES.items()
}
NUMBA: Final[Any] = numba


VERSIONS: Final = (numba.__version__, np.__version__, platform.python_version(), platform.machine())


def zeros(table: str, count: int) -> np.ndarray[Any, Any]:
    """`count` rows of zeros (at least one, so that every table has a row to point at)."""
    return np.zeros(max(count, 1), dtype=DTYPES[table])


@functools.cache
def kernels() -> Kernels:
    """The compiled entries of this process: `step`, `give_out`, `finish`, `begin`."""
    return bind()


def bind(*, boundscheck: bool = False, cache: bool = True) -> Kernels:
    """Compile every kernel, or load what this machine compiled before; the entries by name.

    With `boundscheck` an index outside its table raises IndexError.
    """
    compiled = dispatchers(boundscheck=boundscheck, cache=cache)
    return {name: entry(compiled[name], boundscheck=boundscheck) for name in ENTRIES}


def dispatchers(*, boundscheck: bool = False, cache: bool = True) -> dict[str, Any]:
    """Numba's own objects, of every kernel; callees of loaded entries are left uncompiled."""
    if not cache:
        return _compile(boundscheck=boundscheck, cache=False, callees=True)
    folder = cache_folder(boundscheck=boundscheck)
    folder.mkdir(parents=True, exist_ok=True)
    known = is_compiled(boundscheck=boundscheck)
    turn: AbstractContextManager[None] = nullcontext() if known else one_at_a_time(folder)
    with kept_in(folder), turn:
        return _cached(folder, boundscheck=boundscheck)


def _cached(folder: pathlib.Path, *, boundscheck: bool) -> dict[str, Any]:
    """What the folder holds, or what is compiled into it."""
    if is_compiled(boundscheck=boundscheck):
        try:
            return _compile(boundscheck=boundscheck, cache=True, callees=False)
        except (NumbaError, RuntimeError, ImportError):
            (folder / COMPLETE).unlink(missing_ok=True)  # Numba dropped what it kept: a file was touched
    compiled = _compile(boundscheck=boundscheck, cache=True, callees=True)
    (folder / COMPLETE).touch()
    return compiled


@functools.cache
def machine(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function over plain arrays compiled for whatever types it meets, each kept on disk.

    It calls nothing of the library, so its own code is all it depends on.
    """
    code = function.__code__
    told = repr((function.__qualname__, code.co_code, code.co_consts, code.co_names, code.co_varnames))
    named = repr((told, function.__globals__["__name__"], _constants(function), VERSIONS))
    folder = cache_home() / "machines" / hashlib.sha256(named.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with kept_in(folder):
        compiled: Callable[..., Any] = NUMBA.njit(nogil=True, cache=True)(function)
    return compiled


SWITCHING: Final = RLock()


@contextmanager
def kept_in(folder: pathlib.Path) -> Iterator[None]:
    """What is bound meanwhile keeps its machine code in a folder; one thread at a time."""
    with SWITCHING:
        before, NUMBA.config.CACHE_DIR = NUMBA.config.CACHE_DIR, str(folder)
        try:
            yield
        finally:
            NUMBA.config.CACHE_DIR = before


def _constants(function: Callable[..., Any]) -> dict[str, int]:
    """The whole numbers a function reads from its module."""
    known = function.__globals__
    return {name: known[name] for name in function.__code__.co_names if type(known.get(name)) is int}


def entry(dispatcher: Callable[..., int], *, boundscheck: bool) -> Callable[..., int]:
    """A compiled entry as Python calls it: numbers, then arrays."""

    def call(*arguments: int | np.ndarray[Any, Any]) -> int:
        return dispatcher(
            *(Pointer(one, checked=boundscheck) if isinstance(one, np.ndarray) else one for one in arguments)
        )

    return call


COMPLETE: Final = "complete"
"""The file that says that all entries are in a cache folder."""


def is_compiled(*, boundscheck: bool = False) -> bool:
    """Whether this machine holds these kernels compiled; the first compile takes tens of seconds."""
    return (cache_folder(boundscheck=boundscheck) / COMPLETE).exists()


def cache_folder(*, boundscheck: bool = False) -> pathlib.Path:
    """Where compiled kernels are kept: LOYALTY_CACHE, else the platform's cache folder."""
    return cache_home() / "kernels" / source_hash(boundscheck=boundscheck)


@functools.cache
def source_hash(*, boundscheck: bool = False) -> str:
    """What the compiled code depends on, in 16 hex digits."""
    digest = hashlib.sha256()
    found = [*kernel_functions().values(), *(f for f in vars(pointers).values() if inspect.isfunction(f))]
    modules = {sys.modules[function.__module__] for function in found} | {codes}
    for function in sorted(found, key=lambda function: (function.__module__, function.__name__)):
        code = function.__code__
        names = (
            function.__module__,
            function.__qualname__,
            code.co_names,
            code.co_varnames,
            code.co_freevars,
        )
        digest.update(repr((names, code.co_consts)).encode())
        digest.update(code.co_code)
    for module in sorted(modules, key=lambda module: module.__name__):
        constants = {name: value for name, value in vars(module).items() if type(value) is int}
        digest.update(repr(sorted(constants.items())).encode())
    versions = (SMALL, SELDOM, VERSIONS, boundscheck)
    digest.update(repr((TABLES, TABLE_OF, versions)).encode())
    return digest.hexdigest()[:16]


@functools.cache
def kernel_functions() -> dict[str, types.FunctionType]:
    """Every kernel reachable from the entries, by name; callees first."""
    found: dict[str, types.FunctionType] = {}

    def visit(function: types.FunctionType) -> None:
        if function.__name__ in found:
            return
        for step in dis.get_instructions(function):
            target = function.__globals__.get(str(step.argval)) if step.opname == "LOAD_GLOBAL" else None
            if isinstance(target, types.FunctionType) and target.__module__.startswith("loyalty.kernels."):
                visit(target)
        found[function.__name__] = function

    for entry in ENTRIES:
        visit(getattr(events, entry))
    return found


def _signature(function: types.FunctionType, *, checked: bool) -> tuple[Any, ...]:
    """Argument types from parameter names."""
    names = (TABLE_OF.get(name, name) for name in inspect.signature(function).parameters)
    return tuple(
        rows_type(DTYPES[name], checked=checked) if name in DTYPES else NUMBA.int64 for name in names
    )


def _compile(*, boundscheck: bool, cache: bool, callees: bool) -> dict[str, Any]:
    """Bind every kernel to the callees before it; without `callees` the entries must all be in the cache."""
    compiled: dict[str, Any] = {}
    within = inlined() if callees and not boundscheck else set()
    model = {"error_model": "python" if boundscheck else "numpy", "_nrt": False, "nogil": True}
    for name, function in kernel_functions().items():
        code = types.FunctionType(function.__code__, {**function.__globals__, **compiled}, name)
        code.__module__ = function.__module__
        code.__qualname__ = function.__qualname__
        wanted = _signature(function, checked=boundscheck)
        if name in ENTRIES:
            compiled[name] = NUMBA.njit(wanted, cache=cache, **model)(code)
        else:
            inner = {
                "no_cpython_wrapper": True,
                "no_cfunc_wrapper": True,
                "forceinline": name in within,
                "pipeline_class": CalleeCompiler,
            }
            compiled[name] = NUMBA.njit([wanted] if callees else None, **inner, **model)(code)
            compiled[name]._can_compile = False  # noqa: SLF001 - its `disable_compile` wants a signature
    return compiled


SMALL: Final = 150
"""Bytes of Python code up to which a kernel is compiled into each of its callers."""


SELDOM: Final = tuple(f"loyalty.kernels.{name}" for name in ("issuing", "granting", "held", "voiding"))
"""Modules of kernels that most programmes never call: they stay apart, so that the others stay fast."""


def inlined() -> set[str]:
    """Kernels compiled into their callers: small ones, and those with one caller among those often called.

    A call hands over up to forty tables, which costs more than many a kernel does.
    """
    found = kernel_functions()
    often = {name for name, one in found.items() if one.__module__ not in SELDOM}
    calls = Counter(
        str(step.argval)
        for name in often
        for step in dis.get_instructions(found[name])
        if step.opname == "LOAD_GLOBAL"
    )
    once = {name for name in often if calls[name] == 1}
    small = {name for name, one in found.items() if len(one.__code__.co_code) <= SMALL}
    return (once | small) - set(ENTRIES)
