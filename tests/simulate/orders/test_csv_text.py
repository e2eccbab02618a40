import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty.errors import LogEmpty, LogUnreadable
from loyalty.simulate.orders.csv_text import csv_text

CELLS = st.text(st.sampled_from('a0 ,;|\t"\n小é'), min_size=1, max_size=6).filter(str.strip)


def rows_of(path: Path, content: bytes, *, block: int, **options: str | None) -> list[tuple[str | None, ...]]:
    path.write_bytes(content)
    text = csv_text(path, **({"encoding": None, "delimiter": None} | options), block=block)
    return [row for frame, _ in text.frames(list(text.columns)) for row in frame.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), block=st.integers(4, 64))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_file_reads_the_same_in_blocks_of_any_size(
    tmp_path: Path, rows: list[tuple[str, str]], block: int, encoding: str
):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("one", "two"), *rows])
    content = text.getvalue().encode(encoding)
    # Two letters of GB18030 may be UTF-8 by chance: so short a file must say what it is.
    told = encoding if encoding == "gb18030" else None
    assert rows_of(tmp_path / "a.csv", content, block=2 * block, delimiter=",", encoding=told) == rows


def test_chinese_names_long_after_the_first_block_tell_the_encoding(tmp_path: Path):
    content = "a,b\n" + "1,x\n" * 500 + "2,上海\n"
    found = rows_of(tmp_path / "a.csv", content.encode("gb18030"), block=64)
    assert found[-1] == ("2", "上海")


def test_a_character_cut_by_a_block_stays_whole(tmp_path: Path):
    for size in range(8, 24):
        content = "a,b\n1,上海北京\n2,天津\n".encode()
        assert rows_of(tmp_path / "a.csv", content, block=size) == [("1", "上海北京"), ("2", "天津")]


def test_a_cell_may_hold_line_ends_across_blocks(tmp_path: Path):
    content = b'a,b\n1,"x\ny ""z""\n"\n\n2,w\n'
    for size in range(6, 30):
        assert rows_of(tmp_path / "a.csv", content, block=size) == [("1", 'x\ny "z"\n'), ("2", "w")]


def test_the_encoding_and_the_delimiter_may_be_told(tmp_path: Path):
    content = "a,x;b\n1,5;é\n".encode("cp1252")
    found = rows_of(tmp_path / "a.csv", content, block=1024, encoding="cp1252", delimiter=";")
    assert found == [("1,5", "é")]


def test_an_encoding_that_does_not_fit_is_said(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="not text in utf-8"):
        rows_of(tmp_path / "a.csv", "a\né\n".encode("cp1252"), block=1024, encoding="utf-8")


def test_an_encoding_that_nobody_knows_is_said(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="no encoding is called 'latin-99'"):
        rows_of(tmp_path / "a.csv", b"a\n1\n", block=1024, encoding="latin-99")


def test_a_quote_that_never_closes_is_refused_before_memory_runs_out(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("loyalty.simulate.orders.csv_text.RECORD_MAX", 4096)
    content = b'a,b\n1,"x\n' + b"2,y\n" * 4000
    with pytest.raises(LogUnreadable, match="a quote is opened and never closed"):
        rows_of(tmp_path / "a.csv", content, block=256)


def test_a_blank_file_is_empty(tmp_path: Path):
    with pytest.raises(LogEmpty):
        rows_of(tmp_path / "a.csv", b"\xef\xbb\xbf\n \n", block=1024)


def test_a_last_line_that_stops_short_is_a_file_cut_off_in_every_encoding(tmp_path: Path):
    for encoding in ("utf-8", "utf-16", "gb18030"):
        with pytest.raises(LogUnreadable, match="stops after 2 of 3 columns"):
            rows_of(tmp_path / "a.csv", "a,b,城\n1,2,3\n4,5".encode(encoding), block=1024)


def test_how_much_of_the_file_lies_behind_is_told(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 100)
    text = csv_text(path, encoding=None, delimiter=None, block=64)
    behind = [done for _, done in text.frames(["a"])]
    assert behind == sorted(behind)
    assert behind[-1] == path.stat().st_size


def test_a_quote_inside_a_cell_without_quotes_is_only_a_quote(tmp_path: Path):
    content = b'a,b\n1,5" pipe\n2,"x, ""y"""\n3,6" pipe\n4,z" w\n'
    wanted = [("1", '5" pipe'), ("2", 'x, "y"'), ("3", '6" pipe'), ("4", 'z" w')]
    assert rows_of(tmp_path / "a.csv", content, block=1024) == wanted


def test_an_open_quote_that_swallows_lines_is_still_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="cut off or damaged"):
        rows_of(tmp_path / "a.csv", b'a,b\n"1,x\n2,y\n', block=1024)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_that_stops_inside_a_letter_is_cut_off(tmp_path: Path, encoding: str):
    content = ("订单,金额\n" + "甲,1\n" * 50 + "乙,上海").encode(encoding)
    with pytest.raises(LogUnreadable) as error:
        rows_of(tmp_path / "a.csv", content[:-1], block=64)
    assert "stops inside a letter" in str(error.value)
    assert "不完整" in error.value.text("zh")
