"""One condition asked of an order at a civil time of a zone."""

from datetime import UTC

from pydantic import TypeAdapter

from loyalty.plan.eligibility import (
    Circumstances,
    answers_for,
)
from loyalty.plan.moments import WEEKDAYS
from loyalty.rules.conditions import Condition
from loyalty.when import civil, from_us, load_zone, to_us

READ = TypeAdapter(Condition)
SHANGHAI = "Asia/Shanghai"


def holds(asked, at="2024-11-11T12:00", zone=SHANGHAI, week_starts="monday", **order):
    """Whether one condition holds for an order at a civil time of the zone."""
    us = to_us(civil(at, load_zone(zone)))
    shown = from_us(us, load_zone(zone)).replace(tzinfo=UTC)
    if "birthday" in order:
        order["birthdays"] = (order.pop("birthday"),) * 3
    circumstances = Circumstances(at_us=us, civil_us=to_us(shown), **order)
    (bit,) = answers_for((READ.validate_python(asked),), circumstances, zone, WEEKDAYS.index(week_starts))
    assert bit in {0, 1}
    return bit == 1
