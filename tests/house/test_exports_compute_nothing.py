"""Whatever text a stranger chose, no export begins a cell with what a spreadsheet computes."""

import io
import re

import polars as pl
import pytest
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine
from loyalty.live import cells
from loyalty.reports import orders_file
from loyalty.spreadsheet import FORMULA, safe
from tests.house.tree import modules, name
from tests.live.shops import START, open_shop

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
WRITES_CSV = {
    "loyalty/coupon_codes/file.py": "codes begin with a letter or digit",
    "loyalty/demo/sample.py": "the sample's own goods",
    "loyalty/live/exports/writing_files.py": "defused",
    "loyalty/live/imports/report.py": "defused",
    "loyalty/live/order_lines.py": "defused",
    "loyalty/reports/grid_document.py": "figures, and what the operator asked to vary",
    "loyalty/reports/orders_file.py": "defused",
    "loyalty/simulate/orders/problem_rows.py": "defused",
}


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_each_writer_defuses_each_sign(sign):
    cell = f"{sign}1+1"
    assert safe(cell) == cells.defused(cell) == f"'{cell}"
    assert re.match(orders_file.UNSAFE, cell)
    frame = pl.DataFrame({"a": [cell, "safe"]}).select(a=orders_file.defused(pl.col("a")))
    assert frame["a"].to_list() == [f"'{cell}", "safe"]
    assert sign in FORMULA


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＠"])
def test_the_shops_own_orders_are_defused(engine, sign):
    shop, out = open_shop(engine), io.StringIO()
    order = Cart(currency="CNY", lines=(CartLine(id="1", sku=f"{sign}1+1", unit_price="5"),))
    with Session(engine) as session, session.begin():
        shop.place(session, order, order_id=f"{sign}cmd", at=START)
        shop.order_lines(session, out)
    told = [cell.strip('"') for row in out.getvalue().splitlines() for cell in row.split(",")]
    assert f"'{sign}cmd" in told
    assert [cell for cell in told if cell.startswith(tuple(SIGNS))] == []


def test_whoever_writes_a_csv_is_known():
    writers = {
        name(path)
        for path in modules()
        if re.search(r"csv\.(writer|DictWriter)|\.write_csv\(|sink_csv\(", path.read_text(encoding="utf-8"))
        or path.name == "file.py"
    }
    assert writers <= set(WRITES_CSV)
