"""What lies behind a path is told for every name, also for those that no system takes."""

from pathlib import Path

import pytest

from loyalty.handed_in.files import is_file, is_there


def test_files_and_folders_are_told_apart(tmp_path):
    file = tmp_path / "a"
    file.write_text("", encoding="utf-8")
    assert [is_there(one) for one in (file, tmp_path, tmp_path / "b")] == [True, True, False]
    assert [is_file(one) for one in (file, tmp_path, tmp_path / "b")] == [True, False, False]


@pytest.mark.parametrize("name", ["x" * 5_000, "a\0b", "\ud800"])
def test_nothing_lies_behind_a_name_that_no_system_takes(name):
    assert not is_there(Path(name))
    assert not is_file(Path(name))
