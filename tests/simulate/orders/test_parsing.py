from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import LogUnreadable
from loyalty.facts.paths import plain_path
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.parsing import by_distinct, coded, coded_among, names, paths, texts, trimmed


def column(*cells: object, dtype: pl.DataType | None = None) -> Column:
    return Column(Path("orders.csv"), "cell", pl.Series("cell", cells, dtype=dtype, strict=False))


def test_texts_stay_as_they_are_written():
    assert texts(column("A1", " A1", "é")).to_list() == ["A1", " A1", "é"]


def test_whole_numbers_with_gaps_come_back_from_what_pandas_made_of_them():
    assert texts(column(13085.0, None, float("nan"))).to_list() == ["13085", None, None]
    assert texts(column(7, 8)).to_list() == ["7", "8"]


def test_categories_are_texts():
    assert texts(column("a", dtype=pl.Categorical())).to_list() == ["a"]


@pytest.mark.parametrize("cell", [1.5, True, [1]])
def test_what_is_no_text_is_refused_with_its_type(cell: object):
    with pytest.raises(LogUnreadable, match=r"the column 'cell' is of the type .*Store it as text"):
        texts(column(cell))


def test_coded_texts_stand_in_the_byte_order_of_utf_8_and_blank_ones_nowhere():
    read = coded(pl.Series(["b", "é", None, " ", "B", "😀", "b"]))
    assert read.values.to_list() == ["B", "b", "é", "😀"]
    assert read.codes.tolist() == [1, 2, -1, -1, 0, 3, 1]


def test_texts_that_are_not_among_the_given_ones_have_no_place():
    assert coded_among(pl.Series(["a", "c"]), pl.Series(["a", "b"])).codes.tolist() == [0, -1]


def test_each_distinct_cell_is_read_once_and_every_row_gets_it():
    seen: list[int] = []

    def parse(cells: pl.Series) -> pl.Series:
        seen.append(cells.len())
        return cells.str.to_uppercase()

    assert by_distinct(pl.Series(["a", "b", None] * 4), parse).to_list() == ["A", "B", None] * 4
    assert seen == [3]


def test_ids_lose_what_keeps_a_spreadsheet_from_reading_them_as_numbers():
    assert texts(column('="0017"', "18", '="A 1"')).to_list() == ["0017", "18", "A 1"]
    assert texts(column("123\t", "\t45", None)).to_list() == ["123", "45", None]


@pytest.mark.parametrize("word", ["null", "NULL", " - ", "None", "nan", "N/A", "\\N", "无", "--"])
def test_words_for_nothing_name_nobody(word: str):
    assert names(column(word, "m1", None, "nullify")).to_list() == [None, "m1", None, "nullify"]


def test_ids_of_orders_and_items_may_be_any_word():
    assert texts(column("null", "-")).to_list() == ["null", "-"]


def test_figures_are_read_without_their_outer_spaces_and_dashes_are_none():
    assert trimmed(column(" 5 ", "-", "", "n/a", None)).to_list() == ["5", None, None, None, None]


@given(st.lists(st.text("/ab ", max_size=8), max_size=5))
def test_a_path_in_a_file_is_read_as_a_cart_s_is(cells):
    read = paths(Column(Path("orders.csv"), "category", pl.Series(cells, dtype=pl.String)))
    assert read.to_list() == [plain_path(cell) for cell in cells]
