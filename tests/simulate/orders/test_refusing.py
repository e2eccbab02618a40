from pathlib import Path

import polars as pl

from loyalty.simulate.orders.refusing import EXPORT, damaged, refused


def test_a_refusal_says_in_both_languages_what_is_wrong_and_how_to_mend_it():
    error = refused(Path("a.csv"), "it is a folder.", "它是文件夹。", mend=EXPORT)
    assert (
        str(error)
        == "a.csv cannot be read: it is a folder. Give one Parquet file or one CSV file of order lines."
    )
    assert error.text("zh") == "无法读取 a.csv：它是文件夹。请提供一个 Parquet 或 CSV 订单行文件。"


def test_the_readers_own_words_are_not_passed_on():
    error = damaged(Path("a.csv"), pl.exceptions.ComputeError("thrift footer at 7"))
    assert "cut off or damaged" in str(error)
    assert "thrift" not in str(error)


def test_a_line_with_too_many_cells_is_told_apart():
    error = damaged(Path("a.csv"), pl.exceptions.ComputeError("found more fields than defined"))
    assert "more cells than the header" in str(error)
