import json

import pytest

from loyalty.cli.entry import main
from tests.cli.shop import shop


@pytest.fixture
def orders(tmp_path):
    return shop(tmp_path)[1]


def test_a_good_file_is_told_and_ends_well(orders, capsys):
    assert main(["orders", "check", str(orders)]) == 0
    told = capsys.readouterr().out
    assert "order_id" in told
    assert "5 in the files = 4 used + 1 left out" in told
    assert "These orders can be simulated." in told


@pytest.mark.parametrize(
    "place", [["orders", "--language", "zh", "check"], ["orders", "check", "--language", "zh"]]
)
def test_it_is_told_in_chinese_wherever_the_language_is_typed(orders, capsys, place):
    assert main([*place, str(orders)]) == 0
    assert "这些订单可以用于模拟。" in capsys.readouterr().out


def test_programs_get_json_and_nothing_else(orders, capsys):
    assert main(["orders", "check", str(orders), "--json", "--zone", "Asia/Shanghai"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["usable"], found["zone"], found["found"]["orders"]) == (True, "Asia/Shanghai", 4)


def test_the_rows_with_problems_are_written_where_they_are_asked_for(orders, tmp_path, capsys):
    out = tmp_path / "problems.csv"
    assert main(["orders", "check", str(orders), "--problems", str(out)]) == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("orders.csv,5,,excluded,missing_order_id,")
    assert f"1 rows written to {out}." in capsys.readouterr().out


def test_a_file_that_cannot_be_used_is_one_sentence_and_a_code(orders, capsys):
    orders.write_text(orders.read_text(encoding="utf-8").replace("CNY", "XYZ"), encoding="utf-8")
    assert main(["orders", "check", str(orders)]) == 2
    assert "XYZ" in capsys.readouterr().out
    assert main(["orders", "check", str(orders), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "unknown_currency"


def test_a_file_that_is_not_there_is_misuse(tmp_path, capsys):
    assert main(["orders", "check", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_without_an_action_the_command_says_what_it_lacks(capsys):
    assert main(["orders"]) == 2
    assert "ACTION" in capsys.readouterr().err
