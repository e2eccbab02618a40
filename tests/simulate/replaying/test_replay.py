"""The replay as a process: how it stops, tells, grows, and what it lays out."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest

from loyalty.errors import SimulationCancelled
from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.replaying import replay as module
from loyalty.simulate.replaying.compiled import kernels
from loyalty.simulate.replaying.replay import Tell, prepare
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.replaying.state import Tables
from tests.differential.logs import history
from tests.differential.replays import SCRATCH, ready, unlike
from tests.simulate.replays import laid_out, shop, utc
from tests.simulate.story import tea_club

LOG = history(Random(11), 60)  # noqa: S311 - test data
POINTS = {
    "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
    "redeem": {"points": 10, "worth": 1},
}
RICH = shop(
    points=POINTS,
    offers=[
        {"id": "ten", "lane": "order", "benefit": {"kind": "percent", "percent": 10}},
        {"id": "two", "lane": "order", "benefit": {"kind": "amount", "amount": 2}},
    ],
)


def run(
    stops: Sequence[int] = (),
    *,
    tell: Tell = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    settings: Settings | None = None,
) -> Tables:
    """The tables after a run; every stop is visited twice."""
    replay = ready(RICH, LOG, settings or Settings())
    visited = list(replay.run(np.array(stops, np.int64), tell, cancelled))
    assert visited == [one for one in stops for _ in range(2)]
    return replay.tables


@pytest.fixture
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", 7)


def test_stops_change_nothing_wherever_they_lie(short_stretches: None) -> None:
    plain = run()
    for stops in ([0], [59], [6, 7], [0, 1, 2, 13, 14, 41], list(range(60))):
        assert unlike(plain, run(stops)) == []


def test_the_length_of_a_stretch_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    long = run()
    events = ("orders", "order_lines", "eligible", "told", "told_applied")
    for length in (1, 2, 59, 60, 61):
        monkeypatch.setattr(module, "CHUNK", length)
        assert unlike(long, run(), but=events) == []


def test_the_state_at_a_stop_is_the_one_before_and_then_the_one_after() -> None:
    replay = ready(RICH, LOG, Settings())
    sale = int(np.flatnonzero((LOG.doc_kind == 0)[replay.feed.order])[3])
    counts = []
    for here in replay.run(np.array([sale]), lambda _done, _total: None, lambda: False):
        assert here == sale
        counts.append(int(replay.tables["by_month"]["orders"].sum()))
    assert counts[1] == counts[0] + 1


def test_progress_rises_to_the_number_of_events(short_stretches: None) -> None:
    seen: list[tuple[int, int]] = []
    run(tell=lambda done, total: seen.append((done, total)))
    assert seen == [(done, 60) for done in (7, 14, 21, 28, 35, 42, 49, 56, 60)]


def test_a_wish_to_stop_is_heard_between_two_stretches(short_stretches: None) -> None:
    answers = iter((False, False, True))
    with pytest.raises(SimulationCancelled) as stopped:
        run(cancelled=lambda: next(answers))
    assert stopped.value.fields == {"done": 14, "total": 60}


def test_tables_grow_as_returns_need_them() -> None:
    tables = run()
    meters = tables["meters"]
    assert meters["trail"][0] > 1
    assert meters["shares"][0] > 1
    assert len(tables["trail"]) >= meters["trail"][0]
    assert len(tables["shares"]) >= meters["shares"][0]


def test_ignored_returns_are_no_events_and_nothing_is_kept_for_them() -> None:
    tables = run(settings=Settings(returns="ignored"))
    assert tables["by_month"]["returned"].sum() == 0
    assert tables["meters"]["trail"][0] == tables["meters"]["shares"][0] == 0
    replay = laid_out(LOG, RICH, returns="ignored")
    assert replay.total == int((LOG.doc_kind == 0).sum())


def test_months_span_the_measured_window_on_the_programmes_clock() -> None:
    def span(program: Program, **settings: Any) -> tuple[int, int]:
        row = laid_out(LOG, program, **settings).tables["plan"][0]
        return int(row["month_first"]), int(row["months"])

    january = 2024 * 12
    last = span(RICH)
    assert last[0] == january
    assert span(tea_club())[0] == january
    later = utc(1, 31, 16)
    first, months = span(tea_club(), warm_up_until=later)
    assert first == 2025 * 12 + 1
    assert first + months == sum(span(tea_club()))
    assert span(RICH, warm_up_until=later)[0] == 2025 * 12


def test_a_warm_up_past_the_log_leaves_one_empty_month() -> None:
    replay = laid_out(LOG, RICH, warm_up_until=utc(1, 1).replace(year=2090))
    assert int(replay.tables["plan"]["months"][0]) == 1


def test_kernels_are_compiled_ones_unless_others_are_given() -> None:
    replay = laid_out(LOG, RICH)
    assert replay.kernels == {"step": int}
    assert prepare(replay.plan, LOG, Settings()).kernels is kernels()


def parted(program: Program, count: int) -> tuple[Tables, list[int]]:
    """The tables after so many parts ran, one after the other, and the events of each."""
    replay = prepare(lower(program), LOG, Settings())
    parts = replay.split(count)
    for part in parts:
        assert list(part.run(np.zeros(0, np.int64), lambda _done, _total: None, lambda: False)) == []
    replay.gather(parts)
    return replay.tables, [part.total for part in parts]


@pytest.mark.parametrize("count", [1, 2, 3, 50])
def test_parts_over_members_add_up_to_the_whole(count: int) -> None:
    whole, (total,) = parted(RICH, 1)
    tables, events = parted(RICH, count)
    assert sum(events) == total == 60
    own = ("orders", "order_lines", "trail", "shares", "kept_orders")
    assert unlike(whole, tables, but=(*SCRATCH, *own)) == []
    for kept in (whole["kept_orders"], tables["kept_orders"]):
        kept["trail_start"] = kept["share_start"] = 0
    assert whole["kept_orders"].tolist() == tables["kept_orders"].tolist()


def test_every_stop_is_visited_by_the_part_it_lies_in() -> None:
    replay = prepare(lower(RICH), LOG, Settings())
    stops = np.array([0, 3, 17, 30, 59])
    visited = [list(part.run(stops, lambda _done, _total: None, lambda: False)) for part in replay.split(3)]
    assert sorted(one for part in visited for one in part) == sorted([*stops.tolist()] * 2)


def test_members_who_share_a_limit_stay_together() -> None:
    limited = {"id": "few", "benefit": {"kind": "amount", "amount": 1}}
    coupled = shop(offers=[limited | {"limits": [{"per": "program", "uses": 3}]}])
    replay = prepare(lower(coupled), LOG, Settings())
    assert replay.split(4) == [replay]
