"""Doubts about selectors: goods asked for and excluded at once, and prices of goods never selected."""

from collections.abc import Iterator

from loyalty.errors import Problem
from loyalty.rules.benefits import MemberPrice
from loyalty.rules.findings import step
from loyalty.rules.places import selectors
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


def selects_nothing(of: Selector) -> bool:
    """Whether the exceptions exclude everything that is asked for."""
    skus = bool(of.skus) and set(of.skus) <= set(of.except_skus)
    brands = bool(of.brands) and set(of.brands) <= set(of.except_brands)
    sellers = bool(of.sellers) and set(of.sellers) <= set(of.except_sellers)
    paths = bool(of.categories) and all(_below(path, of.except_categories) for path in of.categories)
    spared = {name: set(values) for name, values in of.except_attributes}
    kinds = any(set(values) <= spared.get(name, set()) for name, values in of.attributes)
    return skus or brands or sellers or paths or kinds


def _below(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)
