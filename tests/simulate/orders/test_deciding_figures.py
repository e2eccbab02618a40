from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.deciding_figures import FiguresQuestion, decimal_mark, refuse_shares


def mark_of(*cells: str, separator: str = ",") -> str:
    question = seen(list(cells))
    return decimal_mark([question], [Column(Path("orders.csv"), "price", pl.Series([]))], separator=separator)


def seen(cells: list[object], dtype: pl.DataType | None = None) -> FiguresQuestion:
    question = FiguresQuestion("price", whole_is_enough=False)
    question.see(pl.DataFrame({"price": pl.Series(cells, dtype=dtype, strict=False)}))
    return question


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["12.50"], "."),
        (["12,50"], ","),
        (["1,234", "5.5"], "."),
        (["1.234", "5,5"], ","),
        (["1,234.50"], "."),
        (["1.234,50"], ","),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["0,125"], ","),
        (["0.125", "1,250"], "."),
        (["€ 12,5", "(3,25)"], ","),
        (["1 234,5"], ","),
        (["1,234"], "."),
        (["1.234"], "."),
        (["5", "100"], "."),
        (["x", ""], "."),
    ],
)
def test_the_mark_is_decided_by_the_cells_that_can_tell(cells: list[str], mark: str):
    assert mark_of(*cells) == mark


def test_cells_that_contradict_each_other_are_refused_with_both():
    with pytest.raises(LogUnreadable, match=r"'price' holds '12.50' while another cell is '7,25'") as caught:
        mark_of("12.50", "7,25")
    assert "--decimal-mark" in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "separator"), [(["1,234", "1.234"], ","), (["1,234"], ";"), (["1.234"], ";")]
)
def test_cells_that_leave_it_open_are_refused_where_either_could_be(cells: list[str], separator: str):
    with pytest.raises(LogUnreadable, match="may be a whole number or one with three decimals"):
        mark_of(*cells, separator=separator)


@pytest.mark.parametrize(
    ("cells", "dtype", "fraction"),
    [
        (["12.50"], None, True),
        (["12.00"], None, True),
        (["12.0"], None, False),
        (["12", "1,234"], None, False),
        ([1250, 3], pl.Int64(), False),
        ([12.0, 3.0], pl.Float64(), False),
        ([12.5], pl.Float64(), True),
        ([12], pl.Decimal(10, 2), True),
        ([12], pl.Decimal(10, 0), False),
    ],
)
def test_decimals_that_count_are_seen(cells: list[object], dtype: pl.DataType | None, fraction: bool):
    assert seen(cells, dtype).fraction["."] is fraction


@pytest.mark.parametrize(
    ("cells", "signs"),
    [
        (["5", "0"], (True, False)),
        (["-5", "0.00"], (False, True)),
        (["(5.00)", "3"], (True, True)),
        (["5-"], (False, True)),
        ([0, None], (False, False)),
        ([-1.5, 2.0], (True, True)),
    ],
)
def test_the_signs_of_the_figures_are_seen(cells: list[object], signs: tuple[bool, bool]):
    question = seen(cells)
    assert (question.positive, question.negative) == signs


def test_whole_figures_settle_it_only_where_they_are_enough():
    enough = FiguresQuestion("price", whole_is_enough=True)
    for question, settled in ((seen(["5"]), False), (seen(["5.50"]), True)):
        assert question.settled is settled
    enough.see(pl.DataFrame({"price": ["5"]}))
    assert enough.settled


@pytest.mark.parametrize("cells", [["0.2", "0", "1"], ["0,15"], [0.2, 0.0], ["20%", "5"], ["10 ％"]])
def test_a_discount_told_as_a_share_is_no_amount(cells: list[object]):
    with pytest.raises(
        LogUnreadable, match=r"'price' looks like shares of the price.*--map 'price=line_discount'"
    ):
        refuse_shares(seen(cells), Column(Path("orders.csv"), "price", pl.Series([])))


@pytest.mark.parametrize("cells", [["0.2", "1.5"], ["0.50", "10.00"], ["1", "0"], ["0.00"], [0.5, 2.0], []])
def test_a_discount_of_amounts_may_hold_small_ones(cells: list[object]):
    refuse_shares(
        seen(cells, pl.String() if not cells else None), Column(Path("x.csv"), "price", pl.Series([]))
    )
