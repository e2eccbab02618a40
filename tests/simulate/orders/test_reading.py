from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import FileMissing, LogEmpty, LogUnreadable
from loyalty.simulate.orders.reading import open_table

TEXT = "order_id,地址\nA,上海\nB,北京\n"


def table_of(folder: Path, content: bytes, name: str = "orders.csv"):
    path = folder / name
    path.write_bytes(content)
    return open_table(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_reads_the_same_in_every_encoding_a_shop_uses(tmp_path: Path, encoding: str):
    table = table_of(tmp_path, TEXT.encode(encoding))
    assert table.columns == ("order_id", "地址")
    assert table.load(table.columns).to_dict(as_series=False) == {
        "order_id": ["A", "B"],
        "地址": ["上海", "北京"],
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_headers(tmp_path: Path, separator: str):
    table = table_of(tmp_path, f"a{separator}b\n1{separator}x y\n".encode())
    assert table.load(["b"])["b"].to_list() == ["x y"]


def test_cells_stay_text_and_blank_lines_are_no_rows(tmp_path: Path):
    table = table_of(tmp_path, b'a,b\r\n007,1.10\r\n\r\n"x, ""y""\nz",\r\n\r\n')
    assert table.load(table.columns).rows() == [("007", "1.10"), ('x, "y"\nz', None)]


def test_parquet_is_known_by_its_content_and_loads_only_what_is_asked_for(tmp_path: Path):
    pl.DataFrame({"a": [1], "b": ["x"]}).write_parquet(tmp_path / "orders[1].data")
    table = open_table(tmp_path / "orders[1].data")
    assert table.columns == ("a", "b")
    assert table.load(["b"]).columns == ["b"]


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(FileMissing, match=r"no file .*orders\.csv"):
        open_table(tmp_path / "orders.csv")


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="it is a folder"):
        open_table(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(LogEmpty):
        table_of(tmp_path, content)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_truncated_parquet_file_is_one_clear_sentence(tmp_path: Path, kept: float):
    whole = tmp_path / "whole.parquet"
    pl.DataFrame({"a": range(1000)}).write_parquet(whole)
    content = whole.read_bytes()
    with pytest.raises(LogUnreadable, match=r"cut off or damaged. Export or copy it again") as caught:
        table_of(tmp_path, content[: int(len(content) * kept)], "cut.parquet")
    assert "\n" not in str(caught.value)
    assert "文件不完整" in caught.value.text("zh")


def test_a_parquet_file_damaged_inside_is_refused_when_it_is_loaded(tmp_path: Path):
    whole = tmp_path / "whole.parquet"
    pl.DataFrame({"a": range(50_000)}).write_parquet(whole)
    content = bytearray(whole.read_bytes())
    content[100:400] = bytes(300)
    with pytest.raises(LogUnreadable, match="cut off or damaged"):
        table_of(tmp_path, bytes(content), "damaged.parquet").load(["a"])


def test_a_csv_that_stops_inside_a_line_is_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="last line stops after 2 of 3 columns, so the file is cut off"):
        table_of(tmp_path, b"a,b,c\n1,2,3\n4,5")


def test_a_csv_without_a_final_line_end_is_whole(tmp_path: Path):
    assert table_of(tmp_path, b"a,b\n1,2\n3,4").load(["b"]).height == 2


def test_an_open_quote_is_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="cut off or damaged"):
        table_of(tmp_path, b'a,b\n1,"2\n').load(["b"])


def test_a_line_with_too_many_cells_is_refused_with_the_way_out(tmp_path: Path):
    with pytest.raises(LogUnreadable, match=r"more cells than the header. Put cells that hold the separator"):
        table_of(tmp_path, b"a,b\n1,2,3\n").load(["b"])


def test_two_columns_of_one_name_are_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="two columns are called 'a'"):
        table_of(tmp_path, b"a,b,a\n1,2,3\n")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_spreadsheet_is_asked_for_as_csv(tmp_path: Path, start: bytes):
    with pytest.raises(LogUnreadable, match=r"it is a spreadsheet. Save it as CSV"):
        table_of(tmp_path, start + b"rest", "orders.xlsx")


@pytest.mark.parametrize("content", [b"a,b\n\x00\x01\x02\n", b"a,b\n\xff\xff\xff\n"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes):
    with pytest.raises(LogUnreadable, match="neither Parquet nor text"):
        table_of(tmp_path, content)
