"""Drafts over a history: each replayed, checked against the live engine, told, and set beside the others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from loyalty.errors import ParityBroken, WrongCurrency
from loyalty.handed_in import looking
from loyalty.rules.program import Program
from loyalty.simulate.behind.drill import with_steps
from loyalty.simulate.figures.baseline import what_happened
from loyalty.simulate.figures.comparing import Side, compared, history_given, history_sides, program_side
from loyalty.simulate.figures.history import History
from loyalty.simulate.figures.measured import Measured
from loyalty.simulate.figures.outcome import Draft, SimulationResult
from loyalty.simulate.figures.outcome_comparison import Comparison
from loyalty.simulate.figures.outcome_members import Against
from loyalty.simulate.figures.telling import draft_of, log_of
from loyalty.simulate.figures.telling_changes import Given
from loyalty.simulate.figures.untold import unknown
from loyalty.simulate.figures.untold_gifts import gifts_told
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit import Parity
from loyalty.simulate.replaying.compiled import is_compiled
from loyalty.simulate.replaying.parallel import THREADS_MAX
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.runs import Listener, Progress, Stage, run
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.varying.switches import switches_of
from loyalty.when import load_zone

Keep: TypeAlias = Callable[[int, Replay], None]


@looking()
def simulate(  # noqa: PLR0913 - the one way in; all but the first two are named
    log: OrderLog,
    programs: Sequence[Program],
    *,
    settings: Settings | None = None,
    baseline: Program | None = None,
    steps: bool = True,
    switches: bool = False,
    keep: Keep | None = None,
    progress: Listener | None = None,
    cancelled: Callable[[], bool] | None = None,
    threads: int | None = None,
) -> SimulationResult:
    """What each programme would have cost over the log, to the minor unit, proven equal to the live engine.

    Every draft stands beside what happened, beside `baseline` (replayed too) if there is one, and beside the
    first draft. `steps` tells the arithmetic of its dearest orders; `switches` replays it once more for each
    cap, limit and budget set otherwise; `keep` is called with each draft's place and its replay once that has
    been checked. `threads` share the members (as many as the machine has, at most THREADS_MAX). Raises
    WrongCurrency when a programme's currency is not the log's, SimulationCancelled when `cancelled` answers
    yes, and ParityBroken when a re-run order differs.
    """
    chosen = settings or Settings()
    every = [*([baseline] if baseline else []), *programs]
    _refuse_other_currencies(every, log)
    names = spoken(every)
    tell = progress or (lambda _progress: None)
    if every and not is_compiled():
        tell(Progress("compiling", names[0][0], 0, 1, names[0][1]))
    history = History(log, chosen)
    told = _Asked(steps, switches, keep, threads or min(os.cpu_count() or 1, THREADS_MAX))
    bench = _Bench(log, chosen, told, history, tell, cancelled or (lambda: False))
    base = bench.baseline(baseline, names.pop(0)) if baseline else None
    drafts = tuple(bench.draft(program, names[place], place) for place, program in enumerate(programs))
    first = programs[0] if programs else None
    return SimulationResult(
        log=log_of(log, first.zone if first else load_zone("UTC")),
        settings=chosen,
        assumptions=(
            *chosen.assumptions(),
            *unknown(every, sellers=any(log.item_seller)),
            *gifts_told(every, log, chosen),
        ),
        problems=log.problems,
        baseline=what_happened(history, first),
        baseline_program=base,
        drafts=drafts,
        comparisons=tuple(bench.comparisons),
    )


def _refuse_other_currencies(programs: Sequence[Program], log: OrderLog) -> None:
    for program in programs:
        if program.currency != log.currency.code:
            wrong = WrongCurrency(expected=log.currency.code, got=program.currency)
            wrong.add_note(f"{program.key} × {log.name}")
            raise wrong


def spoken(programs: Sequence[Program]) -> list[tuple[str, str]]:
    """What progress calls each programme, in English and Chinese.

    Its key; where several share one, its name, and where they share that too, its number beside it.
    """
    keys = Counter(program.key for program in programs)
    names = Counter((program.key, program.name) for program in programs)
    told = []
    for number, program in enumerate(programs, start=1):
        name = program.name or program.key
        pair = (name, program.name_zh or name)
        if keys[program.key] == 1:
            pair = (program.key, program.key)
        elif program.name is None or names[program.key, program.name] > 1:
            pair = (f"{pair[0]} ({number})", f"{pair[1]}（{number}）")
        told.append(pair)
    return told


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is told of a draft beside its figures."""

    steps: bool
    switches: bool
    keep: Keep | None
    threads: int


@dataclass
class _Bench:
    """What the drafts of one simulation have in common, and what later ones are compared with."""

    log: OrderLog
    settings: Settings
    asked: _Asked
    history: History
    tell: Listener
    stop: Callable[[], bool]
    others: dict[Against, Side] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)

    def baseline(self, program: Program, name: tuple[str, str]) -> Draft:
        """The programme that the drafts are compared with."""
        measured, parity = self._replayed(program, name)
        draft = draft_of(measured, parity, history_given(self.history, measured))
        self.others["program"] = program_side(draft, measured)
        return draft

    def draft(self, program: Program, name: tuple[str, str], place: int) -> Draft:
        """One draft, compared with history and with what came before it."""
        return self._looked_into(*self._figured(program, name, place), name)

    def _figured(self, program: Program, name: tuple[str, str], place: int) -> tuple[Replay, Draft]:
        measured, parity = self._replayed(program, name)
        if self.asked.keep is not None:
            self.asked.keep(place, measured.replay)
        past = history_given(self.history, measured)
        base = self.others.get("program")
        given = past if base is None else Given("program", base.given, measured.given)
        draft = draft_of(measured, parity, given)
        before, after = history_sides(self.history, measured, draft, past)
        self._compare(place, "history", before, after, measured)
        mine = program_side(draft, measured)
        for against, other in self.others.items():
            self._compare(place, against, other, mine, measured)
        self.others.setdefault("first_draft", mine)
        return measured.replay, draft

    def _looked_into(self, replay: Replay, draft: Draft, name: tuple[str, str]) -> Draft:
        """The draft with what takes further replays."""

        def told(stage: Stage) -> Callable[[int, int], None]:
            return lambda done, total: self.tell(Progress(stage, name[0], done, total, name[1]))

        if self.asked.steps:
            draft = with_steps(replay, draft, tell=told("explaining"), cancelled=self.stop)
        if not self.asked.switches:
            return draft
        return replace(draft, switches=switches_of(replay, draft, tell=told("varying"), cancelled=self.stop))

    def _compare(self, place: int, against: Against, before: Side, now: Side, measured: Measured) -> None:
        self.comparisons.append(compared(place, against, before=before, now=now, orders=measured.orders))

    def _replayed(self, program: Program, name: tuple[str, str]) -> tuple[Measured, Parity]:
        """A replay that agrees with the live engine; raises ParityBroken when it does not."""

        def told(progress: Progress) -> None:
            self.tell(replace(progress, program=name[0], program_zh=name[1]))

        replay, parity = run(
            self.log, program, self.settings, tell=told, stop=self.stop, threads=self.asked.threads
        )
        if parity.differences:
            first = parity.differences[0]
            raise ParityBroken(
                differences=len(parity.differences),
                first=f"{first.order_id}: {first.what}: live {first.live}, replay {first.replayed}",
            )
        return Measured(replay), parity
