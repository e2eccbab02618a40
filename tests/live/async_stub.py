"""`loyalty/live/aio.pyi`: what the awaited verbs take and answer, made from the doors of `Loyalty`.

`python -m tests.live.async_stub` writes it anew.
"""

import ast
import builtins
import inspect
import subprocess
import sys

from loyalty.live import Loyalty
from loyalty.live.awaiting import AsyncLoyalty, is_door, is_verb, run_async
from loyalty.when import FixedClock
from tests.house.tree import PACKAGE, syntax
from tests.live.shops import START

STUB = PACKAGE / "live" / "aio.pyi"
HEAD = "# Made by `python -m tests.live.async_stub` from the doors of `Loyalty`: not written by hand.\n"
HOST = "AsyncSession | AsyncConnection"
KNOWN = {*dir(builtins), "AsyncSession", "AsyncConnection", "AsyncEngine"}


class Stub:
    """The classes of the stub and what they import, gathered door by door."""

    def __init__(self):
        self.imports = {"from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession"}
        self.classes = []

    def told(self, function, *, host=False):
        """`(…) -> …` of a function as it is annotated, with every name it uses imported."""
        function = inspect.unwrap(getattr(function, "__func__", function))
        signature = inspect.signature(function)
        parameters = [
            one.replace(
                default=one.default if one.default is inspect.Parameter.empty else ...,
                annotation=HOST if host and one.name == "session" else one.annotation,
            )
            for one in signature.parameters.values()
        ]
        kinds = [str(one.annotation) for one in parameters if one.annotation is not inspect.Parameter.empty]
        for text in (*kinds, str(signature.return_annotation)):
            self.names(text, function.__module__)
        texts, named = [], False
        for one in parameters:
            if one.kind is inspect.Parameter.KEYWORD_ONLY and not named:
                texts.append("*")
                named = True
            kind = "" if one.annotation is inspect.Parameter.empty else f": {one.annotation}"
            texts.append(f"{one.name}{kind}" + ("" if one.default is inspect.Parameter.empty else " = ..."))
        return f"({', '.join(texts)}) -> {signature.return_annotation}"

    def names(self, text, module):
        """Import what an annotation of a module speaks of."""
        bound = {}
        for node in syntax(PACKAGE.parent / f"{module.replace('.', '/')}.py").body:
            if isinstance(node, ast.ImportFrom):
                bound |= {
                    one.asname or one.name: f"from {node.module} import {one.name}" for one in node.names
                }
            if isinstance(node, ast.Import):
                bound |= {one.asname or one.name: ast.unparse(node) for one in node.names}
        for node in ast.walk(ast.parse(text, mode="eval")):
            if isinstance(node, ast.Name) and node.id not in KNOWN:
                self.imports.add(bound.get(node.id, f"from {module} import {node.id}"))

    def door(self, door, name):
        """The class of a door, after those of the doors behind it."""
        lines = [f"class {name}:"]
        if isinstance(door, Loyalty):
            lines.append(f"    def __init__{self.told(AsyncLoyalty.__init__)}: ...")
            lines.append(f"    async def create_tables{self.told(AsyncLoyalty.create_tables)}: ...")
        kinds = reversed(type(door).__mro__)  # what a door inherits is its own, too
        for member in dict.fromkeys(one for kind in kinds for one in vars(kind) if not one.startswith("_")):
            found, shape = getattr(door, member), getattr(type(door), member, None)
            if is_door(found):
                kind = f"Async{type(found).__name__}"
                self.door(found, kind)
                lines.append(f"    @property\n    def {member}(self) -> {kind}: ...")
            elif is_verb(found):
                lines.append(f"    async def {member}{self.told(found, host=True)}: ...")
            elif isinstance(shape, property):
                lines.append(f"    @property\n    def {member}{self.told(shape.fget)}: ...")
        self.classes.append("\n".join(lines))


def stub():
    """The text of the file."""
    made = Stub()
    made.door(Loyalty("shop", clock=FixedClock(START)), "AsyncLoyalty")
    made.imports.add("from typing import TypeVar")
    run = f"async def run_async{made.told(run_async)}: ...".replace("Answer", "_Answer")
    made.imports.discard(f"from {run_async.__module__} import Answer")
    listed = '_Answer = TypeVar("_Answer")\n__all__ = ["AsyncLoyalty", "run_async"]'
    text = "\n".join([HEAD, *sorted(made.imports), listed, *made.classes, run])
    for command in (["check", "--quiet", "--fix", "--select", "I,RUF022"], ["format"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(STUB), "-"]
        text = subprocess.run(ruff, input=text, capture_output=True, encoding="utf-8", check=True).stdout
    return text


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
