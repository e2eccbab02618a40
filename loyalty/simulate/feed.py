"""A log as the kernels' events: documents in the order they are processed, a chunk at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loyalty.kernels import codes
from loyalty.plan.tables import Plan
from loyalty.rules.conditions import canonical_code
from loyalty.simulate.answers import Answers, civil_times
from loyalty.simulate.compiled import zeros
from loyalty.simulate.draws import drawn
from loyalty.simulate.log import OrderLog
from loyalty.simulate.settings import Settings, share_ppm
from loyalty.simulate.state import Kept
from loyalty.when import add_days, from_us, to_us

Tables = dict[str, np.ndarray[Any, Any]]


@dataclass(frozen=True)
class Feed:
    """Which documents are processed, in which order, and what each looks like to the kernels."""

    log: OrderLog
    kept: Kept
    order: NDArray[np.int64]
    """Document numbers in the order of processing."""
    member: NDArray[np.int64]
    """By document: whose state it touches (a linked return is the buyer's)."""
    eligible: np.ndarray[Any, Any]
    amounts: NDArray[np.int64]
    points_wanted: NDArray[np.int64]
    delivered: NDArray[np.int64]
    words: int

    def chunk(self, first: int, last: int) -> Tables:
        """The tables `orders`, `order_lines`, `eligible` of documents first … last − 1 of the order."""
        documents = self.order[first:last]
        starts = self.log.doc_line_start[documents]
        counts = self.log.doc_line_start[documents + 1] - starts
        ends = np.cumsum(counts)
        lines = np.repeat(starts - (ends - counts), counts) + np.arange(int(ends[-1]) if ends.size else 0)
        if self.log.line_refund[lines].any():
            lines = self._goods_first(lines, np.repeat(np.arange(documents.size), counts))
        return {
            "orders": self._orders(documents, ends - counts, ends),
            "order_lines": self._lines(lines, np.repeat(documents, counts)),
            "eligible": self._eligible(documents),
        }

    def _orders(self, documents: NDArray[np.int64], starts: Any, ends: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401
        table = zeros("orders", documents.size)
        rows = table[: documents.size]
        original = self.log.doc_original[documents]
        sale = self.log.doc_kind[documents] == 0
        rows["kind"] = np.where(
            sale, codes.SALE, np.where(original >= 0, codes.RETURN, codes.RETURN_UNLINKED)
        )
        rows["member"] = self.member[documents]
        rows["line_start"], rows["line_end"] = starts, ends
        rows["kept"] = self.kept.slot_of[np.where(sale, documents, np.maximum(original, 0))]
        rows["at"] = self.log.doc_at[documents]
        rows["delivered"] = self.delivered[documents]
        rows["shipping"] = np.where(sale, self.log.doc_shipping[documents], 0)
        rows["points_wanted"] = self.points_wanted[documents]
        rows["sequence"] = documents
        return table

    def _goods_first(self, lines: NDArray[np.int64], place: NDArray[np.int64]) -> NDArray[np.int64]:
        """Units of one document go back before money alone does, as the engine books them."""
        return lines[np.lexsort((self.log.line_refund[lines] > 0, place))]

    def _lines(self, lines: NDArray[np.int64], document: NDArray[np.int64]) -> np.ndarray[Any, Any]:
        table = zeros("order_lines", lines.size)
        rows = table[: lines.size]
        log = self.log
        linked = (log.doc_kind[document] == 1) & (log.doc_original[document] >= 0)
        rows["item"] = log.line_item[lines]
        rows["quantity"] = np.where(linked, log.line_units[lines], log.line_quantity[lines])
        rows["amount"] = np.where(linked, log.line_refund[lines], self.amounts[lines])
        rows["listed"] = log.line_gross[lines]
        if linked.any():
            first = log.doc_line_start[log.doc_original[document[linked]]]
            target = np.maximum(log.line_target[lines[linked]], first)
            sale = np.searchsorted(log.doc_line_start, target, side="right") - 1
            start = self.kept.line_start[self.kept.slot_of[sale]]
            rows["target"][linked] = start + target - log.doc_line_start[sale]
        return table

    def _eligible(self, documents: NDArray[np.int64]) -> np.ndarray[Any, Any]:
        table = zeros("eligible", documents.size * self.words)
        wanted = self.eligible["bits"][: len(self.log.doc_at) * self.words].reshape(-1, self.words)[documents]
        table["bits"][: wanted.size] = wanted.ravel()
        return table


def feed(plan: Plan, log: OrderLog, kept: Kept, settings: Settings) -> Feed:
    """Lay a log out for a plan: by member where members share nothing, else in the order of events."""
    member = log.doc_member.astype(np.int64)
    linked = log.doc_original >= 0
    member = np.where(linked, member[np.maximum(log.doc_original, 0)], member)
    order = np.arange(len(log.doc_at), dtype=np.int64)
    if settings.returns == "ignored":
        order = order[log.doc_kind == 0]
    if not plan.couples_members:
        order = order[np.argsort(member[order], kind="stable")]
    return Feed(
        log=log,
        kept=kept,
        order=order,
        member=member,
        eligible=Answers(plan, log, settings).eligible(),
        amounts=line_amounts(log, settings),
        points_wanted=_points_wanted(log, settings),
        delivered=_delivered(plan, log, settings),
        words=plan.words,
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
            named = np.array([*(canonical_code(code) in keys for code in log.codes), False])
            return np.where(named[log.line_code], log.line_gross, log.line_net)


def _points_wanted(log: OrderLog, settings: Settings) -> NDArray[np.int64]:
    """-1 where an order spends all it may, 0 where it spends nothing."""
    match settings.use_points:
        case "always_max":
            return np.full(len(log.doc_at), -1, np.int64)
        case "never":
            return np.zeros(len(log.doc_at), np.int64)
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
