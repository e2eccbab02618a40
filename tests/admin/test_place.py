from pathlib import Path

import pytest

from loyalty.admin.place import Place, place, tame


def test_the_folder_is_named_when_the_server_starts(tmp_path):
    assert place(["--home", str(tmp_path), "--other"]) == Place(tmp_path)


def test_without_a_name_it_is_the_demos_folder():
    assert place([]) == Place(Path("loyalty-demo").absolute())


def test_a_database_is_named_by_the_environment_and_not_repeated():
    told = place([], {"LOYALTY_DATABASE_URL": "postgresql://ann:secret@host/shop"})
    assert told.database == "postgresql://ann:secret@host/shop"
    assert "secret" not in repr(told)
    assert place([], {"LOYALTY_DATABASE_URL": ""}).database is None


def test_programmes_and_runs_have_their_rooms(tmp_path):
    here = Place(tmp_path)
    assert {here.programs, here.runs} == {tmp_path / "programs", tmp_path / "runs"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("orders.csv", "orders.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\Order Lines.CSV", "Order_Lines.csv"),
        ("订单 2025.parquet", "订单_2025.parquet"),
        (".hidden", "file.hidden"),
        ("a" * 200 + ".csv", "a" * 60 + ".csv"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_a_name_cannot_lead_out_of_its_folder(name, kept):
    assert tame(name) == kept
    assert Path(kept).name == kept


def test_an_upload_is_kept_once_by_its_content(tmp_path):
    here = Place(tmp_path)
    first = here.keep("orders.csv", b"a,b\n")
    assert first == here.keep("orders.csv", b"a,b\n")
    assert first != here.keep("orders.csv", b"a,c\n")
    assert first.read_bytes() == b"a,b\n"
    assert [path.name for path in first.parent.iterdir()] == ["orders.csv"]
