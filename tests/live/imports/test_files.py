"""Files by what their names say; rows as texts, whatever wrote them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from loyalty.errors import BadOption, ColumnMissing, FileMissing, LogUnreadable, MissingExtra
from loyalty.live.imports import files
from loyalty.live.imports.files import Source, rows_of, sources

HEADER = "member,joined\n"


def members(folder, text, name="members.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return Source("members", path)


def test_a_folder_holds_what_the_names_of_its_files_say(tmp_path):
    for name in ("members-2024.csv", "Points.CSV", "credit.parquet", "notes.txt", "orders.csv", "coupons.csv",
                 "coupons.parquet"):  # fmt: skip
        (tmp_path / name).write_text("")
    found = sources([tmp_path])
    assert [(one.kind, one.name) for one in found] == [
        ("points", "Points.CSV"),
        ("coupons", "coupons.csv"),
        ("credit", "credit.parquet"),
        ("members", "members-2024.csv"),
        ("orders", "orders.csv"),
    ]
    assert sources([tmp_path / "coupons.csv", tmp_path / "coupons.csv"]) == (found[1],)


def test_files_that_are_not_there_or_say_nothing_are_refused(tmp_path):
    with pytest.raises(FileMissing):
        sources([tmp_path / "members.csv"])
    with pytest.raises(FileMissing):
        sources([tmp_path])
    with pytest.raises(FileMissing):
        sources([])
    for name in ("people.csv", "members.txt"):
        (tmp_path / name).write_text("")
        with pytest.raises(BadOption):
            sources([tmp_path / name])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rows_are_the_same_however_a_spreadsheet_wrote_them(tmp_path, separator, encoding):
    text = separator.join(["Member", "joined", "attribute.City"]) + "\r\n"
    text += separator.join(["王", "2024-01-01", '"武\n汉"']) + "\r\n\r\n"
    source = members(tmp_path, text, encoding=encoding)
    assert list(rows_of(source)) == [
        (1, {"member": "王", "joined": "2024-01-01", "attribute.City": "武\n汉"})
    ]


def test_defused_cells_are_read_back_and_short_rows_are_filled_by_nothing(tmp_path):
    source = members(tmp_path, HEADER + "'=a\nb,2024-01-01,,\nc,2024-01-01,more\n")
    assert [row for _, row in rows_of(source)] == [
        {"member": "=a"},
        {"member": "b", "joined": "2024-01-01"},
        {"member": "c", "joined": "2024-01-01", "": "more"},
    ]


def test_a_column_that_is_missing_strange_or_twice_is_told_before_any_row(tmp_path):
    with pytest.raises(ColumnMissing, match="joined"):
        list(rows_of(members(tmp_path, "member,since\n")))
    for more in ("birthdate", "member", "identity"):
        with pytest.raises(LogUnreadable, match=more):
            list(rows_of(members(tmp_path, f"member,joined,{more}\n")))
    with pytest.raises(ColumnMissing):
        list(rows_of(members(tmp_path, "")))


def test_what_is_no_text_or_no_table_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "members.csv"
    path.write_bytes(b"member,joined\n\xff\xff\xff")
    with pytest.raises(LogUnreadable, match="no text"):
        list(rows_of(Source("members", path)))
    with pytest.raises(LogUnreadable, match="line 2"):
        list(rows_of(members(tmp_path, HEADER + '"' + "x" * 200_000 + '",\n')))
    path = tmp_path / "members.parquet"
    path.write_bytes(b"no parquet")
    with pytest.raises(LogUnreadable):
        list(rows_of(Source("members", path)))


def test_parquet_says_the_same_as_csv(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PAGE", 1)
    frame = pl.DataFrame(
        {
            "member": ["a", "b"],
            "points": [Decimal("12.50"), None],
            "granted": [1e16, float("nan")],
            "earned": [datetime(2024, 1, 1, tzinfo=UTC)] * 2,
            "expires": [date(2025, 1, 1)] * 2,
            "lot": [7, 8],
        }
    )
    frame.write_parquet(tmp_path / "points.parquet")
    first, second = (row for _, row in rows_of(Source("points", tmp_path / "points.parquet")))
    assert first == {
        "member": "a",
        "points": "12.50",
        "granted": "10000000000000000",
        "earned": "2024-01-01T00:00:00+00:00",
        "expires": "2025-01-01",
        "lot": "7",
    }
    assert (second["points"], second["granted"]) == ("", "")


def test_without_the_extra_parquet_names_it(tmp_path, monkeypatch):
    (tmp_path / "points.parquet").write_bytes(b"")
    monkeypatch.setattr(files, "find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"loyalty\[simulate\]"):
        list(rows_of(Source("points", tmp_path / "points.parquet")))
