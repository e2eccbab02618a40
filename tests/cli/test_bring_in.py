"""Bringing members in from the command line: nothing is written unless asked for, and nothing by halves."""

import json
import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.cli.entry import main
from loyalty.live import configure
from loyalty.store.tables import MEMBER
from tests.cli.tables import make_tables
from tests.live.imports.importing import FILES, lay, opened
from tests.store.rows import rows

LASTING = {kind: re.sub("2024-(12-31|06-30)", "forever", text) for kind, text in FILES.items()}
"""A command goes by the machine's clock: what has not ended does not end."""


@pytest.fixture
def shop(tmp_path):
    """A shop's database, its URL, a folder of files and the shop's secret."""
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    engine = configure(sa.create_engine(url))
    make_tables(engine)
    made = opened(engine)
    (tmp_path / "secret").write_bytes(b"sixteen bytes or more")
    (tmp_path / "files").mkdir()
    lay(tmp_path / "files", **LASTING)
    yield engine, made, [url, made.program_key], tmp_path
    engine.dispose()


def run(shop, *more):
    _, _, named, folder = shop
    return main(["import", *named, str(folder / "files"), *more])


def test_without_write_nothing_is_written_and_the_sums_are_told(shop, capsys):
    engine, made, _, _ = shop
    assert run(shop) == 0
    out = capsys.readouterr().out
    assert "Members: 2 would come, 0 came before, 0 held back." in out
    assert "points: 180.5 (left out: 20.0)" in out
    assert "Nothing was written. Add --write" in out
    assert rows(engine, MEMBER, made) == []


def test_with_write_members_come_and_come_no_second_time(shop, capsys):
    engine, made, _, folder = shop
    asked = ["--write", "--actor", "kim", "--secret-file", str(folder / "secret")]
    assert run(shop, *asked) == 0
    assert "Members: 2 came" in capsys.readouterr().out
    assert run(shop, *asked, "--language", "zh") == 0
    assert "此前已导入 2" in capsys.readouterr().out
    with Session(engine) as session, session.begin():
        assert made.verify(session) == ()


def test_refused_rows_stop_it_unless_it_is_to_go_on_without_them(shop, capsys):
    engine, made, _, folder = shop
    lay(folder / "files", **LASTING | {"points": LASTING["points"].replace("ann,b,50", "ann,b,fifty")})
    asked = ["--write", "--actor", "kim", "--secret-file", str(folder / "secret")]
    assert run(shop) == 1
    assert "or add --without-refused" in capsys.readouterr().out
    out = folder / "problems.csv"
    assert run(shop, *asked, "--problems", str(out)) == 1
    assert "refused · bad_number · 1 rows" in capsys.readouterr().out
    assert "bad_number" in out.read_text(encoding="utf-8-sig")
    assert rows(engine, MEMBER, made) == []
    assert run(shop, *asked, "--without-refused") == 0
    assert [row["ref"] for row in rows(engine, MEMBER, made)] == ["bob"]


def test_control_totals_are_those_beside_the_files_and_those_typed(shop, capsys):
    engine, made, _, folder = shop
    (folder / "files" / "totals.csv").write_text("total,figure\npoints,99\nmembers,2\n", encoding="utf-8")
    asked = ["--write", "--actor", "kim", "--secret-file", str(folder / "secret")]
    assert run(shop, *asked) == 1
    assert "Control total of points: 99 expected, 200.5 found." in capsys.readouterr().out
    assert rows(engine, MEMBER, made) == []
    assert run(shop, *asked, "--expect", "points=200.5") == 0
    assert run(shop, "--expect", "points") == 2


def test_what_is_needed_to_write_is_asked_for(shop, capsys):
    assert run(shop, "--write") == 2
    assert "--actor" in capsys.readouterr().err
    assert run(shop, "--write", "--actor", "kim") == 2
    assert "the same secret as the shop's" in capsys.readouterr().err


def test_json_is_the_report_and_nothing_else(shop, capsys):
    assert run(shop, "--json") == 0
    assert json.loads(capsys.readouterr().out)["members"]["written"] == 2


def test_how_far_it_is_stands_on_one_line_of_a_terminal(shop, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run(shop) == 0
    assert "judging: 2 of 2 members" in capsys.readouterr().err


def test_a_database_without_tables_says_so(tmp_path, capsys):
    lay(tmp_path)
    named = ["import", f"sqlite:///{tmp_path / 'none.db'}", "shop", str(tmp_path)]
    assert main(named) == 2
    assert f"There is no file {tmp_path / 'none.db'}." in capsys.readouterr().err
    (tmp_path / "none.db").touch()
    assert main(named) == 2
    assert "loyalty db upgrade URL" in capsys.readouterr().err
    assert main([*named, "--language", "zh"]) == 2
    assert "无（尚未建表）" in capsys.readouterr().err
