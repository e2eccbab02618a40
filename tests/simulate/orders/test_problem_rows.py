import csv
import re
from pathlib import Path

import pytest

from loyalty.errors import OutputUnwritable
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.problem_rows import COLUMNS, alone
from loyalty.simulate.orders.reasons import REASONS
from tests.simulate.frames import log_of_csv

HEADER = "order_id,ordered_at,line_no,sku,quantity,line_gross,line_net,currency\n"
FIRST = "A,2025-01-02,1,tea,1,500,500,CNY\n,2025-01-02,1,tea,1,500,500,CNY\n"
SECOND = '=B,2025-01-02,1,,1,500,500,CNY\nC,2025-01-02,1,tea,1,500,400,\nC,2025-01-02,2,"a\nb",1,5,5,CNY\n'


def written(log: OrderLog, path: Path) -> list[dict[str, str]]:
    assert log.problem_rows is not None
    count = log.problem_rows.write(path, files=log.files)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    return rows


def test_every_row_left_out_or_mended_is_written_with_its_file_row_order_and_reason(tmp_path: Path):
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(HEADER + text, encoding="utf-8")
    log = OrderLog.read(paths)
    rows = written(log, tmp_path / "problems.csv")
    assert [tuple(row[name] for name in COLUMNS[:5]) for row in rows] == [
        ("one.csv", "2", "", "excluded", "missing_order_id"),
        ("two.csv", "1", "'=B", "excluded", "missing_sku"),
        ("two.csv", "2", "C", "repaired", "currency_filled"),
    ]
    assert rows[0]["en"] == "Rows that name no order."
    assert rows[0]["zh"] == "没有订单号的行。"


def test_the_list_is_as_long_as_the_account_says(tmp_path: Path):
    log = log_of_csv(tmp_path, HEADER + FIRST * 2 + SECOND * 3)
    rows = written(log, tmp_path / "problems.csv")
    for action in ("excluded", "repaired"):
        entries = sum(entry.rows for entry in log.problems.entries if entry.action == action)
        assert entries == sum(row["action"] == action for row in rows)


def test_a_clean_file_has_an_empty_list(tmp_path: Path):
    log = log_of_csv(tmp_path, HEADER + "A,2025-01-02,1,tea,1,500,500,CNY\n")
    assert written(log, tmp_path / "problems.csv") == []


def test_a_list_that_cannot_be_written_is_one_sentence(tmp_path: Path):
    log = log_of_csv(tmp_path, HEADER + FIRST)
    with pytest.raises(OutputUnwritable):
        written(log, tmp_path / "nowhere" / "problems.csv")


@pytest.mark.parametrize("code", [code for code, (action, *_) in REASONS.items() if action != "noted"])
def test_a_reason_reads_well_without_its_counts(code: str):
    _, en, zh = REASONS[code]
    assert re.fullmatch(r"[A-Z][^{}]*[^{}:]\.", alone(en))
    assert re.fullmatch(r"[^{}]*[^{}：]。", alone(zh))
