"""Drafts over a history: each replayed, checked against the live engine, and told as one result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from loyalty.errors import ParityBroken, SimulationCancelled, WrongCurrency
from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.audit import Before, Parity, check_orders, outcome, sample, snapshot
from loyalty.simulate.audit_members import check_members
from loyalty.simulate.baseline import what_happened
from loyalty.simulate.compiled import is_compiled, kernels
from loyalty.simulate.log import OrderLog
from loyalty.simulate.outcome import Draft, SimulationResult
from loyalty.simulate.replay import Replay, prepare
from loyalty.simulate.settings import Settings
from loyalty.simulate.telling import draft_of, log_of
from loyalty.when import load_zone


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a simulation has come: `done` of `total` orders, or of checks."""

    stage: Literal["compiling", "replaying", "checking"]
    program: str
    done: int
    total: int


Listener = Callable[[Progress], None]


def simulate(
    log: OrderLog,
    programs: Sequence[Program],
    *,
    settings: Settings | None = None,
    progress: Listener | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SimulationResult:
    """What each programme would have cost over the log, to the minor unit, proven equal to the live engine.

    Raises WrongCurrency when a programme's currency is not the log's, SimulationCancelled when `cancelled`
    answers yes, and ParityBroken when a re-run order differs from the replay.
    """
    chosen = settings or Settings()
    tell = progress or (lambda _progress: None)
    stop = cancelled or (lambda: False)
    for program in programs:
        if program.currency != log.currency.code:
            raise WrongCurrency(expected=log.currency.code, got=program.currency)
    if programs and not is_compiled():
        tell(Progress("compiling", programs[0].key, 0, 1))
    drafts = tuple(_draft(log, program, chosen, tell, stop) for program in programs)
    return SimulationResult(
        log=log_of(log, programs[0].zone if programs else load_zone("UTC")),
        settings=chosen,
        assumptions=chosen.assumptions(),
        problems=log.problems,
        baseline=what_happened(log, programs[0] if programs else None, chosen),
        drafts=drafts,
    )


def run(
    log: OrderLog,
    program: Program,
    settings: Settings,
    *,
    tell: Listener = lambda _progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Replay, Parity]:
    """One replay to the end of the log with its audit; differences are counted, not raised."""
    replay = prepare(lower(program), log, settings, with_kernels=kernels())
    befores: list[Before] = []

    def told(done: int, total: int) -> None:
        tell(Progress("replaying", program.key, done, total))

    visits = replay.run(sample(replay), told, stop)
    for place in visits:
        met = snapshot(replay, place)
        next(visits)
        after = snapshot(replay, place)
        befores.append(Before(int(replay.feed.order[place]), *met, outcome(replay), *after))
    parity = Parity()
    _check(replay, befores, parity, tell, stop)
    return replay, parity


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


def _draft(
    log: OrderLog, program: Program, settings: Settings, tell: Listener, stop: Callable[[], bool]
) -> Draft:
    replay, parity = run(log, program, settings, tell=tell, stop=stop)
    if parity.differences:
        first = parity.differences[0]
        raise ParityBroken(
            differences=len(parity.differences),
            first=f"{first.order_id}: {first.what}: live {first.live}, replay {first.replayed}",
        )
    return draft_of(replay, parity)
