"""Leaving from the command line."""

import sqlalchemy as sa

from loyalty.cli.entry import main
from tests.cli.shop_file import shop_with_an_order
from tests.databases import shop_database
from tests.live.shops import open_shop


def test_all_that_a_shop_owns_is_written_to_a_folder(tmp_path, capsys):
    url, key = shop_with_an_order(tmp_path, "110")
    out = tmp_path / "out"
    assert main(["export", url, key, "--out", str(out), "--formats", "csv,parquet"]) == 0
    told = capsys.readouterr()
    assert "1 members, 100 points." in told.out
    assert "records/orders: 1 rows" in told.err
    assert (out / "members.csv").is_file()
    assert (out / "records" / "ledger.parquet").is_file()
    assert main(["export", url, key, "--out", str(out), "--language", "zh"]) == 2
    assert "文件已存在" in capsys.readouterr().err
    assert main(["export", url, key, "--out", str(out), "--formats", "xlsx"]) == 2


def test_a_key_that_nobody_published_is_not_an_empty_folder(tmp_path, capsys):
    url, key = shop_with_an_order(tmp_path, "100")
    assert main(["export", url, "mistyped", "--out", str(tmp_path / "out")]) == 2
    assert f"The database has: {key}." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_all_files_tell_of_one_instant(tmp_path, monkeypatch, capsys):
    with shop_database("PostgreSQL", tmp_path) as engine:
        shop = open_shop(engine, "ann")
        levels = []
        sa.event.listen(
            engine, "set_connection_execution_options",
            lambda _, options: levels.append(options.get("isolation_level")),
        )  # fmt: skip
        monkeypatch.setattr("loyalty.live.by_url.check_schema", lambda _: None)
        monkeypatch.setattr("loyalty.live.by_url.engine_for", lambda _: engine)
        assert main(["export", "postgresql://x", shop.program_key, "--out", str(tmp_path / "out")]) == 0
        assert "REPEATABLE READ" in levels


def test_it_says_of_how_many_members_something_is_due_until_the_night(tmp_path, capsys):
    url, key = shop_with_an_order(tmp_path, "110")
    told = []
    for place, night in enumerate((False, True)):
        if night:
            assert main(["nightly", url, key]) == 0
        assert main(["export", url, key, "--out", str(tmp_path / str(place))]) == 0
        told.append("Of 1 members something is due" in capsys.readouterr().err)
    assert told == [True, False]
