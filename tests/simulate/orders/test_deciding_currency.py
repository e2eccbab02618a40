from pathlib import Path

import pytest

from loyalty.errors import LogUnreadable, MixedCurrency, UnknownCurrency
from tests.simulate.decisions import decided

HEADER = "order_id,ordered_at,sku,quantity,line_net,currency"


def file_of(*currencies: str) -> str:
    rows = [f"{at},2025-01-02,tea,1,100,{currency}" for at, currency in enumerate(currencies)]
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.mark.parametrize(
    ("written", "code"), [("CNY", "CNY"), (" gbp ", "GBP"), ("RMB", "CNY"), ("人民币", "CNY"), ("￥", "CNY")]
)
def test_the_currency_is_the_columns_whatever_its_spelling(tmp_path: Path, written: str, code: str):
    assert decided(tmp_path, file_of("", written)).currency.code == code


def test_two_currencies_are_refused(tmp_path: Path):
    with pytest.raises(MixedCurrency, match="amounts in EUR, USD beside CNY"):
        decided(tmp_path, file_of("USD", "CNY", "RMB", "eur"))


def test_an_empty_column_is_refused_with_the_way_out(tmp_path: Path):
    with pytest.raises(
        LogUnreadable, match=r"'currency' is empty.*--map '=CNY=currency'.*'currency': '=CNY'"
    ):
        decided(tmp_path, file_of("", ""))


def test_an_unknown_currency_is_refused(tmp_path: Path):
    with pytest.raises(UnknownCurrency, match="XYZ"):
        decided(tmp_path, file_of("XYZ"))


def test_the_currency_may_be_one_for_all_rows(tmp_path: Path):
    text = "order_id,ordered_at,sku,quantity,line_net\nA,2025-01-02,tea,1,100\n"
    assert decided(tmp_path, text, constants={"currency": "jpy"}).currency.code == "JPY"
