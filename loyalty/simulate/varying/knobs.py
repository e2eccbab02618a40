"""The figures of a programme that can be moved, each by name and with values around what it is now.

A page offers these instead of paths to type: whoever turns a knob sees only values that load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from loyalty.errors import ProgramInvalid
from loyalty.rules.program import Program
from loyalty.rules.scalars import Rule
from loyalty.simulate.varying.outcome_grid import AxisFigures
from loyalty.simulate.varying.paths import Field, fields_of, find
from loyalty.simulate.varying.variants import Value, told, varied

BELOW: Final = 4
ABOVE: Final = 6
"""Values on either side of what stands: a threshold is raised more often than lowered."""
PARTS: Final = 8
"""A step is about this part of what stands, made round."""
ROUND: Final = (1, 2, 5, 10)
UNTURNED: Final = frozenset({"priority", "funded_by"})
"""Figures that only put things in order, or add up to a whole with others."""


def knobs(program: Program) -> tuple[AxisFigures, ...]:
    """Every figure above zero that can be moved, in document order; `values` stay empty."""
    return tuple(axis_of(program, field, ()) for field in fields_of(program) if _turns(field))


def values_around(program: Program, path: str) -> tuple[str, ...]:
    """Round values below and above what a figure is now, and itself; those that do not load are left out.

    Raises AxisRefused for a path that names no figure.
    """
    field = find(program, path)
    if not isinstance(field.value, int | Decimal) or isinstance(field.value, bool):
        return ()
    return tuple(plain for plain in _around(field.value) if _loads(program, field, plain))


def axis_of(program: Program, field: Field, values: Sequence[Value]) -> AxisFigures:
    """The field, and the nearest thing around it that has an id."""
    rule: Any = program
    thing: Rule | None = None
    for step in field.steps[:-1]:
        rule = rule[step] if isinstance(step, int) else getattr(rule, step)
        thing = rule if isinstance(rule, Rule) and hasattr(rule, "id") else thing
    return AxisFigures(
        path=field.path,
        field=str(field.steps[-1]),
        thing=getattr(thing, "id", None),
        thing_name=getattr(thing, "name", None),
        thing_name_zh=getattr(thing, "name_zh", None),
        current=told(field.value),
        values=tuple(dict.fromkeys(told(value) for value in values)),
    )


def _turns(field: Field) -> bool:
    number = isinstance(field.value, int | Decimal) and not isinstance(field.value, bool)
    return number and field.value > 0 and UNTURNED.isdisjoint(field.steps)  # type: ignore[operator]


def _around(now: int | Decimal) -> Iterator[str]:
    """Multiples of a round step, the value itself among them, from below to above."""
    step = _step(now)
    first = (Decimal(now) // step - BELOW) * step
    values = {first + number * step for number in range(BELOW + ABOVE + 1)} | {Decimal(now)}
    yield from (str(told(value)) for value in sorted(values) if value > 0)


def _step(now: int | Decimal) -> Decimal:
    """A round step; of a whole figure a whole one."""
    part = Decimal(now) / PARTS
    scale = Decimal(1).scaleb(part.adjusted())
    step = next(scale * one for one in ROUND if scale * one >= part)
    return max(step, Decimal(1)) if isinstance(now, int) else step


def _loads(program: Program, field: Field, value: str) -> bool:
    number: Value = int(value) if isinstance(field.value, int) else Decimal(value)
    try:
        varied(program, (field.steps, number))
    except ProgramInvalid:
        return False
    return True
