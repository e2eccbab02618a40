from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.simulate.orders import matching
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import Row, adds_up, at, back, codes, frame, log_of, sale


@st.composite
def sales_and_returns(draw: DrawFn) -> list[Row]:
    """One order of few lines, and returns of more or less of them."""
    rows = []
    for line in range(draw(st.integers(1, 3))):
        figures = {"quantity": draw(st.integers(1, 4)), "line_gross": draw(st.integers(0, 50))}
        rows.append(sale("A", line_no=line, sku=draw(st.sampled_from(["tea", "cup"])), **figures))
    for number in range(draw(st.integers(1, 3))):
        figures = {"quantity": draw(st.integers(1, 5)), "line_gross": draw(st.integers(0, 60))}
        figures["line_discount"] = draw(st.integers(0, figures["line_gross"]))
        sku = draw(st.sampled_from(["tea", "cup", "top"]))
        rows.append(back(f"R{number}", ordered_at=at(5 + number), line_no=1, sku=sku, **figures))
    return rows


@given(sales_and_returns())
@settings(max_examples=60)
def test_lines_answered_at_once_are_answered_as_one_by_one(rows: list[Row]):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.parquet"
        frame(rows).write_parquet(path)
        at_once = OrderLog.read(path)
        small, matching.SMALL = matching.SMALL, 0
        try:
            one_by_one = OrderLog.read(path)
        finally:
            matching.SMALL = small
    assert at_once.content_hash == one_by_one.content_hash
    assert at_once.problems == one_by_one.problems
    assert adds_up(at_once)


@given(sales_and_returns())
@settings(max_examples=60)
def test_no_line_gives_back_more_units_or_money_than_it_was(rows: list[Row]):
    with TemporaryDirectory() as folder:
        log = log_of(Path(folder), *rows)
    for line in range(int(log.doc_line_start[1])):
        gives = log.line_target == line
        assert int(log.line_units[gives].sum()) <= int(log.line_quantity[line])
        assert int(log.line_refund[gives].sum()) <= int(log.line_net[line])


def test_a_history_without_linked_returns_holds_no_matches(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), back("R", of=None))
    assert [column.strides for column in (log.line_target, log.line_units, log.line_refund)] == [(0,)] * 3
    assert (log.line_target.tolist(), log.line_units.tolist()) == ([-1, -1], [0, 0])


@pytest.mark.parametrize("money", [1000, 2**31])
def test_figures_of_any_size_match_exactly(tmp_path: Path, money: int):
    log = log_of(
        tmp_path, sale("A", quantity=3, line_gross=money), back("R", quantity=1, line_gross=money // 3)
    )
    assert (log.line_target.tolist(), log.line_units.tolist()) == ([-1, 0], [0, 1])
    assert codes(log) == {}


def test_a_split_line_stands_beside_its_rest_and_what_follows_moves_on(tmp_path: Path):
    rows = [
        sale("A", line_no=1, line_gross=500),
        sale("A", line_no=2, line_gross=600),
        back("R", line_no=1, quantity=2, line_gross=1100),
        back("R", line_no=2, sku="cup", line_gross=5),
        sale("Z", ordered_at=at(9)),
    ]
    log = log_of(tmp_path, *rows)
    assert log.doc_line_start.tolist() == [0, 2, 5, 6]
    assert log.line_target.tolist() == [-1, -1, 0, 1, -1, -1]
    assert log.line_row.tolist() == [0, 1, 2, 2, 3, 4]
    assert int(log.line_net[2:4].sum()) == 1100
