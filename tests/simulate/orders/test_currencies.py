from pathlib import Path

import pytest

from loyalty.errors import MixedCurrency
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import adds_up, codes, log_of, log_of_csv, sale


def test_a_row_without_a_currency_has_the_files(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), sale("B", currency=None), sale("C", currency=" "))
    assert codes(log) == {"currency_filled": 2}
    assert adds_up(log)


def test_a_currency_in_other_letters_or_words_is_the_same(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), sale("B", currency="cny"), sale("C", currency="RMB"))
    assert codes(log) == {}


def test_one_row_in_another_currency_is_found_however_late_it_comes(tmp_path: Path):
    head = "order_id,ordered_at,sku,quantity,line_gross,currency\n"
    many = "".join(f"{number},2025-01-02,tea,1,100,CNY\n" for number in range(150_000))
    with pytest.raises(MixedCurrency, match="amounts in USD beside CNY"):
        log_of_csv(tmp_path, f"{head}{many}x,2025-01-02,tea,1,100,USD\n")


def test_the_currency_that_most_rows_name_is_the_expected_one(tmp_path: Path):
    with pytest.raises(MixedCurrency, match="amounts in USD beside EUR"):
        log_of(tmp_path, sale("A", currency="USD"), sale("B", currency="EUR"), sale("C", currency="EUR"))


def test_one_value_for_all_rows_needs_no_look_at_them(tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_text("order_id,ordered_at,sku,quantity,line_gross\nA,2025-01-02,tea,1,100\n", encoding="utf-8")
    assert OrderLog.read(path, mapping={"currency": "=JPY"}).currency.code == "JPY"
