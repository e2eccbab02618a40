"""Where the sources lie and what their syntax says, read once for all tests of the house."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "loyalty"
TESTS = ROOT / "tests"
EXAMPLES = ROOT / "examples"

MONEY_PATHS = ("money.py", "facts", "kernels", "rules", "plan", "engine")
"""Where an amount, a rate or points are computed or carried."""


def modules(under: Path = PACKAGE) -> list[Path]:
    """Every Python file below a folder, in a fixed order."""
    return sorted(path for path in under.rglob("*.py") if "__pycache__" not in path.parts)


def name(path: Path) -> str:
    """The file as people name it: its path inside the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner functions too."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def money_modules() -> list[Path]:
    """The modules on money paths."""
    return [path for path in modules() if path.relative_to(PACKAGE).parts[0] in MONEY_PATHS]
