"""Walks through a programme that several checks share: every condition with its path."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from loyalty.rules.conditions import AllOf, AnyOf, Condition, Not

if TYPE_CHECKING:
    from loyalty.rules.program import Program

Placed: TypeAlias = Iterator[tuple[str, Condition]]


def conditions(program: "Program") -> Placed:
    """Every condition of earn rules, multipliers and offers, with its path."""
    yield from earning_conditions(program)
    for i, offer in enumerate(program.offers):
        yield from _inside(offer.when, f"offers[{i}].when")


def earning_conditions(program: "Program") -> Placed:
    """The conditions under which points are earned."""
    if program.points is None:
        return
    for i, rule in enumerate(program.points.rules):
        yield from _inside(rule.when, f"points.rules[{i}].when")
    for i, multiplier in enumerate(program.points.multipliers):
        yield from _inside(multiplier.when, f"points.multipliers[{i}].when")


def _inside(group: tuple[Condition, ...], path: str) -> Placed:
    for i, condition in enumerate(group):
        yield from _each(condition, f"{path}[{i}]")


def _each(condition: Condition, path: str) -> Placed:
    yield path, condition
    if isinstance(condition, AllOf | AnyOf):
        yield from _inside(condition.conditions, f"{path}.conditions")
    elif isinstance(condition, Not):
        yield from _each(condition.condition, f"{path}.condition")
