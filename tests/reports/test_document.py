import json
import os
from pathlib import Path

import pytest

from loyalty.errors import BadArgument, OutputUnwritable
from loyalty.reports import document, write_report
from tests.reports.sample import result

FILES = ["report.html", "report.json", "report.xlsx"]


def test_all_files_are_written_into_a_new_folder(tmp_path):
    paths = write_report(result(), tmp_path / "new" / "folder", language="zh")
    assert paths.xlsx.read_bytes().startswith(b"PK")
    assert json.loads(paths.json.read_text(encoding="utf-8")) == result()
    assert "净成本" in paths.html.read_text(encoding="utf-8")


def test_nothing_but_the_files_is_left(tmp_path):
    write_report(result(), tmp_path)
    write_report(result(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


@pytest.mark.parametrize("name", ["html", "xlsx", "json"])
def test_only_what_was_asked_for_is_written(tmp_path, name):
    paths = write_report(result(), tmp_path, formats=(name,))
    assert [path.name for path in tmp_path.iterdir()] == [f"report.{name}"]
    assert [getattr(paths, one) is not None for one in ("html", "xlsx", "json")].count(True) == 1


def test_a_format_nobody_writes_is_refused(tmp_path):
    with pytest.raises(BadArgument, match=r"formats.*html, xlsx, json"):
        write_report(result(), tmp_path, formats=("html", "pdf"))
    assert list(tmp_path.iterdir()) == []


def test_equal_results_give_equal_bytes(tmp_path):
    first, second = (write_report(result(), tmp_path / name) for name in ("a", "b"))
    assert first.json.read_bytes() == second.json.read_bytes()
    assert first.html.read_bytes() == second.html.read_bytes()
    assert first.xlsx.read_bytes() == second.xlsx.read_bytes()


def test_a_broken_id_is_written_all_the_same(tmp_path):
    broken = result()
    broken["drafts"][0]["top_orders"][0]["order_id"] = "CS-\udc80"
    paths = write_report(broken, tmp_path)
    assert json.loads(paths.json.read_text(encoding="utf-8")) == broken
    assert "CS-\N{REPLACEMENT CHARACTER}" in paths.html.read_text(encoding="utf-8")


def test_a_figure_that_is_none_is_refused_rather_than_written(tmp_path):
    broken = result()
    broken["log"]["lines"] = float("nan")
    with pytest.raises(ValueError, match="JSON"):
        write_report(broken, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputUnwritable, match=r"Cannot write to .*file"):
        write_report(result(), tmp_path / "file" / "folder")


def test_when_a_file_cannot_be_put_in_place_no_passing_file_is_left(tmp_path):
    (tmp_path / "report.html" / "in-the-way").mkdir(parents=True)
    with pytest.raises(OutputUnwritable):
        write_report(result(), tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_earlier_report_survives_a_disk_that_fills_up(tmp_path, monkeypatch):
    before = write_report(result(), tmp_path).html.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(document.os, "fsync", full)
    with pytest.raises(OutputUnwritable, match="No space left"):
        write_report(result(), tmp_path, language="zh")
    assert (tmp_path / "report.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


def test_files_can_be_read_by_others_like_any_other_file(tmp_path):
    (tmp_path / "plain").write_text("x")
    paths = write_report(result(), tmp_path)
    assert paths.html.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_folder_may_be_given_as_text(tmp_path):
    assert write_report(result(), os.fspath(tmp_path)).json == Path(tmp_path) / "report.json"
