"""Parity: sampled orders re-run through the live engine, from the very state the replay met them in.

An order is read back from the log as a cart, priced and settled by the interpreted engine, and compared with
what the compiled replay did: every adjustment, decision, point and tier, and the standing afterwards. Where
members share nothing, sampled members are re-run from their first event, returns included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from loyalty.engine import settle
from loyalty.facts.member import Member
from loyalty.facts.quote import Quote
from loyalty.facts.standing import Shared, Standing
from loyalty.kernels import codes
from loyalty.plan.tables import Plan
from loyalty.simulate.replaying.audit_gifts import Gifts, Given, still_held
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.state import shared_of, standing_of

ROWS_COMPARED: Final = (
    "orders",
    "last_order",
    "active_until",
    "wiped_at",
    "debt",
    "debt_at",
    "tiers",
    "reaches",
    "credits",
    "uses",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where live and replay disagree: the order, what, and both figures."""

    order_id: str
    what: str
    live: str
    replayed: str


@dataclass
class Parity:
    """What was re-run and what differed."""

    orders: int = 0
    members: int = 0
    member_orders: int = 0
    differences: list[Difference] = field(default_factory=list)

    def compare(self, order_id: str, what: str, live: object, replayed: object) -> None:
        """Note a difference if there is one."""
        if live != replayed:
            self.differences.append(Difference(order_id, what, repr(live), repr(replayed)))


@dataclass(frozen=True, slots=True)
class Before:
    """A sampled order: the state it met, and what the replay made of it."""

    document: int
    standing: Standing
    shared: Shared
    given: Given
    outcome: Mapping[str, Any]
    after: Standing
    shared_after: Shared


def sample(replay: Replay) -> NDArray[np.int64]:
    """Places, in the order of processing, of the sales to be re-run: the same for the same seed."""
    sales = np.flatnonzero(replay.log.doc_kind[replay.feed.order] == 0)
    wanted = min(replay.settings.parity_orders, sales.size)
    chosen = np.random.default_rng(replay.settings.seed).choice(sales, size=wanted, replace=False)
    return np.sort(chosen).astype(np.int64)


def snapshot(replay: Replay, place: int) -> tuple[Standing, Shared]:
    """The state of a sampled order's member, and what all share."""
    member = int(replay.feed.member[replay.feed.order[place]])
    standing = standing_of(replay.tables, replay.plan, member) if member >= 0 else Standing()
    return standing, shared_of(replay.tables, replay.plan)


def outcome(replay: Replay) -> dict[str, Any]:
    """What the replay made of the order it has just processed."""
    tables = replay.tables
    quoted = tables["quote"][0]
    lines = int(quoted["lines"])
    noted = tables["adjusts"][: int(tables["meters"]["adjusts"][0])].tolist()
    return {
        "quote": {name: int(quoted[name]) for name in _QUOTE_NAMES.values()},
        "net": tables["work"]["net"][:lines].tolist(),
        "points": tables["work"]["points_minor"][:lines].tolist(),
        "verdicts": tables["verdicts"][["state", "reason", "short_by"]][: len(replay.plan.offers)].tolist(),
        "amounts": tables["verdicts"]["amount"][: len(replay.plan.offers)].tolist(),
        "adjusts": [one for one in noted if one[2] > 0],
    }


_QUOTE_NAMES: Final = {
    "goods_minor": "gross",
    "discount_minor": "off",
    "points_spent": "points",
    "points_minor": "points_minor",
    "points_max": "points_max",
    "shipping_minor": "shipping",
    "shipping_discount_minor": "shipping_off",
    "base_points": "base",
    "bonus_points": "bonus",
    "base_wanted": "base_wanted",
    "bonus_wanted": "bonus_wanted",
}


def check_orders(replay: Replay, befores: list[Before], parity: Parity, tell: Callable[[int], None]) -> None:
    """Re-run every sampled order through the live engine."""
    carts = Carts(replay)
    gifts = Gifts(replay, carts)
    for number, before in enumerate(befores):
        document = before.document
        who = carts.who(int(replay.feed.member[document]))
        met = gifts.meets(document, before.standing, before.given)
        settled = settle(
            replay.plan,
            carts.cart(document),
            who=who,
            order_id=str(document),
            at=carts.at(document),
            standing=met.standing,
            shared=before.shared,
            delivered=carts.delivered(document),
        )
        order_id = str(replay.log.doc_ids[document])
        _compare_quote(replay.plan, order_id, settled.quote, before.outcome, parity)
        if isinstance(who, Member):
            at_us = int(replay.log.doc_at[document])
            compare_standing(order_id, gifts.left(met, settled.standing), before.after, at_us, parity)
        parity.compare(order_id, "shared", settled.shared, before.shared_after)
        parity.orders += 1
        tell(number + 1)


def _compare_quote(
    plan: Plan, order_id: str, live: Quote, replayed: Mapping[str, Any], parity: Parity
) -> None:
    for name, column in _QUOTE_NAMES.items():
        parity.compare(order_id, name, getattr(live, name), replayed["quote"][column])
    parity.compare(order_id, "net", [line.net_minor for line in live.lines], replayed["net"])
    parity.compare(order_id, "points by line", [line.points_minor for line in live.lines], replayed["points"])
    decisions = [
        (codes.APPLIED if one.applied else codes.REFUSED, int(one.reason), one.short_by)
        for one in live.decisions
    ]
    parity.compare(order_id, "decisions", decisions, replayed["verdicts"])
    amounts = [
        amount if state == codes.APPLIED else 0
        for amount, (state, _reason, _short) in zip(replayed["amounts"], replayed["verdicts"], strict=True)
    ]
    parity.compare(order_id, "amounts", [one.amount_minor for one in live.decisions], amounts)
    places = {offer.id: number for number, offer in enumerate(plan.offers)}
    lived = [(int(one.line_id), places[one.offer_id], one.amount_minor) for one in live.adjustments]
    parity.compare(order_id, "adjustments", lived, replayed["adjusts"])


def compare_standing(order_id: str, live: Standing, replayed: Standing, at_us: int, parity: Parity) -> None:
    """Note every part of a standing at an instant that differs."""
    for name in ROWS_COMPARED:
        parity.compare(order_id, name, getattr(live, name), getattr(replayed, name))
    lots = [lot._replace(kept=codes.NONE) for lot in live.lots]
    parity.compare(order_id, "lots", lots, list(replayed.lots))
    parity.compare(order_id, "coupons", still_held(live, at_us), still_held(replayed, at_us))
