"""One replay with its audit: run to the end of a log, stopping where sampled orders are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from loyalty.errors import SimulationCancelled
from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit import Before, Parity, check_orders, outcome, sample, snapshot
from loyalty.simulate.replaying.audit_gifts import given_of
from loyalty.simulate.replaying.audit_members import check_members
from loyalty.simulate.replaying.compiled import kernels
from loyalty.simulate.replaying.parallel import side_by_side
from loyalty.simulate.replaying.replay import Replay, Tell, prepare
from loyalty.simulate.replaying.settings import Settings

Stage: TypeAlias = Literal["compiling", "replaying", "checking", "explaining", "varying"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a simulation has come: `done` of `total` orders, or of checks."""

    stage: Stage
    program: str
    done: int
    total: int
    program_zh: str = ""
    """What the programme is called in Chinese, where that is something else."""


Listener = Callable[[Progress], None]


def run(  # noqa: PLR0913 - all but the first three are named
    log: OrderLog,
    program: Program,
    settings: Settings,
    *,
    tell: Listener = lambda _progress: None,
    stop: Callable[[], bool] = lambda: False,
    threads: int = 1,
) -> tuple[Replay, Parity]:
    """One replay to the end of the log with its audit; differences are counted, not raised."""
    replay = prepare(lower(program), log, settings, with_kernels=kernels())
    return replay, audited(replay, tell=tell, stop=stop, threads=threads)


def audited(
    replay: Replay,
    *,
    tell: Listener = lambda _progress: None,
    stop: Callable[[], bool] = lambda: False,
    threads: int = 1,
) -> Parity:
    """Run a prepared replay to the end of its log, and its audit; differences are counted, not raised.

    Where members share nothing, `threads` of them at a time have a part of the members each.
    """
    key = replay.plan.program.key
    stops = sample(replay)

    def told(done: int, _total: int) -> None:
        tell(Progress("replaying", key, done, replay.total))

    def walked(part: Replay, tell_part: Tell, ended: Callable[[], bool]) -> list[Before]:
        return _walked(part, stops, tell_part, ended)

    parts = replay.split(threads)
    if len(parts) == 1:
        befores = walked(replay, told, stop)
    else:
        try:
            found = side_by_side(parts, walked, tell=told, cancelled=stop, threads=threads)
        except SimulationCancelled as early:
            raise SimulationCancelled(done=early.fields["done"], total=replay.total) from None
        befores = [one for part in found for one in part]
        replay.gather(parts)
    parity = Parity()
    _check(replay, befores, parity, tell, stop)
    return parity


def _walked(part: Replay, stops: NDArray[np.int64], tell: Tell, stop: Callable[[], bool]) -> list[Before]:
    """Run a part to its end; what was before and after each stop."""
    befores: list[Before] = []
    visits = part.run(stops, tell, stop)
    for place in visits:
        document = int(part.feed.order[place])
        met, given = snapshot(part, place), given_of(part, int(part.feed.member[document]))
        next(visits)
        after = snapshot(part, place)
        befores.append(Before(document, *met, given, outcome(part), *after))
    return befores


def _check(
    replay: Replay, befores: list[Before], parity: Parity, tell: Listener, stop: Callable[[], bool]
) -> None:
    total = len(befores)
    key = replay.plan.program.key

    def told(done: int) -> None:
        if stop():
            raise SimulationCancelled(done=done, total=total)
        tell(Progress("checking", key, done, total))

    check_orders(replay, befores, parity, told)
    check_members(replay, parity, lambda _done: told(total))
