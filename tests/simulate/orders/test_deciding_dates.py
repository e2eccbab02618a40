from datetime import date
from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.deciding_dates import DateOrderQuestion
from tests.simulate.decisions import decided


def order_of(*batches: list[object]) -> str:
    """What a column of these batches answers."""
    question = DateOrderQuestion("day")
    for cells in batches:
        question.see(pl.DataFrame({"day": cells}, strict=False))
    return question.answer(Column(Path("orders.csv"), "day", pl.Series([])))


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2025-01-02", "2025/1/2", "20250102", "2025年1月2日"], "year_first"),
        (["2 Jan 2025", "January 2, 2025"], "year_first"),
        (["03/04/2025", "13/04/2025"], "day_first"),
        (["03/04/2025 10:00", "03/31/2025 11:00 PM"], "month_first"),
        (["3.4.2025"], "day_first"),
        (["05/05/2025", "06/06/2025"], "day_first"),
        (["2025-01-02", "25/12/2025", "03/04/2025"], "day_first"),
        (["03/04/25", "03/28/2025"], "month_first"),
        (["", None], "year_first"),
        ([date(2025, 1, 2)], "year_first"),
    ],
)
def test_the_order_is_decided_by_the_whole_column(cells: list[object], order: str):
    assert order_of(cells) == order


def test_a_date_in_a_later_batch_decides_too():
    assert order_of(["03/04/2025"], ["03/05/2025"], ["03/31/2025"]) == "month_first"


@pytest.mark.parametrize(
    "cells", [["03/04/2025", "12/11/2025"], ["03/04/25", "13/04/25"], ["1/2/2025 3:00 PM"]]
)
def test_dates_that_can_be_both_are_not_guessed(cells: list[object]):
    with pytest.raises(
        LogUnreadable, match=r"'day' may be day first or month first: '.*' can be both"
    ) as caught:
        order_of(cells)
    assert "--date-order day_first or month_first" in str(caught.value)
    assert "无法判断日在前还是月在前" in caught.value.text("zh")


@pytest.mark.parametrize("later", [["31/12/2025"], ["31.12.2025 10:00"]])
def test_a_column_that_contradicts_itself_is_refused_with_both_dates(later: list[object]):
    with pytest.raises(
        LogUnreadable, match=r"holds both '31.12.2025.*' \(day first\) and '12/31/2025' \(month first\)"
    ):
        order_of(["01/02/2025", "12/31/2025"], later)


@pytest.mark.parametrize("cells", [["45972.5", "45973"], ["1731312000"], [1731312000], [45972.5]])
def test_bare_numbers_are_taken_for_instants_only_when_somebody_says_so(cells: list[object]):
    with pytest.raises(
        LogUnreadable, match=r"holds bare numbers such as .*--date-order excel, unix_s or unix_ms"
    ):
        order_of(cells)


def test_a_first_batch_of_plain_dates_settles_it():
    question = DateOrderQuestion("day")
    question.see(pl.DataFrame({"day": ["2025-01-02", None]}))
    assert question.settled


def test_a_column_that_cannot_tell_follows_one_of_the_file_that_can(tmp_path: Path):
    text = (
        "order_id,sku,quantity,unit_price,currency,ordered_at,paid_at\nA,tea,1,5,CNY,01/02/2025,13/02/2025\n"
    )
    assert decided(tmp_path, text).date_orders == {"ordered_at": "day_first", "paid_at": "day_first"}


def test_what_the_mapping_says_is_not_asked(tmp_path: Path):
    text = "order_id,sku,quantity,unit_price,currency,ordered_at,paid_at\nA,tea,1,5,CNY,01/02/2025,45972\n"
    said = decided(tmp_path, text, date_order={"ordered_at": "month_first", "paid_at": "excel"})
    assert said.date_orders == {"ordered_at": "month_first", "paid_at": "excel"}
    assert decided(tmp_path, text, date_order="unix_s").date_orders["ordered_at"] == "unix_s"
