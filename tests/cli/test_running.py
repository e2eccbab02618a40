import json
import os

import pytest

from loyalty.cli.running import Request, simulated
from loyalty.cli.source import Source
from loyalty.errors import FileMissing, OutputUnwritable
from loyalty.rules.document import load_program
from loyalty.simulate import Settings
from tests.cli.kept import Kept
from tests.cli.shop import PROGRAM, shop


def request(tmp_path, **changes):
    _, orders = shop(tmp_path)
    asked = {
        "programs": (load_program(PROGRAM),),
        "source": Source(orders=(orders,), mapping={}, zone="Asia/Shanghai"),
        "settings": Settings(),
        "out": tmp_path / "out",
        "language": "en",
    }
    return Request(**(asked | changes))


def test_a_file_that_is_not_there_is_told_before_anything_runs(tmp_path, capsys):
    with pytest.raises(FileMissing):
        simulated(
            request(tmp_path, source=Source(orders=(tmp_path / "none.csv",), mapping={}, zone="UTC")),
            status=Kept(),
        )
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_made_is_told_before_anything_runs(tmp_path, capsys):
    (tmp_path / "file").touch()
    with pytest.raises(OutputUnwritable, match="is a file"):
        simulated(request(tmp_path, out=tmp_path / "file" / "out"), status=Kept())
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told_before_anything_runs(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(OutputUnwritable, match="may not be written"):
        simulated(request(tmp_path, out=locked / "out"), status=Kept())


def test_every_draft_is_written_with_all_of_its_orders(tmp_path):
    program = load_program(PROGRAM)
    asked = request(tmp_path, programs=(program, program), formats=("json", "csv"), switches=False)
    paths = simulated(asked, status=Kept())
    assert (paths.html, paths.json) == (None, tmp_path / "out" / "report.json")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "order-outcomes-1.csv",
        "order-outcomes-1.parquet",
        "order-outcomes-2.csv",
        "order-outcomes-2.parquet",
        "report.json",
    ]


def test_a_report_always_has_the_orders_behind_it(tmp_path):
    simulated(request(tmp_path), status=Kept())
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"report.html", "report.xlsx", "report.json", "order-outcomes.parquet"}


def test_a_run_tells_its_stages_in_order(tmp_path):
    status = Kept()
    simulated(request(tmp_path), status=status)
    stages = list(dict.fromkeys(step.stage for step in status.steps))
    assert [one for one in stages if one not in {"compiling", "packing"}] == [
        "reading",
        "replaying",
        "checking",
        "writing_orders",
        "varying",
        "writing",
    ]


def test_a_baseline_is_what_the_drafts_are_compared_with(tmp_path, capsys):
    lean = load_program(PROGRAM.replace("amount: 10,", "amount: 4,"))
    asked = request(tmp_path, baseline=lean, out=None, switches=False)
    simulated(asked, status=Kept(), as_json=True)
    result = json.loads(capsys.readouterr().out)
    assert result["baseline_program"]["program"]["hash"] == lean.hash
    assert [one["against"] for one in result["comparisons"]] == ["history", "program"]
    assert result["drafts"][0]["switches"] == []
