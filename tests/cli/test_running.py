import os

import pytest

from loyalty.cli.running import Request, Watch, simulated
from loyalty.cli.status import StatusFile
from loyalty.errors import FileMissing, OutputUnwritable
from loyalty.rules.document import load_program
from loyalty.simulate import Progress, Settings
from tests.cli.shop import PROGRAM, shop


class Kept(StatusFile):
    """Keeps the steps it is told instead of writing them."""

    def __init__(self):
        super().__init__(None)
        self.steps = []

    def at(self, step):
        self.steps.append(step)


def request(tmp_path, **changes):
    _, orders = shop(tmp_path)
    asked = {
        "programs": (load_program(PROGRAM),),
        "orders": orders,
        "members": None,
        "mapping": {},
        "zone": "Asia/Shanghai",
        "settings": Settings(),
        "out": tmp_path / "out",
        "language": "en",
    }
    return Request(**(asked | changes))


def test_a_file_that_is_not_there_is_told_before_anything_runs(tmp_path, capsys):
    with pytest.raises(FileMissing):
        simulated(request(tmp_path, orders=tmp_path / "none.csv"), status=Kept())
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


def test_where_stderr_is_no_terminal_each_stage_is_one_line(capsys):
    status = Kept()
    with Watch("en", status) as watch:
        watch.at("reading")
        watch(Progress(stage="replaying", program="small", done=1, total=4))
        watch(Progress(stage="replaying", program="small", done=3, total=4))
        watch(Progress(stage="checking", program="small", done=1, total=2))
    told = ["reading the orders", "replaying small", "checking small against the live engine"]
    assert capsys.readouterr().err.splitlines() == told


def test_a_status_file_hears_of_every_stage_but_not_of_every_order():
    status = Kept()
    with Watch("en", status) as watch:
        for done in range(100):
            watch(Progress(stage="replaying", program="small", done=done, total=100))
        watch(Progress(stage="checking", program="small", done=0, total=5))
    assert [step.stage for step in status.steps] == ["replaying", "checking"]
