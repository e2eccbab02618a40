"""One replay with its audit: differences are counted, and whoever listens hears how far it is."""

from pathlib import Path

import pytest

from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying import runs
from loyalty.simulate.replaying.runs import Progress, run
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.damage import damaged
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return history(Path(tmp_path_factory.mktemp("runs")))


def test_a_run_tells_each_stage_to_its_end(log: OrderLog) -> None:
    seen: list[Progress] = []
    run(log, tea_club(), Settings(), tell=seen.append)
    assert [one.stage for one in seen if one.done == one.total] == [
        "replaying",
        "checking",
        "checking",
        "checking",
    ]
    assert {one.program for one in seen} == {"tea-club"}


def test_differences_are_counted_without_raising_where_the_audit_itself_is_wanted(
    log: OrderLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "kernels", lambda: damaged("quote", "off", 0))
    _replay, parity = run(log, tea_club(), Settings())
    assert [one.order_id for one in parity.differences] == ["A1"]
