import json

import pytest

from loyalty.cli.entry import main
from tests.cli.shop import COST_MINOR, shop


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("shop"))


def test_a_run_prints_the_headline_and_writes_the_report(files, tmp_path, capsys):
    program, orders = files
    out = tmp_path / "out"
    assert main(["simulate", str(program), "--orders", str(orders), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Small shop club\n")
    assert "¥21.00" in said.out
    assert "0 differences" in said.out
    assert "5 rows in = 4 used + 1 left out" in said.out
    assert str(out / "report.html") in said.out
    assert "Traceback" not in said.err
    result = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert result["drafts"][0]["totals"]["cost_minor"] == COST_MINOR
    assert (out / "report.html").is_file()


def test_json_is_all_that_stands_on_stdout_and_nothing_is_written(files, capsys, tmp_path, monkeypatch):
    program, orders = files
    monkeypatch.chdir(tmp_path)
    assert main(["simulate", str(program), str(program), "--orders", str(orders), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [draft["totals"]["cost_minor"] for draft in result["drafts"]] == [COST_MINOR, COST_MINOR]
    assert list(tmp_path.iterdir()) == []


def test_times_without_an_offset_are_the_programmes_own(files, capsys):
    program, orders = files
    command = ["simulate", str(program), "--orders", str(orders), "--json"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["log"]["first_at"] == "2025-01-03T10:00:00+08:00"
    assert main([*command, "--zone", "UTC"]) == 0
    assert json.loads(capsys.readouterr().out)["log"]["first_at"] == "2025-01-03T18:00:00+08:00"


def test_columns_with_other_names_are_mapped(files, tmp_path, capsys):
    program, orders = files
    other = tmp_path / "export.csv"
    text = orders.read_text(encoding="utf-8").replace("order_id,", "订单号,").replace(",CNY", "")
    other.write_text(text.replace(",currency", ""), encoding="utf-8")
    command = ["simulate", str(program), "--orders", str(other), "--json"]
    assert main(command) == 2
    assert "has no column 'order_id'" in capsys.readouterr().err
    assert main([*command, "--map", "订单号=order_id", "--map", "=CNY=currency"]) == 0
    assert json.loads(capsys.readouterr().out)["log"]["orders"] == 4


def test_a_setting_that_makes_no_sense_is_refused(files, capsys):
    program, orders = files
    assert main(["simulate", str(program), "--orders", str(orders), "--price-codes", "A"]) == 2
    assert capsys.readouterr().err.startswith("Setting price_codes cannot be ('A',).")
