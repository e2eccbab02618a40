from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.columns import Loaded, choose
from loyalty.simulate.orders.conventions import decide
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.orders.reading import Table
from tests.simulate.decisions import decided, decided_of, lines, table_of

ORDERS = "order no,date,sku,qty,currency"


def orders(more: str, *rows: str, order: str = "A,2025-01-02,tea,1,CNY") -> str:
    """A file of rows of one order with these further columns."""
    return "\n".join([f"{ORDERS},{more}", *(f"{order},{row}" for row in rows)]) + "\n"


def test_a_file_in_our_own_words_leaves_nothing_to_decide(tmp_path: Path):
    frame = pl.DataFrame(
        {
            "order_id": ["A"],
            "ordered_at": pl.Series([0], dtype=pl.Datetime("us", "UTC")),
            "sku": ["tea"],
            "quantity": [1],
            "currency": ["CNY"],
            "line_net": [100],
        }
    )
    found = decided_of(tmp_path, frame)
    assert (found.zone, found.decimal_mark, found.refunds, found.parts) == ("UTC", ".", "rows", ())
    assert found.money == {"line_net": "minor"}
    assert found.date_orders == {"ordered_at": "year_first"}


def test_times_are_read_as_the_file_writes_them(tmp_path: Path):
    found = decided(
        tmp_path, lines("line_net", "1").replace("2025-01-02", "31.01.2025 08:00"), zone="Asia/Shanghai"
    )
    frame = pl.DataFrame({"ordered_at": ["01.02.2025 08:00"]})
    loaded = Loaded(tmp_path, frame, found.choice)
    assert found.instants(loaded, "ordered_at").values.tolist() == [1_738_368_000_000_000]


def test_a_total_that_differs_between_lines_is_each_lines_own(tmp_path: Path):
    assert decided(tmp_path, orders("total", "1.50", "2.50")).choice.sources["line_gross"] == "total"


def test_an_amount_paid_for_the_whole_order_is_left_aside_where_lines_have_prices(tmp_path: Path):
    rows = [f"{at},2025-01-02,tea,1,CNY,5.00,9.00" for at in range(20) for _ in range(2)]
    found = decided(tmp_path, "\n".join([f"{ORDERS},price,amount paid", *rows]))
    assert "amount paid" not in found.choice.columns()
    assert found.choice.sources["unit_price"] == "price"


def test_an_orders_total_on_every_line_and_no_price_is_refused(tmp_path: Path):
    rows = [f"{at},2025-01-02,tea,1,CNY,9.00" for at in range(20) for _ in range(2)]
    with pytest.raises(LogUnreadable, match=r"'total' is told once for a whole order of several lines"):
        decided(tmp_path, "\n".join([f"{ORDERS},total", *rows]))


@pytest.mark.parametrize(
    ("said", "meaning"), [("line", "line_discount"), ("order", "order_discount"), (None, "line_discount")]
)
def test_whose_discount_it_is_can_be_said(tmp_path: Path, said: str | None, meaning: str):
    found = decided(tmp_path, orders("price,discount", "5.00,1.00"), discounts=said)
    assert found.choice.sources[meaning] == "discount"
    assert found.parts == (("order_discount",) if said == "order" else ())


def test_an_orders_discount_does_not_go_off_lines_that_name_what_was_paid(tmp_path: Path):
    found = decided(tmp_path, orders("price,line total,order discount amount", "5.00,4.00,1.00"))
    assert "order_discount" not in found.choice.sources


def test_discounts_written_as_negative_figures_are_discounts(tmp_path: Path):
    assert decided(tmp_path, orders("price,line discount amount", "5.00,-1.00", "5.00,0")).discounts_negative
    assert not decided(
        tmp_path, orders("price,line discount amount", "5.00,-1.00", "5.00,1")
    ).discounts_negative


def test_refunds_in_columns_are_parts(tmp_path: Path):
    found = decided(
        tmp_path, orders("price,returned quantity,return date,order status", "5.00,1,2025-01-05,paid")
    )
    assert found.refunds == "columns"
    assert found.parts == ("status", "refunded_quantity", "refunded_at")


def test_refund_rows_beside_refund_columns_are_refused_unless_it_is_said_which_count(tmp_path: Path):
    text = orders("price,refund amount", "5.00,2.00", "-5.00,0.50")
    with pytest.raises(
        LogUnreadable, match=r"'refund amount' tells refunds, and rows of the file are refunds too"
    ):
        decided(tmp_path, text)
    assert decided(tmp_path, text, refunds="columns").parts == ("line_refund",)
    rows = decided(tmp_path, text, refunds="rows")
    assert (rows.refunds, rows.parts, "refund amount" in rows.choice.columns()) == ("rows", (), False)


def test_what_was_paid_is_compared_with_what_was_refunded(tmp_path: Path):
    header = "order no,date,currency,total,amount paid,refund amount"
    text = header + "\nA,2025-01-02,CNY,9.50,{}\nB,2025-01-02,CNY,5.50,{}\n"
    assert decided(tmp_path, text.format("0,9.50", "3,2.50")).paid_after_refunds
    assert not decided(tmp_path, text.format("9.50,9.50", "5.50,1")).paid_after_refunds
    assert decided(tmp_path, text.format("8,1", "5,1"), paid_amount="after_refunds").paid_after_refunds


def test_what_the_mapping_says_is_kept(tmp_path: Path):
    found = decided(
        tmp_path,
        lines("line_net", "1,5"),
        decimal_mark=",",
        not_paid=["open"],
        return_prefix="C",
        money="major",
    )
    assert (found.decimal_mark, found.not_paid, found.return_prefix) == (",", ("open",), "C")
    assert found.unit_of("line_net") == "major"


class Counted:
    """A file that counts the batches it hands out."""

    def __init__(self, table: Table) -> None:
        self.path, self.handed, self._table = table.path, 0, table

    def batches(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        for frame in self._table.batches(columns, rows=10):
            self.handed += 1
            yield frame


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "order_id,ordered_at,sku,quantity,currency,line_gross,line_discount",
            "{at},2025-01-02,a,1,EUR,5,0",
        ),
        (
            "InvoiceNo,InvoiceDate,StockCode,Quantity,UnitPrice,Currency",
            "{at},2025-01-02 10:00,a,1,2.55,EUR",
        ),
        ("order no,date,sku,qty,currency,line total", '{at},2025-01-02,tea,1,EUR,"1.234,50"'),
    ],
)
def test_a_file_that_is_plain_from_its_first_rows_is_not_read_twice(tmp_path: Path, header: str, row: str):
    rows = [row.format(at=at) for at in range(100)]
    table = Counted(table_of(tmp_path, "\n".join([header, *rows]) + "\n"))
    names = header.split(",")
    decide(table, choose(names, path=table.path), mapping=FileMapping(), zone="UTC")
    assert table.handed == 1
