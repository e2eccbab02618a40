import pytest

from loyalty.errors import ColumnMissing, DuplicateReturn, LogEmpty, LogError, MixedCurrency, OrderError


def test_a_missing_column_is_named_beside_those_that_are_there():
    error = ColumnMissing(path="a.csv", column="sku", found="id, price", mend="Map it with --column sku=...")
    assert str(error) == "a.csv has no column 'sku' (it has id, price). Map it with --column sku=..."


@pytest.mark.parametrize(
    "error", [LogEmpty(path="a.csv"), MixedCurrency(path="a.csv", expected="CNY", got="USD")]
)
def test_faults_of_a_file_are_log_errors(error):
    assert isinstance(error, LogError)
    assert "a.csv" in error.text("en")
    assert "a.csv" in error.text("zh")


def test_a_return_booked_with_other_content_is_an_order_error():
    error = DuplicateReturn(order_id="A", return_id="R")
    assert isinstance(error, OrderError)
    assert (
        str(error)
        == "Return R of order A is already booked with other content. Give a new return another id."
    )
