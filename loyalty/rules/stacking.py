"""Which offers one order may get together, and what keeps two of them apart: groups, classes, lanes, days.

Prices that go with a level count as offers of the item lane: whether a sale and the member's price add up is
what most people ask first. Everything is read off the programme; no cart is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from loyalty.rules.contradictions import Scene, never
from loyalty.rules.lanes import ITEM_LANE, Lane
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.rules.tongue import Tongue

Relation: TypeAlias = Literal[
    "both", "by_line", "better_in_lane", "first_in_lane", "first_in_group", "best_in_group", "classes",
    "exclusive", "never",
]  # fmt: skip
"""`both` add up; `by_line` each line gets the better one; the others name what leaves one of the two."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer, or the price of a level of `track`."""

    id: str
    name: str
    lane: Lane
    offer: Offer | None
    track: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two that may meet on one order, the one that applies first first."""

    first: Candidate
    second: Candidate
    relation: Relation


def candidates(program: Program, language: str = "en") -> tuple[Candidate, ...]:
    """All offers and level prices in the order in which they apply: lanes, priority, id."""
    tongue = Tongue.of(program, language)
    found: list[Candidate] = []
    for lane in program.lanes:
        inside = [
            (-offer.priority, Candidate(offer.id, _name(offer, tongue), lane, offer))
            for offer in program.offers
            if offer.lane == lane.id
        ]
        if lane.id == ITEM_LANE:
            inside += [(0, one) for one in _level_prices(program, lane, tongue)]
        found += [one for _, one in sorted(inside, key=lambda placed: (placed[0], placed[1].id))]
    return tuple(found)


def meetings(program: Program, among: Sequence[Candidate]) -> tuple[Meeting, ...]:
    """Every pair of them; `among` as `candidates` gives them."""
    scene = Scene.of(program, None)
    return tuple(
        Meeting(one, other, _relation(one, other, program, scene)) for one, other in combinations(among, 2)
    )


def kept_apart(one: Offer, other: Offer, program: Program) -> Relation | None:
    """What of exclusive offers, groups and classes leaves an order only one of two offers; None: nothing."""
    if one.exclusive or other.exclusive:
        return "exclusive"
    if one.group is not None and one.group == other.group:
        rule = next(group.rule for group in program.groups if group.id == one.group)
        return "best_in_group" if rule == "best" else "first_in_group"
    if one.class_ is None or other.class_ is None:
        return None
    named = {known.id: known.combines_with for known in program.classes}
    return None if other.class_ in named[one.class_] and one.class_ in named[other.class_] else "classes"


def told(meeting: Meeting, program: Program, language: str = "en") -> str:
    """One sentence about two offers: both, or which one and why."""
    tongue = Tongue.of(program, language)
    one, other = meeting.first, meeting.second
    if meeting.relation == "exclusive" and (one.offer is None or not one.offer.exclusive):
        one, other = other, one
    return tongue.say(*_TOLD[meeting.relation]).format(first=one.name, second=other.name, lane=one.lane.id)


def _relation(one: Candidate, other: Candidate, program: Program, scene: Scene) -> Relation:
    if one.track is not None and one.track == other.track:
        return "never"
    if one.offer is not None and other.offer is not None:
        if never((*one.offer.when, *other.offer.when), "", scene):
            return "never"
        apart = kept_apart(one.offer, other.offer, program)
        if apart is not None:
            return apart
    elif any(two.offer is not None and two.offer.exclusive for two in (one, other)):
        return "exclusive"
    return _in_lane(one, other)


def _in_lane(one: Candidate, other: Candidate) -> Relation:
    if one.lane != other.lane or one.lane.rule == "all":
        return "both"
    if one.lane.rule == "exclusive":
        return "first_in_lane"
    if any(two.offer is not None and two.offer.stack for two in (one, other)):
        return "both"
    return "by_line" if one.lane.by_line else "better_in_lane"


def _name(offer: Offer, tongue: Tongue) -> str:
    return (offer.name_zh if tongue.chinese else offer.name) or offer.name or offer.name_zh or offer.id


def _level_prices(program: Program, lane: Lane, tongue: Tongue) -> list[Candidate]:
    return [
        Candidate(
            f"{track.id}.{level.id}.price",
            tongue.say(f"{tongue.level_names[level.id]} price", f"{tongue.level_names[level.id]}会员价"),
            lane,
            None,
            track.id,
        )
        for track in program.tiers
        for level in track.levels
        if level.member_price is not None
    ]


_TOLD: Final[Mapping[Relation, tuple[str, str]]] = MappingProxyType(
    {
        "both": ("An order may get “{first}” and “{second}”.", "一单可同时享受“{first}”和“{second}”。"),
        "by_line": (
            "Each line gets the better of “{first}” and “{second}”.",
            "每行商品取“{first}”和“{second}”中较优的一个。",
        ),
        "better_in_lane": (
            "The lane `{lane}` gives the better of “{first}” and “{second}”.",
            "`{lane}` 层只取“{first}”和“{second}”中较优的一个。",
        ),
        "first_in_lane": (
            "The lane `{lane}` gives one offer: where “{first}” applies, “{second}” does not.",
            "`{lane}` 层只取一个：“{first}”生效时，“{second}”不生效。",
        ),
        "first_in_group": (
            "One group: where “{first}” applies, “{second}” does not.",
            "同组：“{first}”生效时，“{second}”不生效。",
        ),
        "best_in_group": (
            "One group: an order gets what is better for the member, “{first}” or “{second}”.",
            "同组：取对会员更优的一个，“{first}”或“{second}”。",
        ),
        "classes": (
            "Their classes do not combine: an order gets “{first}” or “{second}”.",
            "两者类别不可叠加：一单只能享受“{first}”或“{second}”。",
        ),
        "exclusive": (
            "“{first}” is exclusive: where it applies, “{second}” does not.",
            "“{first}”为独享优惠：它生效时，“{second}”不生效。",
        ),
        "never": (
            "“{first}” and “{second}” never meet: their conditions cannot hold together.",
            "“{first}”和“{second}”不会相遇：两者条件不可能同时满足。",
        ),
    }
)
