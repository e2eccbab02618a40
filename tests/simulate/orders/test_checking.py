from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import UnknownZone
from loyalty.simulate.orders.checking import OrderCheck, check_orders
from loyalty.simulate.orders.intake import Reading
from loyalty.simulate.orders.mapping import FileMapping

GOOD = """\
order no,date,sku,qty,price,currency,member no
A,2025-01-02 10:00,tea,2,5.00,CNY,m1
A,2025-01-02 10:00,cup,1,3.50,CNY,m1
B,2025-01-03 10:00,tea,1,5.00,CNY,
B,2025-01-04 10:00,tea,-1,5.00,CNY,
,2025-01-05 10:00,tea,1,5.00,CNY,m2
"""


def checked(folder: Path, content: str | bytes, *, name: str = "orders.csv", **said: object) -> OrderCheck:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_orders([path], mapping=FileMapping(**said))


def refusal(found: OrderCheck) -> str:
    """The one sentence that says why the file cannot be used."""
    assert found.log is None
    assert found.error is not None
    text, chinese = found.error.text("en"), found.error.text("zh")
    assert "\n" not in text
    assert chinese != text
    return text


def test_a_file_that_works_is_told_with_its_columns_conventions_counts_and_problems(tmp_path: Path):
    found = checked(tmp_path, GOOD).as_dict()
    assert found["usable"]
    assert found["found"] | {"content_hash": ""} == {
        "orders": 2,
        "returns": 1,
        "lines": 4,
        "members": 1,
        "anonymous": 1,
        "items": 2,
        "currency": "CNY",
        "exponent": 2,
        "gross_minor": 1850,
        "net_minor": 1850,
        "returned_minor": 500,
        "first_at": "2025-01-02T10:00:00+00:00",
        "last_at": "2025-01-04T10:00:00+00:00",
        "content_hash": "",
    }
    problems = found["problems"]
    assert problems["rows_in"] == problems["rows_used"] + problems["rows_excluded"] == 5
    assert found["files"][0]["columns"][0] == {"meaning": "order_id", "column": "order no", "value": None}
    assert {"en": "The currency is CNY.", "zh": "货币为 CNY。"} in found["files"][0]["conventions"]


def test_columns_that_mean_nothing_are_told(tmp_path: Path):
    found = checked(tmp_path, GOOD.replace("member no", "shoe size"))
    assert found.files[0].unused() == ["shoe size"]


def test_several_files_are_one_history(tmp_path: Path):
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in paths:
        path.write_text(GOOD, encoding="utf-8")
    found = check_orders(paths, mapping=FileMapping(zone="Asia/Shanghai"))
    assert found.log is not None
    assert (len(found.files), found.log.problems.rows_in, found.log.doc_at.size) == (2, 10, 3)
    assert found.as_dict()["found"]["first_at"] == "2025-01-02T10:00:00+08:00"


def test_a_file_in_gbk_is_read_right(tmp_path: Path):
    text = GOOD.replace("order no,date,sku,qty,price,currency", "订单编号,下单时间,商品编码,数量,单价,币种")
    found = checked(tmp_path, text.replace("tea", "龙井茶").encode("gb18030"))
    assert found.log is not None
    assert found.log.item_sku == ["cup", "龙井茶"]


def test_a_truncated_parquet_file_is_one_sentence(tmp_path: Path):
    whole = tmp_path / "whole.parquet"
    pl.DataFrame({"order_id": ["A"] * 1000}).write_parquet(whole)
    found = checked(tmp_path, whole.read_bytes()[:-100], name="cut.parquet")
    assert "cut.parquet cannot be read: it is cut off or damaged." in refusal(found)


def test_a_truncated_csv_file_is_one_sentence(tmp_path: Path):
    assert "so the file is cut off" in refusal(checked(tmp_path, GOOD[:-25]))


def test_a_wrong_column_is_one_sentence_with_the_one_that_was_meant(tmp_path: Path):
    sentence = refusal(checked(tmp_path, GOOD.replace(",qty,", ",quantty,")))
    assert "has no column 'quantity'" in sentence
    assert "Did you mean 'quantty'?" in sentence


def test_mixed_dates_are_one_sentence_or_rows_with_a_reason(tmp_path: Path):
    text = GOOD.replace("2025-01-02", "31/12/2024").replace("2025-01-03", "12/31/2024")
    assert "holds both '31/12/2024 10:00' (day first) and '12/31/2024 10:00'" in refusal(
        checked(tmp_path, text)
    )
    found = checked(tmp_path, text, date_order="day_first")
    assert found.log is not None
    entry = found.log.problems.entry("bad_time")
    assert entry is not None
    assert entry.rows == 1


@pytest.mark.parametrize("content", ["", "\n\n", GOOD.splitlines()[0] + "\n"])
def test_an_empty_file_is_one_sentence(tmp_path: Path, content: str):
    assert "holds no usable order line" in refusal(checked(tmp_path, content))


def test_an_unknown_currency_is_one_sentence(tmp_path: Path):
    assert "XYZ" in refusal(checked(tmp_path, GOOD.replace("CNY", "XYZ")))


def test_what_was_understood_before_a_refusal_is_kept(tmp_path: Path):
    found = checked(tmp_path, GOOD.replace("2025-01-0", "soon "))
    assert "none of its 5 rows can be used" in refusal(found)
    assert len(found.files) == 1
    told = found.as_dict()
    assert (told["usable"], told["error"]["code"]) == (False, "log_unreadable")


def test_a_members_file_is_checked_too(tmp_path: Path):
    members = tmp_path / "members.csv"
    members.write_text("member no,dob\nm1,03/04/1990\n", encoding="utf-8")
    path = tmp_path / "orders.csv"
    path.write_text(GOOD, encoding="utf-8")
    assert "'dob' may be day first" in refusal(check_orders([path], mapping=FileMapping(), members=members))


def test_an_unknown_zone_is_refused_at_once(tmp_path: Path):
    with pytest.raises(UnknownZone):
        check_orders([tmp_path / "none.csv"], mapping=FileMapping(), zone="Mars")


def test_how_far_the_reading_has_come_is_told(tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_text(GOOD, encoding="utf-8")
    told: list[Reading] = []
    check_orders([path], mapping=FileMapping(), progress=told.append)
    assert told
    assert all(0 <= now.done <= now.total for now in told)
    assert told[-1].file == "orders.csv"
