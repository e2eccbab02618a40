"""The review of a programme that may be loaded: what was probably not meant, found without any order.

Warnings for whoever approves, errors for what can never work. Each finding has its place, what is the matter
and how to mend it, in English and Chinese.
"""

from collections.abc import Iterator
from datetime import datetime

from loyalty.errors import Problem
from loyalty.handed_in import looking
from loyalty.rules.conditions import Condition, FirstOrder, TierIs
from loyalty.rules.contradictions import Scene, never, together
from loyalty.rules.findings import Lines, located
from loyalty.rules.program import Program
from loyalty.rules.review_goods import review_goods
from loyalty.rules.review_lanes import review_lanes
from loyalty.rules.review_offers import review_budgets, review_classes, review_groups, review_offers
from loyalty.rules.review_points import review_points
from loyalty.rules.review_tiers import review_tiers
from loyalty.rules.review_together import review_together
from loyalty.rules.wording_review import doubt


@looking()
def review(
    program: Program, *, lines: Lines | None = None, now: datetime | None = None
) -> tuple[Problem, ...]:
    """What to look at again before going live, section by section; with `lines`, in document order.

    `lines` is the map that `load_program_with_lines` gives; with `now`, windows that are over are found too.
    """
    found = (
        *review_tiers(program),
        *review_points(program),
        *review_budgets(program),
        *review_groups(program),
        *review_classes(program),
        *review_offers(program),
        *review_lanes(program),
        *review_together(program),
        *review_goods(program),
        *_conditions(program, Scene.of(program, now)),
    )
    known = lines or {}
    return tuple(
        sorted((located(problem, known) for problem in found), key=lambda problem: problem.line or 0)
    )


def _conditions(program: Program, scene: Scene) -> Iterator[Problem]:
    """Rules whose conditions can never hold."""
    groups = [(offer.when, f"offers[{i}].when") for i, offer in enumerate(program.offers)]
    if program.points is not None:
        groups += [(rule.when, f"points.rules[{i}].when") for i, rule in enumerate(program.points.rules)]
        raisers = enumerate(program.points.multipliers)
        groups += [(raiser.when, f"points.multipliers[{i}].when") for i, raiser in raisers]
    for when, path in groups:
        found = never(when, path, scene)
        if found is not None:
            yield found
        elif (place := _too_early(when, path, program)) is not None:
            yield doubt("first_order_above_first_level", place)


def _too_early(when: tuple[Condition, ...], path: str, program: Program) -> str | None:
    """Where a first order is asked for a level that takes credit."""
    parts = [part for i, one in enumerate(when) for part in together(one, f"{path}[{i}]")]
    if not any(isinstance(condition, FirstOrder) for _, condition in parts):
        return None
    first = {track.levels[0].id for track in program.tiers if track.levels[0].minimum == 0}
    asked = [place for place, one in parts if isinstance(one, TierIs) and not first & set(one.any)]
    return asked[0] if asked else None
