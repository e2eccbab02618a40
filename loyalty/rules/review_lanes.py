"""Doubts about offers that share a lane: those that another one always keeps from applying."""

from collections.abc import Iterator
from itertools import combinations

from loyalty.errors import Problem
from loyalty.rules.benefits import AmountOff, FreeShipping, MemberPrice, PercentOff
from loyalty.rules.lanes import Lane
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.rules.review_offers import gives_nothing
from loyalty.rules.wording_review import doubt


def review_lanes(program: Program) -> Iterator[Problem]:
    """Offers behind one that always applies in an exclusive lane, or a better one in a best_of lane."""
    for lane in program.lanes:
        inside = [(i, offer) for i, offer in enumerate(program.offers) if offer.lane == lane.id]
        inside.sort(key=lambda placed: (-placed[1].priority, placed[1].id))
        yield from _hidden(lane, inside)


def _hidden(lane: Lane, inside: list[tuple[int, Offer]]) -> Iterator[Problem]:
    told: set[int] = set()
    for (_, first), (i, offer) in combinations(inside, 2):
        if i in told:
            continue
        if lane.rule == "exclusive" and _covers(first, offer):
            yield doubt("never_reached", f"offers[{i}]", first=first.id, lane=lane.id)
            told.add(i)
        if lane.rule == "best_of" and not offer.stack and not first.stack and _beats(first, offer):
            yield doubt("never_best", f"offers[{i}]", first=first.id, lane=lane.id)
            told.add(i)


def _covers(first: Offer, offer: Offer) -> bool:
    """Whether `first` applies whenever `offer` would."""
    open_ended = not first.limits and first.budget is None and not gives_nothing(first.benefit)
    bases = first.threshold_base == offer.threshold_base
    return (
        open_ended and (not first.when or (first.when == offer.when and bases)) and _same_goods(first, offer)
    )


def _same_goods(first: Offer, offer: Offer) -> bool:
    match (first.benefit, offer.benefit):
        case (FreeShipping(), _) | (_, FreeShipping()):
            return True  # they share the shipping lane, which takes nothing else
        case (PercentOff() | AmountOff() | MemberPrice(prices=None)) as taken, other:
            return taken.of.everything or taken.of == other.of
        case _:
            return False


def _beats(first: Offer, offer: Offer) -> bool:
    """Whether `first` takes at least as large a percentage of the same price, capped no lower."""
    one, other = first.benefit, offer.benefit
    if not (isinstance(one, PercentOff) and isinstance(other, PercentOff) and _covers(first, offer)):
        return False
    same = one.of == other.of and first.benefit_base == offer.benefit_base
    capped = one.cap is None or (other.cap is not None and one.cap >= other.cap)
    return same and capped and one.percent >= other.percent
