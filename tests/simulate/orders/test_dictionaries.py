from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders import dictionaries
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.dictionaries import (
    Dictionary,
    IdColumn,
    grouped,
    ranked,
    whole_numbers,
    without_blanks,
)
from loyalty.simulate.orders.parsing import names

CELLS = st.lists(st.sampled_from(["b", "a", "é", "茶", "a ", "", "  ", None]), max_size=8)
IDS = st.lists(st.sampled_from(["1", "20", "3", "-5", "9223372036854775807", None]), max_size=12)
TEXT_IDS = st.lists(st.sampled_from(["A", "a", "é", "007", "7", None]), max_size=12)


def column(data: pl.Series) -> Column:
    return Column(Path("orders.csv"), "sku", data)


def text(cells) -> pl.Series:
    return pl.Series(cells, dtype=pl.String)


@given(st.lists(CELLS, max_size=5))
def test_batches_of_texts_become_places_in_one_list_in_byte_order(batches):
    dictionary = Dictionary()
    codes = [dictionary.codes(column(text(cells))) for cells in batches]
    values, rank = dictionary.sorted()
    found = [values[int(rank[code])] if rank[code] >= 0 else None for part in codes for code in part]
    wanted = [cell if cell and cell.strip() else None for cells in batches for cell in cells]
    assert found == wanted
    assert values.to_list() == sorted({cell for cell in wanted if cell}, key=str.encode)


@given(st.lists(st.one_of(IDS, TEXT_IDS), max_size=4))
def test_ids_stay_what_was_written_whether_numbers_or_text(batches):
    ids = IdColumn()
    for cells in batches:
        ids.add(text(cells))
    joined = ids.joined()
    wanted = [cell for cells in batches for cell in cells]
    assert joined.cast(pl.String).to_list() == wanted
    if wanted and not {"A", "a", "é", "007"} & set(wanted):
        assert joined.dtype == pl.Int64


def test_numbers_that_are_stored_as_such_meet_those_in_text():
    ids = IdColumn()
    ids.add(pl.Series([1, None, 30]))
    ids.add(text(["2", "x"]))
    assert ids.joined().to_list() == ["1", None, "30", "2", "x"]


@given(st.one_of(IDS.map(lambda ids: text(ids).cast(pl.Int64)), TEXT_IDS.map(text)))
def test_equal_ids_share_a_number_and_others_do_not(ids: pl.Series):
    check_grouped(ids)


@given(TEXT_IDS.map(text))
def test_texts_that_share_a_hash_are_still_told_apart(ids: pl.Series):
    same = pl.Series.hash
    pl.Series.hash = lambda self: pl.Series([0] * self.len(), dtype=pl.UInt64)
    try:
        check_grouped(ids)
    finally:
        pl.Series.hash = same


def check_grouped(ids: pl.Series) -> None:
    found = grouped(ids)
    cells, codes = ids.to_list(), found.codes.tolist()
    assert [code < 0 for code in codes] == [cell is None for cell in cells]
    known = [(cell, code) for cell, code in zip(cells, codes, strict=True) if cell is not None]
    assert len({cell for cell, _ in known}) == len({code for _, code in known}) == len(set(known))
    assert [cells[place] for place in found.first.tolist()] == [
        next(cell for cell, code in known if code == number) for number in range(found.first.size)
    ]
    if found.unique:
        assert codes == list(range(len(cells)))


def test_ids_that_ascend_are_unique_without_a_look_at_each_other():
    assert grouped(pl.Series([1, 2, 5])).unique
    assert grouped(text(["b", "a"])).unique
    assert not grouped(pl.Series([1, 2, 1])).unique


@given(st.one_of(IDS.map(lambda ids: text(ids).cast(pl.Int64)), TEXT_IDS.map(text)))
def test_ids_are_ranked_by_the_bytes_of_their_text(ids: pl.Series):
    found = ranked(ids)
    wanted = ids.cast(pl.String).to_list()
    assert found.values.to_list() == sorted({cell for cell in wanted if cell}, key=str.encode)
    assert [found.values[code] if code >= 0 else None for code in found.codes.tolist()] == wanted


def test_sparse_numbers_are_ranked_like_dense_ones(monkeypatch):
    ids = pl.Series([5, None, 100, 7, 5])
    dense = ranked(ids)
    monkeypatch.setattr(dictionaries, "SPAN_PER_ID", 0)
    sparse = ranked(ids)
    assert dense.values.to_list() == sparse.values.to_list() == ["100", "5", "7"]
    assert dense.codes.tolist() == sparse.codes.tolist() == [1, -1, 0, 2, 1]


def test_blank_texts_are_none_and_others_stay_as_written():
    assert without_blanks(text(["a ", " ", "", None])).to_list() == ["a ", None, None, None]


@pytest.mark.parametrize("table_max", [0, 10, 2**22])
def test_however_a_file_stores_its_texts_they_are_the_same(monkeypatch, table_max: int):
    monkeypatch.setattr(dictionaries, "TABLE_MAX", table_max)
    cells = ["7", "30", "7", "-4", "1000"]
    numbers = pl.Series([int(cell) for cell in cells], dtype=pl.Int32)
    dictionary = Dictionary()
    stored = (
        numbers,
        text(cells),
        text(cells).cast(pl.Categorical),
        text(cells).cast(pl.Enum(["x", "30", "7", "1000", "-4"])),
        numbers.cast(pl.Float64),
        pl.Series([*numbers[:1], None, *numbers[2:]], dtype=pl.Int16),
    )
    found = [dictionary.codes(column(data)) for data in stored]
    values, rank = dictionary.sorted()
    assert values.to_list() == ["-4", "1000", "30", "7"]
    for codes in found[:-1]:
        assert [values[int(place)] for place in rank[codes]] == cells
    assert [int(place) for place in rank[found[-1]]] == [3, -1, 3, 0, 1]


def test_texts_that_mean_nothing_or_the_same_are_so_in_every_batch():
    dictionary = Dictionary(names)
    one = dictionary.codes(column(text(["null", "web", None])))
    two = dictionary.codes(column(text(['="web"', "-", "app"])))
    values, rank = dictionary.sorted()
    assert values.to_list() == ["app", "web"]
    assert [rank[codes].tolist() for codes in (one, two)] == [[-1, 1, -1], [1, -1, 0]]


@pytest.mark.parametrize("cells", [["1", "x"], ["01"], ["1 "], ["+1"], ["-0"], [str(2**63)]])
def test_a_text_that_is_no_usual_number_keeps_all_of_them_text(cells: list[str]):
    assert whole_numbers(text(cells)) is None
    assert whole_numbers(text(["1", None, "-5"])) is not None
