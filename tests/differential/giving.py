"""Issuances for generated programmes: every occasion, points and coupons, each over in days or much later."""

from typing import Any

from hypothesis import strategies as st

from loyalty.rules.issuances import Issuance
from loyalty.rules.offers import Coupon
from loyalty.rules.program import Program

DAYS = st.sampled_from((1, 9, 30, 45, 200, 400))
MOST = 4


@st.composite
def issuances(draw: Any, program: Program) -> tuple[Issuance, ...]:
    """Up to four issuances of what the programme has: levels, coupons, points."""
    occasions = [st.just({"kind": "sign_up"}), _birthdays(), _months(())]
    levels = tuple(level.id for track in program.tiers for level in track.levels)
    if levels:
        some = st.lists(st.sampled_from(levels), min_size=1, max_size=3, unique=True)
        occasions += [some.map(lambda names: {"kind": "tier_entry", "levels": names}), some.flatmap(_months)]
    gifts = []
    if program.points is not None:
        point = st.sampled_from(("1", "20", "3000"))
        gifts.append(st.builds(_points, point, st.one_of(st.none(), DAYS)))
    coupons = [offer.id for offer in program.offers if offer.coupon is not None]
    if coupons:
        gifts.append(st.builds(_coupon, st.sampled_from(coupons), DAYS))
    if not gifts:
        return ()
    gives = st.lists(st.one_of(*gifts), min_size=1, max_size=3)
    found = draw(st.lists(st.tuples(st.one_of(*occasions), gives), max_size=MOST))
    return tuple(
        Issuance.model_validate({"id": f"gift{number}", "on": on, "gives": given})
        for number, (on, given) in enumerate(found)
    )


def with_coupons(program: Program) -> Program:
    """Its first offers are for those who hold a coupon."""
    offers = tuple(
        offer.model_copy(update={"coupon": offer.coupon or Coupon()})
        if place < len(program.offers) // 2 + 1
        else offer
        for place, offer in enumerate(program.offers)
    )
    return program.model_copy(update={"offers": offers})


def _birthdays() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from((0, 0, 7, 60)).map(lambda days: {"kind": "birthday", "days_before": days})


def _months(levels: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from((1, 15, 30, 31)).map(
        lambda day: {"kind": "monthly", "day": day, "levels": list(levels)}
    )


def _points(points: str, days: int | None) -> dict[str, Any]:
    return {"kind": "points", "points": points, "valid_days": days}


def _coupon(offer: str, days: int) -> dict[str, Any]:
    return {"kind": "coupon", "offer": offer, "valid_days": days}
