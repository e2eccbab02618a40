"""Walks through a programme that several checks share: every condition and selector with its path."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from loyalty.rules.benefits import BuyGet, goods_of
from loyalty.rules.conditions import AllOf, AnyOf, Condition, Distinct, Not, Quantity, Subtotal
from loyalty.rules.selectors import Selector

if TYPE_CHECKING:
    from loyalty.rules.program import Program

Placed: TypeAlias = Iterator[tuple[str, Condition]]


def selectors(program: "Program") -> Iterator[tuple[str, Selector]]:
    """Every selector with its path."""
    for i, track in enumerate(program.tiers):
        for j, level in enumerate(track.levels):
            if level.member_price is not None:
                yield f"tiers[{i}].levels[{j}].member_price.of", level.member_price.of
    yield from _of_points(program)
    for path, condition in conditions(program):
        if isinstance(condition, Subtotal | Quantity | Distinct):
            yield f"{path}.of", condition.of
    for i, offer in enumerate(program.offers):
        of = goods_of(offer.benefit)
        if of is not None:
            yield f"offers[{i}].benefit.of", of
        if isinstance(offer.benefit, BuyGet) and offer.benefit.get_of is not None:
            yield f"offers[{i}].benefit.get_of", offer.benefit.get_of


def _of_points(program: "Program") -> Iterator[tuple[str, Selector]]:
    points = program.points
    if points is None:
        return
    for section, rules in (("rules", points.rules), ("multipliers", points.multipliers)):
        for i, rule in enumerate(rules):
            yield f"points.{section}[{i}].of", rule.of
    if points.redeem is not None:
        yield "points.redeem.of", points.redeem.of


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
