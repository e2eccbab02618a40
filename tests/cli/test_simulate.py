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
    text = orders.read_text(encoding="utf-8").replace("order_id,", "单据,").replace(",CNY", "")
    other.write_text(text.replace(",currency", ""), encoding="utf-8")
    command = ["simulate", str(program), "--orders", str(other), "--json"]
    assert main(command) == 2
    assert "has no column 'order_id'" in capsys.readouterr().err
    assert main([*command, "--map", "单据=order_id", "--map", "=CNY=currency"]) == 0
    assert json.loads(capsys.readouterr().out)["log"]["orders"] == 4


def test_a_setting_that_makes_no_sense_is_refused(files, capsys):
    program, orders = files
    assert main(["simulate", str(program), "--orders", str(orders), "--price-codes", "A"]) == 2
    assert capsys.readouterr().err.startswith("Setting price_codes cannot be ('A',).")


def test_a_grid_prints_its_table_and_writes_its_report(files, tmp_path, capsys):
    program, orders = files
    command = ["simulate", str(program), "--orders", str(orders), "--out", str(tmp_path / "out")]
    assert main([*command, "--grid", "offers.ten-off.amount=5:15:5"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Small shop club\n")
    stands = next(line for line in said.splitlines() if line.startswith("  > "))
    assert stands.split() == [">", "10", "¥21.00", "¥0.00", "0.0%", "4.4%", "3"]
    assert "0 differences" in said
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "grid.html",
        "grid.xlsx",
        "grid.csv",
        "grid.json",
    }


def test_a_grid_of_two_fields_is_every_combination(files, capsys):
    program, orders = files
    axes = ["--grid", "ten-off.amount=5,10", "--grid", "max_percent=0:30:10"]
    assert main(["simulate", str(program), "--orders", str(orders), "--json", *axes]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["kind"] == "grid"
    assert len(result["variants"]) == 8


@pytest.mark.parametrize("more", [["{program}"], ["--baseline", "{program}"]])
def test_a_grid_varies_one_programme(files, capsys, more):
    program, orders = files
    command = ["simulate", str(program), *(one.format(program=program) for one in more)]
    assert main([*command, "--orders", str(orders), "--grid", "max_percent=1,2"]) == 2
    assert "A grid varies one programme" in capsys.readouterr().err


def test_a_field_that_is_not_there_is_refused_in_the_language_asked_for(files, capsys):
    program, orders = files
    command = ["simulate", str(program), "--orders", str(orders), "--language", "zh"]
    assert main([*command, "--grid", "offers.ten-of.amount=1,2"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("无法变动 offers.ten-of.amount：会员计划中没有这个字段。")
    assert said.endswith("是不是想写 `offers.ten-off.benefit.amount`？ [axis_refused]\n")


def test_switches_are_re_run_unless_they_are_turned_off(files, capsys):
    program, orders = files
    command = ["simulate", str(program), "--orders", str(orders), "--json"]
    assert main(command) == 0
    tried = json.loads(capsys.readouterr().out)["drafts"][0]["switches"]
    assert {(one["switch"], one["from"], one["to"]) for one in tried} == {
        ("member_limit", "1", None),
        ("max_percent", "30", None),
        ("max_percent", "30", "15"),
    }
    assert main([*command, "--switches", "none"]) == 0
    assert json.loads(capsys.readouterr().out)["drafts"][0]["switches"] == []


def test_a_margin_and_a_baseline_are_told_in_the_result(files, capsys):
    program, orders = files
    command = ["simulate", str(program), "--orders", str(orders), "--json", "--margin", "0.3"]
    assert main([*command, "--baseline", str(program)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["settings"]["margin"] == "0.3"
    assert result["baseline_program"]["program"]["key"] == "small"


def test_only_the_formats_asked_for_are_written(files, tmp_path, capsys):
    program, orders = files
    command = ["simulate", str(program), "--orders", str(orders), "--out", str(tmp_path / "out")]
    assert main([*command, "--formats", "html", "--switches", "none"]) == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"report.html", "order-outcomes.parquet"}
    assert "report.json" not in capsys.readouterr().out
    assert main([*command, "--formats", "docx"]) == 2
    assert "--formats cannot be 'docx'" in capsys.readouterr().err


def test_the_zone_of_a_mapping_file_counts_before_the_programmes(files, tmp_path, capsys):
    program, orders = files
    mapping = tmp_path / "map.yaml"
    mapping.write_text("zone: America/New_York\n", encoding="utf-8")
    command = ["simulate", str(program), "--orders", str(orders), "--json", "--no-packed"]
    hashes = []
    for more in ([], ["--mapping", str(mapping)], ["--mapping", str(mapping), "--zone", "Asia/Shanghai"]):
        assert main([*command, *more]) == 0
        hashes.append(json.loads(capsys.readouterr().out)["log"]["content_hash"])
    assert hashes[0] == hashes[2] != hashes[1]


def test_several_files_are_one_history_and_overlaps_count_once(files, tmp_path, capsys):
    program, orders = files
    rows = orders.read_text(encoding="utf-8").splitlines(keepends=True)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("".join(rows[:4]), encoding="utf-8")
    second.write_text("".join([rows[0], *rows[3:]]), encoding="utf-8")
    command = ["simulate", str(program), "--switches", "none", "--json", "--no-packed"]
    assert main([*command, "--orders", str(orders)]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main([*command, "--orders", str(first), str(second)]) == 0
    parts = json.loads(capsys.readouterr().out)
    assert parts["drafts"][0]["totals"] == whole["drafts"][0]["totals"]
    assert parts["log"]["content_hash"] == whole["log"]["content_hash"]


def test_what_was_read_is_kept_for_the_next_run_unless_it_is_turned_off(files, tmp_path, capsys):
    program, orders = files
    mine = tmp_path / "orders.csv"
    mine.write_bytes(orders.read_bytes())
    command = ["simulate", str(program), "--orders", str(mine), "--switches", "none", "--json"]
    assert main([*command, "--no-packed"]) == 0
    cold = json.loads(capsys.readouterr().out)
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]
    for _ in range(2):
        assert main(command) == 0
        assert json.loads(capsys.readouterr().out) == cold
    assert len(list(tmp_path.iterdir())) == 2
