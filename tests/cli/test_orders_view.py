from pathlib import Path

import pytest

from loyalty.cli.orders_view import print_check
from loyalty.simulate import FileMapping
from loyalty.simulate.orders.checking import check_orders

TEXT = """\
订单编号,下单时间,数量,单价,商品编码,留言
A,2025-01-02,2,5.00,茶,
A,2025-01-02,-1,5.00,茶,好
B,2025-01-02,1,x,茶,
"""


def page(folder: Path, capsys, *, language: str = "en", problems: Path | None = None, **said: object) -> str:
    path = folder / "orders.csv"
    path.write_text(TEXT, encoding="utf-8")
    mapping = FileMapping(**({"constants": {"currency": "CNY"}} | said))
    found = check_orders([path], mapping=mapping)
    print_check(found, language=language, problems=problems, written=None if problems is None else 3)
    return capsys.readouterr().out


def test_the_page_goes_from_columns_to_the_verdict(tmp_path, capsys):
    told = page(tmp_path, capsys)
    parts = [
        "订单编号",
        "=CNY (all rows)",
        "Not used: 留言.",
        "How it is read",
        "What it holds",
        "¥10.00",
        "[left out]",
    ]
    assert [told.find(part) for part in parts] == sorted(told.find(part) for part in parts)
    assert -1 not in [told.find(part) for part in parts]
    assert told.rstrip().endswith("✓ These orders can be simulated.")
    assert "--problems OUT.csv" in told


def test_columns_stand_under_each_other_in_chinese_too(tmp_path, capsys):
    told = page(tmp_path, capsys, language="zh").splitlines()
    arrows = [line for line in told if " → " in line]
    assert len(arrows) == 6
    assert told[-1] == "✓ 这些订单可以用于模拟。"


def test_where_the_rows_were_written_is_said(tmp_path, capsys):
    told = page(tmp_path, capsys, problems=Path("out.csv"))
    assert "3 rows written to out.csv." in told
    assert "--problems OUT.csv" not in told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_why_a_file_cannot_be_used_stands_last(tmp_path, capsys, language):
    told = page(tmp_path, capsys, language=language, constants={"currency": "XYZ"})
    assert told.rstrip().splitlines()[-1].startswith("✗ ")
