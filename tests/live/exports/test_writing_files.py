"""Files are written a row at a time, typed in Parquet, and never over others."""

import csv
from datetime import UTC, datetime

import polars as pl
import pytest

from loyalty.errors import MissingExtra, OutputUnwritable
from loyalty.live.exports import writing_files
from loyalty.live.exports.writing_files import Column, new_folder, write_table, write_text

COLUMNS = [Column("who"), Column("points", "number"), Column("at", "instant")]
ROWS = [
    ["=a", -5, "2024-01-01T00:00:00.000000+00:00"],
    ["'=b", None, None],
    ['c"\n,', 0, "2024-01-01T08:00:00.500000+00:00"],
    ["'d", 1, None],
]


def test_csv_cells_are_defused_and_parquet_cells_are_as_they_were(tmp_path):
    assert write_table(tmp_path / "t", COLUMNS, ROWS, ("csv", "parquet")) == 4
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["who", "'=a", "''=b", 'c"\n,', "'d"]
    frame = pl.read_parquet(tmp_path / "t.parquet")
    assert frame["who"].to_list() == ["=a", "'=b", 'c"\n,', "'d"]
    assert frame["points"].to_list() == [-5, None, 0, 1]
    assert frame["at"].to_list()[0] == datetime(2024, 1, 1, tzinfo=UTC)
    assert frame.schema["points"] == pl.Int64


def test_only_what_was_asked_for_stays(tmp_path):
    write_table(tmp_path / "t", COLUMNS, ROWS, ("parquet",))
    write_table(tmp_path / "u", COLUMNS, [], ("csv",))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.parquet", "u.csv"]


def test_rows_are_written_as_they_come(tmp_path):
    def coming():
        for n in range(3):
            yield [n, n, None]
            assert (tmp_path / "t.csv").exists()

    assert write_table(tmp_path / "t", COLUMNS, coming(), ("csv",)) == 3


def test_a_folder_must_be_empty(tmp_path):
    new_folder(tmp_path / "new" / "one", ("csv",))
    new_folder(tmp_path / "new" / "one", ("csv",))
    with pytest.raises(OutputUnwritable, match="already"):
        new_folder(tmp_path / "new", ("csv",))
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputUnwritable):
            new_folder(path, ("csv",))


def test_what_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputUnwritable):
        write_table(tmp_path / "file" / "t", COLUMNS, ROWS, ("csv",))
    with pytest.raises(OutputUnwritable):
        write_text(tmp_path / "file" / "t", "")


def test_without_the_extra_parquet_names_it(tmp_path, monkeypatch):
    monkeypatch.setattr(writing_files, "find_spec", lambda _: None)
    new_folder(tmp_path, ("csv",))
    with pytest.raises(MissingExtra, match=r"loyalty\[simulate\]"):
        new_folder(tmp_path, ("csv", "parquet"))
