"""Where money is computed there is no float: no literal, no conversion, no division that makes one."""

import ast

import pytest

from tests.house.tree import MONEY_PATHS, PACKAGE, money_modules, name, syntax

FLOAT_MAKERS = {"float", "round", "complex"}


def faults(module):
    """The places of a syntax tree that could bring a float."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, "a float literal"
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield node.lineno, "a true division"
        elif isinstance(node, ast.Call) and getattr(node.func, "id", None) in FLOAT_MAKERS:
            yield node.lineno, f"a call of {node.func.id}()"
        elif isinstance(node, ast.Attribute) and node.attr in {"timestamp", "fromtimestamp", "total_seconds"}:
            yield node.lineno, f"a float from .{node.attr}"
        elif isinstance(node, ast.Import) and any(alias.name == "math" for alias in node.names):
            yield node.lineno, "the module math"


def test_no_float_stands_on_a_money_path():
    found = [
        f"{name(path)}:{line}: {what}"
        for path in money_modules()
        for line, what in sorted(faults(syntax(path)))
    ]
    assert found == []


def test_instants_are_exact_too():
    assert sorted(faults(syntax(PACKAGE / "when.py"))) == []


def test_every_money_path_is_there_to_be_checked():
    rooms = {path.relative_to(PACKAGE).parts[0] for path in money_modules()}
    assert rooms == set(MONEY_PATHS)


@pytest.mark.parametrize(
    "source", ["x = 0.5", "x = a / b", "x /= 2", "float(x)", "round(x)", "when.timestamp()", "import math"]
)
def test_each_way_to_a_float_is_seen(source):
    assert len(list(faults(ast.parse(source)))) == 1


@pytest.mark.parametrize("source", ["x = a // b", "isinstance(x, float)", "x = Decimal('0.5')", "x = 5"])
def test_exact_arithmetic_is_left_alone(source):
    assert list(faults(ast.parse(source))) == []
