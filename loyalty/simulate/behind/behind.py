"""The orders behind a figure: which they are, and what each contributes, so that they add up to it exactly.

A replay notes of every order which offers applied and what was given in all. Where several offers share what
came off an order, or a figure is about some of its lines or about a refusal, the order is run again to see
its part; every other part is read off the tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from loyalty.simulate.behind.behind_names import GIVEN_BACK, Names, Which
from loyalty.simulate.behind.behind_parts import part_seen
from loyalty.simulate.behind.drill import arithmetic
from loyalty.simulate.behind.order_outcomes import OrderOutcomes, months, took
from loyalty.simulate.figures.measured import Measured
from loyalty.simulate.figures.ratios import MILLION
from loyalty.simulate.figures.telling_spread import members_by_group
from loyalty.simulate.orders.parsing import Flags, Ints
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.rerun import Tell, visits

SEVERAL: Final = 3
"""Orders with so many benefits or more are one figure."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The orders behind a figure, by document in the order of events, and each one's part of it."""

    documents: Ints
    revenue: Ints
    cost: Ints


def parts_of(
    replay: Replay,
    which: Which,
    *,
    tell: Tell = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Parts:
    """The orders behind a figure of a finished replay.

    Raises NoSuchFigure for a name that the programme or the log does not know, SimulationCancelled.
    """
    search = _Search(replay, which)
    if which.component == GIVEN_BACK:
        return _given_back(replay, search.names, tell, cancelled)
    documents = search.kept()
    revenue, cost, sure = search.read_off(documents)
    inside = np.ones(documents.size, np.bool_)
    place_of = {int(document): place for place, document in enumerate(documents.tolist())}
    for visit in visits(replay, documents[~sure], tell=tell, cancelled=cancelled):
        place = place_of[visit.document]
        if visit.after:
            seen = part_seen(visit, search.names)
            revenue[place], cost[place] = seen.revenue, seen.cost
            inside[place] &= seen.inside
        else:
            inside[place] &= search.names.stood(visit)
    return Parts(documents[inside], revenue[inside], cost[inside])


def _given_back(replay: Replay, names: Names, tell: Tell, cancelled: Callable[[], bool]) -> Parts:
    """The returns that brought something back, and how much; of one offer as the live engine says."""
    log, which = replay.log, names.which
    documents = OrderOutcomes(replay).documents
    sales = np.zeros(len(log.doc_at), np.bool_)
    sales[documents] = log.doc_kind[documents] == 0
    original = log.doc_original[documents]
    back = np.asarray(replay.tables["outcomes"]["back"][documents], np.int64)
    kept = (original >= 0) & sales[np.maximum(original, 0)] & (back > 0)
    if which.month is not None:
        kept &= months(replay, documents).eq(which.month).to_numpy()
    for asked, of_document in ((names.channel, log.doc_channel), (names.member, log.doc_member)):
        if asked is not None:
            kept &= of_document[documents] == asked
    documents, back = documents[kept], back[kept]
    if which.offer is not None:
        told = arithmetic(replay, documents.tolist(), tell=tell, cancelled=cancelled)
        shares = [
            sum(step.amount_minor or 0 for step in told[one] if step.subject == which.offer)
            for one in documents.tolist()
        ]
        back = np.array(shares, np.int64)
        documents, back = documents[back > 0], back[back > 0]
    returned = np.asarray(replay.tables["outcomes"]["revenue"][documents], np.int64)
    return Parts(documents, returned, back)


class _Search:
    """One question over one replay's measured orders: what the tables alone can say."""

    def __init__(self, replay: Replay, which: Which) -> None:
        self._replay = replay
        self._which = which
        self._measured = Measured(replay)
        self.names = Names(replay.plan, replay.log, which)

    def kept(self) -> Ints:
        """The measured orders that pass every question which the tables can answer."""
        which, found, names = self._which, self._measured, self.names
        kept = np.ones(found.documents.size, np.bool_)
        if which.month is not None:
            kept &= months(self._replay, found.documents).eq(which.month).to_numpy()
        if names.channel is not None:
            kept &= self._replay.log.doc_channel[found.documents] == names.channel
        if names.member is not None:
            kept &= found.member == names.member
        if names.group is not None:
            kept &= np.isin(found.member, members_by_group(found)[names.group])
        if names.level is not None and names.track == 0:
            kept &= found.place == names.level
        if which.benefits is not None:
            kept &= np.minimum(found.benefits, SEVERAL) == which.benefits
        if which.over_ppm is not None:
            kept &= found.off_goods * MILLION > found.revenue * which.over_ppm
        if names.lines is not None:
            kept &= names.touched[found.documents]
        return found.documents[kept & self._benefited()]

    def _benefited(self) -> Flags:
        """Orders on which the offer or the component in question did something; or did not, for a reason."""
        found, which = self._measured, self._which
        if which.reason is not None:
            return ~took(self._replay, self.names.offers[0], found.documents)
        if which.component == "points":
            return found.column("points") > 0
        if which.component == "shipping" and which.offer is None:
            return found.column("shipping") > 0
        if which.component is None and which.offer is None:
            return np.ones(found.documents.size, np.bool_)
        return self._taken(self.names.offers, found.documents)

    def _taken(self, offers: tuple[int, ...], documents: Ints) -> Flags:
        taken = np.zeros(documents.size, np.bool_)
        for offer in offers:
            taken |= took(self._replay, offer, documents)
        return taken

    def read_off(self, documents: Ints) -> tuple[Ints, Ints, Flags]:
        """Revenue and cost of the figure's part of each order, and where the tables are enough to say it."""
        rows, which, names = self._replay.tables["outcomes"][documents], self._which, self.names
        revenue = np.asarray(rows["revenue"], np.int64)
        off, shipping = np.asarray(rows["off"], np.int64), np.asarray(rows["shipping"], np.int64)
        points = np.asarray(rows["points_minor"], np.int64)
        sure = np.ones(documents.size, np.bool_)
        if names.lines is not None:
            sure &= ~names.partly[documents]
            points = revenue - off - rows["paid"]  # those that paid the fee are no line's
            shipping = np.zeros_like(shipping)
        if which.reason is not None or (names.level is not None and names.track > 0):
            sure &= False
        if which.offer is None and which.component is None:
            return revenue, off + shipping + points, sure
        if which.component == "points":
            return revenue, points, sure
        every = range(len(self._replay.plan.offers))
        alike = [one for one in every if names.on_shipping(one) == names.shipping]
        sure &= ~self._taken(tuple(one for one in alike if one not in names.offers), documents)
        return revenue, shipping if names.shipping else off, sure
