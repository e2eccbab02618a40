"""Simulations from end to end: progress, a wish to stop, refusals, and a parity that can break the run."""

import json
from pathlib import Path

import pytest

from loyalty.errors import ParityBroken, SimulationCancelled, WrongCurrency
from loyalty.simulate import runs
from loyalty.simulate.log import OrderLog
from loyalty.simulate.runs import Progress, run, simulate
from loyalty.simulate.settings import Settings
from tests.simulate.damage import damaged
from tests.simulate.replays import shop
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return history(Path(tmp_path_factory.mktemp("runs")))


def test_progress_rises_to_its_total_at_every_stage(log: OrderLog) -> None:
    seen: list[Progress] = []
    simulate(log, [tea_club(), tea_club(key="other")], progress=seen.append)
    for program in ("tea-club", "other"):
        for stage in ("replaying", "checking"):
            told = [one for one in seen if (one.program, one.stage) == (program, stage)]
            done = [one.done for one in told]
            assert done == sorted(done)
            assert done[-1] == told[-1].total
            assert len({one.total for one in told}) == 1
    assert [one.program for one in seen] == sorted((one.program for one in seen), reverse=True)


def test_a_first_compile_is_announced_before_it_is_done(
    log: OrderLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "is_compiled", lambda: False)
    seen: list[Progress] = []
    simulate(log, [tea_club()], progress=seen.append)
    assert seen[0] == Progress("compiling", "tea-club", 0, 1)
    assert {one.stage for one in seen[1:]} == {"replaying", "checking"}


def test_a_wish_to_stop_ends_the_replay(log: OrderLog) -> None:
    with pytest.raises(SimulationCancelled) as stopped:
        simulate(log, [tea_club()], cancelled=lambda: True)
    assert stopped.value.fields == {"done": 0, "total": 8}


def test_a_wish_to_stop_ends_the_check(log: OrderLog) -> None:
    answers = iter((False, False, True))
    with pytest.raises(SimulationCancelled) as stopped:
        simulate(log, [tea_club()], cancelled=lambda: next(answers))
    assert stopped.value.fields == {"done": 2, "total": 6}


def test_a_programme_in_another_currency_is_refused_before_anything_runs(log: OrderLog) -> None:
    seen: list[Progress] = []
    with pytest.raises(WrongCurrency) as refused:
        simulate(log, [tea_club(), shop(key="yen", currency="JPY")], progress=seen.append)
    assert refused.value.fields == {"expected": "CNY", "got": "JPY"}
    assert seen == []


def test_a_replay_that_differs_from_the_live_engine_is_no_result(
    log: OrderLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged("quote", "off", 0))
    with pytest.raises(ParityBroken) as broken:
        simulate(log, [tea_club()])
    assert broken.value.fields["differences"] == 1
    assert broken.value.fields["first"] == "A1: discount_minor: live 500, replay 501"


def test_a_life_that_differs_is_no_result_either(log: OrderLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged("outcomes", "revenue", 6))
    with pytest.raises(ParityBroken, match="returned"):
        simulate(log, [tea_club()])


def test_differences_are_counted_without_raising_where_the_audit_itself_is_wanted(
    log: OrderLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged("quote", "off", 0))
    _replay, parity = run(log, tea_club(), Settings())
    assert [one.order_id for one in parity.differences] == ["A1"]


def test_without_any_check_the_result_says_that_nothing_was_re_run(log: OrderLog) -> None:
    result = simulate(log, [tea_club()], settings=Settings(parity_orders=0, parity_members=0))
    assert result.drafts[0].parity.sentence_en == "0 orders re-run through the live engine: 0 differences."


def test_drafts_do_not_touch_each_other(log: OrderLog) -> None:
    plain = shop(key="plain")
    alone = simulate(log, [tea_club()]).drafts[0]
    among = simulate(log, [plain, tea_club(), plain]).drafts
    assert among[1] == alone
    assert among[0] == among[2]
    assert among[0].totals.cost_minor == 0


def test_the_same_simulation_is_the_same_json(log: OrderLog) -> None:
    first, second = (json.dumps(simulate(log, [tea_club()]).as_dict(), ensure_ascii=False) for _ in range(2))
    assert first == second
    assert json.loads(first)["schema"] == 1
