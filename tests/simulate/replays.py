"""One programme replayed over a hand-made log: the replay's own tables, and the draft told from them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from loyalty.plan import lower
from loyalty.rules.document import load_program
from loyalty.rules.program import Program
from loyalty.simulate.figures.comparing import history_given
from loyalty.simulate.figures.history import History
from loyalty.simulate.figures.measured import Measured
from loyalty.simulate.figures.outcome import Draft
from loyalty.simulate.figures.telling import draft_of
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.replay import Replay, prepare
from loyalty.simulate.replaying.runs import run
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.frames import Row, log_of, sale

SHOP = {"key": "shop", "currency": "CNY", "time_zone": "UTC"}


@dataclass(frozen=True)
class Told:
    """A finished replay and what is told of it."""

    replay: Replay
    draft: Draft


def utc(month: int, day: int, hour: int = 4, minute: int = 0) -> datetime:
    """An instant in 2025."""
    return datetime(2025, month, day, hour, minute, tzinfo=UTC)


def bought(order_id: str, when: datetime, minor: int, **changes: Any) -> Row:
    """One line of tea for so many minor units, by m1."""
    return sale(order_id, **({"ordered_at": when, "line_gross": minor, "category": "tea"} | changes))


def shop(**sections: Any) -> Program:
    """The smallest programme with these sections."""
    return load_program(SHOP | sections)


def laid_out(log: OrderLog, program: Program, **settings: Any) -> Replay:
    """A replay that is prepared and never run, so that no kernel is needed."""
    return prepare(lower(program), log, Settings(**settings), with_kernels={"step": int})


def told(log: OrderLog, program: Program, **settings: Any) -> Told:
    """The programme's replay over the log, all of it checked against the live engine."""
    chosen = Settings(**({"parity_orders": 100, "parity_members": 10} | settings))
    replay, parity = run(log, program, chosen)
    assert parity.differences == []
    measured = Measured(replay)
    given = history_given(History(log, chosen), measured)
    return Told(replay, draft_of(measured, parity, given))


def told_of(folder: Path, program: Program, *rows: Row, **settings: Any) -> Told:
    """The same over these rows."""
    return told(log_of(folder, *rows), program, **settings)
