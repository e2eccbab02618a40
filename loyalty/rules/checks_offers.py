"""Whether offers fit their lanes, their steps ascend, and their conditions can be read."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.errors import Problem, TimeError
from loyalty.rules.benefits import (
    AmountOff,
    Benefit,
    ExtraPoints,
    FreeShipping,
    Gift,
    PerEachSpent,
    SpendSteps,
)
from loyalty.rules.conditions import (
    AnyOf,
    AttributeIs,
    CodeGiven,
    Condition,
    Hours,
    Quantity,
    Subtotal,
    TierIs,
    Window,
    required,
)
from loyalty.rules.exact import plain, whole
from loyalty.rules.lanes import SHIPPING_LANE, Lane
from loyalty.rules.offers import Offer
from loyalty.rules.places import conditions, earning_conditions
from loyalty.rules.wording_checks import wrong
from loyalty.when import civil

if TYPE_CHECKING:
    from loyalty.rules.program import Program


def check_lanes(program: "Program") -> Iterator[Problem]:
    """The errors of the list of lanes."""
    for i, lane in enumerate(program.lanes):
        if lane.id == SHIPPING_LANE and i < len(program.lanes) - 1:
            yield wrong("shipping_lane_not_last", f"lanes[{i}]")
        if lane.id == SHIPPING_LANE and lane.by_line:
            yield wrong("shipping_by_line", f"lanes[{i}].scope")
        elif lane.by_line and lane.rule != "best_of":
            yield wrong("scope_needs_best_of", f"lanes[{i}].scope")


def check_offers(program: "Program") -> Iterator[Problem]:
    """The errors of every offer, and of every condition wherever it stands."""
    lanes = {lane.id: lane for lane in program.lanes}
    for i, offer in enumerate(program.offers):
        lane = lanes.get(offer.lane)
        if lane is not None:
            yield from _lane(offer, lane, f"offers[{i}]")
        yield from _steps(offer.benefit, f"offers[{i}].benefit")
        yield from _limits(offer, f"offers[{i}].limits")
        if offer.test and not names_members(offer.when):
            yield wrong("test_needs_audience", f"offers[{i}].test")
    zone = program.zone
    for path, condition in conditions(program):
        yield from _condition(condition, path, zone)
    for path, condition in earning_conditions(program):
        if isinstance(condition, Subtotal | Quantity) and condition.base is not None:
            yield wrong("base_in_earning", f"{path}.base")


def _lane(offer: Offer, lane: Lane, path: str) -> Iterator[Problem]:
    ships = isinstance(offer.benefit, FreeShipping)
    if lane.id == SHIPPING_LANE and not ships:
        yield wrong("benefit_not_for_shipping", f"{path}.lane")
    if lane.id != SHIPPING_LANE and ships:
        yield wrong("shipping_benefit_elsewhere", f"{path}.lane", value=lane.id)
    if offer.per == "seller" and isinstance(offer.benefit, FreeShipping):
        yield wrong("shipping_not_per_seller", f"{path}.per")
    elif offer.per == "seller" and lane.by_line and not offer.stack:
        yield wrong("per_seller_by_line", f"{path}.per", value=lane.id)
    if lane.by_line and on_whole_order(offer.benefit):
        yield wrong("benefit_not_by_line", f"{path}.benefit", kind=offer.benefit.kind)
    if offer.stack and not lane.by_line:
        yield wrong("stack_needs_line_lane", f"{path}.stack", value=lane.id)
    if offer.rounding_unit not in {None, "sum"} and not lane.by_line:
        facts = {"unit": offer.rounding_unit, "value": lane.id}
        yield wrong("rounding_needs_line_lane", f"{path}.rounding_unit", **facts)


def on_whole_order(benefit: Benefit) -> bool:
    """Whether the benefit is one of the whole order, that no single line can have."""
    if isinstance(benefit, AmountOff):
        return benefit.each == "order"
    return isinstance(benefit, PerEachSpent | SpendSteps | Gift | ExtraPoints)


def names_members(conditions: tuple[Condition, ...]) -> bool:
    """Whether the conditions hold only for members with an attribute or a level that they name."""
    for one in required(conditions):
        if isinstance(one, AttributeIs | TierIs):
            return True
        if isinstance(one, AnyOf) and all(names_members((branch,)) for branch in one.conditions):
            return True
    return False


def _steps(benefit: Benefit, path: str) -> Iterator[Problem]:
    if not isinstance(benefit, SpendSteps):
        return
    for i, (below, above) in enumerate(pairwise(benefit.steps), start=1):
        if above.from_ <= below.from_:
            facts = {"value": plain(above.from_), "before": plain(below.from_)}
            yield wrong("steps_not_ascending", f"{path}.steps[{i}].from", **facts)
    for i, rung in enumerate(benefit.steps):
        if benefit.measure == "quantity" and not whole(rung.from_):
            facts = {"value": plain(rung.from_), "unit": "units", "unit_zh": "件数"}
            yield wrong("not_whole", f"{path}.steps[{i}].from", **facts)


def _limits(offer: Offer, path: str) -> Iterator[Problem]:
    seen = set()
    for i, limit in enumerate(offer.limits):
        if (limit.per, limit.each) in seen:
            yield wrong("limit_repeated", f"{path}[{i}]", per=limit.per, each=limit.each)
        seen.add((limit.per, limit.each))


def _condition(condition: Condition, path: str, zone: ZoneInfo) -> Iterator[Problem]:
    match condition:
        case Window():
            for name, text in (("start", condition.start), ("end", condition.end)):
                if text is not None and not _readable(text, zone):
                    yield wrong("time_out_of_range", f"{path}.{name}", value=text)
        case Hours() if condition.start_minute == condition.end_minute:
            yield wrong("hours_empty", path, value=condition.start)
        case CodeGiven():
            for i, code in enumerate(condition.any):
                if not canonical_code(code):
                    yield wrong("code_empty", f"{path}.any[{i}]", value=code)
        case _:
            return


def _readable(text: str, zone: ZoneInfo) -> bool:
    try:
        civil(text, zone)
    except TimeError:
        return False
    return True
