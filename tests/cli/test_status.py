import json
import subprocess
import sys

import pytest

from loyalty.cli.progress import Step
from loyalty.cli.status import ORPHANED, StatusFile
from loyalty.errors import FileMissing
from tests.house.tree import ROOT

STEP = Step("replaying", "corner-shop", 10, 40, 0.1)


@pytest.fixture
def kept(tmp_path):
    """A status file under a caller that stays: the watch over standard input is tried by itself below."""
    status = StatusFile(None)
    status._path = tmp_path / "status.json"
    return status


def read(status):
    return json.loads(status._path.read_text(encoding="utf-8"))


def test_how_far_it_is_stands_in_both_languages(kept):
    kept.at(STEP)
    assert read(kept) == {
        "state": "running",
        "stage": "replaying",
        "done": 10,
        "total": 40,
        "en": "replaying corner-shop: 10 of 40 orders",
        "zh": "正在回放 corner-shop：10 / 40 个订单",
    }
    assert [path.name for path in kept._path.parent.iterdir()] == ["status.json"]


def test_the_end_is_written(kept):
    with kept:
        kept.at(STEP)
    assert read(kept) == {"state": "done"}


def test_an_error_is_written_in_both_languages_and_goes_on_its_way(kept):
    with pytest.raises(FileMissing), kept:
        raise FileMissing(path="a.csv")
    assert read(kept) == {
        "state": "failed",
        "code": "file_missing",
        "en": "There is no file a.csv. Check its name and its folder.",
        "zh": "找不到文件 a.csv。请检查文件名和所在文件夹。",
    }


def test_a_bug_leaves_the_last_state_to_whoever_finds_the_process_gone(kept):
    kept.at(STEP)
    with pytest.raises(ZeroDivisionError), kept:
        raise ZeroDivisionError
    assert read(kept)["state"] == "running"


def test_without_a_path_nothing_is_written(tmp_path):
    with StatusFile(None) as status:
        status.at(STEP)
    assert list(tmp_path.iterdir()) == []


def test_the_run_ends_with_whoever_started_it(tmp_path):
    code = "import sys, time; from loyalty.cli.status import StatusFile; from pathlib import Path; "
    code += "StatusFile(Path(sys.argv[1])); print('up', flush=True); time.sleep(60)"
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "s.json")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with run:
        assert run.stdout.readline() == b"up\n"
        run.stdin.close()
        assert run.wait(10) == ORPHANED
