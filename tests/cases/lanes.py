"""In which lanes the offers of a case stand, so that they apply in its one order: priority, then place.

All money off goods stands in one lane whose offers all apply. Two things ask for more lanes. A percentage
that is rounded by line or unit needs a lane that counts by line; its offers are stacked there, so that again
all apply. And shipping comes last with us: a shipping offer that the case tries before offers on goods judges
its minimum on the goods as they stood then.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from loyalty.rules.lanes import ITEM_LANE, ORDER_LANE, SHIPPING_LANE
from tests.cases.format import Told, Unsupported

TOGETHER: Final = {"rule": "all", "scope": "order"}
BY_LINE: Final = {"rule": "best_of", "scope": "line"}


@dataclass(frozen=True)
class Stand:
    """One promotion on its way to a lane."""

    promotion: Told
    shipping: bool
    by_line: bool


@dataclass(frozen=True)
class Place:
    """Where an offer stands: its lane, and what a running minimum is judged on there."""

    lane: str
    running: str


def in_order(promotions: list[Told]) -> list[Told]:
    """Higher priority first, then as they stand in the file."""
    return sorted(promotions, key=lambda one: -int(one.get("priority") or 0))


def lanes(stands: list[Stand]) -> tuple[list[dict[str, Any]], list[Place]]:
    """The lanes of a programme, and where each offer stands; the offers come in their order."""
    goods = [stand for stand in stands if not stand.shipping]
    cut = _cut(stands)
    made: list[dict[str, Any]] = []
    homes: list[str] = []
    for run in _runs(goods, cut):
        lane = f"{ORDER_LANE}-{len(made)}" if made else ORDER_LANE
        lane = ITEM_LANE if len(homes) + len(run) == cut else lane
        made.append({"id": lane, **(BY_LINE if run[0].by_line else TOGETHER)})
        homes += [lane] * len(run)
    made = made or [{"id": ORDER_LANE, **TOGETHER}]
    if len(goods) < len(stands):
        made.append({"id": SHIPPING_LANE, **TOGETHER})
    home = iter(homes)
    places = [
        Place(SHIPPING_LANE, _base(_before(stands, n), len(goods)))
        if stand.shipping
        else Place(next(home), "running")
        for n, stand in enumerate(stands)
    ]
    return made, places


def _runs(goods: list[Stand], cut: int | None) -> list[list[Stand]]:
    """Neighbours that may share a lane."""
    halves = [goods] if cut is None else [goods[:cut], goods[cut:]]
    return [[*run] for half in halves for _, run in groupby(half, lambda stand: stand.by_line)]


def _before(stands: list[Stand], place: int) -> int:
    """How many offers on goods the case tries before the offer at this place."""
    return sum(not stand.shipping for stand in stands[:place])


def _base(before: int, goods: int) -> str:
    """What a running minimum of a shipping offer is judged on."""
    return "running" if before == goods else "after_items" if before else "list"


def _cut(stands: list[Stand]) -> int | None:
    """After how many offers on goods a minimum of shipping is judged, where that is in their midst."""
    goods = sum(not stand.shipping for stand in stands)
    asks = [n for n, stand in enumerate(stands) if stand.shipping and _has_minimum(stand.promotion)]
    cuts = {_before(stands, n) for n in asks} - {0, goods}
    if len(cuts) > 1:
        raise Unsupported("Minimums of shipping are judged at two places amid the offers on goods.")
    return cuts.pop() if cuts else None


def _has_minimum(promotion: Told) -> bool:
    return any(told["kind"] == "min_subtotal" for told in promotion.get("conditions") or ())


WHOLE: Final = "sum"
"""The rounding unit that needs no lane of its own."""


def rounds_apart(promotions: list[Told], unit: str) -> list[bool]:
    """Which percentages are rounded by line or unit: those on lines; on the order where none is on lines."""
    kinds = [
        told["effect"].get("on", "order") if told["effect"]["kind"] == "percent_off" else None
        for told in promotions
    ]
    meant = "lines" if "lines" in kinds else "order"
    return [unit != WHOLE and kind == meant for kind in kinds]
