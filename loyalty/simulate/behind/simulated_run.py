"""A finished replay kept with its tables, so that every figure can be opened up to the orders behind it.

A result is plain figures and lets its replays go; whoever wants to look behind them keeps a run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias

import numpy as np

from loyalty.errors import NoSuchOrder, ParityBroken
from loyalty.handed_in import looking
from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.behind.behind import Parts, parts_of
from loyalty.simulate.behind.behind_names import Which
from loyalty.simulate.behind.drill import arithmetic
from loyalty.simulate.behind.order_outcomes import OrderOutcomes
from loyalty.simulate.figures.outcome_steps import Step
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.replay import Replay, prepare
from loyalty.simulate.replaying.rerun import Tell
from loyalty.simulate.replaying.runs import Listener, run
from loyalty.simulate.replaying.settings import Settings
from loyalty.when import from_us

Sort: TypeAlias = Literal["part", "cost", "revenue", "at"]
SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindOrder:
    """One order behind a figure; `part_minor` of its cost belongs to the figure. Money in minor units.

    Behind what returns brought back stand the returns (`kind`); theirs is `returned_minor`.
    """

    order_id: str
    kind: Literal["sale", "return"]
    at: str
    month: str
    member: str | None
    channel: str | None
    tier: str | None
    revenue_minor: int
    offers_minor: int
    shipping_minor: int
    points_minor: int
    cost_minor: int
    points_spent: int
    points_earned: int
    returned_minor: int
    offers: tuple[str, ...]
    part_revenue_minor: int
    part_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """How many orders are behind a figure, what they add up to, and those asked to be shown.

    `part_minor` is the figure's cost (of a refusal: what the offer would have brought), `part_revenue_minor`
    its revenue; `revenue_minor` and `cost_minor` are of the whole orders.
    """

    orders: int
    revenue_minor: int
    cost_minor: int
    part_revenue_minor: int
    part_minor: int
    shown: tuple[BehindOrder, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """One order or return with its arithmetic."""

    order_id: str
    kind: Literal["sale", "return"]
    at: str
    member: str | None
    steps: tuple[Step, ...]


class SimulatedRun:
    """One programme's replay over one log, whole."""

    def __init__(self, replay: Replay) -> None:
        """Keep a finished replay."""
        self.replay = replay

    @classmethod
    @looking()
    def of(
        cls,
        log: OrderLog,
        program: Program,
        settings: Settings,
        *,
        tell: Listener = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Self:
        """Replay a programme and check it against the live engine.

        Raises ParityBroken, SimulationCancelled.
        """
        replay, parity = run(log, program, settings, tell=tell, stop=cancelled)
        if parity.differences:
            first = parity.differences[0]
            told = f"{first.order_id}: {first.what}: live {first.live}, replay {first.replayed}"
            raise ParityBroken(differences=len(parity.differences), first=told)
        return cls(replay)

    @looking()
    def behind(
        self,
        which: Which,
        *,
        limit: int = SHOWN,
        sort: Sort = "part",
        tell: Tell = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Behind:
        """The orders behind a figure: their sums, and the first `limit` of them.

        Largest first by `sort`; ties, and `at`, in the order of events. Raises NoSuchFigure or
        SimulationCancelled.
        """
        parts = parts_of(self.replay, which, tell=tell, cancelled=cancelled)
        rows = self.replay.tables["outcomes"][parts.documents]
        cost = np.asarray(rows["off"] + rows["shipping"] + rows["points_minor"], np.int64)
        sold = self.replay.log.doc_kind[parts.documents] == 0
        revenue = np.where(sold, rows["revenue"], 0).astype(np.int64)
        by = {"part": -parts.cost, "cost": -cost, "revenue": -revenue, "at": parts.documents}[sort]
        first = np.argsort(by, kind="stable")[:limit]
        return Behind(
            orders=int(parts.documents.size),
            revenue_minor=int(revenue.sum()),
            cost_minor=int(cost.sum()),
            part_revenue_minor=int(parts.revenue.sum()),
            part_minor=int(parts.cost.sum()),
            shown=self._shown(parts, first),
        )

    def explain(self, order_id: str) -> tuple[Explained, ...]:
        """An order's steps, and those of its returns; of a return its own. Raises NoSuchOrder."""
        return explain_order(self.replay, order_id)

    def _shown(self, parts: Parts, places: Ints) -> tuple[BehindOrder, ...]:
        frame = OrderOutcomes(self.replay).frame(parts.documents[places])
        wanted = [name for name in BehindOrder.__slots__ if name in frame.columns]
        return tuple(
            BehindOrder(
                **(row | {"at": row["at"].isoformat(), "offers": tuple(row["offers"])}),
                part_revenue_minor=int(parts.revenue[place]),
                part_minor=int(parts.cost[place]),
            )
            for place, row in zip(places.tolist(), frame.select(wanted).iter_rows(named=True), strict=True)
        )


def explain_order(
    replay: Replay, order_id: str, *, tell: Tell = lambda _done, _total: None
) -> tuple[Explained, ...]:
    """The arithmetic of one order and of what came back of it; the replay may be only prepared.

    Raises NoSuchOrder.
    """
    log = replay.log
    named = np.flatnonzero(log.doc_ids.eq(order_id).to_numpy())
    back = np.flatnonzero(np.isin(log.doc_original, named[log.doc_kind[named] == 0]))
    told = arithmetic(replay, np.union1d(named, back).tolist(), tell=tell)
    if not told:
        raise NoSuchOrder(order_id=order_id)
    return tuple(_explained(replay, document, steps) for document, steps in told.items())


def explained(
    log: OrderLog,
    program: Program,
    settings: Settings,
    order_id: str,
    *,
    tell: Tell = lambda _done, _total: None,
) -> tuple[Explained, ...]:
    """The same without a replay of the whole log: only what the order's state depends on is run."""
    return explain_order(prepare(lower(program), log, settings), order_id, tell=tell)


def _explained(replay: Replay, document: int, steps: tuple[Step, ...]) -> Explained:
    log = replay.log
    member = int(log.doc_member[document])
    return Explained(
        str(log.doc_ids[document]),
        "sale" if log.doc_kind[document] == 0 else "return",
        from_us(int(log.doc_at[document]), replay.plan.program.zone).isoformat(),
        log.member_ids[member] if member >= 0 else None,
        steps,
    )
