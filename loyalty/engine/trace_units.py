"""Which units an offer took something off: those of its sets, the few it is for, those dearer than its price.

The kernels leave them in the lines they claimed on; what they come to is asked of the kernels again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from loyalty.kernels import codes
from loyalty.kernels.benefits import line_claim
from loyalty.kernels.ratio import product_within
from loyalty.kernels.select import line_base
from loyalty.kernels.sets import given_off
from loyalty.kernels.units import given_worth, span_worth, taken_worth, units_worth


class LineUnits(NamedTuple):
    """Units of one line: bought for sets, and given or taken; `worth_minor` is what those that count come to.

    In a bundle all units are bought, and count; else those given or taken do.
    """

    line: int
    bought: int
    given: int
    worth_minor: int


class UnitsTaken(NamedTuple):
    """The units of an offer: what it asks of them, and what of that their lines could give (minor units).

    Cap and budget come after both. `sets` is 0 where the units are taken one by one.
    """

    sets: int
    lines: tuple[LineUnits, ...]
    asked_minor: int
    claimed_minor: int


def units_taken(
    offer: int, lines: int, claimed: int, *, tables: Mapping[str, Any], work: Sequence[Any]
) -> UnitsTaken:
    """Read the units off lines on which the offer just claimed so much."""
    offers = tables["offers"]
    known = offers[offer]
    match known.kind:
        case codes.BUY_GET:
            found = _of_sets(offer, lines, offers, work)
            asked = given_off(offer, lines, offers, work)
            return UnitsTaken(sum(one.given for one in found) // known.get, found, asked, claimed)
        case codes.BUNDLE:
            found = _of_sets(offer, lines, offers, work)
            sets = sum(one.bought for one in found) // known.buy
            worth = sum(one.worth_minor for one in found)
            return UnitsTaken(sets, found, worth - product_within(known.amount, sets, worth), claimed)
    claims = {
        line: line_claim(offer, line, tables["plan"], offers, tables["prices"], work)
        for line in range(lines)
        if work[line].on == 1
    }
    few = known.units_max >= 0
    found = tuple(
        _single(line, known, work)
        for line, claim in claims.items()
        if (work[line].gets > 0 if few else claim > 0)
    )
    if known.kind == codes.PERCENT and known.rounding_unit == codes.UNIT_SUM:
        return UnitsTaken(0, found, given_off(offer, lines, offers, work), claimed)
    return UnitsTaken(0, found, sum(claims.values()), claimed)


def _of_sets(offer: int, lines: int, offers: Any, work: Any) -> tuple[LineUnits, ...]:  # noqa: ANN401 - tables
    known = offers[offer]
    return tuple(
        LineUnits(
            line,
            work[line].buys,
            work[line].gets,
            _bought_worth(line, known, work)
            if known.kind == codes.BUNDLE
            else _given_worth(offer, line, offers, work),
        )
        for line in range(lines)
        if work[line].buys or work[line].gets
    )


def _bought_worth(line: int, known: Any, work: Any) -> int:  # noqa: ANN401 - rows
    """What the units of a line in bundles come to: those behind the units that earlier sets used."""
    whole = units_worth(line, known.benefit_base, work)
    return span_worth(work[line].used, work[line].buys, whole, work[line].quantity)


def _given_worth(offer: int, line: int, offers: Any, work: Any) -> int:  # noqa: ANN401 - tables
    return given_worth(offer, line, offers, work) if work[line].gets else 0


def _single(line: int, known: Any, work: Any) -> LineUnits:  # noqa: ANN401 - rows
    """The units of one line that are taken one by one: the chosen ones, or all."""
    if known.units_max < 0:
        return LineUnits(line, 0, work[line].quantity, work[line].net)
    base = known.benefit_base if known.kind == codes.PERCENT else codes.BASE_RUNNING
    whole = line_base(line, base, work)
    worth = taken_worth(whole, work[line].quantity, work[line].gets, known.take)
    return LineUnits(line, 0, work[line].gets, worth)
