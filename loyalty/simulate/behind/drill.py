"""Single orders of a replay, explained by the live engine from the very state they met.

An order is quoted and settled from the state recorded before it; a return is explained by living its member's
history through the engine up to it, because it needs to know what its order recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from loyalty.engine import up_to_date
from loyalty.facts.member import Guest, Member
from loyalty.facts.standing import Shared, Standing
from loyalty.plan.tables import Plan
from loyalty.simulate.behind.order_outcomes import took
from loyalty.simulate.behind.steps import Account, Scene, account
from loyalty.simulate.behind.steps_returns import Returned, return_steps
from loyalty.simulate.figures.measured import Measured
from loyalty.simulate.figures.outcome import Draft
from loyalty.simulate.figures.outcome_steps import SampleOrder, Step
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit import snapshot
from loyalty.simulate.replaying.audit_gifts import Gifts, Given, Met, given_of
from loyalty.simulate.replaying.audit_members import give_back
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.rerun import Tell, visits
from loyalty.when import from_us

SAMPLES_MAX: Final = 20
LINES_KEPT: Final = 100
"""Of a step's split over lines a result keeps so many; `arithmetic` tells them all."""


@dataclass(frozen=True, slots=True)
class _Met:
    """What a document met: its member's standing, and what all members share."""

    standing: Standing
    shared: Shared
    given: Given


def arithmetic(
    replay: Replay,
    documents: Iterable[int],
    *,
    tell: Tell = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[int, tuple[Step, ...]]:
    """The steps of these documents (orders and returns), by document; the replay may be only prepared.

    A document that the replay leaves out is left out here too. Raises SimulationCancelled.
    """
    told = _Told(replay)
    wanted = list(dict.fromkeys(documents))
    lives = {one: told.life(one) for one in wanted if replay.log.doc_kind[one] != 0}
    stops = {one for life in lives.values() for one in life} | set(wanted)
    for visit in visits(replay, sorted(stops), tell=tell, cancelled=cancelled):
        if not visit.after:
            member = int(visit.replay.feed.member[visit.document])
            met = snapshot(visit.replay, visit.place)
            told.met[visit.document] = _Met(*met, given_of(visit.replay, member))
    found: dict[int, tuple[Step, ...]] = {}
    for one in wanted:
        if one in told.met:
            found[one] = told.lived(lives[one]) if one in lives else told.order(one).steps
    return found


def with_steps(
    replay: Replay,
    draft: Draft,
    *,
    tell: Tell = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Draft:
    """The draft with the arithmetic of its dearest orders, and of a sample order for each of its offers.

    Raises SimulationCancelled.
    """
    top = sales_named(replay.log, [order.order_id for order in draft.top_orders])
    samples = sample_orders(replay)
    wanted = [*top.values(), *samples.values()]
    found = arithmetic(replay, wanted, tell=tell, cancelled=cancelled)
    told = {document: _shortened(steps) for document, steps in found.items()}
    return replace(
        draft,
        top_orders=tuple(replace(order, steps=told[top[order.order_id]]) for order in draft.top_orders),
        samples=tuple(
            SampleOrder(
                offer=replay.plan.offers[offer].id,
                order_id=str(replay.log.doc_ids[document]),
                at=from_us(int(replay.log.doc_at[document]), replay.plan.program.zone).isoformat(),
                steps=told[document],
            )
            for offer, document in samples.items()
        ),
    )


def _shortened(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(replace(step, lines=step.lines[:LINES_KEPT]) for step in steps)


def sales_named(log: OrderLog, order_ids: Sequence[str]) -> dict[str, int]:
    """The documents of the sales with these ids."""
    named = np.flatnonzero(log.doc_ids.is_in(list(order_ids)).to_numpy() & (log.doc_kind == 0))
    return {str(log.doc_ids[one]): one for one in named.tolist()}


def sample_orders(replay: Replay) -> dict[int, int]:
    """For each of the dearest offers, by its place in the plan, an order on which it applied.

    Of the measured orders with the fewest other benefits the middle one in the order of events.
    """
    measured = Measured(replay)
    found = {}
    cost = replay.tables["by_offer"]["cost"][: len(replay.plan.offers)]
    for offer in np.argsort(-cost, kind="stable")[:SAMPLES_MAX].tolist():
        applied = np.flatnonzero(took(replay, offer, measured.documents))
        if applied.size:
            benefits = measured.benefits[applied]
            plain = applied[benefits == benefits.min()]
            found[offer] = int(measured.documents[plain[plain.size // 2]])
    return found


class _Told:
    """Documents through the live engine, from what they met."""

    def __init__(self, replay: Replay) -> None:
        self.met: dict[int, _Met] = {}
        self._replay = replay
        self._carts = Carts(replay)
        self._gifts = Gifts(replay, self._carts)
        self._plan: Plan = replay.plan

    def order(self, document: int) -> Account:
        """An order from the state it met."""
        met = self.met[document]
        return self._explained(document, self._gifts.meets(document, met.standing, met.given))

    def _explained(self, document: int, met: Met) -> Account:
        scene = Scene(
            cart=self._carts.cart(document),
            who=self._who(document),
            order_id=str(document),
            at=self._carts.at(document),
            delivered=self._carts.delivered(document),
            standing=met.standing,
            shared=self.met[document].shared,
        )
        return account(self._plan, scene)

    def life(self, document: int) -> list[int]:
        """What must be lived to know what a return meets: the member's events, or a guest's one order."""
        log, feed = self._replay.log, self._replay.feed
        member = int(feed.member[document])
        if member >= 0:
            same = feed.member[feed.order] == member
        else:
            original = int(log.doc_original[document])
            same = (feed.order == original) | ((log.doc_original[feed.order] == original) & (original >= 0))
            same |= feed.order == document
        events = feed.order[same]
        ends = np.flatnonzero(events == document)
        return [int(one) for one in events[: int(ends[0]) + 1]] if ends.size else []

    def lived(self, events: list[int]) -> tuple[Step, ...]:
        """The steps of the last of these events, a return, after the others have been lived."""
        standing, given = Standing(), self._gifts.fresh()
        for document in events[:-1]:
            met = self._gifts.meets(document, standing, given)
            if self._replay.log.doc_kind[document] == 0:
                after = self._explained(document, met).settlement.standing
                standing, given = self._gifts.left(met, after), met.given
            else:
                after = self._back(document, met.standing).reversal.standing
                standing, given = self._gifts.voided(document, met, self._gifts.left(met, after))
        last = events[-1]
        met = self._gifts.meets(last, standing, given)
        standing = met.standing
        who, at = self._who(last), self._carts.at(last)
        tiers = None
        if isinstance(who, Member):
            before = up_to_date(self._plan, who=who, standing=standing, at=at)
            tiers = [
                track.levels[one.level].id if one.level >= 0 else None
                for track, one in zip(self._plan.program.tiers, before.tiers, strict=True)
            ]
        back = self._back(last, standing)
        undone = self._gifts.undone(last, met, self._gifts.left(met, back.reversal.standing))
        return return_steps(self._plan, replace(back, gifts=undone.gifts), tiers)

    def _back(self, document: int, standing: Standing) -> Returned:
        who = self._who(document)
        reversal = give_back(self._replay, self._carts, document, who, standing)
        original = int(self._replay.log.doc_original[document])
        return Returned(str(original) if original >= 0 else None, standing, reversal)

    def _who(self, document: int) -> Member | Guest:
        return self._carts.who(int(self._replay.feed.member[document]))
