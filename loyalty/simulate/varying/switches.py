"""Which switches drive the cost: each is set otherwise, once, and the whole programme replayed again.

A cap, a limit or a budget often moves the cost several times over, and nothing in a table of costs shows it.
So every switch a programme has is taken away or halved, what may happen many times is held to once, and the
net cost is set beside that of the programme as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from loyalty.errors import ProgramInvalid
from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.figures.outcome import Draft
from loyalty.simulate.figures.outcome_events import SwitchEffect
from loyalty.simulate.figures.ratios import change_of
from loyalty.simulate.figures.telling import totals_of
from loyalty.simulate.replaying.groundwork import Groundwork
from loyalty.simulate.replaying.parallel import Stop, Tell, side_by_side
from loyalty.simulate.replaying.replay import Replay, prepare
from loyalty.simulate.varying.switchboard import Switch, switches
from loyalty.simulate.varying.variants import told, varied

SWITCHES_MAX: Final = 60
"""Switches tried, those of the dearest offers first; each is a whole replay."""


def switches_of(replay: Replay, draft: Draft, *, tell: Tell, cancelled: Stop) -> tuple[SwitchEffect, ...]:
    """What each switch of the replayed programme does to its net cost, the largest change first.

    The draft's own replay has been checked; these run without a check of their own. A switch whose programme
    could not be loaded is left out. Raises SimulationCancelled.
    """
    tried = _tried(replay.plan.program, draft)
    ground = Groundwork(replay.log, replay.settings)

    def work(program: Program, told_of: Tell, stopped: Stop) -> int:
        again = prepare(
            lower(program), replay.log, replay.settings, with_kernels=replay.kernels, ground=ground
        )
        for _ in again.run(np.zeros(0, np.int64), told_of, stopped):
            """Nowhere to stop on the way."""
        return totals_of(again).net_cost_minor

    costs = side_by_side([one.program for one in tried], work, tell=tell, cancelled=cancelled)
    before = draft.totals.net_cost_minor
    effects = [_effect(one.switch, before, now) for one, now in zip(tried, costs, strict=True)]
    return tuple(sorted(effects, key=lambda one: (-abs(one.change_minor), one.en)))


@dataclass(frozen=True, slots=True)
class _Tried:
    switch: Switch
    program: Program


def _tried(program: Program, draft: Draft) -> list[_Tried]:
    """The switches that make a programme, those of what costs most first."""
    costs = {offer.id: offer.cost_minor for offer in draft.by_offer}
    by_cost = sorted(switches(program), key=lambda one: -costs.get(one.offer or "", draft.totals.cost_minor))
    found: list[_Tried] = []
    for switch in by_cost:
        found += _made(program, switch)
        if len(found) == SWITCHES_MAX:
            break
    return found


def _made(program: Program, switch: Switch) -> Iterator[_Tried]:
    """The programme with the switch set otherwise; none where it would not hold together."""
    try:
        other = varied(program, *switch.changes)
    except ProgramInvalid:
        return
    yield _Tried(switch, other)


def _effect(switch: Switch, before: int, now: int) -> SwitchEffect:
    return SwitchEffect(
        offer=switch.offer,
        switch=switch.name,
        source=told(switch.source),
        target=told(switch.target),
        en=switch.en,
        zh=switch.zh,
        net_cost_minor=now,
        change_minor=now - before,
        change_ppm=change_of(before, now),
    )
