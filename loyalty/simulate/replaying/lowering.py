"""How far a kernel is compiled that only other kernels call: to code its callers take in, and no further.

Numba optimises each function together with all it calls and makes machine code of the lot, at every level of
calls: what lies ten calls deep is optimised and emitted ten times, of which only the entries' code is ever
run. With `CalleeCompiler` a callee stops before both, and is optimised once, as part of an entry.
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator, misc"
# ruff: noqa: ANN401
# (Numba's extension points carry no types.)

from __future__ import annotations

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.typed_passes import NativeLowering


class CalleeLibrary(JITCodeLibrary):
    """Code for linking into a caller's, as lowering left it; no machine code of it is made."""

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._final_module.verify()
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class LowerCallee(NativeLowering):
    """Numba's lowering into a `CalleeLibrary`.

    Callers find the result by a built-in function, which must be one of its own and is not called; should
    Python call it, the `pop` of an empty set raises KeyError.
    """

    _name = "lower_callee"

    def run_pass(self, state: Any) -> bool:
        """Lower, and let callers find what came of it."""
        state.library = CalleeLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        lowered = state["cr"]._replace(cfunc=set[int]().pop)
        state.targetctx.insert_user_function(lowered.cfunc, lowered.fndesc, [state.library])
        state["cr"] = lowered
        return True


class CalleeCompiler(CompilerBase):
    """Numba's compiler with `LowerCallee` for its last step."""

    def define_pipelines(self) -> list[PassManager]:
        """The usual steps; the one that makes machine code is exchanged."""
        steps = DefaultPassBuilder.define_nopython_pipeline(self.state)
        steps.passes = [(LowerCallee if one is NativeLowering else one, told) for one, told in steps.passes]
        steps.finalize()
        return [steps]
