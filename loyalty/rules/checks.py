"""Whether a programme holds together: ids, references, and the checks of each section.

Every finding is an error; a programme that passes can be lowered without further questions.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from loyalty.errors import Problem
from loyalty.rules.checks_issuances import check_issuances
from loyalty.rules.checks_money import check_amounts
from loyalty.rules.checks_offers import check_lanes, check_offers
from loyalty.rules.checks_points import check_points
from loyalty.rules.checks_tiers import check_tiers
from loyalty.rules.conditions import TierIs
from loyalty.rules.findings import choices
from loyalty.rules.places import conditions
from loyalty.rules.wording_checks import wrong

if TYPE_CHECKING:
    from loyalty.rules.program import Program


def check(program: "Program") -> tuple[Problem, ...]:
    """Every reason not to accept the programme, section by section; lines are not known here."""
    return (
        *_ids(program),
        *_references(program),
        *check_amounts(program),
        *check_tiers(program),
        *check_points(program),
        *check_lanes(program),
        *check_offers(program),
        *_classes(program),
        *check_issuances(program),
    )


def _ids(program: "Program") -> Iterator[Problem]:
    """Ids are unique in their section; those of levels in all tracks, because conditions name them alone."""
    yield from _twice((f"tiers[{i}]", track.id) for i, track in enumerate(program.tiers))
    yield from _twice(
        (f"tiers[{i}].levels[{j}]", level.id)
        for i, track in enumerate(program.tiers)
        for j, level in enumerate(track.levels)
    )
    if program.points is not None:
        for section in ("rules", "multipliers", "caps", "actions"):
            things = getattr(program.points, section)
            yield from _twice((f"points.{section}[{i}]", thing.id) for i, thing in enumerate(things))
    yield from _twice((f"lanes[{i}]", lane.id) for i, lane in enumerate(program.lanes))
    yield from _twice((f"groups[{i}]", group.id) for i, group in enumerate(program.groups))
    yield from _twice((f"classes[{i}]", one.id) for i, one in enumerate(program.classes))
    yield from _twice((f"budgets[{i}]", budget.id) for i, budget in enumerate(program.budgets))
    yield from _twice((f"offers[{i}]", offer.id) for i, offer in enumerate(program.offers))
    yield from _twice((f"issuances[{i}]", one.id) for i, one in enumerate(program.issuances))


def _twice(places: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path, own in places:
        if own in first:
            yield wrong("id_twice", f"{path}.id", value=own, first=first[own])
        first.setdefault(own, path)


def _references(program: "Program") -> Iterator[Problem]:
    levels = program.levels()
    for path, condition in conditions(program):
        if isinstance(condition, TierIs):
            for i, level in enumerate(condition.any):
                if level not in levels:
                    yield wrong("tier_unknown", f"{path}.any[{i}]", value=level, **choices(level, levels))
    lanes = [lane.id for lane in program.lanes]
    groups = [group.id for group in program.groups]
    budgets = [budget.id for budget in program.budgets]
    for i, offer in enumerate(program.offers):
        if offer.lane not in lanes:
            yield wrong("lane_unknown", f"offers[{i}].lane", value=offer.lane, **choices(offer.lane, lanes))
        if offer.group is not None and offer.group not in groups:
            known = choices(offer.group, groups)
            yield wrong("group_unknown", f"offers[{i}].group", value=offer.group, **known)
        if offer.budget is not None and offer.budget not in budgets:
            known = choices(offer.budget, budgets)
            yield wrong("budget_unknown", f"offers[{i}].budget", value=offer.budget, **known)


def _classes(program: "Program") -> Iterator[Problem]:
    """Classes are named in the table before offers or other classes name them."""
    known = [one.id for one in program.classes]
    named = [
        (f"classes[{i}].combines_with[{j}]", other)
        for i, one in enumerate(program.classes)
        for j, other in enumerate(one.combines_with)
    ]
    named += [(f"offers[{i}].class", offer.class_) for i, offer in enumerate(program.offers) if offer.class_]
    for path, own in named:
        if own not in known:
            yield wrong("class_unknown", path, value=own, **choices(own, known))
