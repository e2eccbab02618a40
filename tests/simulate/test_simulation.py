"""Simulations from end to end: progress, a wish to stop, refusals, and a parity that can break the run."""

import json
from pathlib import Path

import pytest

from loyalty.errors import ParityBroken, SimulationCancelled, WrongCurrency
from loyalty.rules.program import Program
from loyalty.simulate import simulation
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying import runs
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.runs import Progress
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.simulation import simulate, spoken
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
    monkeypatch.setattr(simulation, "is_compiled", lambda: False)
    seen: list[Progress] = []
    simulate(log, [tea_club()], progress=seen.append)
    assert seen[0] == Progress("compiling", "tea-club", 0, 1, "tea-club")
    assert {one.stage for one in seen[1:]} == {"replaying", "checking"}


def test_a_wish_to_stop_ends_the_replay(log: OrderLog) -> None:
    with pytest.raises(SimulationCancelled) as stopped:
        simulate(log, [tea_club()], cancelled=lambda: True)
    assert stopped.value.fields == {"done": 0, "total": 8}


def test_a_wish_to_stop_ends_the_check(log: OrderLog) -> None:
    seen: list[str] = []
    with pytest.raises(SimulationCancelled) as stopped:
        simulate(
            log,
            [tea_club()],
            progress=lambda one: seen.append(one.stage),
            cancelled=lambda: "checking" in seen,
        )
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
    assert json.loads(first)["schema"] == 2


QUICK = Settings(parity_orders=0, parity_members=0)
TEN = {"id": "ten", "benefit": {"kind": "percent", "percent": 10, "cap": 5}}


def test_programmes_that_share_a_key_are_told_apart_by_name_or_number() -> None:
    def names(*programs: Program) -> list[str]:
        return [name for name, _ in spoken(programs)]

    assert names(tea_club(), shop(key="plain")) == ["tea-club", "plain"]
    assert names(tea_club(), tea_club(name="Lean")) == ["Tea club", "Lean"]
    assert names(tea_club(), tea_club()) == ["Tea club (1)", "Tea club (2)"]
    assert names(shop(), shop(), shop(key="b")) == ["shop (1)", "shop (2)", "b"]


def test_a_programme_is_called_by_its_chinese_name_in_chinese() -> None:
    full, lean = tea_club(name_zh="茶友会"), tea_club(name="Lean", name_zh="茶友会精简版")
    assert spoken([full, lean]) == [("Tea club", "茶友会"), ("Lean", "茶友会精简版")]
    assert spoken([full, full]) == [("Tea club (1)", "茶友会（1）"), ("Tea club (2)", "茶友会（2）")]
    assert spoken([full]) == [("tea-club", "tea-club")]


def test_progress_tells_drafts_with_one_key_apart(log: OrderLog) -> None:
    seen: list[Progress] = []
    drafts = [tea_club(), tea_club(name="Lean")]
    simulate(log, drafts, baseline=tea_club(name="Today"), progress=seen.append)
    assert list(dict.fromkeys(one.program for one in seen)) == ["Today", "Tea club", "Lean"]


def test_a_baseline_programme_is_replayed_checked_and_told_like_a_draft(log: OrderLog) -> None:
    result = simulate(log, [shop(key="plain")], baseline=tea_club())
    alone = simulate(log, [tea_club()], steps=False).drafts[0]
    assert result.baseline_program == alone
    assert len(result.drafts) == 1
    assert simulate(log, [tea_club()]).baseline_program is None


def test_a_baseline_programme_in_another_currency_is_refused(log: OrderLog) -> None:
    with pytest.raises(WrongCurrency):
        simulate(log, [tea_club()], baseline=shop(currency="JPY"))


def test_the_zone_of_the_result_is_the_first_drafts_not_the_baselines(log: OrderLog) -> None:
    result = simulate(log, [tea_club()], baseline=shop(), settings=QUICK)
    assert result.log.last_at == "2025-04-01T01:00:00+08:00"


def test_a_baseline_that_differs_from_the_live_engine_is_no_result(
    log: OrderLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged("quote", "off", 0))
    with pytest.raises(ParityBroken):
        simulate(log, [], baseline=tea_club())


def test_the_dearest_orders_come_with_their_arithmetic_unless_it_is_not_wanted(log: OrderLog) -> None:
    (draft,) = simulate(log, [tea_club()], settings=QUICK).drafts
    assert all(order.steps for order in draft.top_orders)
    (bare,) = simulate(log, [tea_club()], settings=QUICK, steps=False).drafts
    assert not any(order.steps for order in bare.top_orders)
    assert bare.totals == draft.totals


def test_switches_are_tried_when_asked_for_and_heard_of(log: OrderLog) -> None:
    seen: list[Progress] = []
    drafts = [shop(offers=[TEN])]
    (draft,) = simulate(log, drafts, settings=QUICK, switches=True, progress=seen.append).drafts
    cap = next(one for one in draft.switches if one.switch == "cap" and one.target is None)
    free = simulate(log, [shop(offers=[TEN | {"benefit": {"kind": "percent", "percent": 10}}])]).drafts[0]
    assert cap.net_cost_minor == free.totals.net_cost_minor
    assert cap.change_minor == free.totals.net_cost_minor - draft.totals.net_cost_minor
    varying = [one for one in seen if one.stage == "varying"]
    assert varying[-1].done == varying[-1].total > 0
    assert simulate(log, drafts, settings=QUICK).drafts[0].switches == ()


def test_a_checked_replay_is_handed_over_with_its_drafts_place(log: OrderLog) -> None:
    kept: list[tuple[int, Replay]] = []
    simulate(
        log,
        [tea_club(), shop(key="plain")],
        baseline=shop(key="old"),
        settings=QUICK,
        keep=lambda place, replay: kept.append((place, replay)),
    )
    assert [(place, replay.plan.program.key) for place, replay in kept] == [(0, "tea-club"), (1, "plain")]
    assert int(kept[0][1].tables["by_month"]["orders"].sum()) == 6


def test_a_broken_replay_is_handed_to_nobody(log: OrderLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged("quote", "off", 0))
    kept: list[int] = []
    with pytest.raises(ParityBroken):
        simulate(log, [tea_club()], keep=lambda place, _replay: kept.append(place))
    assert kept == []


def test_members_that_share_nothing_are_replayed_in_threads_with_one_result(log: OrderLog) -> None:
    one, two = (simulate(log, [tea_club()], threads=threads).as_dict() for threads in (1, 2))
    assert one == two
