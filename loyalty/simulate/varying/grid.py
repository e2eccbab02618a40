"""A grid: many variants of one programme over one log in one go, each exact and each checked.

What a replay needs to know about the log is laid out once and read by all variants; a few of them run at the
same time. Programmes that turn out equal are replayed once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loyalty.errors import ParityBroken, WrongCurrency
from loyalty.handed_in import looking
from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.figures.outcome import ProgramName
from loyalty.simulate.figures.outcome_costs import Totals
from loyalty.simulate.figures.ratios import change_of
from loyalty.simulate.figures.telling import log_of, totals_of
from loyalty.simulate.figures.telling_members import points_of
from loyalty.simulate.figures.untold import unknown
from loyalty.simulate.figures.untold_gifts import gifts_told
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit import Parity
from loyalty.simulate.replaying.compiled import is_compiled, kernels
from loyalty.simulate.replaying.groundwork import Groundwork
from loyalty.simulate.replaying.parallel import Stop, Tell, side_by_side
from loyalty.simulate.replaying.replay import prepare
from loyalty.simulate.replaying.runs import Listener, Progress, audited
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.varying.knobs import axis_of
from loyalty.simulate.varying.outcome_grid import GridParity, GridResult, VariantFigures
from loyalty.simulate.varying.variants import Axis, Variants, told, variants

ORDERS_LEAST: Final = 20
"""Orders of each variant that are run again, however many variants share the sample."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What is kept of one variant's replay."""

    totals: Totals
    points_earned: int
    points_outstanding_minor: int
    parity: Parity


@looking()
def grid(  # noqa: PLR0913 - what to replay, how, and who listens
    log: OrderLog,
    program: Program,
    axes: Sequence[Axis | str],
    *,
    settings: Settings | None = None,
    progress: Listener | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> GridResult:
    """What every variant would have cost over the log, to the minor unit; an axis as `Axis.parse` reads it.

    The orders of `Settings.parity_orders` are shared out among the variants, at least ORDERS_LEAST for each.
    Raises AxisRefused and WrongCurrency before anything runs, SimulationCancelled, and ParityBroken when a
    re-run order of any variant differs from the replay.
    """
    chosen = settings or Settings()
    tell = progress or (lambda _progress: None)
    if program.currency != log.currency.code:
        raise WrongCurrency(expected=log.currency.code, got=program.currency)
    asked = variants(program, tuple(Axis.parse(axis) if isinstance(axis, str) else axis for axis in axes))
    programs = {one.hash: one for one in (program, *(variant.program for variant in asked.variants))}
    if not is_compiled():
        tell(Progress("compiling", program.key, 0, 1))
    bound = kernels()
    ground, sampled = Groundwork(log, chosen), _sampled(chosen, len(programs))

    def work(one: Program, told_of: Tell, stopped: Stop) -> Replayed:
        replay = prepare(lower(one), log, sampled, with_kernels=bound, ground=ground)
        parity = audited(replay, tell=_orders_only(told_of), stop=stopped)
        points = points_of(replay)
        return Replayed(totals_of(replay), points.earned, points.outstanding_minor, parity)

    done = side_by_side(
        tuple(programs.values()),
        work,
        tell=lambda orders, total: tell(Progress("varying", program.key, orders, total)),
        cancelled=cancelled or (lambda: False),
    )
    return _result(log, program, chosen, asked, dict(zip(programs, done, strict=True)))


def _sampled(settings: Settings, programs: int) -> Settings:
    """The same settings with the sample shared out."""
    orders, members = settings.parity_orders, settings.parity_members
    return replace(
        settings,
        parity_orders=min(orders, max(-(-orders // programs), ORDERS_LEAST)),
        parity_members=-(-members // programs),
    )


def _orders_only(told_of: Tell) -> Listener:
    """Of a variant only its orders are told; its check is short."""

    def heard(progress: Progress) -> None:
        if progress.stage == "replaying":
            told_of(progress.done, progress.total)

    return heard


def _result(
    log: OrderLog, program: Program, settings: Settings, asked: Variants, done: dict[str, Replayed]
) -> GridResult:
    stands = done[program.hash]
    name = program.name or program.key
    return GridResult(
        log=log_of(log, program.zone),
        settings=settings,
        assumptions=(
            *settings.assumptions(),
            *unknown([program], sellers=any(log.item_seller)),
            *gifts_told([program], log, settings),
        ),
        problems=log.problems,
        program=ProgramName(key=program.key, hash=program.hash, name=name, name_zh=program.name_zh or name),
        parity=_parity([one.parity for one in done.values()]),
        axes=tuple(
            axis_of(program, field, [variant.values[place] for variant in asked.variants])
            for place, field in enumerate(asked.fields)
        ),
        current=_figures(
            tuple(told(field.value) for field in asked.fields), program.hash, done[program.hash], stands
        ),
        variants=tuple(
            _figures(
                tuple(told(value) for value in variant.values),
                variant.program.hash,
                done[variant.program.hash],
                stands,
                as_it_stands=variant.program.hash == program.hash,
            )
            for variant in asked.variants
        ),
    )


def _figures(
    values: tuple[str | None, ...],
    program_hash: str,
    done: Replayed,
    stands: Replayed,
    *,
    as_it_stands: bool = True,
) -> VariantFigures:
    before, now = stands.totals.net_cost_minor, done.totals.net_cost_minor
    return VariantFigures(
        values=values,
        hash=program_hash,
        as_it_stands=as_it_stands,
        totals=done.totals,
        points_earned=done.points_earned,
        points_outstanding_minor=done.points_outstanding_minor,
        change_minor=now - before,
        change_ppm=change_of(before, now),
    )


def _parity(checked: Sequence[Parity]) -> GridParity:
    """One line for all; raises ParityBroken at the first difference."""
    differences = [difference for parity in checked for difference in parity.differences]
    if differences:
        first = differences[0]
        raise ParityBroken(
            differences=len(differences),
            first=f"{first.order_id}: {first.what}: live {first.live}, replay {first.replayed}",
        )
    orders, members = sum(one.orders for one in checked), sum(one.members for one in checked)
    en = f"{len(checked):,} programmes, {orders:,} orders re-run through the live engine: 0 differences"
    zh = f"{len(checked):,} 个方案共 {orders:,} 个订单经实时引擎重算：0 处差异"
    return GridParity(
        programs=len(checked),
        orders=orders,
        members=members,
        member_orders=sum(one.member_orders for one in checked),
        differences=0,
        sentence_en=f"{en}.",
        sentence_zh=f"{zh}。",
    )
