"""Doubts about how often an offer is used and what unlocks it: limits without effect, codes given twice."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.errors import Problem
from loyalty.rules.benefits import FreeShipping, MemberPrice
from loyalty.rules.conditions import (
    Birthday,
    CodeGiven,
    Condition,
    FirstOrder,
    flatten,
)
from loyalty.rules.conditions_history import NthOrder
from loyalty.rules.contradictions import together
from loyalty.rules.offers import Limit, Offer
from loyalty.rules.program import Program
from loyalty.rules.wording_review import doubt

SPANS: Final = ("day", "week", "month", "ever")
"""From the shortest to the longest."""


def review_limits(offer: Offer, path: str) -> Iterator[Problem]:
    """Members without a limit, above everybody's, or with one that another makes superfluous."""
    members = _least(limit for limit in offer.limits if limit.for_members)
    everyone = {limit.each: (i, limit.uses) for i, limit in enumerate(offer.limits) if limit.per == "program"}
    for each, (i, uses) in everyone.items():
        if members.get(each, 0) > uses:
            facts = {"member": members[each], "program": uses}
            yield doubt("limit_above_program", f"{path}.limits[{i}].uses", **facts)
    yield from _without_effect(offer.limits, f"{path}.limits")
    if offer.release_on_full_return:
        yield doubt("uses_come_back", f"{path}.release_on_full_return")
    yield from _above_identity(offer.limits, f"{path}.limits")
    counted = members or once(offer) or offer.coupon is not None  # each use takes a coupon
    if not counted and not isinstance(offer.benefit, MemberPrice | FreeShipping):
        yield doubt("no_member_limit", path)


def once(offer: Offer) -> bool:
    """Whether its conditions alone let a member use an offer once: on one order by number, or a birthday."""
    return once_a_year(offer) or any(map(_numbered, _parts(offer)))


def once_a_year(offer: Offer) -> bool:
    """Whether an offer asks for a birthday, and is therefore given once in a calendar year."""
    return any(isinstance(part, Birthday) for part in _parts(offer))


def _numbered(part: Condition) -> bool:
    """Whether a condition names the one order it holds for."""
    return isinstance(part, FirstOrder) or (isinstance(part, NthOrder) and len(set(part.any)) == 1)


def _parts(offer: Offer) -> list[Condition]:
    return [part for one in offer.when for _, part in together(one, "")]


def review_codes(program: Program) -> Iterator[Problem]:
    """Codes that unlock two offers, or stand in one list twice in two spellings."""
    first: dict[str, str] = {}
    for i, offer in enumerate(program.offers):
        codes = [code for part in flatten(offer.when) if isinstance(part, CodeGiven) for code in part.any]
        own: set[str] = set()
        for code in codes:
            key = canonical_code(code)
            known = first.setdefault(key, offer.id)
            if known != offer.id:
                yield doubt("code_shared", f"offers[{i}].when", code=code, first=known)
            elif key in own:
                yield doubt("code_repeated", f"offers[{i}].when", code=code)
            own.add(key)


def _without_effect(limits: tuple[Limit, ...], path: str) -> Iterator[Problem]:
    """A limit in a short span that allows as much as one in a longer span, of which it is a part."""
    for (i, one), (j, other) in combinations(enumerate(limits), 2):
        if one.per != other.per:
            continue
        short, long = sorted(((i, one), (j, other)), key=lambda placed: SPANS.index(placed[1].each))
        if short[1].each != long[1].each and short[1].uses >= long[1].uses and _whole(short[1], long[1]):
            facts = {"each": short[1].each, "longer": long[1].each, "uses": long[1].uses}
            yield doubt("limit_without_effect", f"{path}[{short[0]}].uses", **facts)


def _above_identity(limits: tuple[Limit, ...], path: str) -> Iterator[Problem]:
    """A member is one of those who share an identity: a limit that allows one as much as all does nothing."""
    shared = {limit.each: limit.uses for limit in limits if limit.per == "identity"}
    for i, limit in enumerate(limits):
        if limit.per == "member" and limit.uses >= shared.get(limit.each, limit.uses + 1):
            facts = {"member": limit.uses, "identity": shared[limit.each]}
            yield doubt("limit_above_identity", f"{path}[{i}].uses", **facts)


def _least(limits: Iterable[Limit]) -> dict[str, int]:
    """By span the fewest uses that are allowed."""
    least: dict[str, int] = {}
    for limit in limits:
        least[limit.each] = min(limit.uses, least.get(limit.each, limit.uses))
    return least


def _whole(short: Limit, long: Limit) -> bool:
    """Whether the short span always lies inside the long one; weeks reach over the ends of months."""
    return (short.each, long.each) != ("week", "month")
