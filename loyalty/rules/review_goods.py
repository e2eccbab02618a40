"""Doubts about selectors: goods asked for and excluded at once, and prices of goods never selected."""

from collections.abc import Iterator

from loyalty.errors import Problem
from loyalty.rules.benefits import BuyGet, MemberPrice, goods_of
from loyalty.rules.conditions import Distinct, Quantity, Subtotal
from loyalty.rules.findings import step
from loyalty.rules.places import conditions
from loyalty.rules.program import Program
from loyalty.rules.selectors import Selector
from loyalty.rules.wording_review import doubt


def review_goods(program: Program) -> Iterator[Problem]:
    """The doubts about every selector of the programme."""
    for path, of in selectors(program):
        if selects_nothing(of):
            yield doubt("selects_nothing", path)
    for i, offer in enumerate(program.offers):
        benefit = offer.benefit
        if isinstance(benefit, MemberPrice) and benefit.prices is not None:
            for sku, _ in benefit.prices:
                if sku in benefit.of.except_skus or (benefit.of.skus and sku not in benefit.of.skus):
                    yield doubt("price_never_used", step(f"offers[{i}].benefit.prices", sku), sku=sku)


def selectors(program: Program) -> Iterator[tuple[str, Selector]]:
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


def _of_points(program: Program) -> Iterator[tuple[str, Selector]]:
    points = program.points
    if points is None:
        return
    for section, rules in (("rules", points.rules), ("multipliers", points.multipliers)):
        for i, rule in enumerate(rules):
            yield f"points.{section}[{i}].of", rule.of
    if points.redeem is not None:
        yield "points.redeem.of", points.redeem.of


def selects_nothing(of: Selector) -> bool:
    """Whether the exceptions exclude everything that is asked for."""
    skus = bool(of.skus) and set(of.skus) <= set(of.except_skus)
    brands = bool(of.brands) and set(of.brands) <= set(of.except_brands)
    paths = bool(of.categories) and all(_below(path, of.except_categories) for path in of.categories)
    spared = {name: set(values) for name, values in of.except_attributes}
    kinds = any(set(values) <= spared.get(name, set()) for name, values in of.attributes)
    return skus or brands or paths or kinds


def _below(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)
