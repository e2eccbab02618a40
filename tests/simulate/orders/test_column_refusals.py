from pathlib import Path

import pytest

from loyalty.simulate.orders.column_refusals import both, missing, name_it, unknown_name

PATH = Path("orders.csv")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_columns_of_one_meaning_are_told_with_what_to_type(language: str):
    sentence = both("Order No", "Invoice", "order_id", path=PATH).text(language)
    assert "--map 'Order No=order_id'" in sentence
    assert "--map 'Invoice=order_id'" in sentence


def test_a_name_nobody_knows_is_told_with_the_nearest_known_one_or_all_of_them():
    assert "Did you mean 'sku'?" in unknown_name("skuu", ["sku", "quantity"], path=PATH).text()
    assert "Known are sku, quantity." in unknown_name("zzz", ["sku", "quantity"], path=PATH).text()
    assert "可用的列：sku, quantity。" in unknown_name("zzz", ["sku", "quantity"], path=PATH).text("zh")


def test_a_missing_column_is_told_with_the_one_that_was_probably_meant():
    error = missing("quantity", ["Quantty", "sku"], path=PATH, otherwise=("Add it.", "请补上。"))
    assert error.text().endswith("Did you mean 'Quantty'? Add it.")
    assert error.text("zh").endswith("您是否指 'Quantty'？请补上。")


def test_a_file_without_columns_is_told_too():
    assert "(it has -)" in missing("sku", [], path=PATH, otherwise=("Add it.", "请补上。")).text()


def test_a_currency_may_be_one_for_all_rows_and_other_columns_are_mapped():
    assert "--map '=CNY=currency'" in name_it("currency")[0]
    assert "--map 'THEIRS=sku'" in name_it("sku")[0]
