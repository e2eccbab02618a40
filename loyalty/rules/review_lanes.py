"""Doubts about offers that share a lane: those that another one always keeps from applying."""

from collections.abc import Iterator
from itertools import combinations
from zoneinfo import ZoneInfo

from loyalty.errors import Problem
from loyalty.rules.benefits import AmountOff, FreeShipping, MemberPrice, PercentOff, goods_of
from loyalty.rules.comparisons import saves_at_least
from loyalty.rules.implications import implies
from loyalty.rules.lanes import Lane
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.rules.review_offers import gives_nothing
from loyalty.rules.review_uses import once_a_year
from loyalty.rules.wording_review import doubt


def review_lanes(program: Program) -> Iterator[Problem]:
    """Offers behind one that always applies in an exclusive lane, or a better one in a best_of lane."""
    for lane in program.lanes:
        inside = [(i, offer) for i, offer in enumerate(program.offers) if offer.lane == lane.id]
        inside.sort(key=lambda placed: (-placed[1].priority, placed[1].id))
        yield from _hidden(lane, inside, program.zone)


def _hidden(lane: Lane, inside: list[tuple[int, Offer]], zone: ZoneInfo) -> Iterator[Problem]:
    told: set[int] = set()
    for (_, first), (i, offer) in combinations(inside, 2):
        if i in told:
            continue
        if lane.rule == "exclusive" and _covers(first, offer, zone) and _same_goods(first, offer):
            yield doubt("never_reached", f"offers[{i}]", first=first.id, lane=lane.id)
            told.add(i)
        alone = not offer.stack and not first.stack
        alone = alone and first.per == offer.per
        if lane.rule == "best_of" and alone and _covers(first, offer, zone) and saves_at_least(first, offer):
            yield doubt("never_best", f"offers[{i}]", first=first.id, lane=lane.id)
            told.add(i)


def _covers(first: Offer, offer: Offer, zone: ZoneInfo) -> bool:
    """Whether `first` applies whenever `offer` would."""
    counted = first.limits or first.budget is not None or once_a_year(first)
    open_ended = not counted and not first.may_be_left and not gives_nothing(first.benefit)
    bases = not first.when or first.threshold_base == offer.threshold_base
    apart = first.per == "seller" and offer.per == "order"  # no seller need reach what the order does
    return open_ended and bases and not apart and implies(offer.when, first.when, zone)


def _same_goods(first: Offer, offer: Offer) -> bool:
    match (first.benefit, offer.benefit):
        case (FreeShipping(), _) | (_, FreeShipping()):
            return True  # they share the shipping lane, which takes nothing else
        case (
            PercentOff(units_max=None) | AmountOff(units_max=None) | MemberPrice(prices=None)
        ) as taken, other:
            return taken.of.everything or taken.of == goods_of(other)
        case _:
            return False
