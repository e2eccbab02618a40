"""The questions about a draft, in the order in which they are asked before a launch.

What it costs, compared with what, who gets it, when limits and budgets end, what moves it, what to look at: a
chapter each. A question that a programme or a file gives no cause for is not asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.reports import (
    change_blocks,
    cost_blocks,
    event_blocks,
    funder_blocks,
    gift_blocks,
    goods_blocks,
    member_blocks,
    offer_blocks,
    outlook_blocks,
    risk_blocks,
    run_down_blocks,
    spread_blocks,
)
from loyalty.reports.block import Block
from loyalty.reports.cautions import past_unknown
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, LogPart, ResultPart

Asked = Iterator[Block | None]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions that belong together."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]


def chapters(result: ResultPart, place: int, *, anchor: str, pen: Pen) -> Iterator[Chapter]:
    """The chapters about the draft at this place of the result; `anchor` begins the name of each."""
    draft = result["drafts"][place]
    asked = {
        "cost": _cost(draft, result["log"], pen),
        "compared": _compared(result, place, pen),
        "members": _members(draft, result, pen),
        "ends": _ends(draft, pen),
        "moves": _moves(draft, pen),
        "checks": _checks(draft, pen),
    }
    for key, blocks in asked.items():
        found = tuple(block for block in blocks if block is not None)
        if found:
            yield Chapter(pen.words(f"chapter.{key}"), f"{anchor}-{key}", found)


def _cost(draft: DraftPart, log: LogPart, pen: Pen) -> Asked:
    yield cost_blocks.months(draft, log, pen)
    yield cost_blocks.components(draft, pen)
    yield offer_blocks.offers(draft, pen)
    yield funder_blocks.funders(draft, pen)
    yield gift_blocks.gifts(draft, pen)
    yield cost_blocks.tiers(draft, pen)
    yield goods_blocks.categories(draft, pen)
    yield goods_blocks.brands(draft, pen)
    yield goods_blocks.items(draft, pen)
    yield goods_blocks.channels(draft, pen)


def _compared(result: ResultPart, place: int, pen: Pen) -> Asked:
    for one in result["comparisons"]:
        empty = one["against"] == "history" and past_unknown(result)
        if one["draft"] == place and not empty:
            yield change_blocks.changes(one, result, pen)
            yield change_blocks.tier_changes(one, pen)


def _members(draft: DraftPart, result: ResultPart, pen: Pen) -> Asked:
    yield spread_blocks.spread(draft, pen)
    yield spread_blocks.winners_losers(draft, result, pen)
    yield member_blocks.standing(draft, pen)
    yield member_blocks.movement(draft, pen)
    yield member_blocks.points(draft, pen)


def _ends(draft: DraftPart, pen: Pen) -> Asked:
    yield event_blocks.exhaustion(draft, pen)
    yield run_down_blocks.run_down(draft, pen)


def _moves(draft: DraftPart, pen: Pen) -> Asked:
    yield outlook_blocks.switches(draft, pen)
    yield outlook_blocks.break_even(draft, pen)


def _checks(draft: DraftPart, pen: Pen) -> Asked:
    yield risk_blocks.stacking(draft, pen)
    yield risk_blocks.deep_discount(draft, pen)
    yield risk_blocks.below_cost(draft, pen)
    yield event_blocks.reasons(draft, pen)
    yield event_blocks.top_orders(draft, pen)
