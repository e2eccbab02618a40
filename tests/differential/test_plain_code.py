"""The kernels' source, read: nothing in it can mean one thing interpreted and another compiled."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import loyalty.kernels
from loyalty.kernels.rows import TABLES
from loyalty.simulate.replaying.compiled import TABLE_OF

FOLDER = Path(loyalty.kernels.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name not in {"__init__.py", "rows.py"})

DIVISORS = {
    "c": "product_quotient, product_rest: 1 ≤ c by their bounds",
    "units": "units_take: a kept line's units, asked only while some are left; a line's quantity, from 1",
    "plan[0].step_points": "a redeem rate gives at least one point a step",
    "plan[0].step_minor": "a redeem rate is worth at least one minor unit a step",
    "rules[rule].per": "refused by the programme below one minor unit",
    "offers[offer].every": "refused by the programme below one minor unit",
    "nodes[node].arg": "asked for every n-th order only: the programme refuses n below 2",
    "multipliers[multiplier].den": "a reduced ratio's denominator",
    "plan[0].tracks": "asked of a track's standing, so that there is one",
    "times": "product_within: asked only above 0",
    "work[line].quantity": "from 1",
    "quantity": "units of a line, from 1",
    "size": "units of a set: at least 1 to buy or together",
    "buy": "at least 1 unit to buy or together",
    "get": "units given, asked only above 0",
    "buy + get": "units of a set: at least 1 to buy or together",
    "weights": "share_by_weight: asked where a line's weight, part of the sum, is above 0",
}
"""Divisors that are not figures, each with the reason why it is at least 1."""

SHIFTS = {
    "rule": "a programme has at most 31 earn rules, and 31 offers with points",
    "multiplier": "a programme has at most 31 multipliers, and 31 offers with one",
    "bit": "product_quotient, product_rest: counts down from 61",
}
"""Shift amounts that are neither figures nor masked, each with the reason why it is below 63."""

CONTAINERS = (
    ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.Lambda,
    ast.JoinedStr, ast.Starred, ast.Try, ast.With, ast.Raise, ast.Await, ast.Yield,
)  # fmt: skip


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every kernel with its file's name."""
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield path.name, node


KERNELS = list(functions())


def operations() -> Iterator[tuple[str, type[ast.operator], ast.expr]]:
    """Where, operator and right side of every binary operation."""
    for name, function in KERNELS:
        for node in ast.walk(function):
            if isinstance(node, ast.BinOp):
                yield f"{name}:{node.lineno}", type(node.op), node.right
            elif isinstance(node, ast.AugAssign):
                yield f"{name}:{node.lineno}", type(node.op), node.value


def test_every_divisor_is_a_figure_from_one_or_has_been_shown_to_be_at_least_one() -> None:
    found = [(where, side) for where, kind, side in operations() if kind in {ast.FloorDiv, ast.Mod}]
    odd = {
        where: ast.unparse(side)
        for where, side in found
        if not (isinstance(side, ast.Constant) and isinstance(side.value, int) and side.value >= 1)
        and ast.unparse(side) not in DIVISORS
        and not (isinstance(side, ast.Name) and side.id.isupper())
    }
    assert odd == {}
    assert {ast.unparse(side) for _where, side in found} >= set(DIVISORS), "a reviewed divisor is gone"


def test_every_shift_is_masked_or_has_been_shown_to_stay_below_the_sign_bit() -> None:
    found = [(where, side) for where, kind, side in operations() if kind in {ast.LShift, ast.RShift}]
    odd = {
        where: ast.unparse(side)
        for where, side in found
        if not _small(side) and ast.unparse(side) not in SHIFTS
    }
    assert odd == {}
    assert {ast.unparse(side) for _where, side in found} >= set(SHIFTS), "a reviewed shift is gone"


def _small(side: ast.expr) -> bool:
    if isinstance(side, ast.BinOp) and isinstance(side.op, ast.BitAnd):
        side = side.right
    return isinstance(side, ast.Constant) and isinstance(side.value, int) and 0 <= side.value < 63


def test_no_fractions_no_powers_no_wide_texts() -> None:
    kinds = {kind for _where, kind, _side in operations()}
    assert kinds <= {
        ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod, ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr,
    }  # fmt: skip
    odd = [
        f"{name}:{node.lineno}"
        for name, function in KERNELS
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and not isinstance(node.value, int | str | None)
    ]
    assert odd == []


@pytest.mark.parametrize(("name", "function"), KERNELS, ids=[function.name for _name, function in KERNELS])
def test_a_kernel_is_written_in_the_plain_subset(name: str, function: ast.FunctionDef) -> None:
    for node in ast.walk(function):
        assert not isinstance(node, CONTAINERS), f"{name}:{node.lineno}"
        if isinstance(node, ast.Call):
            assert not node.keywords, f"{name}:{node.lineno}: a keyword in a call"
            assert isinstance(node.func, ast.Name), f"{name}:{node.lineno}: a method is called"
        if isinstance(node, ast.Tuple):
            assert node is function.returns, f"{name}:{node.lineno}"


@pytest.mark.parametrize(("name", "function"), KERNELS, ids=[function.name for _name, function in KERNELS])
def test_a_parameter_named_like_a_table_is_a_table_and_no_other_is(
    name: str, function: ast.FunctionDef
) -> None:
    arguments = function.args
    beyond = (*arguments.defaults, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    assert set(beyond) <= {None}
    for one in arguments.args:
        told = ast.unparse(one.annotation) if one.annotation else "nothing"
        wanted = "Table" if TABLE_OF.get(one.arg, one.arg) in TABLES else "int"
        assert told == wanted, f"{name}: {function.name}({one.arg}: {told})"


def test_no_two_kernels_share_a_name() -> None:
    names = [function.name for _name, function in KERNELS]
    assert sorted(names) == sorted(set(names))


def test_all_columns_are_signed() -> None:
    widths = {width for fields in TABLES.values() for _field, width in fields}
    assert widths == {"i4", "i8"}
