"""Everything a replay carries from event to event, as structured arrays; and one member's part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from loyalty.facts.member import FOREVER, Credit, HeldCoupon, PointLot, Reach, TierStanding, Uses
from loyalty.facts.standing import Fund, Shared, Standing
from loyalty.handed_in import known
from loyalty.kernels.codes import NONE, REASONS
from loyalty.plan.tables import Plan
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import zeros
from loyalty.simulate.replaying.gifts import gift_state, lots_given

Tables = dict[str, np.ndarray[Any, Any]]
ROOM_FIRST: Final = 4096


@dataclass(frozen=True)
class Kept:
    """Sale documents that a linked return names: their slots and where their lines lie."""

    documents: NDArray[np.int64]
    slot_of: NDArray[np.int64]
    """By document; NONE where nothing is kept."""
    line_start: NDArray[np.int64]


def kept_orders(log: OrderLog, *, replayed: bool) -> Kept:
    """The orders whose lines a replay must remember."""
    slot_of = np.full(len(log.doc_at), NONE, np.int64)
    named = log.doc_original[log.doc_original >= 0] if replayed else np.zeros(0, np.int64)
    documents = np.unique(named).astype(np.int64)
    slot_of[documents] = np.arange(documents.size)
    counts = np.diff(log.doc_line_start)[documents]
    return Kept(documents, slot_of, np.concatenate(([0], np.cumsum(counts))).astype(np.int64))


def plan_arrays(plan: Plan) -> Tables:
    """The plan's rows as arrays."""
    arrays = {}
    for name, rows in plan.tables.items():
        array = zeros(name, len(rows))
        for place, one in enumerate(rows):
            array[place] = tuple(one.as_dict().values())
        arrays[name] = array
    return arrays


def fresh_state(plan: Plan, log: OrderLog, kept: Kept) -> Tables:
    """The state before the first event."""
    settings = plan.settings()
    room = np.bincount(
        log.doc_member[(log.doc_kind == 0) & (log.doc_member >= 0)], minlength=len(log.member_ids)
    )
    if plan.program.issuances:
        room += -(-lots_given(plan, log) // settings.groups)
    total = int(room.sum())
    members = len(log.member_ids)
    tables = {
        "members": zeros("members", members),
        "lots": zeros("lots", total * settings.groups + 1),
        "standings": zeros("standings", members * settings.tracks),
        "reaches": zeros("reaches", members * settings.levels),
        "credits": zeros("credits", total * settings.tracks),
        "own": zeros("own", members * settings.own),
        "shared": zeros("shared", len(plan.shared)),
        "drained": zeros("drained", len(plan.shared)),
        "funds": zeros("funds", len(plan.budgets)),
        "kept_orders": zeros("kept_orders", kept.documents.size),
        "kept_lines": zeros("kept_lines", int(kept.line_start[-1])),
        "awards": zeros("awards", kept.documents.size * settings.groups),
        "trail": zeros("trail", ROOM_FIRST),
        "shares": zeros("shares", ROOM_FIRST),
        "freed": zeros("freed", kept.documents.size * settings.frees),
        **gift_state(plan, log, kept=kept.documents.size),
    }
    rows = tables["members"][:members]
    rows["start"] = np.concatenate(([0], np.cumsum(room)))[:-1]
    rows["lot_head"] = rows["lot_tail"] = rows["start"] * settings.groups
    rows["room"] = room
    rows["joined"] = log.member_joined
    rows["active_until"] = rows["due"] = FOREVER
    rows["wiped_at"] = rows["last_order"] = -FOREVER
    for name in ("drained", "funds"):
        tables[name]["full_by"] = tables[name]["first_day"] = NONE
    for place, (over, amount) in enumerate(plan.budgets):
        tables["funds"][place]["over"] = over
        tables["funds"][place]["amount"] = amount
    lines = np.diff(log.doc_line_start)[kept.documents]
    tables["kept_orders"]["line_start"][: kept.documents.size] = kept.line_start[:-1]
    tables["kept_orders"]["line_count"][: kept.documents.size] = lines
    return tables


def scratch(plan: Plan, log: OrderLog) -> Tables:
    """The work bench, as large as the largest order and its fee."""
    lines = int(np.diff(log.doc_line_start).max(initial=1))
    return {
        "work": zeros("work", 2 * lines + 1 if plan.by_seller else lines + 1),
        "sums": zeros("sums", len(plan.takers) + 1),
        "verdicts": zeros("verdicts", len(plan.offers)),
        "rivals": zeros("rivals", max(len(plan.program.groups), 1)),
        "picks": zeros("picks", plan.settings().choices + plan.settings().opens),
        "adjusts": zeros("adjusts", lines * max(len(plan.offers), 1)),
        "grants": zeros("grants", plan.settings().groups),
        "quote": zeros("quote", 1),
        "meters": zeros("meters", 1),
        "journal": zeros("journal", 1),
        "due": zeros("due", 1),
        "risen": zeros("risen", plan.settings().tracks),
    }


def results(plan: Plan, log: OrderLog, months: int, *, articles: int) -> Tables:
    """The sums a replay fills; `articles` is how many kinds of goods the plan tells apart."""
    settings = plan.settings()
    width = settings.levels + 1
    documents = len(log.doc_at)
    return {
        "by_month": zeros("by_month", months),
        "by_offer": zeros("by_offer", len(plan.offers)),
        "by_offer_month": zeros("by_offer_month", months * len(plan.offers)),
        "by_level": zeros("by_level", settings.tracks * (settings.levels + 2)),
        "refusals": zeros("refusals", len(plan.offers) * REASONS),
        "moves": zeros("moves", months * settings.tracks * width * width),
        "by_item": zeros("by_item", articles),
        "by_gift": zeros("by_gift", len(plan.tables["gifts"])),
        "outcomes": zeros("outcomes", documents),
        "applied": zeros("applied", documents * offer_words(len(plan.offers))),
    }


def offer_words(offers: int) -> int:
    """Words of `applied` bits a document has: 31 offers to a word."""
    return (offers + 30) // 31


def grow(tables: Tables, name: str, at_least: int) -> None:
    """Make a table at least so long, keeping what it holds."""
    old = tables[name]
    new = zeros(name, max(at_least, 2 * len(old)))
    new[: len(old)] = old
    tables[name] = new


def standing_of(tables: Tables, plan: Plan, who: int) -> Standing:
    """One member's standing as the engine takes it; what only returns of earlier orders need is left out."""
    settings = plan.settings()
    member = tables["members"][who]
    lots = [
        PointLot(*lot)._replace(kept=NONE)
        for lot in _tuples(tables, "lots", member["lot_head"], member["lot_tail"])
        if PointLot(*lot).left > 0
    ]
    tracks = settings.tracks
    rows = [TierStanding(*one) for one in _tuples(tables, "standings", who * tracks, (who + 1) * tracks)]
    start = int(member["start"])
    count = rows[0].count if rows else 0
    credits_ = [Credit(*one) for one in _tuples(tables, "credits", start * tracks, (start + count) * tracks)]
    return known(Standing)(
        orders=int(member["orders"]),
        last_order=int(member["last_order"]),
        active_until=int(member["active_until"]),
        wiped_at=int(member["wiped_at"]),
        debt=int(member["debt"]),
        debt_at=int(member["debt_at"]),
        first_earned=int(member["first_earned"]),
        first_active=int(member["first_active"]),
        lots=tuple(lots),
        tiers=tuple(rows),
        reaches=tuple(
            Reach(*one)
            for one in _tuples(tables, "reaches", who * settings.levels, (who + 1) * settings.levels)
        ),
        credits=tuple(tuple(credits_[track::tracks]) for track in range(tracks)),
        uses=tuple(
            Uses(*one) for one in _tuples(tables, "own", who * settings.own, (who + 1) * settings.own)
        ),
        coupons=_coupons(tables, plan, who),
    )


def _coupons(tables: Tables, plan: Plan, who: int) -> tuple[HeldCoupon, ...]:
    """The coupons of issuances that a member holds; they go by their places, the first to end first."""
    start = who * plan.settings().held
    count = int(tables["gifted"][who]["held"]) if plan.tables["coupons"] else 0
    rows = _tuples(tables, "held", start, start + count)
    coupons = [plan.tables["gifts"][gift].coupon for gift, *_ in rows]
    ends = [end for _, end, _ in rows]
    offers = [plan.offers[plan.tables["coupons"][coupon].offer].id for coupon in coupons]
    return tuple(
        HeldCoupon(f"held-{place:06}", offer, ends=end)
        for place, (offer, end) in enumerate(zip(offers, ends, strict=True))
    )


def shared_of(tables: Tables, plan: Plan) -> Shared:
    """The counters all members share."""
    uses = tuple(Uses(*one) for one in _tuples(tables, "shared", 0, len(plan.shared)))
    funds = tables["funds"][: len(plan.budgets)]
    return known(Shared)(uses, tuple(Fund(*(int(one[name]) for name in Fund._fields)) for one in funds))


def _tuples(tables: Tables, name: str, start: int, end: int) -> list[tuple[int, ...]]:
    rows: list[tuple[int, ...]] = tables[name][int(start) : int(end)].tolist()
    return rows
