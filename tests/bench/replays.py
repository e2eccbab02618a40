"""The replay taken apart: what laying out, feeding and running cost, and the same events in plain Python."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

import loyalty
from loyalty.kernels import codes, events
from loyalty.kernels.rows import Growing
from loyalty.plan import Plan, lower
from loyalty.plan.graph import BIT_REASONS
from loyalty.simulate import OrderLog, Settings
from loyalty.simulate.replaying.compiled import TABLE_OF, zeros
from loyalty.simulate.replaying.replay import Replay, _tables_of, prepare
from loyalty.simulate.replaying.state import offer_words
from tests.differential.interpreted import rows_of

PROGRAMS: Final = Path(__file__).parent / "programs"
GROWING: Final = {"trail", "shares", "adjusts", "journal"}
NOTHING: Final = np.zeros(0, np.int64)
Rows = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU seconds of one replay, by part."""

    prepare: float
    """Answers, state, feed: everything before the first event."""
    run: float
    """From the first event to the last: chunks laid out, kernels run."""

    @property
    def whole(self) -> float:
        """Both."""
        return self.prepare + self.run


def plan_of(name: str) -> Plan:
    """One of the bench's own programmes, lowered."""
    return lower(loyalty.load_program(PROGRAMS / f"{name}.yaml"))


def budgeted_plan(orders: int) -> Plan:
    """The twenty offers with what members share: two budgets and a total limit that end on the way."""
    content = json.loads(plan_of("twenty_offers").program.canonical())
    content["budgets"] = [
        {"id": "saving", "amount": 2 * orders, "over": "clip"},
        {"id": "treats", "amount": orders, "over": "reject"},
    ]
    offers = {offer["id"]: offer for offer in content["offers"]}
    offers["spend-and-save"]["budget"] = "saving"
    offers["silver-treat"]["budget"] = "treats"
    offers["weekend-home"]["limits"] = [{"per": "program", "uses": orders // 10, "each": "ever"}]
    return lower(loyalty.load_program(content))


def unrun(plan: Plan, log: OrderLog) -> Replay:
    """A replay before its first event."""
    return prepare(plan, log, Settings())


def replayed(plan: Plan, log: OrderLog, *, rounds: int = 3) -> tuple[Replay, Costs]:
    """A replay after its last event, with the cheapest of its runs."""
    best: Costs | None = None
    replay = None
    for _ in range(rounds):
        replay = None  # a run's tables go before the next one's come
        start = time.process_time()
        replay = unrun(plan, log)
        laid_out = time.process_time()
        run_out(replay)
        costs = Costs(laid_out - start, time.process_time() - laid_out)
        best = costs if best is None or costs.whole < best.whole else best
    if replay is None or best is None:
        told = "a figure needs at least one run"
        raise ValueError(told)
    return replay, best


def run_out(replay: Replay) -> None:
    """Process every event without a stop."""
    for _stop in replay.run(NOTHING, lambda _done, _total: None, lambda: False):
        raise AssertionError


def sums_of(replay: Replay) -> dict[str, int]:
    """The figures of all months together."""
    table = replay.tables["by_month"]
    names = ("orders", "revenue", "off", "points_minor", "earned", "spent", "expired", "bonus", "benefits")
    return {name: int(table[name].sum()) for name in names}


def opened(plan: Plan, log: OrderLog) -> Replay:
    """A replay before its first event, all events laid out in one chunk; growing tables have their room."""
    replay = unrun(plan, log)
    replay._call("begin", 0, len(log.member_ids))
    words = {"eligible": plan.words, "told_applied": offer_words(len(plan.offers))}
    for name in ("orders", "eligible", "told", "told_applied"):
        replay.tables[name] = zeros(name, replay.total * words.get(name, 1))
    replay.tables["order_lines"] = zeros("order_lines", len(log.line_item))
    assert replay.feed.lay(0, replay.total, replay.tables) == replay.total
    room = 64 * replay.total
    for name in ("trail", "shares"):
        replay.tables[name] = np.zeros(room, replay.tables[name].dtype)
    replay.tables["meters"]["trail_room"] = replay.tables["meters"]["shares_room"] = room
    return replay


def as_rows(replay: Replay) -> Rows:
    """Every table of a replay as slotted rows, for plain Python."""
    tables: Rows = {}
    for name, array in replay.tables.items():
        rows = rows_of(name, array[:0] if name in GROWING else array)
        tables[name] = Growing(name, rows) if name in GROWING else rows
    return tables


def interpret(tables: Rows, first: int, last: int) -> None:
    """Run events of the chunk in plain Python."""
    arguments = [tables[TABLE_OF.get(one, one)] for one in _tables_of("step")]
    done = events.step(first, last, *arguments)
    assert done == last


def unlike(rows: Rows, compiled: Replay) -> list[str]:
    """The tables in which plain Python and compiled code differ."""
    return [name for name, array in compiled.tables.items() if not _alike(rows[name], array)]


def _alike(rows: Any, array: np.ndarray[Any, Any]) -> bool:
    """Row by row; a growing table holds only the rows that were asked for."""
    told = [tuple(rows[place].as_dict().values()) for place in range(len(rows))]
    return told == array[: len(told)].tolist()


def share_eligible(replay: Replay) -> float:
    """Of all pairs of order and offer, those whose questions without history are all answered with yes.

    The bench's programmes ask these first, so that one of them that says no is the refusal that counts.
    """
    offers = len(replay.plan.offers)
    refused = replay.tables["refusals"]["count"][: offers * codes.REASONS].reshape(offers, codes.REASONS)
    without_history = sorted(set(BIT_REASONS.values()))
    return 1 - float(refused[:, without_history].sum()) / (replay.total * offers)


def share_applied(replay: Replay) -> float:
    """Of all pairs of order and offer, those that took something off."""
    return float(replay.tables["by_offer"]["count"].sum()) / (replay.total * len(replay.plan.offers))
