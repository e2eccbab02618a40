"""Rows of all files by member, in a file that is gone afterwards."""

from pathlib import Path

import pytest

from loyalty.errors import ColumnMissing
from loyalty.live.imports import staging
from loyalty.live.imports.files import Source, sources
from loyalty.live.imports.staging import Found, Staged
from tests.live.imports.importing import lay


@pytest.fixture
def staged(tmp_path):
    with Staged(sources([lay(tmp_path)])) as made:
        yield made


def test_rows_come_member_by_member_from_all_files(staged, monkeypatch):
    ann, bob = staged.bundles()
    assert (ann.member, bob.member, staged.members) == ("ann", "bob", 2)
    assert [row.kind for row in ann.rows] == ["coupons"] * 2 + ["credit"] * 2 + ["levels", "members"] + [
        "points"
    ] * 2
    assert [row.number for row in bob.rows] == [3, 2, 3, 4]
    assert staged.rows_in == {
        "coupons.csv": 3,
        "credit.csv": 2,
        "levels.csv": 1,
        "members.csv": 2,
        "points.csv": 4,
    }


def test_members_come_in_the_order_of_their_bytes_and_an_empty_reference_is_one_too(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "CHUNK", 1)
    (tmp_path / "members.csv").write_text('member,joined\n"é",1\nz,1\n"",1\na,1\nA,1\n', encoding="utf-8")
    with Staged([Source("members", tmp_path / "members.csv")]) as made:
        assert [bundle.member for bundle in made.bundles()] == ["", "A", "a", "z", "é"]


def test_the_file_is_gone_when_the_import_is_closed_or_cannot_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr(staging.tempfile, "tempdir", str(tmp_path))
    (tmp_path / "members.csv").write_text("member\n", encoding="utf-8")
    with pytest.raises(ColumnMissing):
        Staged([Source("members", tmp_path / "members.csv")])
    (tmp_path / "members.csv").write_text("member,joined\n", encoding="utf-8")
    with Staged([Source("members", Path(tmp_path / "members.csv"))]) as made:
        assert list(tmp_path.glob("loyalty-import-*")) != []
        assert list(made.bundles()) == []
    assert list(tmp_path.glob("loyalty-import-*")) == []


def test_findings_are_counted_by_row_and_a_new_pass_has_none(staged):
    staged.note([Found(0, 1, "a", "x", "1"), Found(0, 1, "b", "x", "2"), Found(1, 1, "a", "y", "3")])
    staged.note([Found(0, 1, "a", "x", "1")])
    assert (staged.counts(), staged.rows_with(["x", "y"]), staged.rows_with(["y"])) == (
        {"x": 1, "y": 1},
        2,
        1,
    )
    assert [found.value for found in staged.found()] == ["1", "2", "3"]
    assert [found.value for found in staged.found(code="x", most=1)] == ["1"]
    staged.begin()
    assert list(staged.found()) == []


def test_a_name_is_the_first_ones_until_the_next_pass(staged):
    assert [staged.first_of("c", who) for who in ("ann", "bob", "ann")] == [True, False, True]
    staged.begin()
    assert staged.first_of("c", "bob")
