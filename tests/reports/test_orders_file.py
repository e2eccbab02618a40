"""Every order of a run in a file that a spreadsheet opens safely and sums exactly."""

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import OutputUnwritable
from loyalty.money import currency
from loyalty.reports import orders_file
from loyalty.reports.orders_file import HEADS, csv_frame, decimals, defused, orders_csv, stem_of, write_orders
from loyalty.simulate.behind import order_outcomes
from loyalty.simulate.behind.order_outcomes import OrderOutcomes
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(history(Path(tmp_path_factory.mktemp("orders"))), tea_club())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_csv_holds_exact_amounts_that_sum_to_the_result(spring, tmp_path):
    (path,) = write_orders(spring.replay, tmp_path)
    assert path.name == "order-outcomes.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbforder_id,kind,")
    found = rows(path)
    assert sum(Decimal(row["cost"]) for row in found) * 100 == spring.draft.totals.cost_minor
    third = found[2]
    assert third["order_id"] == "A3"
    assert third["at"] == "2025-02-05T12:00:00+08:00"
    assert (third["offers_off"], third["shipping_off"], third["points_off"]) == ("13.00", "0.00", "3.00")
    assert third["offers"] == "growth.gold.price five"


def test_the_csv_speaks_chinese(spring, tmp_path):
    (path,) = write_orders(spring.replay, tmp_path, language="zh")
    assert list(rows(path)[0]) == [heads[1] for heads in HEADS.values()]
    assert [row["类型"] for row in rows(path)] == ["销售"] * 5 + ["退货"] * 2 + ["销售"]


def test_parquet_holds_the_typed_rows(spring, tmp_path):
    _csv, path = write_orders(spring.replay, tmp_path, stem="draft-2", formats=("csv", "parquet"))
    assert path.name == "draft-2.parquet"
    whole = pl.concat(OrderOutcomes(spring.replay).frames())
    assert pl.read_parquet(path).equals(whole)
    assert pl.read_parquet(path, columns=["order_id", "cost_minor"]).equals(
        whole.select("order_id", "cost_minor")
    )


def test_the_csv_of_a_parquet_file_is_the_csv_of_the_run(spring, tmp_path):
    written, parquet = write_orders(spring.replay, tmp_path, formats=("csv", "parquet"), language="zh")
    assert orders_csv(parquet, currency("CNY"), language="zh") == written.read_bytes()


def test_files_of_several_drafts_are_numbered():
    assert [stem_of(0, 1), stem_of(0, 2), stem_of(1, 2)] == [
        "order-outcomes",
        "order-outcomes-1",
        "order-outcomes-2",
    ]


def test_a_streamed_file_is_the_same_file(spring, tmp_path, monkeypatch):
    at_once = [path.read_bytes() for path in write_orders(spring.replay, tmp_path / "a")]
    monkeypatch.setattr(order_outcomes, "ROWS_AT_ONCE", 3)
    in_portions = write_orders(spring.replay, tmp_path / "b", formats=("csv", "parquet"))
    assert [in_portions[0].read_bytes()] == at_once
    assert pl.read_parquet(in_portions[1]).equals(pl.concat(OrderOutcomes(spring.replay).frames()))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x"])
def test_no_text_starts_a_formula(start):
    (cell,) = pl.DataFrame({"text": [start]}).select(defused(pl.col("text"))).to_series()
    assert cell == f"'{start}"


@pytest.mark.parametrize("text", ["A-1", "10=10", "'=1", "", None, "中文"])
def test_harmless_texts_are_left_alone(text):
    (cell,) = (
        pl.DataFrame({"text": [text]}, schema={"text": pl.String}).select(defused(pl.col("text"))).to_series()
    )
    assert cell == text


def test_hostile_ids_of_a_file_are_defused_and_whole(tmp_path):
    names = {"customer_id": "@evil", "channel": '=HYPERLINK("http://x","y"),z'}
    one = told_of(tmp_path, shop(), bought("-1\n2", utc(1, 1), 1_000, **names))
    (path,) = write_orders(one.replay, tmp_path)
    (row,) = rows(path)
    assert (row["order_id"], row["member"]) == ("'-1\n2", "'@evil")
    assert row["channel"] == "'" + names["channel"]


@pytest.mark.parametrize(
    ("exponent", "minor", "text"),
    [
        (2, 123_456, "1234.56"),
        (2, 5, "0.05"),
        (2, -5, "-0.05"),
        (2, -123_400, "-1234.00"),
        (0, 1_234, "1234"),
        (0, -7, "-7"),
        (3, 1, "0.001"),
        (2, 2**40 - 1, "10995116277.75"),
    ],
)
def test_minor_units_are_written_as_they_are_meant(exponent, minor, text):
    (cell,) = pl.DataFrame({"minor": [minor]}).select(decimals(pl.col("minor"), exponent)).to_series()
    assert cell == text


def test_points_with_decimals_are_written_with_them(spring):
    frame = next(OrderOutcomes(spring.replay).frames())
    shown = csv_frame(frame, currency("CNY"), "en", point_decimals=2)
    assert shown["points_earned"].to_list()[:3] == ["0.95", "0.31", "1.28"]


def test_a_file_that_cannot_be_written_is_said(spring, tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(OutputUnwritable):
        write_orders(spring.replay, tmp_path / "taken")


def test_a_file_that_breaks_off_leaves_the_old_one(spring, tmp_path, monkeypatch):
    (path,) = write_orders(spring.replay, tmp_path)
    before = path.read_bytes()

    def breaks(*_: object, **__: object) -> pl.DataFrame:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(orders_file, "csv_frame", breaks)
    with pytest.raises(OutputUnwritable, match="No space left"):
        write_orders(spring.replay, tmp_path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
