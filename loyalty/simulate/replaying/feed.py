"""A log as the kernels' events: documents in the order they are processed, a stretch at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loyalty.coupon_codes.canonical import canonical_code, codes_in
from loyalty.plan.tables import Plan
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.packing import member_touched
from loyalty.simulate.replaying.answers import Answers, civil_times
from loyalty.simulate.replaying.articles import Articles, articles
from loyalty.simulate.replaying.compiled import machine, zeros
from loyalty.simulate.replaying.draws import drawn
from loyalty.simulate.replaying.laying import DELIVERED, SHIPPING, WANTED, keep, lay, lay_field, lay_returns
from loyalty.simulate.replaying.settings import Settings, share_ppm
from loyalty.simulate.replaying.state import Kept
from loyalty.when import add_days, from_us, to_us

Tables = dict[str, np.ndarray[Any, Any]]


@dataclass(frozen=True)
class Feed:
    """Which documents are processed, in which order, and what each looks like to the kernels."""

    log: OrderLog
    kept: Kept
    articles: Articles
    order: NDArray[np.int32]
    """Document numbers in the order of processing."""
    member: NDArray[np.int32]
    """By document: whose state it touches (a linked return is the buyer's)."""
    eligible: np.ndarray[Any, Any]
    """Words of answers, document by document."""
    amounts: NDArray[Any]
    points_wanted: NDArray[np.int64]
    delivered: NDArray[np.int64]
    words: int
    """Words of answers that a document has."""
    wanted: int
    """Points wanted where all documents want the same."""
    fields: tuple[tuple[int, NDArray[Any]], ...]
    """Further fields that differ from document to document (`laying.lay_field`)."""

    def lay(self, first: int, last: int, tables: Tables, *, stride: int = 1) -> int:
        """Write documents first … last − 1 of the order into `orders` and `order_lines`.

        Each has `stride` names for lots. Returns where it stopped: `last`, or the first document whose lines
        found no room.
        """
        log, orders, lines = self.log, tables["orders"], tables["order_lines"]
        starts = log.doc_line_start
        last = machine(lay)(
            first,
            last,
            len(lines),
            self.wanted,
            self.words,
            stride,
            self.order,
            starts,
            self.member,
            log.doc_at,
            log.doc_kind,
            self.eligible,
            self.articles.line_item,
            log.line_quantity,
            self.amounts,
            log.line_gross,
            orders,
            lines,
            tables["eligible"],
        )
        count = last - first
        for field, values in self.fields:
            machine(lay_field)(count, values, field, orders)
        if self.kept.documents.size:
            machine(lay_returns)(
                count,
                starts,
                log.doc_original,
                self.kept.slot_of,
                self.kept.line_start,
                log.line_target,
                log.line_units,
                log.line_refund,
                self.articles.line_item,
                log.line_gross,
                orders,
                lines,
            )
        return int(last)

    def keep(self, count: int, words: int, tables: Tables) -> None:
        """What became of the `count` documents laid out goes to the rows of `outcomes` and `applied`.

        `words` is how many words of offers a document has.
        """
        machine(keep)(
            count,
            words,
            tables["orders"],
            tables["told"],
            tables["told_applied"],
            zeros("told", 1),
            tables["outcomes"],
            tables["applied"],
        )


def feed(plan: Plan, log: OrderLog, kept: Kept, settings: Settings) -> Feed:
    """Lay a log out for a plan: by member where members share nothing, else in the order of events."""
    by_time = np.arange(len(log.doc_at), dtype=np.int32)
    order = np.asarray(by_time if plan.couples_members else log.by_member)
    if settings.returns == "ignored":
        order = order[log.doc_kind[order] == 0]
    for one in (lay, lay_field, lay_returns, keep):
        machine(one)  # bound here, before threads share the feed
    amounts = line_amounts(log, settings)
    wanted, delivered = _points_wanted(log, settings), _delivered(plan, log, settings)
    further = (
        (SHIPPING, log.doc_shipping, log.doc_shipping.any()),
        (DELIVERED, delivered, delivered is not log.doc_at),
        (WANTED, wanted, settings.use_points == "share"),
    )
    return Feed(
        log=log,
        kept=kept,
        articles=articles(plan, log, amounts),
        order=order,
        member=member_touched(log),
        eligible=Answers(plan, log, settings).eligible(),
        amounts=amounts,
        points_wanted=wanted,
        delivered=delivered,
        words=plan.words,
        wanted=int(wanted[0]) if len(wanted) else 0,
        fields=tuple((field, values) for field, values, differs in further if differs),
    )


def line_amounts(log: OrderLog, settings: Settings) -> NDArray[np.int64]:
    """Each line at the price the draft starts from."""
    match settings.price_basis:
        case "net":
            return log.line_net
        case "gross":
            return log.line_gross
        case _:
            keys = {canonical_code(code) for code in settings.price_codes}
            shown = [{canonical_code(code) for code in codes_in(cell)} for cell in log.codes]
            named = np.array([*(not keys.isdisjoint(codes) for codes in shown), False])
            return np.where(named[log.line_code], log.line_gross, log.line_net)


def _points_wanted(log: OrderLog, settings: Settings) -> NDArray[np.int64]:
    """-1 where an order spends all it may, 0 where it spends nothing."""
    match settings.use_points:
        case "always_max":
            return np.broadcast_to(np.int64(-1), len(log.doc_at))
        case "never":
            return np.broadcast_to(np.int64(0), len(log.doc_at))
        case _:
            ppm = share_ppm("points_share", settings.points_share)
            return -drawn(log, ppm, seed=settings.seed, purpose="points").astype(np.int64)


def _delivered(plan: Plan, log: OrderLog, settings: Settings) -> NDArray[np.int64]:
    """When each order counts as delivered: so many days later on the programme's civil clock."""
    if settings.delivered_after_days == 0:
        return log.doc_at
    zone = plan.program.zone
    civil = civil_times(plan, log.doc_at)
    offset = civil - log.doc_at
    later = log.doc_at + settings.delivered_after_days * 86_400_000_000
    moved = civil_times(plan, later) - later != offset
    result = later.copy()
    for place in np.flatnonzero(moved).tolist():
        result[place] = to_us(
            add_days(from_us(int(log.doc_at[place]), zone), settings.delivered_after_days, zone)
        )
    return result
