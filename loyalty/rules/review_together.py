"""Doubts about offers that meet on one order: the same one twice, or more off than was to be paid."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from loyalty.errors import Problem
from loyalty.money import show, to_minor
from loyalty.rules.benefits import AmountOff, PercentOff, PerEachSpent, SpendSteps, goods_of
from loyalty.rules.checks_points import short
from loyalty.rules.contradictions import Scene, never
from loyalty.rules.exact import plain
from loyalty.rules.gift_points import gift_points, least_paid
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.rules.review_offers import minimum, takes_everything
from loyalty.rules.selectors import EVERYTHING
from loyalty.rules.stacking import kept_apart
from loyalty.rules.wording_review import doubt

NOTHING: Final = Decimal(0)


def review_together(program: Program) -> Iterator[Problem]:
    """Offers that repeat another one, and the smallest order that all offers together make free."""
    yield from _twice(program)
    yield from _free(program)
    yield from _points_back(program)


def _twice(program: Program) -> Iterator[Problem]:
    """Two offers of a lane where all apply that differ in nothing but their names."""
    seen: dict[object, str] = {}
    for i, offer in enumerate(program.offers):
        if program.lane(offer.lane).rule != "all" or kept_apart(offer, offer, program):
            continue
        content = offer.model_copy(update={"id": "same", "name": None, "name_zh": None, "priority": 0})
        first = seen.setdefault(content, offer.id)
        if first != offer.id:
            yield doubt("offer_twice", f"offers[{i}]", first=first)


def _free(program: Program) -> Iterator[Problem]:
    """The smallest order from which the offers take all there is."""
    if any(True for offer in program.offers for _ in takes_everything(offer)):
        return
    for worth in sorted({start for offer in program.offers for start in _starts(offer)} - {NOTHING}):
        taken, names = _taken(program, worth)
        if len(names) > 1 and taken >= worth:
            facts = {
                "amount": show(to_minor(plain(min(taken, worth)), program.unit), program.unit),
                "minimum": show(to_minor(plain(worth), program.unit), program.unit),
                "offers": ", ".join(f"`{name}`" for name in names),
                "offers_zh": "、".join(f"`{name}`" for name in names),
            }
            yield doubt("offers_take_everything", "offers", **facts)
            return


def _points_back(program: Program) -> Iterator[Problem]:
    """Points worth as much as what other offers leave of the smallest order that gets them."""
    scene = Scene.of(program, None)
    for i, offer in enumerate(program.offers):
        gift, least = gift_points(program, offer), least_paid(offer)
        if gift is None:
            continue
        taken, names = _taken(program, least, [offer])
        others = [
            (one, other)
            for one in program.offers
            if one.id != offer.id
            and least_paid(one) <= least
            and (other := gift_points(program, one)) is not None
            and not _apart(one, offer, scene, program)
        ]
        more = sum((other.worth for _, other in others), Fraction(0))
        paid = Fraction(least - taken)
        if paid > 0 and gift.returned(paid, beside=more) >= paid:
            met = [*names, *(one.id for one, _ in others)]
            facts = {
                "offers": ", ".join(f"`{name}`" for name in met),
                "offers_zh": "、".join(f"`{name}`" for name in met),
                "minimum": show(to_minor(plain(least), program.unit), program.unit),
                "paid": short(paid),
                "worth": short(gift.returned(paid, beside=more)),
            }
            yield doubt("points_worth_order", f"offers[{i}].benefit.points", **facts)


def _apart(one: Offer, other: Offer, scene: Scene, program: Program) -> bool:
    """Whether no order gets both."""
    clash = never((*one.when, *other.when), "", scene) or kept_apart(one, other, program)
    return clash is not None


def _starts(offer: Offer) -> Iterator[Decimal]:
    """The orders at which what the offer takes jumps."""
    yield minimum(offer)
    match offer.benefit:
        case PerEachSpent():
            yield max(offer.benefit.every, minimum(offer))
        case SpendSteps(measure="subtotal"):
            for rung in offer.benefit.steps:
                yield max(rung.from_, minimum(offer))
        case _:
            return


def _taken(program: Program, worth: Decimal, beside: Sequence[Offer] = ()) -> tuple[Decimal, list[str]]:
    """What comes off an order of all goods worth so much, lane by lane, and by which offers."""
    scene = Scene.of(program, None)
    taken, met = NOTHING, list(beside)
    for lane in program.lanes:
        inside = [offer for offer in program.offers if offer.lane == lane.id and minimum(offer) <= worth]
        best: tuple[Decimal, Offer] | None = None
        for offer in sorted(inside, key=lambda one: (-one.priority, one.id)):
            amount = _off(offer, worth, worth - taken)
            apart = any(_apart(offer, other, scene, program) for other in met)
            if amount <= 0 or apart:
                continue
            if lane.rule == "all":
                taken, met = taken + amount, [*met, offer]
            elif best is None or (lane.rule == "best_of" and amount > best[0]):
                best = (amount, offer)
        if best is not None:
            taken, met = taken + best[0], [*met, best[1]]
    return taken, [offer.id for offer in met if offer not in beside]


def _off(offer: Offer, worth: Decimal, left: Decimal) -> Decimal:
    """What an offer on all goods takes; nothing is assumed of one that only some goods get."""
    benefit = offer.benefit
    if goods_of(benefit) != EVERYTHING:
        return NOTHING
    base = left if offer.benefit_base == "running" else worth
    amount = NOTHING
    match benefit:
        case PercentOff(units_max=None):
            amount = _share(base, benefit.percent)
        case AmountOff(each="order"):
            amount = benefit.amount
        case PerEachSpent():
            times = int(worth // benefit.every)
            amount = benefit.amount * min(times, benefit.times_max or times)
        case SpendSteps(measure="subtotal"):
            reached = [rung for rung in benefit.steps if rung.from_ <= worth]
            if reached:
                amount = reached[-1].amount or _share(base, reached[-1].percent or NOTHING)
        case _:
            return NOTHING
    cap = getattr(benefit, "cap", None)
    return min(amount, left, cap if cap is not None else left)


def _share(base: Decimal, percent: Decimal) -> Decimal:
    return base * percent.scaleb(-2)
