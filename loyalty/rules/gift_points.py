"""What an offer's number of points gives back of the smallest order that gets them, in exact fractions."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from loyalty.errors import Problem
from loyalty.rules.benefits import ExtraPoints
from loyalty.rules.conditions import Subtotal, required
from loyalty.rules.exact import plain
from loyalty.rules.giveback import give_back
from loyalty.rules.offers import Offer
from loyalty.rules.wording_checks import wrong

if TYPE_CHECKING:
    from loyalty.rules.program import Program


@dataclass(frozen=True, slots=True)
class GiftPoints:
    """An offer's points, what they are worth, and what the rules give back beside them for each 1.00."""

    points: Decimal
    worth: Fraction
    share: Fraction
    most: Fraction | None
    """What all points of one order are worth at most, by the smallest cap."""

    def returned(self, paid: Fraction, *, beside: Fraction = Fraction(0)) -> Fraction:
        """What comes back of an order of which so much is paid, with the worth of other offers' points."""
        whole = self.worth + beside + self.share * paid
        return whole if self.most is None else min(whole, self.most)


def gift_points(program: "Program", offer: Offer) -> GiftPoints | None:
    """What the offer's points give back; None where it gives no number of points, or they buy nothing."""
    policy = program.points
    if not isinstance(offer.benefit, ExtraPoints) or offer.benefit.points is None:
        return None
    if policy is None or policy.redeem is None:
        return None
    rules = give_back(program, policy)
    caps = [Fraction(cap.points) * rules.worth for cap in policy.caps]
    worth = Fraction(offer.benefit.points) * rules.worth
    return GiftPoints(offer.benefit.points, worth, rules.share, min(caps, default=None))


def least_paid(offer: Offer) -> Decimal:
    """The money that goods must come to for the offer; a sum of list prices says nothing of what is paid."""
    sums = [one for one in required(offer.when) if isinstance(one, Subtotal)]
    counted = [one.minimum for one in sums if (one.base or offer.threshold_base) != "list"]
    return max(counted, default=Decimal(0))


def check_gift_points(program: "Program") -> Iterator[Problem]:
    """Offers whose points give back all that the smallest order which gets them pays; rules alone do not."""
    for i, offer in enumerate(program.offers):
        gift = gift_points(program, offer)
        if gift is None:
            continue
        least = least_paid(offer)
        back = gift.returned(Fraction(least))
        if back > 0 and back >= least:
            facts = {
                "points": plain(gift.points),
                "back": _up(back, program.unit.exponent),
                "currency": program.currency,
                "needed": _up(Fraction(gift.worth, 1 - gift.share), program.unit.exponent),
                "from_": f"from {plain(least)} on" if least else "however small it is",
                "from__zh": f"满 {plain(least)} 即可" if least else "无论多小都可",
            }
            yield wrong("gift_points_above_order", f"offers[{i}].benefit.points", **facts)


def _up(amount: Fraction, exponent: int) -> str:
    """An amount in major units, rounded up to the smallest coin."""
    return plain(Decimal(ceil(amount * 10**exponent)).scaleb(-exponent))
