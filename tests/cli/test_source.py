import pytest

from loyalty.cli.source import Source, read
from loyalty.cli.watch import Watch
from loyalty.errors import FileMissing
from tests.cli.kept import Kept
from tests.cli.shop import shop


def test_orders_are_read_as_they_are_meant_and_whoever_watches_is_told(tmp_path, capsys):
    _, orders = shop(tmp_path)
    other = tmp_path / "export.csv"
    other.write_text(orders.read_text(encoding="utf-8").replace("order_id,", "订单号,"), encoding="utf-8")
    status = Kept()
    with Watch("en", status) as watch:
        log = read(Source(orders=(other,), mapping={"order_id": "订单号"}, zone="UTC"), watch)
    assert len(log.doc_ids) == 4
    assert {step.stage for step in status.steps} <= {"reading", "packing"}
    assert capsys.readouterr().err.startswith("reading the orders\n")


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    with Watch("en", Kept()) as watch, pytest.raises(FileMissing):
        read(Source(orders=(tmp_path / "none.csv",), mapping={}, zone="UTC"), watch)
