import json
import time
from datetime import UTC, datetime

import pytest

from loyalty.admin.desk import Desk, Question
from loyalty.errors import RunUnexplained
from loyalty.when import FixedClock
from tests.admin.runs import RUN, run_folder
from tests.cli.shop import COST_MINOR, PROGRAM, shop

CLOCK = FixedClock(datetime(2026, 1, 1, 12, tzinfo=UTC))
WAIT = 120


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "runs", CLOCK)


def question(tmp_path, content=PROGRAM, **changes):
    _, orders = shop(tmp_path)
    asked = {
        "titles": ("Small shop club",),
        "programs": (("small.yaml", content),),
        "orders": orders,
        "members": None,
        "options": ("--parity-orders=10",),
        "language": "en",
    }
    return Question(**(asked | changes))


def ended(desk, run_id):
    """The run when it is no longer running."""
    for _ in range(WAIT * 10):
        run = desk.run(run_id)
        if run.state != "running":
            return run
        time.sleep(0.1)
    pytest.fail("the run did not end")


def test_a_run_is_a_process_that_leaves_a_report(desk, tmp_path):
    run_id = desk.new_id()
    desk.start(run_id, question(tmp_path))
    assert desk.run(run_id).state == "running"
    run = ended(desk, run_id)
    assert run.state == "done"
    assert run.titles == ("Small shop club",)
    assert json.loads(run.json.read_text("utf-8"))["drafts"][0]["totals"]["cost_minor"] == COST_MINOR
    assert run.html.is_file()


def test_an_order_of_a_run_is_explained_with_the_runs_own_options(desk, tmp_path):
    run_id = desk.new_id()
    desk.start(run_id, question(tmp_path, options=("--parity-orders=10", "--use-points=never")))
    run = ended(desk, run_id)
    assert run.outcomes(0, 1).is_file()
    assert run.program(0).name == "small.yaml"
    (order,) = desk.explain(run_id, 0, "A3")
    assert order["order_id"] == "A3"
    assert "none are spent" in next(step["en"] for step in order["steps"] if step["step"] == "points")
    assert desk.part(run_id, 0, {"offer": "ten-off", "month": "2025-01"}) == 20_00


def test_a_second_draft_reads_the_orders_as_the_run_did(desk, tmp_path):
    other = PROGRAM.replace("Asia/Shanghai", "America/New_York")
    programs = (("small.yaml", PROGRAM), ("small.yaml", other))
    run_id = desk.new_id()
    desk.start(run_id, question(tmp_path, programs=programs, titles=("one", "two")))
    run = ended(desk, run_id)
    assert run.outcomes(1, 2).is_file()
    first, second = (desk.explain(run_id, draft, "A1")[0]["at"] for draft in (0, 1))
    assert datetime.fromisoformat(first) == datetime.fromisoformat(second)


def test_an_order_that_cannot_be_explained_any_more_is_one_sentence(desk, tmp_path):
    run_folder(tmp_path / "runs", state={"state": "done"})
    for run_id in (RUN, "20260101-120000-0000"):
        with pytest.raises(RunUnexplained, match="Run it again"):
            desk.explain(run_id, 0, "A3")
    run_id = desk.new_id()
    desk.start(run_id, question(tmp_path))
    ended(desk, run_id)
    with pytest.raises(RunUnexplained):
        desk.explain(run_id, 0, "no such order")


def test_a_run_that_is_refused_says_why_in_both_languages(desk, tmp_path):
    run_id = desk.new_id()
    desk.start(run_id, question(tmp_path, orders=tmp_path / "none.csv"))
    run = ended(desk, run_id)
    assert run.state == "failed"
    assert run.text("en") == f"There is no file {tmp_path / 'none.csv'}. Check its name and its folder."
    assert run.text("zh") == f"找不到文件 {tmp_path / 'none.csv'}。请检查文件名和所在文件夹。"


def test_a_run_that_ends_without_a_word_is_broken_and_has_a_log(desk, tmp_path):
    run_id = desk.new_id()
    desk.start(run_id, question(tmp_path, options=("--no-such-option",)))
    run = ended(desk, run_id)
    assert run.state == "broken"
    assert "--no-such-option" in run.log.read_text("utf-8")


def test_a_cancelled_run_ends_and_leaves_nothing(desk, tmp_path):
    run_id = desk.new_id()
    desk.start(run_id, question(tmp_path))
    desk.cancel(run_id)
    run = desk.run(run_id)
    assert run.state == "cancelled"
    assert not run.json.exists()
    desk.cancel(run_id)
    assert desk.run(run_id).state == "cancelled"


def test_a_second_click_starts_nothing(desk, tmp_path):
    run_folder(tmp_path / "runs", state={"state": "done"})
    desk.start(RUN, question(tmp_path))
    assert desk.run(RUN).state == "done"


def test_a_run_of_an_earlier_server_without_an_answer_was_interrupted(desk, tmp_path):
    run_folder(tmp_path / "runs", state={"state": "running", "done": 1, "total": 4, "en": "replaying"})
    run = desk.run(RUN)
    assert run.state == "interrupted"
    assert run.share() == 0.25


def test_a_run_that_has_said_nothing_yet_has_no_share(desk, tmp_path):
    run_folder(tmp_path / "runs")
    assert desk.run(RUN).share() is None
    assert desk.run(RUN).text("en") is None


def test_an_answer_of_an_earlier_server_still_counts(desk, tmp_path):
    run_folder(tmp_path / "runs", state={"state": "done"})
    assert desk.run(RUN).state == "done"
    desk.cancel(RUN)
    assert desk.run(RUN).state == "done"


@pytest.mark.parametrize("run_id", ["..", "../runs", "/etc", "", "20260101-120000-zzzz", f"{RUN}/../{RUN}"])
def test_an_id_that_is_none_finds_nothing(desk, tmp_path, run_id):
    run_folder(tmp_path / "runs")
    assert desk.run(run_id) is None


def test_the_latest_runs_come_first(desk, tmp_path):
    for day in (1, 3, 2):
        run_folder(tmp_path / "runs", run_id=f"2026010{day}-120000-ab12", state={"state": "done"})
    (tmp_path / "runs" / "stray").mkdir()
    assert [run.id[:8] for run in desk.recent()] == ["20260103", "20260102", "20260101"]


def test_there_may_be_no_runs_yet(desk):
    assert desk.recent() == ()


def test_an_id_tells_the_time_and_differs(desk):
    first, second = desk.new_id(), desk.new_id()
    assert first.startswith("20260101-120000-")
    assert first != second


def test_a_run_knows_when_it_was_asked_for(desk, tmp_path):
    run_folder(tmp_path / "runs")
    assert desk.run(RUN).started == CLOCK.now()


def test_a_stage_that_is_one_piece_has_no_share(tmp_path):
    run_folder(tmp_path, state={"state": "running", "stage": "opening", "done": 5, "total": 5})
    assert Desk(tmp_path, FixedClock(datetime(2026, 1, 1, tzinfo=UTC))).run(RUN).share() is None
