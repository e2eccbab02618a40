import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.errors import LogEmpty, MixedCurrency, ReadingCancelled
from loyalty.simulate.orders import disputes, log
from loyalty.simulate.orders.intake import Reading, Wishes, take_in
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import Row, adds_up, at, back, codes, frame, sale

COLUMNS = [
    "order_id",
    "return_id",
    "original_order_id",
    "ordered_at",
    "member_id",
    "channel",
    "kind",
    "currency",
    "shipping_fee",
    "line_no",
    "sku",
    "category",
    "quantity",
    "line_gross",
    "line_discount",
    "coupon_code",
]
BATCHES = (1, 7, 1000)


@st.composite
def csv_texts(draw: DrawFn) -> str:
    """Orders that are split, repeated, shuffled and odd, with blank lines and line ends inside cells."""
    columns = [
        name for name in COLUMNS if name not in draw(st.sets(st.sampled_from(["line_no", "return_id"])))
    ]
    ids = st.sampled_from(draw(st.sampled_from([("1", "20", "3"), ("A", "b", "007", "1")])))
    rows: list[dict[str, str]] = []
    for number in range(draw(st.integers(1, 5))):
        shared = {
            "order_id": draw(ids),
            "return_id": draw(st.sampled_from(["", "R1", "5"])),
            "original_order_id": draw(st.one_of(st.just(""), ids)),
            "ordered_at": f"2025-01-0{draw(st.integers(1, 3))} 12:00",
            "member_id": draw(st.sampled_from(["m1", "2", ""])),
            "channel": draw(st.sampled_from(["web", ""])),
            "kind": draw(st.sampled_from(["sale", "sale", "return"])),
            "currency": "CNY",
            "shipping_fee": draw(st.sampled_from(["", "800", "x"])),
        }
        for line in range(draw(st.integers(1, 4))):
            own = {
                "line_no": str(draw(st.sampled_from([line + 1, line + 1, number, ""]))),
                "sku": draw(st.sampled_from(["tea", 'cup "big"\nred', "茶", ""])),
                "category": draw(st.sampled_from(["x", "y", ""])),
                "quantity": str(draw(st.integers(0, 3))),
                "line_gross": str(draw(st.integers(-1, 300))),
                "line_discount": str(draw(st.sampled_from([0, 0, 10]))),
                "coupon_code": draw(st.sampled_from(["TEN", ""])),
            }
            rows.append(shared | own)
    rows = draw(st.one_of(st.just(rows), st.permutations(rows), st.just(rows + rows[:2])))
    rows.append(
        dict(rows[0]) | {"order_id": "9", "kind": "sale", "sku": "tea", "quantity": "1", "line_gross": "7"}
    )
    rows[-1] |= {"line_discount": "0", "ordered_at": "2025-01-01", "return_id": "", "original_order_id": ""}
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue() + draw(st.sampled_from(["", "\n\n"]))


def contents(found: OrderLog) -> dict[str, object]:
    """All of a log, comparable."""
    return {
        name: value.tolist()
        if isinstance(value, np.ndarray)
        else (str(value.dtype), value.to_list())
        if isinstance(value, pl.Series)
        else value
        for name, value in vars(found).items()
        if name not in {"problems", "problem_rows"}
    } | {
        "entries": found.problems.entries,
        "by_member": found.by_member.tolist(),
        "rows": [
            column.tolist() if isinstance(column, np.ndarray) else column.to_list()
            for column in (getattr(found.problem_rows, part) for part in ("rows", "reasons", "orders"))
        ],
    }


def read(path: Path, rows: int, **options: object) -> OrderLog:
    """The log as it comes from batches of so many rows, disputes settled as few at a time."""
    at_once, disputes.ROWS_AT_ONCE = disputes.ROWS_AT_ONCE, min(rows, disputes.ROWS_AT_ONCE)
    wishes, log.Wishes = log.Wishes, lambda **told: Wishes(**told, rows=rows)
    try:
        return OrderLog.read(path, **options)
    finally:
        disputes.ROWS_AT_ONCE, log.Wishes = at_once, wishes


@given(csv_texts())
@settings(max_examples=40)
def test_neither_the_size_of_a_batch_nor_packing_shows_in_a_log(text: str):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        path.write_text(text, encoding="utf-8")
        whole = read(path, 10**6)
        assert adds_up(whole)
        for rows in BATCHES:
            assert contents(read(path, rows)) == contents(whole)
        assert contents(OrderLog.read(path, packed="beside")) == contents(whole)
        assert contents(OrderLog.read(path, packed="beside")) == contents(whole)


@given(csv_texts())
@settings(max_examples=40)
def test_csv_and_parquet_of_the_same_rows_are_one_log(text: str):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        path.write_text(text, encoding="utf-8")
        table = pl.read_csv(path, infer_schema=False)
        table = table.filter(~pl.all_horizontal(pl.all().is_null()))
        table.write_parquet(path.with_suffix(".parquet"), row_group_size=3)
        one, two = OrderLog.read(path), OrderLog.read(path.with_suffix(".parquet"))
        assert contents(one) | {"files": ()} == contents(two) | {"files": ()}


def files_of(folder: Path, *several: list[Row]) -> list[Path]:
    paths = [folder / f"part{number}.parquet" for number in range(len(several))]
    for path, rows in zip(paths, several, strict=True):
        frame(rows).write_parquet(path)
    return paths


def test_several_files_are_one_history(tmp_path: Path):
    first, second = [sale("A"), sale("B", ordered_at=at(3))], [back("R", of="A"), sale("C", ordered_at=at(4))]
    found = OrderLog.read(files_of(tmp_path, first, second))
    (tmp_path / "one").mkdir()
    alone = OrderLog.read(files_of(tmp_path / "one", [*first, *second]))
    assert found.content_hash == alone.content_hash
    assert found.files == (("part0.parquet", 0), ("part1.parquet", 2))
    assert found.problems.rows_in == 4


def test_an_order_that_stands_in_two_files_counts_once(tmp_path: Path):
    rows = [sale("A", line_no=1), sale("A", line_no=2, sku="cup"), sale("B", ordered_at=at(3))]
    found = OrderLog.read(files_of(tmp_path, rows, [*rows[:2], sale("C", ordered_at=at(4))]))
    assert found.doc_ids.to_list() == ["A", "B", "C"]
    assert codes(found) == {"duplicate_row": 2}
    assert adds_up(found)


def test_an_order_that_two_files_tell_differently_is_as_the_first_one_has_it(tmp_path: Path):
    found = OrderLog.read(files_of(tmp_path, [sale("A")], [sale("A", line_gross=900), sale("B")]))
    assert found.doc_ids.to_list() == ["A", "B"]
    assert found.line_gross.tolist() == [1000, 1000]
    assert codes(found) == {"order_differs": 1}
    assert adds_up(found)


def test_files_may_have_columns_of_their_own(tmp_path: Path):
    first, second = [sale("A", attribute_colour="red")], [sale("B", attribute_size="L", sku="cup")]
    found = OrderLog.read(files_of(tmp_path, first, second))
    assert found.item_attributes == {"colour": [None, "red"], "size": ["L", None]}


def test_files_in_two_currencies_are_refused(tmp_path: Path):
    with pytest.raises(MixedCurrency, match=r"part1\.parquet holds amounts in USD beside CNY"):
        OrderLog.read(files_of(tmp_path, [sale("A")], [sale("B", currency="USD")]))


def test_a_file_without_rows_among_others_is_refused_by_name(tmp_path: Path):
    paths = files_of(tmp_path, [sale("A")])
    empty = tmp_path / "empty.parquet"
    frame([sale("A")]).clear().write_parquet(empty)
    with pytest.raises(LogEmpty, match=r"empty\.parquet"):
        OrderLog.read([*paths, empty])


def test_progress_counts_the_bytes_of_all_files_up_to_their_end(tmp_path: Path):
    paths = files_of(tmp_path, [sale("A"), sale("B")], [sale("C")])
    told: list[Reading] = []
    take_in(Wishes(paths=tuple(paths), rows=1), tell=told.append, stop=lambda: False)
    reading = [one for one in told if one.stage == "reading"]
    assert [one.done for one in reading] == sorted(one.done for one in reading)
    assert reading[-1].done == reading[-1].total == sum(path.stat().st_size for path in paths)
    assert (reading[-1].rows, reading[-1].file) == (3, "part1.parquet")
    assert told[-1].stage == "packing"


def test_reading_stops_where_it_is_told_to(tmp_path: Path):
    paths = files_of(tmp_path, [sale("A"), sale("B")])
    told: list[Reading] = []
    with pytest.raises(ReadingCancelled) as stopped:
        OrderLog.read(paths, progress=told.append, cancelled=lambda: True)
    assert told == []
    assert stopped.value.code == "reading_cancelled"
