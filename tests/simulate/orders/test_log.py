from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.errors import ColumnMissing, LogEmpty, LogError, LogUnreadable, UnknownZone
from loyalty.simulate.orders.log import OrderLog
from loyalty.when import to_us
from tests.simulate.frames import Row, adds_up, at, back, codes, frame, log_of, log_of_csv, sale

SETS = {
    "analytix_retail": (23_040, 20_876, 5_506),
    "cdnow": (69_659, 69_659, 23_570),
    "complete_journey_sample": (74_556, 47_024, 2_373),
    "dqlab_ecommerce": (174_904, 69_825, 17_821),
    "foodmart_1997": (86_837, 20_530, 5_581),
    "marketing_insights_2019": (52_924, 26_631, 1_468),
    "maven_fuzzy_factory": (41_756, 32_313, 31_696),
    "tmall_2020": (29_733, 24_087, 0),
    "uci_online_retail_ii": (1_038_870, 40_070, 5_940),
}
"""Lines, sale orders and members (those with returns only too) of each history."""

CSV = """Order_ID,Customer_ID,ordered_at,SKU,quantity,unit_price,currency
A,小明,2025-01-02 00:30,茶,2,5.005,cny
A,小明,2025-01-02 00:30,杯,1,"1,000.00",CNY
B,,2025/1/3,茶,-1,5,CNY
"""


def packed(log: OrderLog) -> dict[str, object]:
    """Everything a replay sees, comparable."""
    own = {"name", "problems", "problem_rows", "extras", "line_row", "doc_ids", "by_member"}
    return {
        name: value.tolist()
        if isinstance(value, np.ndarray)
        else list(value)
        if isinstance(value, pl.Series)
        else value
        for name, value in vars(log).items()
        if name not in own
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_shops_csv_becomes_a_log(tmp_path: Path, encoding: str):
    log = log_of_csv(tmp_path, CSV.encode(encoding), zone="Asia/Shanghai")
    assert log.name == "orders"
    assert (log.first_at, log.last_at) == (
        to_us(datetime(2025, 1, 1, 16, 30, tzinfo=UTC)),
        to_us(datetime(2025, 1, 2, 16, tzinfo=UTC)),
    )
    assert log.item_sku == ["杯", "茶"]
    assert log.line_net.tolist() == [1001, 100_000, 500]
    assert log.doc_kind.tolist() == [0, 1]
    assert codes(log) == {"signed_refund": 1, "anonymous_order": 1, "unlinked_return": 1}


def test_csv_and_parquet_of_the_same_orders_give_the_same_hash(tmp_path: Path):
    rows = [sale("A", coupon_code="TEN"), sale("B", customer_id=None), back("R")]
    log = log_of(tmp_path, *rows)
    frame(rows).write_csv(tmp_path / "same.csv")
    assert OrderLog.read(tmp_path / "same.csv").content_hash == log.content_hash


@pytest.mark.parametrize(
    "change",
    [
        {"line_gross": 1001},
        {"quantity": 2},
        {"customer_id": "m2"},
        {"sku": "cup"},
        {"category": None},
        {"order_id": "AA"},
        {"channel": "web"},
        {"coupon_code": "TEN"},
        {"ordered_at": at(3)},
        {"currency": "USD"},
        {"kind": "return"},
    ],
)
def test_another_content_gives_another_hash(tmp_path: Path, change: Row):
    assert log_of(tmp_path, sale() | change).content_hash != log_of(tmp_path, sale()).content_hash


def test_texts_cannot_run_into_each_other_in_the_hash(tmp_path: Path):
    one = log_of(tmp_path, sale("ab", customer_id="c"), sale("d"))
    two = log_of(tmp_path, sale("a", customer_id="bc"), sale("d"))
    assert one.content_hash != two.content_hash


def test_members_join_with_their_first_document_where_nothing_is_said(tmp_path: Path):
    log = log_of(
        tmp_path, sale("B", ordered_at=at(3)), sale("A"), sale("C", customer_id="m2", ordered_at=at(4))
    )
    assert log.member_joined.tolist() == [to_us(at(2)), to_us(at(4))]


def test_extras_are_kept_per_line_and_only_on_request(tmp_path: Path):
    rows = [sale("B", note="used", ordered_at=at(3)), sale("A", note="clicked")]
    assert log_of(tmp_path, *rows).extras == {}
    log = log_of(tmp_path, *rows, extras=("note",))
    assert log.extras["note"].to_list() == ["clicked", "used"]
    assert log.content_hash == log_of(tmp_path, *rows).content_hash


def test_a_file_without_rows_is_refused(tmp_path: Path):
    header = CSV.splitlines()[0]
    with pytest.raises(LogEmpty, match="no usable order line"):
        log_of_csv(tmp_path, f"{header}\n\n")


def test_an_unknown_zone_is_refused(tmp_path: Path):
    with pytest.raises(UnknownZone):
        log_of(tmp_path, sale(), zone="Moon/Base")


def test_a_missing_column_is_one_sentence(tmp_path: Path):
    with pytest.raises(ColumnMissing, match="Did you mean 'Order_Nr'"):
        log_of_csv(tmp_path, CSV.replace("Order_ID", "Order_Nr"))


@pytest.mark.parametrize("name", ["ordered_at", "sku", "quantity"])
def test_a_column_of_a_type_nobody_can_read_is_one_sentence(tmp_path: Path, name: str):
    rows = frame([sale()]).with_columns(pl.lit([1]).alias(name))
    rows.write_parquet(tmp_path / "orders.parquet")
    with pytest.raises(LogUnreadable, match=rf"the column '{name}' is of the type List") as caught:
        OrderLog.read(tmp_path / "orders.parquet")
    assert isinstance(caught.value, LogError)
    assert "\n" not in str(caught.value)


@st.composite
def order_rows(draw: DrawFn) -> list[Row]:
    """Sales and returns of few orders, items and instants, so that everything collides."""
    rows = []
    for number in range(draw(st.integers(1, 12))):
        order = draw(st.sampled_from("AB"))
        given_back = draw(st.booleans())
        figures = {
            "line_no": number,
            "customer_id": draw(st.sampled_from(["m1", "m2", None])),
            "ordered_at": at(draw(st.integers(1, 3))),
            "sku": draw(st.sampled_from(["tea", "cup", None])),
            "quantity": draw(st.integers(0, 3)),
            "line_gross": draw(st.integers(-1, 300)),
            "channel": draw(st.sampled_from(["web", "app", None])),
            "coupon_code": draw(st.sampled_from(["TEN", None])),
        }
        of = draw(st.sampled_from(["A", "B", "gone", None]))
        rows.append(back(f"R{order}", of=of, **figures) if given_back else sale(order, **figures))
    return rows


def read(rows: Sequence[Row]) -> OrderLog:
    with TemporaryDirectory() as folder:
        return log_of(Path(folder), *rows, sale("Z", line_no=99))


@given(order_rows(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_rows_changes_nothing(rows: list[Row], chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    one, two = read(rows), read(shuffled)
    assert packed(one) == packed(two)
    assert codes(one) == codes(two)
    assert adds_up(one)


@given(order_rows())
def test_a_file_joined_with_itself_is_the_file(rows: list[Row]):
    once, twice = read(rows), read([*rows, sale("Z", line_no=99), *rows])
    assert packed(once) == packed(twice)
    assert adds_up(twice)
    before, after = codes(once), codes(twice)
    bad = {code: 2 * before[code] for code in before.keys() & BAD_CELLS}
    assert {code: after[code] for code in after.keys() & BAD_CELLS} == bad
    assert after["duplicate_row"] == once.problems.rows_in - sum(bad.values()) // 2
    assert {code: after.get(code) for code in before.keys() - BAD_CELLS} == {
        code: before[code] for code in before.keys() - BAD_CELLS
    }


BAD_CELLS = {"missing_sku", "quantity_not_positive", "negative_money"}
"""Found row by row, before a second copy of a row is."""


@pytest.mark.parametrize("name", sorted(SETS))
def test_every_real_history_loads_and_adds_up(shared_data: Path, name: str):
    log = OrderLog.read(shared_data / "lines" / f"{name}.parquet")
    lines, orders, members = SETS[name]
    assert log.problems.rows_in == lines
    assert int((log.doc_kind == 0).sum()) == orders
    assert len(log.member_ids) == members
    assert adds_up(log)


def test_orders_returned_twice_in_full_are_found_in_a_real_history(shared_data: Path):
    log = OrderLog.read(shared_data / "lines" / "analytix_retail.parquet")
    assert codes(log) == {"return_of_more_than_bought": 105, "return_of_unknown_order": 2}


def test_partial_refunds_are_found_in_a_real_history(shared_data: Path):
    log = OrderLog.read(shared_data / "lines" / "tmall_2020.parquet")
    assert codes(log) == {"anonymous_order": 29_733, "amount_only_refund": 514}


def test_a_real_history_in_any_order_or_joined_with_itself_is_the_same(shared_data: Path, tmp_path: Path):
    source = shared_data / "lines" / "maven_fuzzy_factory.parquet"
    log, rows = OrderLog.read(source), pl.read_parquet(source)
    rows.sample(fraction=1, shuffle=True, seed=7).write_parquet(tmp_path / "shuffled.parquet")
    pl.concat([rows, rows]).write_parquet(tmp_path / "doubled.parquet")
    assert OrderLog.read(tmp_path / "shuffled.parquet").content_hash == log.content_hash
    doubled = OrderLog.read(tmp_path / "doubled.parquet")
    assert doubled.content_hash == log.content_hash
    assert codes(doubled) == {"duplicate_row": rows.height}
