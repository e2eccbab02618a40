"""Whether what is given by itself can be given: offers that take coupons, levels, points."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from loyalty.errors import Problem
from loyalty.rules.findings import choices
from loyalty.rules.issuances import GiveCoupon, GivePoints, Issuance, Monthly, OnTierEntry
from loyalty.rules.wording_checks import wrong

if TYPE_CHECKING:
    from loyalty.rules.program import Program


def check_issuances(program: "Program") -> Iterator[Problem]:
    """The errors of issuances."""
    levels = program.levels()
    for i, issuance in enumerate(program.issuances):
        if isinstance(issuance.on, OnTierEntry | Monthly):
            for j, level in enumerate(issuance.on.levels):
                if level not in levels:
                    path = f"issuances[{i}].on.levels[{j}]"
                    yield wrong("tier_unknown", path, value=level, **choices(level, levels))
        yield from _given(program, issuance, f"issuances[{i}].gives")


def _given(program: "Program", issuance: Issuance, path: str) -> Iterator[Problem]:
    offers = {offer.id: offer for offer in program.offers}
    takes = [offer.id for offer in program.offers if offer.coupon is not None]
    for j, given in enumerate(issuance.gives):
        if isinstance(given, GivePoints) and program.points is None:
            yield wrong("no_points_to_issue", f"{path}[{j}]")
        if isinstance(given, GiveCoupon) and given.offer not in offers:
            yield wrong(
                "offer_unknown", f"{path}[{j}].offer", value=given.offer, **choices(given.offer, takes)
            )
        elif isinstance(given, GiveCoupon) and given.offer not in takes:
            yield wrong("offer_takes_no_coupon", f"{path}[{j}].offer", value=given.offer)
