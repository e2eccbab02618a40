"""A batch in a file: whole or not there."""

import sys

import pytest

from loyalty.coupon_codes import CodeBatch, read_code, write_codes
from loyalty.coupon_codes import file as subject
from loyalty.errors import OutputUnwritable


def test_a_file_holds_every_code_on_a_line_of_its_own(tmp_path):
    path = tmp_path / "codes.csv"
    told = []
    write_codes(CodeBatch(count=20_001, prefix="SPRING"), path, progress=told.append)
    head, *codes = path.read_text(encoding="ascii").splitlines()
    assert head == "code"
    assert len(set(codes)) == len(codes) == 20_001
    assert all(read_code(code, prefix="SPRING").well_formed for code in codes)
    assert told == [10_000, 20_000, 20_001]
    assert path.read_bytes().endswith(b"\n")


def test_no_cell_starts_a_formula_or_needs_quotes(tmp_path):
    path = tmp_path / "codes.csv"
    write_codes(CodeBatch(count=3_000), path)
    assert all(line[0].isalnum() for line in path.read_text(encoding="ascii").splitlines())
    assert not set(",;\"'\t=+@") & set(path.read_text(encoding="ascii"))


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another thing there")
def test_the_file_is_its_owners_alone(tmp_path):
    path = tmp_path / "codes.csv"
    write_codes(CodeBatch(count=1), path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputUnwritable, match="already a file"):
        write_codes(CodeBatch(count=1), path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_file_that_came_meanwhile_is_not_written_over(tmp_path):
    path = tmp_path / "codes.csv"
    with pytest.raises(OutputUnwritable, match="already a file"):
        write_codes(CodeBatch(count=1), path, progress=lambda done: path.touch())
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b""


def test_a_run_that_is_stopped_leaves_nothing(tmp_path):
    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_codes(CodeBatch(count=20_000), tmp_path / "codes.csv", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_and_is_told(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(subject.os, "fsync", full)
    with pytest.raises(OutputUnwritable, match="No space left on device"):
        write_codes(CodeBatch(count=1), tmp_path / "codes.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputUnwritable, match="No such file or directory"):
        write_codes(CodeBatch(count=1), tmp_path / "none" / "codes.csv")
